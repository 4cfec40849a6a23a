package io.pottery.connection;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Says where a server is, without credentials.
 */
final class ServerAddress {

	private ServerAddress() {
	}

	static String of(RedisConnectionFactory factory) {
		if (factory instanceof LettuceConnectionFactory lettuce) {
			if (lettuce.getSocketConfiguration() != null) {
				return lettuce.getSocketConfiguration().getSocket();
			}
			return address(lettuce.getHostName(), lettuce.getPort(), lettuce.getSentinelConfiguration(),
					lettuce.getClusterConfiguration());
		}
		if (factory instanceof JedisConnectionFactory jedis) {
			return address(jedis.getHostName(), jedis.getPort(), jedis.getSentinelConfiguration(),
					jedis.getClusterConfiguration());
		}
		return factory.getClass().getSimpleName();
	}

	static boolean isCluster(RedisConnectionFactory factory) {
		return (factory instanceof LettuceConnectionFactory lettuce && lettuce.isClusterAware())
				|| (factory instanceof JedisConnectionFactory jedis && jedis.isRedisClusterAware());
	}

	private static String address(String host, int port, @Nullable RedisSentinelConfiguration sentinel,
			@Nullable RedisClusterConfiguration cluster) {
		if (cluster != null) {
			return "the cluster of " + nodes(cluster.getClusterNodes());
		}
		if (sentinel != null) {
			return "the sentinels " + nodes(sentinel.getSentinels());
		}
		return host + ":" + port;
	}

	private static String nodes(Iterable<RedisNode> nodes) {
		List<String> addresses = new ArrayList<>();
		nodes.forEach((node) -> addresses.add(node.getHost() + ":" + node.getPort()));
		return String.join(",", addresses);
	}

}
