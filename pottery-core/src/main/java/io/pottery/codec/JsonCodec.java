package io.pottery.codec;

import org.jspecify.annotations.Nullable;

/**
 * Writes values of one type as the JSON text that Python's pottery stores, and reads them
 * back. Text is canonical: equal values of the type give the same bytes.
 *
 * @param <T> the type of the values
 * @since 1.0
 */
public interface JsonCodec<T> {

	/**
	 * Writes a value.
	 * @param value the value, of which every part must be writable as JSON; {@code null}
	 * becomes the JSON {@code null}
	 * @param key the key to name in an exception
	 * @return the canonical text in UTF-8, which is ASCII
	 * @throws io.pottery.exception.UnencodableValueException if the value has no JSON
	 * text: a type without properties, NaN, an infinity, a cycle
	 */
	byte[] encode(@Nullable T value, String key);

	/**
	 * Reads a value.
	 * @param json a JSON text in UTF-8
	 * @param key the key to name in an exception
	 * @return the value; the JSON {@code null} is {@code null}, or empty where the type
	 * is an {@link java.util.Optional}
	 * @throws io.pottery.exception.UndecodableValueException if the text is not JSON or
	 * does not bind to the type
	 */
	@Nullable T decode(byte[] json, String key);

}
