package io.pottery.samples.benchmarks;

import java.net.URI;

import org.redisson.config.Config;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;

/**
 * The peers' clients, with the settings they come with, save that Spring Data has a pool:
 * without one it connects anew for each transaction.
 */
final class Clients {

	private Clients() {
	}

	static LettuceConnectionFactory springData(String uri) {
		URI parsed = URI.create(uri);
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration(parsed.getHost(), parsed.getPort()),
				LettucePoolingClientConfiguration.defaultConfiguration());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	static Config redisson(String uri) {
		Config config = new Config();
		config.useSingleServer().setAddress(uri);
		return config;
	}

}
