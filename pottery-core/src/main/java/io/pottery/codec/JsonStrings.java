package io.pottery.codec;

/**
 * Strings as JSON texts in ASCII: whatever is not printable ASCII becomes an escape in
 * lower-case hexadecimal, a surrogate too, paired or lone.
 */
final class JsonStrings {

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	private static final int PLAIN = 1;

	private static final int SHORT_ESCAPE = 2;

	private static final int UNICODE_ESCAPE = 6;

	/** How many bytes each character of ASCII takes. */
	private static final byte[] WIDTHS = new byte[128];

	/** What follows the backslash in a short escape. */
	private static final byte[] SHORT_ESCAPES = new byte[128];

	static {
		for (int c = 0; c < WIDTHS.length; c++) {
			WIDTHS[c] = (c < ' ' || c == 0x7f) ? (byte) UNICODE_ESCAPE : PLAIN;
		}
		String escapes = "\"\"\\\\\bb\ff\nn\rr\tt";
		for (int i = 0; i < escapes.length(); i += 2) {
			WIDTHS[escapes.charAt(i)] = SHORT_ESCAPE;
			SHORT_ESCAPES[escapes.charAt(i)] = (byte) escapes.charAt(i + 1);
		}
	}

	private JsonStrings() {
	}

	/**
	 * Counts the bytes of a text, its quotes included. There may be more than an array
	 * can hold.
	 */
	static long quotedLength(String value) {
		long length = 2;
		for (int i = 0; i < value.length(); i++) {
			length += width(value.charAt(i));
		}
		return length;
	}

	/**
	 * Writes a text without escapes, its quotes included.
	 * @return the position after it, or -1 if the string needs escapes
	 */
	static int writePlain(String value, byte[] target, int start) {
		int position = start;
		target[position++] = '"';
		int length = value.length();
		for (int i = 0; i < length; i++) {
			char c = value.charAt(i);
			if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
				return -1;
			}
			target[position++] = (byte) c;
		}
		target[position++] = '"';
		return position;
	}

	/**
	 * Writes a text of {@link #quotedLength} bytes.
	 * @return the position after it
	 */
	static int writeQuoted(String value, byte[] target, int start) {
		int position = start;
		target[position++] = '"';
		int length = value.length();
		for (int i = 0; i < length; i++) {
			position = write(value.charAt(i), target, position);
		}
		target[position++] = '"';
		return position;
	}

	private static int width(char c) {
		return (c < WIDTHS.length) ? WIDTHS[c] : UNICODE_ESCAPE;
	}

	private static int write(char c, byte[] target, int start) {
		int position = start;
		int width = width(c);
		if (width == PLAIN) {
			target[position++] = (byte) c;
			return position;
		}
		target[position++] = '\\';
		if (width == SHORT_ESCAPE) {
			target[position++] = SHORT_ESCAPES[c];
			return position;
		}
		target[position++] = 'u';
		for (int shift = 12; shift >= 0; shift -= 4) {
			target[position++] = HEX[(c >> shift) & 0xf];
		}
		return position;
	}

}
