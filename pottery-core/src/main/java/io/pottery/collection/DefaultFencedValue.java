package io.pottery.collection;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.CoreContainer;
import io.pottery.exception.UndecodableValueException;
import io.pottery.internal.script.Script;

/**
 * A value and its token in a hash.
 *
 * @param <V> the type of the value
 */
final class DefaultFencedValue<V> implements FencedValue<V>, CoreContainer {

	private static final Script FENCE_UNLESS_STALE = Script.load("fence-unless-stale");

	private static final byte[] TOKEN = ascii("token");

	private static final byte[] VALUE = ascii("value");

	private final ContainerCore core;

	private final Texts<V> texts;

	DefaultFencedValue(ContainerCore core, Type type) {
		this.core = core;
		this.texts = new Texts<>(core, type);
	}

	@Override
	public @Nullable V fence(long token) {
		return read(mark(token, digits(token)));
	}

	@Override
	public @Nullable V get() {
		return read((byte[]) this.core.call("HGET", VALUE));
	}

	@Override
	public void set(long token, @Nullable V value) {
		mark(token, digits(token), this.texts.of(value));
	}

	@Override
	public @Nullable V update(long token, UnaryOperator<@Nullable V> change) {
		Objects.requireNonNull(change, "change");
		V value = change.apply(fence(token));
		set(token, value);
		return value;
	}

	@Override
	public long lastToken() {
		byte[] digits = (byte[]) this.core.call("HGET", TOKEN);
		return (digits != null) ? number(digits) : 0;
	}

	private byte @Nullable [] mark(long token, byte[]... args) {
		List<?> reply = (List<?>) Objects.requireNonNull(this.core.run(FENCE_UNLESS_STALE, args));
		byte[] text = (reply.size() > 1) ? (byte[]) reply.get(1) : null;
		if (!Long.valueOf(1).equals(reply.get(0))) {
			throw new StaleTokenException(key(), token, number(Objects.requireNonNull(text)));
		}
		return text;
	}

	private @Nullable V read(byte @Nullable [] text) {
		return (text != null) ? this.texts.read(text) : null;
	}

	private long number(byte[] digits) {
		String text = new String(digits, StandardCharsets.ISO_8859_1);
		try {
			long number = Long.parseLong(text);
			if (number > 0 && Long.toString(number).equals(text)) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Said below: the words of the other exception would repeat the stored text.
		}
		throw new UndecodableValueException(
				"Key '" + key() + "' holds a fencing token that is not a positive number of 64 bits, but "
						+ digits.length + " other bytes",
				key(), null, null);
	}

	private static byte[] digits(long token) {
		if (token < 1) {
			throw new IllegalArgumentException("'token' must be positive, was " + token);
		}
		return ascii(Long.toString(token));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public ContainerCore core() {
		return this.core;
	}

	@Override
	public String toString() {
		return "FencedValue '" + key() + "'";
	}

}
