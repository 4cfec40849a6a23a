package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where a value cannot be written as JSON; nothing was stored.
 *
 * @since 1.0
 */
public final class UnencodableValueException extends PotteryException {

	/**
	 * Creates the exception.
	 * @param message what was expected and what was found
	 * @param key the key concerned, if it is one
	 * @param cause the cause, if any
	 */
	public UnencodableValueException(String message, @Nullable String key, @Nullable Throwable cause) {
		super(message, key, cause);
	}

}
