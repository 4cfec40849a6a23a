package io.pottery.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Spring Data's connection factory, set up from a URI.
 */
final class LettuceServer implements ServerConnection {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

	private static final int CLOSE_SECONDS = 2;

	private static final Delay RECONNECT = Delay.fullJitter(Duration.ofMillis(10), Duration.ofMillis(500), 10,
			TimeUnit.MILLISECONDS);

	private final ClientResources resources = ClientResources.builder().reconnectDelay(RECONNECT).build();

	private final LettuceConnectionFactory factory;

	LettuceServer(RedisURI uri) {
		RedisConfiguration server = LettuceConnectionFactory.createRedisConfiguration(uri);
		// The client's own default of a minute is no answer for a caller who waits.
		boolean unset = RedisURI.DEFAULT_TIMEOUT_DURATION.equals(uri.getTimeout());
		LettuceClientConfiguration.LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder()
			.clientName("pottery")
			.clientResources(this.resources)
			.shutdownTimeout(Duration.ZERO)
			.shutdownQuietPeriod(Duration.ZERO)
			.commandTimeout(unset ? COMMAND_TIMEOUT : uri.getTimeout())
			// What was under way when a connection broke may have run: it is not sent
			// again.
			.clientOptions(ClientOptions.builder()
				.timeoutOptions(TimeoutOptions.enabled())
				.replayFilter((command) -> true)
				.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
				.socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).keepAlive(true).build())
				.build());
		if (uri.isSsl()) {
			LettuceClientConfiguration.LettuceSslClientConfigurationBuilder ssl = client.useSsl();
			if (!uri.isVerifyPeer()) {
				ssl.disablePeerVerification();
			}
		}
		this.factory = new LettuceConnectionFactory(server, client.build());
		this.factory.afterPropertiesSet();
		this.factory.start();
	}

	@Override
	public RedisConnectionFactory connectionFactory() {
		return this.factory;
	}

	@Override
	public void close() {
		this.factory.destroy();
		this.resources.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS)
			.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
	}

}
