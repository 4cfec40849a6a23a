package io.pottery.exception;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where a stored value is not JSON, or not JSON of the declared type. Reading
 * leaves the value where it is; an operation that replaced or removed it has done so, and
 * carries what was stored in {@link #rawBytes()}.
 *
 * @since 1.0
 */
public final class UndecodableValueException extends PotteryException {

	/** What the operation took out of Redis, if it did. */
	private final byte @Nullable [] rawBytes;

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
		this.rawBytes = (rawText != null) ? rawText.getBytes(StandardCharsets.UTF_8) : null;
	}

	/**
	 * Creates the exception anew for a value that the operation took out of Redis.
	 * @param ex why the value cannot be decoded
	 * @param rawBytes the stored bytes
	 */
	public UndecodableValueException(UndecodableValueException ex, byte[] rawBytes) {
		super(String.valueOf(ex.getMessage()), ex.key(), ex.getCause());
		this.rawBytes = rawBytes.clone();
	}

	/**
	 * Returns the stored bytes that the operation replaced or removed, exactly as they
	 * were.
	 * @return a copy of them, {@code null} where they still stand in Redis
	 */
	public byte @Nullable [] rawBytes() {
		return (this.rawBytes != null) ? this.rawBytes.clone() : null;
	}

	/**
	 * Returns the stored text that the operation replaced or removed. What is no UTF-8 is
	 * shown as U+FFFD there; {@link #rawBytes()} tells what it was.
	 * @return the whole text, {@code null} where it still stands in Redis
	 */
	public @Nullable String rawText() {
		return (this.rawBytes != null) ? new String(this.rawBytes, StandardCharsets.UTF_8) : null;
	}

}
