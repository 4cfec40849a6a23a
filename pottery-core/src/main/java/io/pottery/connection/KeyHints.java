package io.pottery.connection;

import java.util.List;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
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
		if (!(factory instanceof LettuceConnectionFactory lettuce)) {
			return new None();
		}
		return lettuce.isClusterAware() ? new ClusterTracking(lettuce, listener)
				: new KeyTracking(() -> connect(lettuce), server, listener);
	}

	private static StatefulRedisConnection<byte[], byte[]> connect(LettuceConnectionFactory factory) {
		if (!(factory.getNativeClient() instanceof RedisClient client)) {
			throw new IllegalStateException("its connection factory was not started");
		}
		return client.connect(ByteArrayCodec.INSTANCE);
	}

	/**
	 * Asks to be told of the next change of each key, in one round trip.
	 * @param keys the keys
	 * @param nanos how long that may take at most
	 * @return whether hints will come
	 */
	boolean arm(List<String> keys, long nanos);

	@Override
	void close();

	/**
	 * No hints at all.
	 */
	record None() implements KeyHints {

		@Override
		public boolean arm(List<String> keys, long nanos) {
			return false;
		}

		@Override
		public void close() {
		}

	}

}
