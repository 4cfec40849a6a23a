package io.pottery.connection;

import java.time.Duration;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

/**
 * The clients that an application may bring.
 */
enum Client {

	LETTUCE_BY_RESP2, LETTUCE_BY_RESP3, JEDIS;

	private static final Duration PATIENT = Duration.ofSeconds(20);

	Connections connect(RedisServer server) {
		return connect(server, PATIENT);
	}

	Connections connect(RedisServer server, Duration timeout) {
		return connect(new RedisStandaloneConfiguration(server.host(), server.port()), timeout);
	}

	Connections connect(RedisServers cluster) {
		RedisClusterConfiguration configuration = new RedisClusterConfiguration();
		cluster.forEach((node) -> configuration.clusterNode(node.host(), node.port()));
		return connect(configuration, PATIENT);
	}

	Connections connect(RedisConfiguration configuration, Duration timeout) {
		return switch (this) {
			case LETTUCE_BY_RESP2 -> lettuce(configuration, ProtocolVersion.RESP2, timeout);
			case LETTUCE_BY_RESP3 -> lettuce(configuration, ProtocolVersion.RESP3, timeout);
			case JEDIS -> jedis(configuration, timeout);
		};
	}

	private static Connections lettuce(RedisConfiguration configuration, ProtocolVersion protocol, Duration timeout) {
		ClientOptions.Builder options = (configuration instanceof RedisClusterConfiguration)
				? ClusterClientOptions.builder() : ClientOptions.builder();
		LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration,
				LettuceClientConfiguration.builder()
					.clientOptions(options.protocolVersion(protocol).build())
					.commandTimeout(timeout)
					.shutdownTimeout(Duration.ZERO)
					.shutdownQuietPeriod(Duration.ZERO)
					.build());
		factory.afterPropertiesSet();
		factory.start();
		return new Connections(factory, factory);
	}

	private static Connections jedis(RedisConfiguration configuration, Duration timeout) {
		JedisClientConfiguration client = JedisClientConfiguration.builder()
			.connectTimeout(timeout)
			.readTimeout(timeout)
			.build();
		JedisConnectionFactory factory = (configuration instanceof RedisClusterConfiguration cluster)
				? new JedisConnectionFactory(cluster, client)
				: new JedisConnectionFactory((RedisStandaloneConfiguration) configuration, client);
		factory.afterPropertiesSet();
		factory.start();
		return new Connections(factory, factory);
	}

	/**
	 * A connection factory to be closed.
	 */
	record Connections(RedisConnectionFactory factory, DisposableBean end) implements AutoCloseable {

		RedisCommands commands() {
			return RedisCommands.from(this.factory);
		}

		@Override
		public void close() {
			try {
				this.end.destroy();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
