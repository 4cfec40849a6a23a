package io.pottery.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

import io.pottery.exception.ServerUnavailableException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServerConnectionTests {

	private final String key = KeyNames.fresh();

	@Test
	void theUriTellsDatabaseAndTimeout() {
		try (RedisServer server = RedisServer.started();
				ServerConnection connection = ServerConnection.open(server.uri() + "/3?timeout=2s")) {
			RedisCommands commands = RedisCommands.from(connection.connectionFactory());
			awaitAnswer(() -> commands.call("SET", this.key, new byte[] { '1' }));
			assertThat(server.command("EXISTS", this.key)).isEqualTo(0L);
			assertThat(server.command("INFO", "keyspace")).asString().contains("db3:keys=1");
			server.pause();
			assertThatExceptionOfType(ServerUnavailableException.class)
				.isThrownBy(() -> commands.call("INCR", this.key))
				.withMessage("Redis at 127.0.0.1:" + server.port() + " did not answer INCR on key '" + this.key
						+ "': no answer within 2000 ms; whether it ran is unknown");
		}
	}

	@Test
	void aDeadServerIsFoundAgainAndIsSentNothingTwice() {
		try (RedisServer server = RedisServer.started();
				ServerConnection connection = ServerConnection.open(server.uri() + "?timeout=1s")) {
			RedisCommands commands = RedisCommands.from(connection.connectionFactory());
			awaitAnswer(() -> assertThat(commands.call("EXISTS", this.key)).isEqualTo(0L));
			server.pause();
			List<CompletableFuture<Object>> underWay = Stream
				.generate(() -> CompletableFuture.supplyAsync(() -> commands.call("INCR", this.key),
						(task) -> new Thread(task).start()))
				.limit(3)
				.toList();
			assertThat(underWay).allSatisfy((call) -> assertThat(call).failsWithin(Duration.ofMinutes(1)));
			server.stop();
			assertThatExceptionOfType(ServerUnavailableException.class)
				.isThrownBy(() -> commands.call("EXISTS", this.key));
			server.start();
			awaitAnswer(() -> assertThat(commands.call("EXISTS", this.key)).isEqualTo(0L));
		}
	}

	@Test
	void nothingIsConnectedBeforeItIsUsed() {
		try (RedisServer server = RedisServer.started();
				ServerConnection connection = ServerConnection.open(server.uri() + "?timeout=20s")) {
			assertThat(server.clientCount()).isZero();
			RedisCommands.from(connection.connectionFactory()).call("GET", this.key);
			assertThat(server.clientCount()).isOne();
			assertThat(server.command("CLIENT", "LIST")).asString().contains("name=pottery ");
		}
	}

	private static void awaitAnswer(ThrowingRunnable question) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.ignoreException(ServerUnavailableException.class)
			.untilAsserted(question);
	}

}
