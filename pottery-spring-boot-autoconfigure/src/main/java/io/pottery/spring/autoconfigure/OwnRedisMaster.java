package io.pottery.spring.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.connection.MasterSettings;

/**
 * The application's own Redis as the one master, where no masters are configured.
 */
final class OwnRedisMaster {

	private static final Logger logger = LoggerFactory.getLogger(OwnRedisMaster.class);

	private final @Nullable DataRedisConnectionDetails details;

	/**
	 * Creates the master.
	 * @param details where the application's own Redis is, if Spring Boot knows
	 */
	OwnRedisMaster(@Nullable DataRedisConnectionDetails details) {
		this.details = details;
	}

	/**
	 * Returns the application's own Redis and tells what it means for locks.
	 * @param connectionFactory what the containers use
	 * @return the one master, or none where nobody can tell which server that is
	 */
	List<MasterSettings> masters(RedisConnectionFactory connectionFactory) {
		DataRedisConnectionDetails details = this.details;
		if (details == null || details.getMasterReplica() != null || !isOf(connectionFactory, details)) {
			logger.info("There are no locks and no ids: 'pottery.masters' names no servers, "
					+ "and 'spring.data.redis' does not say which one server it could be");
			return List.of();
		}
		if (details.getCluster() != null) {
			logger.info("Locks and ids have one master, the application's own Redis Cluster: "
					+ "a failover loses the locks that are held. "
					+ "Name independent servers in 'pottery.masters' to survive it");
			return List.of(settings(details, MasterSettings.cluster(uris(details, details.getCluster().getNodes()))));
		}
		if (details.getSentinel() != null) {
			logger.info(
					"Locks and ids have one master, '{}' of the application's own Sentinel: "
							+ "a failover loses the locks that are held. "
							+ "Name independent servers in 'pottery.masters' to survive it",
					details.getSentinel().getMaster());
			return List.of(settings(details, MasterSettings.of(sentinelUri(details, details.getSentinel()))));
		}
		DataRedisConnectionDetails.Standalone server = Objects.requireNonNull(details.getStandalone());
		logger.info(
				"Locks and ids have one master, the application's own Redis at {}:{}: "
						+ "they stop when it does, and it forgets the locks that are held when it loses its data. "
						+ "Name independent servers in 'pottery.masters' to survive that",
				server.getHost(), server.getPort());
		return List.of(settings(details, MasterSettings
			.of(uri(details, new Node(server.getHost(), server.getPort())) + "/" + server.getDatabase())));
	}

	/**
	 * Tells whether a connection factory goes where the details say: an application that
	 * brings its own factory need not set {@code spring.data.redis}, and its locks must
	 * not end up on some other server.
	 */
	private static boolean isOf(RedisConnectionFactory factory, DataRedisConnectionDetails details) {
		if (!(factory instanceof LettuceConnectionFactory lettuce)) {
			return true;
		}
		if (details.getCluster() != null || details.getSentinel() != null) {
			return lettuce.isClusterAware() == (details.getCluster() != null)
					&& lettuce.isRedisSentinelAware() == (details.getCluster() == null);
		}
		DataRedisConnectionDetails.Standalone server = details.getStandalone();
		return server != null && !lettuce.isClusterAware() && !lettuce.isRedisSentinelAware()
				&& lettuce.getHostName().equals(server.getHost()) && lettuce.getPort() == server.getPort();
	}

	private static MasterSettings settings(DataRedisConnectionDetails details, MasterSettings settings) {
		SslBundle bundle = details.getSslBundle();
		return new MasterSettings(settings.uris(), settings.alias(), details.getUsername(), details.getPassword(),
				settings.connectTimeout(), settings.timeout(),
				(bundle != null) ? bundle.getManagers().getKeyManagerFactory() : null,
				(bundle != null) ? bundle.getManagers().getTrustManagerFactory() : null);
	}

	private static List<String> uris(DataRedisConnectionDetails details, List<Node> nodes) {
		return nodes.stream().map((node) -> uri(details, node)).toList();
	}

	private static String uri(DataRedisConnectionDetails details, Node node) {
		return ((details.getSslBundle() != null) ? "rediss://" : "redis://") + address(node);
	}

	private static String sentinelUri(DataRedisConnectionDetails details,
			DataRedisConnectionDetails.Sentinel sentinel) {
		return ((details.getSslBundle() != null) ? "rediss-sentinel://" : "redis-sentinel://")
				+ sentinel.getNodes().stream().map(OwnRedisMaster::address).collect(Collectors.joining(",")) + "/"
				+ sentinel.getDatabase() + "#" + sentinel.getMaster();
	}

	private static String address(Node node) {
		// An IPv6 address needs its brackets inside a URI.
		return ((node.host().indexOf(':') >= 0 && !node.host().startsWith("[")) ? "[" + node.host() + "]" : node.host())
				+ ":" + node.port();
	}

}
