package io.pottery.container;

import java.time.Duration;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.codec.JsonCodecs;
import io.pottery.connection.RedisCommands;
import io.pottery.test.RedisServer;

/**
 * What tests of containers and caches share.
 */
public final class Containers {

	private static final ContainerSettings SETTINGS = settings(factory(RedisServer.shared(), Duration.ofSeconds(20)));

	private Containers() {
	}

	/**
	 * Returns settings on the shared server, with one connection for all tests.
	 * @return the settings
	 */
	public static ContainerSettings settings() {
		return SETTINGS;
	}

	/**
	 * Returns settings on the server that counting tests have to themselves, with one
	 * connection for all of them.
	 * @return the settings
	 */
	public static ContainerSettings own() {
		return Own.SETTINGS;
	}

	/**
	 * Returns the server that counting tests have to themselves: nobody asks it anything
	 * later than in the test that runs now.
	 * @return the server of {@link #own()}
	 */
	public static RedisServer ownServer() {
		return Own.SERVER;
	}

	/**
	 * Returns settings on connections.
	 * @param factory the connections
	 * @return the settings
	 */
	public static ContainerSettings settings(LettuceConnectionFactory factory) {
		return ContainerSettings.of(RedisCommands.from(factory), JsonCodecs.create());
	}

	/**
	 * Connects to a server.
	 * @param server the server
	 * @param timeout how long an answer may take
	 * @return the connections, to be destroyed by the caller
	 */
	public static LettuceConnectionFactory factory(RedisServer server, Duration timeout) {
		LettuceClientConfiguration client = LettuceClientConfiguration.builder()
			.commandTimeout(timeout)
			.shutdownTimeout(Duration.ZERO)
			.shutdownQuietPeriod(Duration.ZERO)
			.build();
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration(server.host(), server.port()), client);
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	private static final class Own {

		private static final RedisServer SERVER = RedisServer.started();

		private static final ContainerSettings SETTINGS = settings(factory(SERVER, Duration.ofSeconds(20)));

	}

}
