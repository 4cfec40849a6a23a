package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where a key holds another Redis type than the structure needs; the foreign value
 * stays untouched.
 *
 * @since 1.0
 */
public final class WrongTypeException extends PotteryException {

	/**
	 * Creates the exception.
	 * @param message what was expected and what was found
	 * @param key the key concerned, if it is one
	 * @param cause the cause, if any
	 */
	public WrongTypeException(String message, @Nullable String key, @Nullable Throwable cause) {
		super(message, key, cause);
	}

}
