package io.pottery.connection;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * What tells that keys may have changed.
 */
interface KeyHints extends AutoCloseable {

	/**
	 * Chooses what a factory can offer.
	 * @param factory where connections come from
	 * @param server what logs call the server
	 * @param listener told the key that changed, or {@code null} for all of them
	 * @return the hints; nothing is connected yet
	 */
	static KeyHints from(RedisConnectionFactory factory, String server, Consumer<@Nullable String> listener) {
		return (factory instanceof LettuceConnectionFactory lettuce && !lettuce.isClusterAware())
				? new KeyTracking(lettuce, server, listener) : new None();
	}

	/**
	 * Asks to be told of the next change of each key, in one round trip.
	 * @param keys the keys
	 * @return whether hints will come
	 */
	boolean arm(List<String> keys);

	@Override
	void close();

	/**
	 * No hints at all.
	 */
	record None() implements KeyHints {

		@Override
		public boolean arm(List<String> keys) {
			return false;
		}

		@Override
		public void close() {
		}

	}

}
