package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints by RESP3 client tracking, over one connection to one server. The server remembers
 * which keys were read over it, absent ones too, and says once that such a key has
 * changed, whoever changed it.
 */
final class KeyTracking implements KeyHints {

	private static final Logger logger = LoggerFactory.getLogger(KeyTracking.class);

	private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

	/** A server that was not reached is tried again soon. */
	private static final Duration REST_AFTER_FAILURE = Duration.ofMillis(500);

	/** A server that refuses may be configured otherwise one day. */
	private static final Duration REST_AFTER_REFUSAL = Duration.ofMinutes(1);

	private final Supplier<StatefulRedisConnection<byte[], byte[]>> opener;

	private final String server;

	private final Consumer<@Nullable String> listener;

	private @Nullable StatefulRedisConnection<byte[], byte[]> connection;

	/**
	 * The last connection that broke: the client mends it, but the server tracks no more.
	 */
	private @Nullable Object lost;

	/** Whether a connection is being opened; nobody gets hints meanwhile. */
	private boolean opening;

	private boolean refused;

	private boolean closed;

	private long restingSince = System.nanoTime();

	private long restNanos;

	KeyTracking(Supplier<StatefulRedisConnection<byte[], byte[]>> opener, String server,
			Consumer<@Nullable String> listener) {
		this.opener = opener;
		this.server = server;
		this.listener = listener;
	}

	@Override
	public boolean arm(List<String> keys, long nanos) {
		StatefulRedisConnection<byte[], byte[]> open = open();
		if (open == null) {
			return false;
		}
		byte[][] names = keys.stream().map((key) -> key.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
		try {
			open.async().exists(names).get(Math.min(nanos, LONGEST_ANSWER.toNanos()), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			if (!isElsewhere(cause)) {
				failed(cause);
				drop(open);
			}
		}
		catch (TimeoutException ex) {
			if (nanos >= LONGEST_ANSWER.toNanos()) {
				failed(ex);
				drop(open);
			}
		}
		return false;
	}

	/**
	 * Tells whether another node of a cluster has the keys now, or none for the moment.
	 * The client learns that from whoever takes something.
	 */
	private static boolean isElsewhere(Throwable ex) {
		String words = String.valueOf(ex.getMessage());
		return ex instanceof RedisCommandExecutionException
				&& (words.startsWith("MOVED ") || words.startsWith("ASK ") || words.startsWith("CLUSTERDOWN "));
	}

	private synchronized @Nullable StatefulRedisConnection<byte[], byte[]> open() {
		boolean resting = System.nanoTime() - this.restingSince < this.restNanos;
		if (this.connection == null && !this.opening && !this.closed && !resting) {
			this.opening = true;
			// A thread that waits must neither hang here nor be interrupted here.
			CompletableFuture.supplyAsync(this::connect, KeyTracking::start).whenComplete(this::opened);
		}
		return this.connection;
	}

	private static void start(Runnable connecting) {
		Thread thread = new Thread(connecting, "pottery-connecting");
		thread.setDaemon(true);
		thread.start();
	}

	private StatefulRedisConnection<byte[], byte[]> connect() {
		StatefulRedisConnection<byte[], byte[]> opened = this.opener.get();
		try {
			turnTrackingOn(opened);
			return opened;
		}
		catch (RuntimeException ex) {
			opened.closeAsync();
			throw ex;
		}
	}

	private void opened(@Nullable StatefulRedisConnection<byte[], byte[]> opened, @Nullable Throwable ex) {
		boolean wanted;
		synchronized (this) {
			if (ex != null) {
				failed((ex.getCause() != null) ? ex.getCause() : ex);
			}
			wanted = opened != null && opened != this.lost && !this.closed;
			if (wanted) {
				this.connection = opened;
				this.refused = false;
			}
			this.opening = false;
		}
		if (wanted) {
			this.listener.accept(null);
		}
		else if (opened != null) {
			opened.closeAsync();
		}
	}

	private void turnTrackingOn(StatefulRedisConnection<byte[], byte[]> opened) {
		opened.addListener(this::pushed);
		opened.addListener(new RedisConnectionStateListener() {

			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
				drop(opened);
			}

		});
		// By RESP2 the server would agree to track and then say nothing.
		Object hello = opened.sync()
			.dispatch(new Keyword("HELLO"), new ReplyOutput((bytes) -> new String(bytes, StandardCharsets.UTF_8)));
		if (!(hello instanceof List<?> properties) || properties.indexOf("proto") == -1
				|| !Long.valueOf(3).equals(properties.get(properties.indexOf("proto") + 1))) {
			throw new RedisCommandExecutionException("the connection speaks RESP2");
		}
		opened.sync().clientTracking(TrackingArgs.Builder.enabled());
	}

	private void pushed(PushMessage message) {
		if (message.getType().equals("invalidate")) {
			List<Object> content = message.getContent((bytes) -> StandardCharsets.UTF_8.decode(bytes).toString());
			if (content.get(1) instanceof List<?> keys) {
				keys.forEach((key) -> this.listener.accept((String) key));
			}
			else {
				this.listener.accept(null);
			}
		}
	}

	private synchronized void failed(Throwable ex) {
		boolean refusal = ex instanceof RedisCommandExecutionException;
		if (refusal && !this.refused && !this.closed) {
			logger.info("Redis at {} does not tell when keys change, so threads that wait ask it: {}", this.server,
					NoReplyException.innermost(ex));
		}
		this.refused |= refusal;
		long most = (refusal ? REST_AFTER_REFUSAL : REST_AFTER_FAILURE).toNanos();
		this.restNanos = ThreadLocalRandom.current().nextLong(most / 2, most);
		this.restingSince = System.nanoTime();
	}

	private void drop(StatefulRedisConnection<byte[], byte[]> which) {
		synchronized (this) {
			this.lost = which;
			if (this.connection != which) {
				return;
			}
			this.connection = null;
		}
		which.closeAsync();
		// What changed since the connection broke was told to nobody.
		this.listener.accept(null);
	}

	@Override
	public void close() {
		StatefulRedisConnection<byte[], byte[]> open;
		synchronized (this) {
			this.closed = true;
			open = this.connection;
			this.connection = null;
		}
		if (open != null) {
			open.close();
		}
	}

}
