package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where three random keys in a row were taken already.
 *
 * @since 1.0
 */
public final class RandomKeyException extends PotteryException {

	/**
	 * Creates the exception.
	 * @param message what was expected and what was found
	 * @param key the key concerned, if it is one
	 * @param cause the cause, if any
	 */
	public RandomKeyException(String message, @Nullable String key, @Nullable Throwable cause) {
		super(message, key, cause);
	}

}
