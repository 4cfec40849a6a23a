package io.pottery.codec;

/**
 * The order in which Python sorts strings: by code point. {@link String#compareTo} sorts
 * by UTF-16 unit, which puts U+1F600 before U+FFFF.
 */
final class CodePoints {

	private CodePoints() {
	}

	static int compare(String one, String other) {
		int length = Math.min(one.length(), other.length());
		for (int i = 0; i < length; i++) {
			char left = one.charAt(i);
			char right = other.charAt(i);
			if (left != right) {
				// A difference in a low surrogate belongs to the code point that starts
				// before it.
				int start = (i > 0 && Character.isHighSurrogate(one.charAt(i - 1))) ? i - 1 : i;
				return Integer.compare(one.codePointAt(start), other.codePointAt(start));
			}
		}
		return Integer.compare(one.length(), other.length());
	}

}
