package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where a stored value is not JSON, or not JSON of the declared type. Reading
 * leaves the value where it is; an operation that replaced or removed it has done so, and
 * carries the whole text in {@link #rawText()}.
 *
 * @since 1.0
 */
public final class UndecodableValueException extends PotteryException {

	/** What the operation took out of Redis, if it did. */
	private final @Nullable String rawText;

	/**
	 * Creates the exception.
	 * @param message names the key and the target type, with a short redacted preview
	 * @param key the key concerned, if it is one
	 * @param rawText the whole stored text where the operation took it out of Redis
	 * @param cause what the JSON parser threw, if anything
	 */
	public UndecodableValueException(String message, @Nullable String key, @Nullable String rawText,
			@Nullable Throwable cause) {
		super(message, key, cause);
		this.rawText = rawText;
	}

	/**
	 * Returns the stored text that the operation replaced or removed.
	 * @return the whole text, {@code null} where it still stands in Redis
	 */
	public @Nullable String rawText() {
		return this.rawText;
	}

}
