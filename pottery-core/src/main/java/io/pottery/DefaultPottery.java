package io.pottery;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.core.type.TypeReference;

import io.pottery.cache.CachedFunction;
import io.pottery.cache.ResultCache;
import io.pottery.cache.ResultCacheBuilder;
import io.pottery.codec.JsonCodecs;
import io.pottery.connection.MasterConnections;
import io.pottery.connection.MasterSettings;
import io.pottery.connection.RedisCommands;
import io.pottery.connection.ServerConnection;
import io.pottery.container.ContainerSettings;
import io.pottery.quorum.Master;
import io.pottery.quorum.NextIdBuilder;
import io.pottery.quorum.Quorum;
import io.pottery.quorum.RedlockBuilder;
import io.pottery.quorum.RestartPolicy;
import io.pottery.quorum.UnsuitableMaster;

/**
 * Connects the rooms.
 */
final class DefaultPottery implements Pottery {

	private static final Logger logger = LoggerFactory.getLogger(Pottery.class);

	private final @Nullable ServerConnection server;

	private final @Nullable EndingCommands commands;

	private final @Nullable ContainerSettings containers;

	private final @Nullable MasterConnections connections;

	private final @Nullable Quorum quorum;

	private DefaultPottery(@Nullable ServerConnection server, @Nullable EndingCommands commands,
			@Nullable ContainerSettings containers, @Nullable MasterConnections connections, @Nullable Quorum quorum) {
		this.server = server;
		this.commands = commands;
		this.containers = containers;
		this.connections = connections;
		this.quorum = quorum;
	}

	static Pottery open(PotteryBuilder builder) {
		ServerConnection server = null;
		MasterConnections connections = null;
		try {
			server = (builder.server != null) ? ServerConnection.open(builder.server) : null;
			RedisConnectionFactory factory = (server != null) ? server.connectionFactory() : builder.connectionFactory;
			EndingCommands commands = (factory != null) ? new EndingCommands(RedisCommands.from(factory)) : null;
			ContainerSettings containers = (commands != null) ? containers(builder, commands) : null;
			List<MasterSettings> masters = (builder.masters == null && builder.server != null)
					? List.of(MasterSettings.of(builder.server)) : builder.masters;
			connections = (masters != null) ? MasterConnections.open(masters, factory) : null;
			Quorum quorum = (connections != null) ? quorum(builder, connections) : null;
			return new DefaultPottery(server, commands, containers, connections, quorum);
		}
		catch (RuntimeException ex) {
			close(connections, server);
			throw ex;
		}
	}

	@Override
	public ContainerSettings settings() {
		if (this.containers == null) {
			throw new IllegalStateException("This Pottery has no Redis for containers and caches: call server(…) or "
					+ "connectionFactory(…) on its builder");
		}
		return this.containers;
	}

	@Override
	public RedlockBuilder redlockBuilder(String key) {
		return quorum().redlock(key);
	}

	@Override
	public NextIdBuilder nextIdBuilder(String key) {
		return quorum().nextId(key);
	}

	@Override
	public <A extends @Nullable Object, R extends @Nullable Object> CachedFunction<A, R> cached(String key,
			Class<R> resultType, Function<A, R> function) {
		return CachedFunction.of(this.<R>resultCache(key, resultType).build(), function);
	}

	@Override
	public <A extends @Nullable Object, R extends @Nullable Object> CachedFunction<A, R> cached(String key,
			TypeReference<R> resultType, Function<A, R> function) {
		return CachedFunction.of(this.<R>resultCache(key, resultType.getType()).build(), function);
	}

	@Override
	public <R extends @Nullable Object> ResultCacheBuilder<R> resultCache(String key, Type resultType) {
		return ResultCache.builder(settings(), key, resultType);
	}

	@Override
	public List<String> masters() {
		return (this.quorum != null) ? this.quorum.masters().stream().map(Master::name).toList() : List.of();
	}

	@Override
	public List<UnsuitableMaster> unsuitableMasters(Duration wait) {
		if (this.quorum == null) {
			return List.of();
		}
		try {
			this.quorum.firstContact().toCompletableFuture().get(wait.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException | ExecutionException ex) {
			// What was found until now is the answer.
		}
		return this.quorum.unsuitableMasters();
	}

	@Override
	public void close() {
		if (this.quorum != null) {
			this.quorum.close();
		}
		if (this.commands != null) {
			this.commands.close();
		}
		close(this.connections, this.server);
	}

	private static void close(@Nullable MasterConnections connections, @Nullable ServerConnection server) {
		if (connections != null) {
			connections.close();
		}
		if (server != null) {
			server.close();
		}
	}

	@Override
	public String toString() {
		return "Pottery with masters " + masters();
	}

	private Quorum quorum() {
		if (this.quorum == null) {
			throw new IllegalStateException("This Pottery has no masters to decide about locks and ids: call "
					+ "masters(…) on its builder, or set 'pottery.masters'");
		}
		return this.quorum;
	}

	private static ContainerSettings containers(PotteryBuilder builder, RedisCommands commands) {
		JsonCodecs codecs = (builder.jsonMapper != null) ? JsonCodecs.from(builder.jsonMapper, builder.jsonLimits)
				: JsonCodecs.create(builder.jacksonModules, builder.jsonLimits);
		return ContainerSettings.of(commands, codecs)
			.withKeyPrefix(builder.keyPrefix)
			.withTemporaryTimeToLive(builder.temporaryTimeToLive)
			.withDistinctElements(builder.distinctElements);
	}

	private static void announce(RestartPolicy policy, List<Master> masters, Duration maxLease) {
		if (policy == RestartPolicy.QUARANTINE) {
			logger.info(
					"Restart policy quarantine: a master that comes back may have lost what it granted, and does "
							+ "not vote until the longest lease, {} s, is over",
					BigDecimal.valueOf(maxLease.toMillis(), 3).stripTrailingZeros().toPlainString());
		}
		else if (masters.size() == 1 && masters.get(0).failsOver()) {
			logger.info("Restart policy trust-persistence: the one master, '{}', votes at once also after a failover, "
					+ "which may lose locks that are held; fencing is refused", masters.get(0).name());
		}
		else {
			logger.info("Restart policy trust-persistence: a master that comes back votes at once, as if it had lost "
					+ "nothing, which only appendfsync always makes true");
		}
	}

	private static RestartPolicy restartPolicy(PotteryBuilder builder) {
		if (builder.restartPolicy != null) {
			return builder.restartPolicy;
		}
		return (builder.masters != null) ? RestartPolicy.QUARANTINE : RestartPolicy.TRUST_PERSISTENCE;
	}

	private static Quorum quorum(PotteryBuilder builder, MasterConnections connections) {
		RestartPolicy policy = restartPolicy(builder);
		announce(policy, connections.masters(), builder.maxLease);
		return Quorum.builder()
			.masters(connections.masters())
			.scheduler(connections.scheduler())
			.executor(new CompletableFuture<>().defaultExecutor())
			.keyPrefix(builder.keyPrefix)
			.maxLease(builder.maxLease)
			.masterTimeout(builder.masterTimeout)
			.restartPolicy(policy)
			.build();
	}

}
