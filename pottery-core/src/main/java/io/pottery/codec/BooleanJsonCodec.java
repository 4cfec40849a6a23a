package io.pottery.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Booleans.
 */
final class BooleanJsonCodec extends ScalarJsonCodec<Boolean> {

	private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

	BooleanJsonCodec(JsonCodec<Boolean> general, JsonLimits limits) {
		super(general, limits);
	}

	@Override
	byte[] write(Boolean value, int maxTextLength) {
		return (value ? TRUE : FALSE).clone();
	}

	@Override
	@Nullable Boolean read(byte[] json) {
		if (Arrays.equals(json, TRUE)) {
			return Boolean.TRUE;
		}
		return Arrays.equals(json, FALSE) ? Boolean.FALSE : null;
	}

}
