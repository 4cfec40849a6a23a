package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.EpollProvider;
import org.jspecify.annotations.Nullable;

import io.pottery.quorum.ServerFacts;

/**
 * Opens connections to one master, with options that are safe for locks.
 */
final class MasterClient {

	/**
	 * So many commands may wait for a master that hangs; the next fail as unreachable.
	 */
	static final int MOST_UNANSWERED = 10_000;

	/** How long a silent peer may keep a connection that is no more. */
	private static final Duration SILENCE = Duration.ofSeconds(15);

	private final MasterSettings settings;

	private final AbstractRedisClient client;

	MasterClient(MasterSettings settings, ClientResources resources) {
		this.settings = settings;
		this.client = settings.isCluster() ? cluster(settings, resources) : server(settings, resources);
	}

	private static RedisClient server(MasterSettings settings, ClientResources resources) {
		RedisClient client = RedisClient.create(resources);
		client.setOptions(options(ClientOptions.builder(), settings).autoReconnect(false).build());
		return client;
	}

	private static RedisClusterClient cluster(MasterSettings settings, ClientResources resources) {
		RedisClusterClient client = RedisClusterClient.create(resources,
				settings.uris().stream().map((uri) -> uri(settings, uri)).toList());
		ClusterClientOptions.Builder options = ClusterClientOptions.builder();
		options(options, settings);
		client.setOptions(options.build());
		return client;
	}

	private static ClientOptions.Builder options(ClientOptions.Builder options, MasterSettings settings) {
		SocketOptions.Builder socket = SocketOptions.builder()
			.connectTimeout(settings.connectTimeout())
			.keepAlive(
					KeepAliveOptions.builder().enable().idle(SILENCE).interval(SILENCE.dividedBy(3)).count(3).build());
		if (EpollProvider.isAvailable()) {
			socket.tcpUserTimeout(TcpUserTimeoutOptions.builder().enable().tcpUserTimeout(SILENCE).build());
		}
		// Deadlines are kept outside: what was written must stay in line for its answer.
		options.timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
			.replayFilter((command) -> true)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(MOST_UNANSWERED)
			.maintNotificationsConfig(MaintNotificationsConfig.disabled())
			.socketOptions(socket.build());
		if (settings.isTls()) {
			options.sslOptions(ssl(settings));
		}
		return options;
	}

	private static SslOptions ssl(MasterSettings settings) {
		SslOptions.Builder ssl = SslOptions.builder();
		if (settings.keyManagers() != null) {
			ssl.keyManager(settings.keyManagers());
		}
		if (settings.trustManagers() != null) {
			ssl.trustManager(settings.trustManagers());
		}
		return ssl.build();
	}

	private static RedisURI uri(MasterSettings settings, String text) {
		RedisURI uri = MasterUris.parse(text);
		uri.setTimeout(settings.connectTimeout());
		uri.setClientName("pottery");
		if (settings.username() != null || settings.password() != null) {
			uri.setCredentialsProvider(credentials(settings, uri));
		}
		if (settings.isTls()) {
			uri.setSsl(true);
		}
		return uri;
	}

	private static RedisCredentialsProvider credentials(MasterSettings settings, RedisURI uri) {
		// What a URI says is known at once.
		RedisCredentials own = Objects.requireNonNull(uri.getCredentialsProvider().resolveCredentials().block());
		String username = (settings.username() != null) ? settings.username() : own.getUsername();
		char[] password = (settings.password() != null) ? settings.password().toCharArray() : own.getPassword();
		return RedisCredentialsProvider.from(() -> RedisCredentials.just(username, password));
	}

	/**
	 * Starts to connect, and gets to know the server.
	 * @param lost told when the connection, once there, is no more
	 * @param changed told which key that was read may have changed, {@code null} for all
	 * @return the connection
	 */
	CompletionStage<Line> connect(Consumer<Line> lost, Consumer<@Nullable String> changed) {
		if (this.client instanceof RedisClusterClient cluster) {
			return cluster.refreshPartitionsAsync()
				.thenCompose((refreshed) -> cluster.connectAsync(ByteArrayCodec.INSTANCE))
				.thenApply((opened) -> new Line(opened, opened.async(), ServerFacts.unknown()));
		}
		return ((RedisClient) this.client)
			.connectAsync(ByteArrayCodec.INSTANCE, uri(this.settings, this.settings.uris().get(0)))
			.thenCompose((opened) -> introduced(opened, lost, changed).whenComplete((line, ex) -> {
				if (ex != null) {
					opened.closeAsync();
				}
			}));
	}

	private CompletableFuture<Line> introduced(StatefulRedisConnection<byte[], byte[]> opened, Consumer<Line> lost,
			Consumer<@Nullable String> changed) {
		opened.addListener((PushListener) (message) -> pushed(message, changed));
		// Refused, or by RESP2, nothing is told: hints are not relied on.
		opened.async().clientTracking(TrackingArgs.Builder.enabled().noloop());
		return opened.async()
			.info()
			.toCompletableFuture()
			.orTimeout(this.settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS)
			.handle((info, ex) -> {
				Line line = new Line(opened, opened.async(), (ex != null) ? withoutInfo(ex) : ServerInfo.facts(info));
				opened.addListener(new RedisConnectionStateListener() {

					@Override
					public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
						lost.accept(line);
					}

				});
				return line;
			});
	}

	private static ServerFacts withoutInfo(Throwable ex) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		if (cause instanceof RedisCommandExecutionException) {
			return ServerFacts.unknown();
		}
		throw new CompletionException(cause);
	}

	private static void pushed(PushMessage message, Consumer<@Nullable String> changed) {
		if (message.getType().equals("invalidate")) {
			List<Object> content = message.getContent((bytes) -> StandardCharsets.UTF_8.decode(bytes).toString());
			if (content.get(1) instanceof List<?> keys) {
				keys.forEach((key) -> changed.accept((String) key));
			}
			else {
				changed.accept(null);
			}
		}
	}

	CompletableFuture<Void> close() {
		return this.client.shutdownAsync(0, 0, TimeUnit.SECONDS);
	}

	/**
	 * An open connection.
	 *
	 * @param connection the connection
	 * @param commands what sends over it
	 * @param facts the server that it leads to
	 */
	record Line(StatefulConnection<byte[], byte[]> connection, RedisClusterAsyncCommands<byte[], byte[]> commands,
			ServerFacts facts) {

		String runId() {
			return this.facts.runId();
		}

		boolean isOpen() {
			return this.connection.isOpen();
		}

		void close() {
			this.connection.closeAsync();
		}

	}

}
