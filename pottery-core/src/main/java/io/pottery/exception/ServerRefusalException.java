package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where Redis answered with an error that no other exception describes: out of
 * memory, no permission, read-only.
 *
 * @since 1.0
 */
public final class ServerRefusalException extends PotteryException {

	/**
	 * Creates the exception.
	 * @param message what was expected and what was found
	 * @param key the key concerned, if it is one
	 * @param cause the cause, if any
	 */
	public ServerRefusalException(String message, @Nullable String key, @Nullable Throwable cause) {
		super(message, key, cause);
	}

}
