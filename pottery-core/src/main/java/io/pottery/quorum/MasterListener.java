package io.pottery.quorum;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Master} tells without being asked. Called on the client's threads, which
 * must not be blocked.
 *
 * @since 1.0
 */
public interface MasterListener {

	/**
	 * A connection was opened.
	 * @param facts the server that it leads to
	 */
	void connected(ServerFacts facts);

	/**
	 * A connection could not be opened; it is tried again.
	 */
	void unreachable();

	/**
	 * A key that a script read over this connection may have changed. No more than a
	 * hint: it may come late, too often, or not at all.
	 * @param key the key, {@code null} for all of them
	 */
	void changed(@Nullable String key);

}
