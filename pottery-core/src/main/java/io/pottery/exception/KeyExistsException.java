package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where a structure with initial contents finds its key taken; what stands there
 * stays untouched.
 *
 * @since 1.0
 */
public final class KeyExistsException extends PotteryException {

	/**
	 * Creates the exception.
	 * @param message what was expected and what was found
	 * @param key the key concerned, if it is one
	 * @param cause the cause, if any
	 */
	public KeyExistsException(String message, @Nullable String key, @Nullable Throwable cause) {
		super(message, key, cause);
	}

}
