package io.pottery.connection;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.lettuce.core.AbstractRedisAsyncCommands;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ClusterSlotHashUtil;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Sends requests over the connections of a Spring Data factory.
 */
final class CommandChannel {

	private final RedisConnectionFactory factory;

	private final String address;

	private final Duration timeout;

	private final @Nullable PendingReplies pending;

	CommandChannel(RedisConnectionFactory factory) {
		this.factory = factory;
		this.address = ServerAddress.of(factory);
		this.timeout = (factory instanceof LettuceConnectionFactory lettuce)
				? lettuce.getClientConfiguration().getCommandTimeout() : RedisURI.DEFAULT_TIMEOUT_DURATION;
		this.pending = (factory instanceof LettuceConnectionFactory lettuce) ? new PendingReplies(lettuce) : null;
	}

	/**
	 * Tells whether one script may use two keys.
	 * @param key a key
	 * @param other another key
	 * @return whether they are in one slot, or slots do not matter
	 */
	boolean isTogether(String key, String other) {
		return !ServerAddress.isCluster(this.factory)
				|| ClusterSlotHashUtil.isSameSlotForAllKeys(Request.bytes(key), Request.bytes(other));
	}

	/**
	 * Sends a request and waits for the answer.
	 * @param request the request
	 * @return the reply
	 * @throws ErrorReplyException if the answer is an error
	 * @throws NoReplyException if there is none
	 */
	@Nullable Object send(Request request) {
		try (RedisConnection connection = connect()) {
			if (connection.getNativeConnection() instanceof RedisClusterAsyncCommands<?, ?> lettuce) {
				return send(request, byBytes(lettuce));
			}
			return SpringRequests.send(request, connection);
		}
	}

	private RedisConnection connect() {
		try {
			return this.factory.getConnection();
		}
		catch (RuntimeException ex) {
			throw NoReplyException.of(ex, "; it was not sent");
		}
	}

	private @Nullable Object send(Request request, RedisClusterAsyncCommands<byte[], byte[]> lettuce) {
		CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
		request.head().forEach(args::add);
		args.addKeys(request.keys());
		for (byte[] arg : request.args()) {
			args.add(arg);
		}
		Supplier<RedisFuture<@Nullable Object>> dispatch = () -> lettuce.dispatch(new Keyword(request.command()),
				new ReplyOutput((bytes) -> bytes), args);
		if (this.pending == null || request.isRead()) {
			return await(request, dispatch.get());
		}
		RedisFuture<@Nullable Object> reply = this.pending.send(connectionOf(lettuce), dispatch);
		try {
			return await(request, reply);
		}
		finally {
			this.pending.forget(reply);
		}
	}

	private static Object connectionOf(RedisClusterAsyncCommands<?, ?> lettuce) {
		return (lettuce instanceof AbstractRedisAsyncCommands<?, ?> commands) ? commands.getConnection() : lettuce;
	}

	private @Nullable Object await(Request request, Future<@Nullable Object> reply) {
		long nanos = this.timeout.isZero() ? Long.MAX_VALUE : this.timeout.toNanos();
		try {
			return request.isRead() ? reply.get(nanos, TimeUnit.NANOSECONDS) : getThroughInterrupts(reply, nanos);
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			if (cause instanceof RedisCommandExecutionException) {
				throw new ErrorReplyException(cause.getMessage(), cause);
			}
			throw NoReplyException.of(cause, NoReplyException.UNKNOWN);
		}
		catch (CancellationException ex) {
			throw new NoReplyException("the connection was lost" + NoReplyException.UNKNOWN, ex);
		}
		catch (TimeoutException ex) {
			// What still waits for a connection must not be sent behind the caller's
			// back.
			reply.cancel(true);
			throw new NoReplyException("no answer within " + this.timeout.toMillis() + " ms" + NoReplyException.UNKNOWN,
					ex);
		}
		catch (InterruptedException ex) {
			reply.cancel(true);
			Thread.currentThread().interrupt();
			throw new NoReplyException("the waiting thread was interrupted" + NoReplyException.UNKNOWN, ex);
		}
	}

	/**
	 * Waits for an answer whatever interrupts the thread, and keeps its flag: who gives
	 * up on a command that takes something never learns what it took.
	 */
	private static @Nullable Object getThroughInterrupts(Future<@Nullable Object> reply, long nanos)
			throws ExecutionException, TimeoutException {
		long start = System.nanoTime();
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return reply.get(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Stops watching the application's connections, which stay open.
	 */
	void close() {
		if (this.pending != null) {
			this.pending.close();
		}
	}

	@SuppressWarnings("unchecked")
	private static RedisClusterAsyncCommands<byte[], byte[]> byBytes(RedisClusterAsyncCommands<?, ?> lettuce) {
		return (RedisClusterAsyncCommands<byte[], byte[]>) lettuce;
	}

	@Override
	public String toString() {
		return this.address;
	}

}
