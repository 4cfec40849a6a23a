package io.pottery.codec;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Strings. Unusual are texts with escapes, or beyond ASCII, and overlong strings.
 */
final class StringJsonCodec extends ScalarJsonCodec<String> {

	StringJsonCodec(JsonCodec<String> general, JsonLimits limits) {
		super(general, limits);
	}

	@Override
	byte @Nullable [] write(String value, int maxTextLength) {
		if (value.length() > maxTextLength - 2) {
			return null;
		}
		byte[] json = new byte[value.length() + 2];
		if (JsonStrings.writePlain(value, json, 0) < 0) {
			long length = JsonStrings.quotedLength(value);
			if (length > maxTextLength) {
				return null;
			}
			json = new byte[(int) length];
			JsonStrings.writeQuoted(value, json, 0);
		}
		return json;
	}

	@Override
	@Nullable String read(byte[] json) {
		int end = json.length - 1;
		if (end < 1 || json[0] != '"' || json[end] != '"') {
			return null;
		}
		for (int i = 1; i < end; i++) {
			byte b = json[i];
			if (b < ' ' || b == '"' || b == '\\') {
				return null;
			}
		}
		return new String(json, 1, end - 1, StandardCharsets.ISO_8859_1);
	}

}
