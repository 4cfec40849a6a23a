package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where Redis was not reached or did not answer in time. Whether the command ran
 * is unknown.
 *
 * @since 1.0
 */
public final class ServerUnavailableException extends PotteryException {

	/**
	 * Creates the exception.
	 * @param message what was expected and what was found
	 * @param key the key concerned, if it is one
	 * @param cause the cause, if any
	 */
	public ServerUnavailableException(String message, @Nullable String key, @Nullable Throwable cause) {
		super(message, key, cause);
	}

}
