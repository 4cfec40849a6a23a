package io.pottery.probabilistic;

import org.jspecify.annotations.Nullable;

import io.pottery.exception.PotteryException;

/**
 * Thrown where a Bloom filter has other parameters than those it is used with: its bits
 * would mean something else. Nothing was read or written.
 *
 * @since 1.0
 */
public final class IncompatibleParametersException extends PotteryException {

	/**
	 * Creates the exception.
	 * @param message what was expected and what was found
	 * @param key the key concerned, if it is one
	 * @param cause the cause, if any
	 */
	public IncompatibleParametersException(String message, @Nullable String key, @Nullable Throwable cause) {
		super(message, key, cause);
	}

}
