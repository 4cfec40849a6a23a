package io.pottery.codec;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Floating-point numbers of 64 bits. Unusual are NaN, infinities, integers and texts
 * longer than any that this codec writes.
 */
final class DoubleJsonCodec extends ScalarJsonCodec<Double> {

	private static final int LONGEST_TEXT = 24;

	DoubleJsonCodec(JsonCodec<Double> general, JsonLimits limits) {
		super(general, limits);
	}

	@Override
	byte @Nullable [] write(Double value, int maxTextLength) {
		return Double.isFinite(value) ? PythonFloats.text(value.doubleValue()).getBytes(StandardCharsets.ISO_8859_1)
				: null;
	}

	@Override
	@Nullable Double read(byte[] json) {
		if (json.length > LONGEST_TEXT) {
			return null;
		}
		int whole = (json.length > 0 && json[0] == '-') ? 1 : 0;
		int point = skipDigits(json, whole);
		boolean leadingZero = json.length > whole && json[whole] == '0';
		if (point == whole || (leadingZero && point > whole + 1) || point == json.length || json[point] != '.') {
			return null;
		}
		int end = skipDigits(json, point + 1);
		if (end == point + 1 || end < json.length) {
			return null;
		}
		return Double.valueOf(new String(json, StandardCharsets.ISO_8859_1));
	}

	private static int skipDigits(byte[] json, int start) {
		int position = start;
		while (position < json.length && json[position] >= '0' && json[position] <= '9') {
			position++;
		}
		return position;
	}

}
