package io.pottery.container;

/**
 * Names the keys that stand beside another.
 */
final class CompanionKeys {

	private CompanionKeys() {
	}

	/**
	 * Names a companion, in the slot of its key.
	 * @param key the key, with the prefix
	 * @param suffix what the companion holds
	 * @return the companion key
	 * @throws IllegalArgumentException if no hash tag can stand for the key
	 */
	static String companion(String key, String suffix) {
		return "{" + tag(key) + "}:pottery:" + suffix + ":" + key;
	}

	private static String tag(String key) {
		int open = key.indexOf('{');
		int close = (open != -1) ? key.indexOf('}', open + 1) : -1;
		if (close > open + 1) {
			return key.substring(open + 1, close);
		}
		if (key.isEmpty() || key.indexOf('}') != -1) {
			throw new IllegalArgumentException("'key' must not be empty, and must have a hash tag or no '}',"
					+ " where a companion key is needed, was '" + key + "'");
		}
		return key;
	}

}
