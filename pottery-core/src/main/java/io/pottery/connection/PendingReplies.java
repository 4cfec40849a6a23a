package io.pottery.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Gives commands up when their connection breaks before they are answered. The client of
 * an application sends such commands again over the next connection, though they may have
 * run; it spares those that were given up.
 */
final class PendingReplies implements RedisConnectionStateListener {

	private final LettuceConnectionFactory factory;

	private final Map<Future<?>, Object> connections = new ConcurrentHashMap<>();

	private final AtomicLong losses = new AtomicLong();

	private volatile @Nullable AbstractRedisClient client;

	PendingReplies(LettuceConnectionFactory factory) {
		this.factory = factory;
	}

	/**
	 * Sends a command that must not run twice.
	 * @param connection the connection that it is sent over
	 * @param dispatch sends it
	 * @return its reply, to be {@link #forget forgotten} when it is there
	 */
	RedisFuture<@Nullable Object> send(Object connection, Supplier<RedisFuture<@Nullable Object>> dispatch) {
		listen();
		long before = this.losses.get();
		RedisFuture<@Nullable Object> reply = dispatch.get();
		this.connections.put(reply, connection);
		if (this.losses.get() != before) {
			reply.cancel(true);
		}
		return reply;
	}

	void forget(Future<?> reply) {
		this.connections.remove(reply);
	}

	private void listen() {
		AbstractRedisClient current = this.factory.getNativeClient();
		if (current != null && current != this.client) {
			synchronized (this) {
				if (current != this.client) {
					current.addListener(this);
					this.client = current;
				}
			}
		}
	}

	@Override
	public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
		this.losses.incrementAndGet();
		this.connections.forEach((reply, connection) -> {
			// Which node of a cluster a command went to is the client's secret.
			if (connection == broken || connection instanceof StatefulRedisClusterConnection<?, ?>) {
				reply.cancel(true);
			}
		});
	}

	void close() {
		AbstractRedisClient known = this.client;
		if (known != null) {
			known.removeListener(this);
		}
	}

}
