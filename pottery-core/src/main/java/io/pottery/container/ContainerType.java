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
	HASH("HLEN"),

	/**
	 * A set.
	 */
	SET("SCARD"),

	/**
	 * A list.
	 */
	LIST("LLEN"),

	/**
	 * A stream.
	 */
	STREAM("XLEN"),

	/**
	 * A string, bits included.
	 */
	STRING("STRLEN"),

	/**
	 * A HyperLogLog.
	 */
	HYPER_LOG_LOG("PFCOUNT");

	private final String probe;

	ContainerType(String probe) {
		this.probe = probe;
	}

	/**
	 * Returns a cheap command that Redis refuses on every other type.
	 * @return the command, which takes nothing but the key
	 */
	String probe() {
		return this.probe;
	}

}
