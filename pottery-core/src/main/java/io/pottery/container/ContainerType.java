package io.pottery.container;

/**
 * The Redis types that containers stand on.
 *
 * @since 1.0
 */
public enum ContainerType {

	/**
	 * A hash.
	 */
	HASH("a hash", "HLEN"),

	/**
	 * A set.
	 */
	SET("a set", "SCARD"),

	/**
	 * A list.
	 */
	LIST("a list", "LLEN"),

	/**
	 * A stream.
	 */
	STREAM("a stream", "XLEN"),

	/**
	 * A string, bits included.
	 */
	STRING("a string", "STRLEN"),

	/**
	 * A HyperLogLog.
	 */
	HYPER_LOG_LOG("a HyperLogLog", "PFCOUNT");

	private final String words;

	private final String probe;

	ContainerType(String words, String probe) {
		this.words = words;
		this.probe = probe;
	}

	/**
	 * Returns what exceptions call it.
	 * @return a noun with its article
	 */
	String words() {
		return this.words;
	}

	/**
	 * Returns a cheap command that Redis refuses on every other type.
	 * @return the command, which takes nothing but the key
	 */
	String probe() {
		return this.probe;
	}

}
