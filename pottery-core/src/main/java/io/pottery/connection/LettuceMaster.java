package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pottery.internal.script.Script;
import io.pottery.quorum.Master;
import io.pottery.quorum.MasterException;
import io.pottery.quorum.MasterException.Reason;
import io.pottery.quorum.QuorumScheduler;

/*
 * What a lock needs of a connection, and the client does not do by itself:
 *
 * - No command is ever sent twice. The client's own reconnecting would replay what was
 *   under way, so it is off, and a lost connection is opened anew from here.
 * - Commands are executed in the order of sending. Scripts are therefore sent by EVAL with
 *   their text, some 400 bytes: after a NOSCRIPT the second try would run behind the release
 *   that was to undo the first.
 * - A command whose time is up is not taken back: it may have left already, and what is
 *   sent to undo it must find it in front.
 * - While there is no connection, commands fail at once. Only the very first ones wait for
 *   the connection that is being opened.
 */
/**
 * One master on one connection.
 */
final class LettuceMaster implements Master {

	private static final Logger logger = LoggerFactory.getLogger(LettuceMaster.class);

	/**
	 * So many commands may wait for a master that hangs; the next fail as unreachable.
	 */
	private static final int QUEUE_SIZE = 10_000;

	private static final Duration SHORTEST_RECONNECT = Duration.ofMillis(20);

	private static final Duration LONGEST_RECONNECT = Duration.ofMillis(500);

	private final MasterSettings settings;

	private final String name;

	private final AbstractRedisClient client;

	private final QuorumScheduler scheduler;

	/** What was sent before the first connection stood, in order. */
	private final Deque<Runnable> early = new ArrayDeque<>();

	private State state = State.CONNECTING;

	private @Nullable StatefulConnection<byte[], byte[]> connection;

	private @Nullable RedisClusterAsyncCommands<byte[], byte[]> commands;

	private String lastFailure = "not connected yet";

	private int failures;

	private CompletableFuture<?> opening = CompletableFuture.completedFuture(null);

	LettuceMaster(MasterSettings settings, ClientResources resources, QuorumScheduler scheduler) {
		this.settings = settings;
		this.name = settings.name();
		this.scheduler = scheduler;
		this.client = client(settings, resources);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public CompletionStage<@Nullable Object> send(Script script, String key, List<String> args, Duration deadline) {
		CompletableFuture<@Nullable Object> reply = new CompletableFuture<>();
		CommandArgs<byte[], byte[]> call = new CommandArgs<>(ByteArrayCodec.INSTANCE).add(script.source())
			.add(1)
			.addKey(key.getBytes(StandardCharsets.UTF_8));
		args.forEach(call::add);
		synchronized (this) {
			if (this.state == State.CONNECTED) {
				dispatch(call, reply);
			}
			else if (this.state == State.CONNECTING) {
				this.early.add(() -> dispatch(call, reply));
			}
			else {
				reply.completeExceptionally(new MasterException(this.name, Reason.UNREACHABLE, this.lastFailure, null));
				return reply;
			}
		}
		if (!reply.isDone()) {
			Duration own = this.settings.timeout();
			Duration limit = (own != null && own.compareTo(deadline) < 0) ? own : deadline;
			Runnable cancel = this.scheduler.schedule(() -> timeOut(reply, limit), limit);
			reply.whenComplete((ok, ex) -> cancel.run());
		}
		return reply;
	}

	/**
	 * Starts to connect; called again after every failure and loss, until closed.
	 */
	void connect() {
		CompletableFuture<?> opened = open().whenComplete((connected, ex) -> {
			if (ex != null) {
				failed(ex);
			}
			else {
				connected(connected);
			}
		}).toCompletableFuture();
		synchronized (this) {
			this.opening = opened;
		}
	}

	/**
	 * Closes the connection.
	 * @return completed when nothing is under way any more
	 */
	CompletableFuture<Void> close() {
		List<Runnable> waiting;
		CompletableFuture<?> lastOpening;
		synchronized (this) {
			lastOpening = this.opening;
			this.state = State.CLOSED;
			this.lastFailure = "closed";
			waiting = new ArrayList<>(this.early);
			this.early.clear();
			this.commands = null;
		}
		waiting.forEach(Runnable::run);
		return CompletableFuture.allOf(this.client.shutdownAsync(0, 0, TimeUnit.SECONDS),
				lastOpening.handle((opened, ex) -> null));
	}

	@Override
	public String toString() {
		return "Master '" + this.name + "'";
	}

	private void dispatch(CommandArgs<byte[], byte[]> call, CompletableFuture<@Nullable Object> reply) {
		if (this.commands == null) {
			reply.completeExceptionally(new MasterException(this.name, Reason.UNREACHABLE, this.lastFailure, null));
			return;
		}
		try {
			this.commands
				.dispatch(CommandType.EVAL, new ReplyOutput((bytes) -> new String(bytes, StandardCharsets.UTF_8)), call)
				.whenComplete((ok, ex) -> {
					if (ex == null) {
						reply.complete(ok);
					}
					else {
						reply.completeExceptionally(failure(ex));
					}
				});
		}
		catch (RuntimeException ex) {
			reply.completeExceptionally(new MasterException(this.name, Reason.UNREACHABLE, words(ex), ex));
		}
	}

	private void timeOut(CompletableFuture<@Nullable Object> reply, Duration limit) {
		if (!reply.isDone()) {
			reply.completeExceptionally(
					new MasterException(this.name, Reason.UNANSWERED, "within " + limit.toMillis() + " ms", null));
		}
	}

	private MasterException failure(Throwable ex) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		Reason reason = (cause instanceof RedisCommandExecutionException) ? Reason.REFUSED : Reason.UNANSWERED;
		return new MasterException(this.name, reason, words(cause), cause);
	}

	private static String words(Throwable ex) {
		Throwable root = ex;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
	}

	private synchronized void connected(StatefulConnection<byte[], byte[]> opened) {
		if (this.state == State.CLOSED) {
			opened.closeAsync();
			return;
		}
		this.connection = opened;
		this.commands = async(opened);
		this.state = State.CONNECTED;
		if (this.failures > 0) {
			logger.info("Master '{}' is connected again", this.name);
		}
		this.failures = 0;
		while (!this.early.isEmpty()) {
			this.early.poll().run();
		}
		if (!opened.isOpen()) {
			lost(opened);
		}
	}

	private void failed(Throwable ex) {
		List<Runnable> waiting;
		synchronized (this) {
			if (this.state == State.CLOSED) {
				return;
			}
			if (this.failures++ == 0) {
				logger.warn("Master '{}' cannot be reached, and is tried again until it can: {}", this.name, words(ex));
			}
			this.state = State.DOWN;
			this.lastFailure = words(ex);
			waiting = new ArrayList<>(this.early);
			this.early.clear();
		}
		waiting.forEach(Runnable::run);
		connectLater();
	}

	private void lost(StatefulConnection<byte[], byte[]> which) {
		synchronized (this) {
			if (this.connection != which || this.state != State.CONNECTED) {
				return;
			}
			logger.warn("Master '{}' is lost, and is tried again until it is back", this.name);
			this.state = State.DOWN;
			this.failures = 1;
			this.lastFailure = "the connection was lost";
			this.connection = null;
			this.commands = null;
		}
		which.closeAsync();
		connectLater();
	}

	private void connectLater() {
		long most = Math.min(LONGEST_RECONNECT.toNanos(), SHORTEST_RECONNECT.toNanos() << Math.min(this.failures, 10));
		long pause = ThreadLocalRandom.current().nextLong(most / 2, most);
		this.scheduler.schedule(this::connect, Duration.ofNanos(pause));
	}

	private CompletionStage<StatefulConnection<byte[], byte[]>> open() {
		if (this.client instanceof RedisClusterClient cluster) {
			return cluster.connectAsync(ByteArrayCodec.INSTANCE).thenApply((opened) -> opened);
		}
		RedisURI uri = uri(this.settings, this.settings.uris().get(0));
		return ((RedisClient) this.client).connectAsync(ByteArrayCodec.INSTANCE, uri).thenApply((opened) -> {
			opened.addListener(new RedisConnectionStateListener() {
				@Override
				public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
					lost(opened);
				}
			});
			return opened;
		});
	}

	private static RedisClusterAsyncCommands<byte[], byte[]> async(StatefulConnection<byte[], byte[]> opened) {
		if (opened instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster) {
			return cluster.async();
		}
		return ((StatefulRedisConnection<byte[], byte[]>) opened).async();
	}

	private static AbstractRedisClient client(MasterSettings settings, ClientResources resources) {
		if (settings.uris().size() > 1 || "cluster".equals(settings.alias())) {
			RedisClusterClient client = RedisClusterClient.create(resources,
					settings.uris().stream().map((uri) -> uri(settings, uri)).toList());
			client.setOptions(ClusterClientOptions.builder(options(settings, true)).build());
			return client;
		}
		RedisClient client = RedisClient.create(resources);
		client.setOptions(options(settings, false));
		return client;
	}

	private static RedisURI uri(MasterSettings settings, String text) {
		RedisURI uri = MasterUris.parse(text);
		uri.setTimeout(settings.connectTimeout());
		uri.setClientName("pottery");
		if (settings.password() != null) {
			uri.setCredentialsProvider(RedisCredentialsProvider
				.from(() -> RedisCredentials.just(settings.username(), settings.password())));
		}
		if (settings.keyManagers() != null || settings.trustManagers() != null) {
			uri.setSsl(true);
		}
		return uri;
	}

	private static ClientOptions options(MasterSettings settings, boolean autoReconnect) {
		ClientOptions.Builder options = ClientOptions.builder()
			.autoReconnect(autoReconnect)
			.replayFilter((command) -> true)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(QUEUE_SIZE)
			.socketOptions(SocketOptions.builder().connectTimeout(settings.connectTimeout()).keepAlive(true).build());
		if (settings.keyManagers() != null || settings.trustManagers() != null) {
			SslOptions.Builder ssl = SslOptions.builder();
			if (settings.keyManagers() != null) {
				ssl.keyManager(settings.keyManagers());
			}
			if (settings.trustManagers() != null) {
				ssl.trustManager(settings.trustManagers());
			}
			options.sslOptions(ssl.build());
		}
		return options.build();
	}

	private enum State {

		/** The first connection is being opened: commands wait for it. */
		CONNECTING,

		/** Commands are sent. */
		CONNECTED,

		/** There was a connection, or none could be had: commands fail at once. */
		DOWN,

		/** Closed for good. */
		CLOSED

	}

}
