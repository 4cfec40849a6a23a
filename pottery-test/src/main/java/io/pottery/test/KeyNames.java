package io.pottery.test;

import java.util.Objects;
import java.util.UUID;

/**
 * Random keys, so that tests which share a server never meet and nothing needs flushing.
 *
 * @since 1.0
 */
public final class KeyNames {

	private KeyNames() {
	}

	/**
	 * Returns a key that nobody else has.
	 * @return {@code test:} and a random UUID
	 */
	public static String fresh() {
		return fresh("test");
	}

	/**
	 * Returns a key that nobody else has.
	 * @param prefix what the key begins with
	 * @return the prefix, a colon and a random UUID
	 */
	public static String fresh(String prefix) {
		return Objects.requireNonNull(prefix, "prefix") + ":" + UUID.randomUUID();
	}

}
