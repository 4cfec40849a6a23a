package io.pottery.collection;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.pottery.codec.JsonCodec;
import io.pottery.container.ContainerCore;
import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.UnencodableValueException;

/**
 * The texts of one container, and what they mean in Java.
 *
 * @param <T> the type of the values
 */
final class Texts<T> {

	private final JsonCodec<T> codec;

	private final String key;

	Texts(ContainerCore core, Type type) {
		this.codec = core.settings().codecs().of(type);
		this.key = core.key();
	}

	/**
	 * Writes a value.
	 * @param value the value
	 * @return its canonical text
	 */
	byte[] of(@Nullable T value) {
		return this.codec.encode(value, this.key);
	}

	/**
	 * Writes a value that was asked for, whatever its type.
	 * @param value the value
	 * @return its canonical text, {@code null} if no stored value can be equal
	 */
	@SuppressWarnings("unchecked")
	byte @Nullable [] ofAny(@Nullable Object value) {
		try {
			return this.codec.encode((T) value, this.key);
		}
		catch (UnencodableValueException | ClassCastException ex) {
			return null;
		}
	}

	/**
	 * Reads a text that stays in Redis. A JSON {@code null} is read as null, also where
	 * the container takes no nulls: another program may have stored it.
	 * @param text the text
	 * @return the value
	 */
	@SuppressWarnings("NullAway")
	T read(byte[] text) {
		return this.codec.decode(text, this.key);
	}

	/**
	 * Reads a text that no longer stands in Redis.
	 * @param text the text
	 * @return the value
	 * @throws UndecodableValueException which carries its bytes, if it cannot be read
	 */
	T take(byte[] text) {
		try {
			return read(text);
		}
		catch (UndecodableValueException ex) {
			throw new UndecodableValueException(ex, text);
		}
	}

	/**
	 * Tells whether a text is another way to write a value. What cannot be decoded equals
	 * nothing.
	 * @param text the text
	 * @param value the value
	 * @return whether both are equal
	 */
	boolean isEqual(byte[] text, @Nullable Object value) {
		try {
			return Objects.equals(read(text), value);
		}
		catch (UndecodableValueException ex) {
			return false;
		}
	}

	/**
	 * Looks up what a text means. What cannot be decoded equals nothing.
	 * @param <A> the type of the answer
	 * @param text the text
	 * @param answers an answer for each value
	 * @return that for the value, {@code null} if there is none
	 */
	<A> @Nullable A lookUp(byte[] text, Map<?, A> answers) {
		try {
			return answers.get(read(text));
		}
		catch (UndecodableValueException ex) {
			return null;
		}
	}

}
