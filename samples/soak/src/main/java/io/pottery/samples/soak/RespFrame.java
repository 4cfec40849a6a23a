package io.pottery.samples.soak;

import java.nio.charset.StandardCharsets;

/**
 * Finds where a value of RESP2 or RESP3 ends.
 */
final class RespFrame {

	private static final int INCOMPLETE = -1;

	private RespFrame() {
	}

	/**
	 * Returns the index behind the value that starts at an index, -1 where it is not
	 * complete.
	 */
	static int end(byte[] bytes, int start) {
		int line = endOfLine(bytes, start);
		if (line == INCOMPLETE) {
			return INCOMPLETE;
		}
		return switch (bytes[start]) {
			case '+', '-', ':', ',', '#', '(', '_' -> line;
			case '$', '=', '!' -> endOfText(bytes, line, number(bytes, start, line));
			case '*', '~', '>' -> endOfValues(bytes, line, number(bytes, start, line));
			case '%' -> endOfValues(bytes, line, 2 * number(bytes, start, line));
			// Attributes stand before the value that they belong to.
			case '|' -> endOfValues(bytes, line, 2 * number(bytes, start, line) + 1);
			default -> throw new IllegalArgumentException("'" + (char) bytes[start] + "' begins no value");
		};
	}

	private static int endOfText(byte[] bytes, int from, int length) {
		if (length < 0) {
			return from;
		}
		int end = from + length + 2;
		return (end <= bytes.length) ? end : INCOMPLETE;
	}

	private static int endOfValues(byte[] bytes, int from, int count) {
		int end = from;
		for (int i = 0; i < count && end != INCOMPLETE; i++) {
			end = end(bytes, end);
		}
		return end;
	}

	private static int number(byte[] bytes, int start, int line) {
		return Integer.parseInt(new String(bytes, start + 1, line - start - 3, StandardCharsets.US_ASCII));
	}

	private static int endOfLine(byte[] bytes, int start) {
		for (int i = start; i + 1 < bytes.length; i++) {
			if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
				return i + 2;
			}
		}
		return INCOMPLETE;
	}

}
