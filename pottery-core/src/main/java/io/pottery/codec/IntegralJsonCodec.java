package io.pottery.codec;

import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberOutput;

/**
 * Integers of 8 to 64 bits. Unusual are numbers of more than 18 digits, whatever is not
 * the canonical text of an integer in range, and numbers of other types, for which a
 * caller may ask.
 *
 * @param <T> the type of the values
 */
final class IntegralJsonCodec<T extends Number> extends ScalarJsonCodec<T> {

	private static final int MAX_DIGITS = 18;

	private final long min;

	private final long max;

	private final LongFunction<T> narrow;

	IntegralJsonCodec(JsonCodec<T> general, JsonLimits limits, long min, long max, LongFunction<T> narrow) {
		super(general, limits);
		this.min = min;
		this.max = max;
		this.narrow = narrow;
	}

	@Override
	byte @Nullable [] write(T value, int maxTextLength) {
		// The type of the value is a promise that nobody checks, and 1.5 is not 1.
		long number = value.longValue();
		if (!this.narrow.apply(number).equals(value)) {
			return null;
		}
		int length = (number < 0) ? 2 : 1;
		for (long rest = number / 10; rest != 0; rest /= 10) {
			length++;
		}
		byte[] json = new byte[length];
		NumberOutput.outputLong(number, json, 0);
		return json;
	}

	@Override
	@Nullable T read(byte[] json) {
		int length = json.length;
		int first = (length > 0 && json[0] == '-') ? 1 : 0;
		int digits = length - first;
		if (digits < 1 || digits > MAX_DIGITS || (json[first] == '0' && length > 1)) {
			return null;
		}
		long value = 0;
		for (int i = first; i < length; i++) {
			int digit = json[i] - '0';
			if (digit < 0 || digit > 9) {
				return null;
			}
			value = value * 10 + digit;
		}
		value = (first == 1) ? -value : value;
		return (value >= this.min && value <= this.max) ? this.narrow.apply(value) : null;
	}

}
