package io.pottery.connection;

import java.time.Duration;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

/**
 * Connection factories as an application has them.
 */
final class Factories {

	static final Duration TIMEOUT = Duration.ofMillis(500);

	private Factories() {
	}

	static LettuceConnectionFactory lettuce(RedisServer server) {
		return lettuce(server, ProtocolVersion.RESP3);
	}

	static LettuceConnectionFactory lettuce(RedisServer server, ProtocolVersion protocol) {
		return lettuce(new RedisStandaloneConfiguration(server.host(), server.port()), protocol);
	}

	static LettuceConnectionFactory lettuceCluster(RedisServers cluster) {
		RedisClusterConfiguration configuration = new RedisClusterConfiguration();
		cluster.forEach((node) -> configuration.clusterNode(node.host(), node.port()));
		return lettuce(configuration, ProtocolVersion.RESP3);
	}

	static LettuceConnectionFactory lettuce(RedisConfiguration configuration, ProtocolVersion protocol) {
		LettuceClientConfiguration.LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder()
			.commandTimeout(TIMEOUT)
			.shutdownTimeout(Duration.ZERO)
			.shutdownQuietPeriod(Duration.ZERO);
		if (!(configuration instanceof RedisClusterConfiguration)) {
			client.clientOptions(ClientOptions.builder().protocolVersion(protocol).build());
		}
		LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration, client.build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

}
