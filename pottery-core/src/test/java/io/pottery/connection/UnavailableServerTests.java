package io.pottery.connection;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

import io.pottery.exception.PotteryException;
import io.pottery.exception.ServerUnavailableException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ParameterizedClass
@EnumSource
class UnavailableServerTests {

	private static final Duration TIMEOUT = Duration.ofMillis(300);

	private final RedisServer server = RedisServer.started();

	private final String key = KeyNames.fresh();

	private final Client client;

	UnavailableServerTests(Client client) {
		this.client = client;
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aDeadServerIsNamedWithTheKey() {
		this.server.stop();
		try (Client.Connections connections = this.client.connect(this.server)) {
			RedisCommands commands = connections.commands();
			assertThatExceptionOfType(ServerUnavailableException.class).isThrownBy(() -> commands.call("GET", this.key))
				.withMessageStartingWith(
						"Redis at 127.0.0.1:" + this.server.port() + " did not answer GET on key '" + this.key + "': ")
				.withMessageEndingWith((this.client == Client.JEDIS) ? NoReplyException.UNKNOWN : "; it was not sent")
				.returns(this.key, ServerUnavailableException::key);
			assertThatExceptionOfType(ServerUnavailableException.class)
				.isThrownBy(() -> commands.about("tel", "a hash").run(Scripts.of("return 1"), List.of(this.key)))
				.withMessageContaining(" did not answer the script 'test' on key 'tel': ")
				.returns("tel", ServerUnavailableException::key);
		}
	}

	@Test
	void aServerThatHangsIsLeftAfterTheTimeout() {
		try (Client.Connections connections = this.client.connect(this.server, TIMEOUT)) {
			RedisCommands commands = connections.commands();
			Awaitility.await()
				.ignoreException(ServerUnavailableException.class)
				.untilAsserted(() -> assertThat(commands.call("GET", this.key)).isNull());
			this.server.pause();
			long start = System.nanoTime();
			assertThatExceptionOfType(ServerUnavailableException.class).isThrownBy(() -> commands.call("GET", this.key))
				.withMessageStartingWith(
						"Redis at 127.0.0.1:" + this.server.port() + " did not answer GET on key '" + this.key + "': ")
				.withMessageEndingWith("; whether it ran is unknown");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, Duration.ofSeconds(30));
		}
	}

	@Test
	void anInterruptEndsTheWaitAndStaysSet() {
		try (Client.Connections connections = this.client.connect(this.server)) {
			RedisCommands commands = connections.commands();
			commands.call("GET", this.key);
			this.server.pause();
			CompletableFuture<Boolean> flag = new CompletableFuture<>();
			CompletableFuture<Throwable> thrown = new CompletableFuture<>();
			Thread thread = new Thread(() -> {
				try {
					commands.call("GET", this.key);
				}
				catch (RuntimeException ex) {
					thrown.complete(ex);
				}
				flag.complete(Thread.currentThread().isInterrupted());
			});
			thread.start();
			Awaitility.await().until(() -> thread.getState() != Thread.State.RUNNABLE || this.client == Client.JEDIS);
			thread.interrupt();
			if (this.client == Client.JEDIS) {
				// Jedis reads from its socket regardless of interrupts.
				this.server.resume();
			}
			else {
				assertThat(thrown.join()).isInstanceOf(ServerUnavailableException.class)
					.hasMessageEndingWith(": the waiting thread was interrupted; whether it ran is unknown");
			}
			assertThat(flag.join()).isTrue();
		}
	}

	@Test
	void theServerIsUsedAgainWhenItIsBack() {
		try (Client.Connections connections = this.client.connect(this.server)) {
			RedisCommands commands = connections.commands();
			commands.call("GET", this.key);
			this.server.stop();
			this.server.start();
			Awaitility.await()
				.ignoreException(ServerUnavailableException.class)
				.untilAsserted(() -> assertThat(commands.call("INCR", this.key)).isInstanceOf(Long.class));
		}
	}

	@Test
	void aWrongPasswordIsNeverShown() {
		try (RedisServer guarded = RedisServer.builder()
			.users("user default off", "user app on >right ~* +@all")
			.start()) {
			RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration(guarded.host(),
					guarded.port());
			configuration.setUsername("app");
			configuration.setPassword("canary");
			try (Client.Connections connections = this.client.connect(configuration, Duration.ofSeconds(20))) {
				RedisCommands commands = connections.commands();
				// Now and then the client hears of the end of the connection first.
				Awaitility.await().until(() -> {
					PotteryException ex = catchThrowableOfType(PotteryException.class,
							() -> commands.call("GET", this.key));
					assertThat(ex).hasMessageStartingWith("Redis at 127.0.0.1:" + guarded.port() + " ");
					assertThat(trace(ex)).doesNotContain("canary");
					return ex.getMessage().contains("WRONGPASS");
				});
				assertThat(commands).hasToString("Redis at 127.0.0.1:" + guarded.port());
			}
		}
	}

	private static String trace(Throwable ex) {
		StringWriter trace = new StringWriter();
		ex.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

}
