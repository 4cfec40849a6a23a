package io.pottery.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

import io.pottery.exception.ServerUnavailableException;
import io.pottery.internal.script.Script;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What ran and was not answered is never sent again, and who is interrupted still learns
 * what it took.
 */
class LostAnswerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Script COUNT = Scripts.of("return redis.call('INCR', KEYS[1])");

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	@ParameterizedTest
	@EnumSource
	void isUnknownAndRunsOnce(Client client) throws Exception {
		try (CuttingProxy proxy = new CuttingProxy(this.server);
				Client.Connections connections = client
					.connect(new RedisStandaloneConfiguration("127.0.0.1", proxy.port()), PATIENCE)) {
			RedisCommands commands = connections.commands();
			for (int i = 0; i < 5; i++) {
				commands.call("SET", this.key, new byte[] { '1' });
				commands.run(COUNT, List.of(this.key));
				proxy.cutAtTheNextAnswer();
				assertThatExceptionOfType(ServerUnavailableException.class)
					.isThrownBy(() -> commands.run(COUNT, List.of(this.key)))
					.withMessageEndingWith("; whether it ran is unknown");
				Awaitility.await()
					.ignoreException(ServerUnavailableException.class)
					.until(() -> commands.call("GET", this.key) != null);
				assertThat(this.server.command("GET", this.key)).isEqualTo("3");
			}
			commands.close();
		}
	}

	@ParameterizedTest
	@EnumSource
	void isHeardByAnInterruptedThread(Client client) {
		try (Client.Connections connections = client.connect(this.server, PATIENCE)) {
			RedisCommands commands = connections.commands();
			commands.call("RPUSH", this.key, new byte[] { 'a' });
			CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
			CompletableFuture<Object> taken = CompletableFuture.supplyAsync(() -> {
				Thread.currentThread().interrupt();
				Object reply = commands.call("LPOP", this.key);
				interrupted.complete(Thread.interrupted());
				return reply;
			});
			assertThat(taken.join()).isEqualTo(new byte[] { 'a' });
			assertThat(interrupted.join()).isTrue();
		}
	}

	@Test
	void aClosedPotteryLeavesTheClientOfTheApplicationAlone() {
		try (Client.Connections connections = Client.LETTUCE_BY_RESP3.connect(this.server, PATIENCE)) {
			RedisCommands closed = connections.commands();
			closed.call("INCR", this.key);
			closed.close();
			assertThat(connections.commands().call("INCR", this.key)).isEqualTo(2L);
		}
	}

}
