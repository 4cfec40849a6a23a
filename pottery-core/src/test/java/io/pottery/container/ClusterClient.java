package io.pottery.container;

import java.time.Duration;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.codec.JsonCodecs;
import io.pottery.connection.RedisCommands;
import io.pottery.test.RedisServers;

/**
 * The clients that an application may bring to a cluster: one cluster of three masters
 * for all tests, which ends with this JVM.
 */
public enum ClusterClient {

	/**
	 * Lettuce.
	 */
	LETTUCE {

		@Override
		RedisConnectionFactory connect(RedisClusterConfiguration cluster) {
			LettuceConnectionFactory factory = new LettuceConnectionFactory(cluster,
					LettuceClientConfiguration.builder().commandTimeout(PATIENT).build());
			factory.afterPropertiesSet();
			factory.start();
			return factory;
		}

	},

	/**
	 * Jedis.
	 */
	JEDIS {

		@Override
		RedisConnectionFactory connect(RedisClusterConfiguration cluster) {
			JedisConnectionFactory factory = new JedisConnectionFactory(cluster,
					JedisClientConfiguration.builder().connectTimeout(PATIENT).readTimeout(PATIENT).build());
			factory.afterPropertiesSet();
			factory.start();
			return factory;
		}

	};

	private static final Duration PATIENT = Duration.ofSeconds(20);

	private ContainerSettings settings;

	/**
	 * Returns settings over one connection factory for all tests.
	 * @return the settings
	 */
	public synchronized ContainerSettings settings() {
		if (this.settings == null) {
			RedisClusterConfiguration cluster = new RedisClusterConfiguration();
			cluster().forEach((node) -> cluster.clusterNode(node.host(), node.port()));
			this.settings = ContainerSettings.of(RedisCommands.from(connect(cluster)), JsonCodecs.create());
		}
		return this.settings;
	}

	/**
	 * Returns the nodes.
	 * @return three masters
	 */
	public static RedisServers cluster() {
		return Nodes.CLUSTER;
	}

	abstract RedisConnectionFactory connect(RedisClusterConfiguration cluster);

	/**
	 * Starts the cluster when it is first needed.
	 */
	private static final class Nodes {

		private static final RedisServers CLUSTER = RedisServers.startCluster(3);

	}

}
