package io.pottery.codec;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the usual texts of a scalar type by hand. Whatever is not usual goes
 * to the codec that knows everything, so that both agree.
 *
 * @param <T> the type of the values
 */
abstract class ScalarJsonCodec<T> implements JsonCodec<T> {

	private final JsonCodec<T> general;

	private final int maxTextLength;

	ScalarJsonCodec(JsonCodec<T> general, JsonLimits limits) {
		this.general = general;
		this.maxTextLength = limits.maxTextLength();
	}

	@Override
	public final byte[] encode(@Nullable T value, String key) {
		byte[] json = (value != null) ? write(value, this.maxTextLength) : null;
		return (json != null) ? json : this.general.encode(value, key);
	}

	@Override
	public final @Nullable T decode(byte[] json, String key) {
		T value = (json.length <= this.maxTextLength) ? read(json) : null;
		return (value != null) ? value : this.general.decode(json, key);
	}

	/**
	 * Writes a value.
	 * @return its text, {@code null} if it is unusual
	 */
	abstract byte @Nullable [] write(T value, int maxTextLength);

	/**
	 * Reads a text.
	 * @return its value, {@code null} if it is unusual
	 */
	abstract @Nullable T read(byte[] json);

}
