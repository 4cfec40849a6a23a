package io.pottery.collection;

import io.pottery.exception.PotteryFailure;

/**
 * Thrown where a count would need more than 64 bits; the counter is unchanged.
 *
 * @since 1.0
 */
public final class CountOverflowException extends ArithmeticException implements PotteryFailure {

	/** The key of the counter. */
	private final String key;

	/**
	 * Creates the exception.
	 * @param key the key of the counter
	 */
	public CountOverflowException(String key) {
		super("A count of key '" + key + "' would need more than 64 bits");
		this.key = key;
	}

	@Override
	public String key() {
		return this.key;
	}

}
