package io.pottery.samples.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.redisson.config.Config;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;

import io.pottery.Pottery;
import io.pottery.connection.MasterSettings;
import io.pottery.quorum.RestartPolicy;

/**
 * The peers' clients, with the settings they come with, save that Spring Data has a pool:
 * without one it connects anew for each transaction. Pottery is told to wait longer for
 * its masters, as a busy machine is no dead master.
 */
final class Clients {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	private Clients() {
	}

	static Pottery pottery(List<String> masters) {
		return Pottery.builder()
			.masters(masters.stream()
				.map((uri) -> new MasterSettings(List.of(uri), null, null, null, PATIENCE, null, null, null))
				.toList())
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.masterTimeout(PATIENCE)
			.build();
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
