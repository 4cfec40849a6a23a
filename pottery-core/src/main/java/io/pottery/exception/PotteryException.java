package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * The root of what Pottery's containers, codec and cache throw.
 *
 * @since 1.0
 */
public class PotteryException extends RuntimeException implements PotteryFailure {

	/** The key concerned, if it is one. */
	private final @Nullable String key;

	/**
	 * Creates an exception about a key.
	 * @param message what was expected and what was found
	 * @param key the key concerned, if it is one
	 * @param cause what the client or the codec threw, if anything
	 */
	public PotteryException(String message, @Nullable String key, @Nullable Throwable cause) {
		super(message, cause);
		this.key = key;
	}

	@Override
	public final @Nullable String key() {
		return this.key;
	}

}
