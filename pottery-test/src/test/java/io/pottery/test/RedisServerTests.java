package io.pottery.test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RedisServerTests {

	private final RedisServer server = RedisServer.builder().start();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void listensOnLoopback() {
		assertThat(this.server.host()).isEqualTo("127.0.0.1");
		assertThat(this.server.uri()).isEqualTo("redis://127.0.0.1:" + this.server.port());
		assertThat(this.server.command("CONFIG", "GET", "bind")).isEqualTo(List.of("bind", "127.0.0.1"));
		assertThat(this.server).hasToString("Redis server at 127.0.0.1:" + this.server.port());
	}

	@Test
	void keepsNothingOnDiskUnlessAsked() {
		assertThat(this.server.command("CONFIG", "GET", "appendonly")).isEqualTo(List.of("appendonly", "no"));
		assertThat(this.server.command("CONFIG", "GET", "save")).isEqualTo(List.of("save", ""));
	}

	@Test
	void commandReturnsWhatTheServerAnswers() {
		assertThat(this.server.command("SET", "text", "Zürich")).isEqualTo("OK");
		assertThat(this.server.command("GET", "text")).isEqualTo("Zürich");
		assertThat(this.server.command("GET", "nothing")).isNull();
		assertThat(this.server.command("EXISTS", "text")).isEqualTo(1L);
		assertThat(this.server.command("MGET", "text", "nothing")).isEqualTo(Arrays.asList("Zürich", null));
		assertThat(this.server.command("EVAL", "return {1, {'a', false}}", "0"))
			.isEqualTo(List.of(1L, Arrays.asList("a", null)));
	}

	@Test
	void anErrorThatTheServerAnswersIsThrown() {
		assertThatExceptionOfType(RedisServerException.class)
			.isThrownBy(() -> this.server.command("INCR", "a", "secret"))
			.withMessage(this.server + " answered INCR with: ERR wrong number of arguments for 'incr' command");
	}

	@Test
	void stopReturnsWhenTheProcessIsGone() {
		ProcessHandle process = ProcessHandle.of(this.server.pid()).orElseThrow();
		this.server.stop();
		assertThat(process.isAlive()).isFalse();
		assertThat(this.server.isRunning()).isFalse();
		assertThatExceptionOfType(RedisServerException.class).isThrownBy(() -> this.server.command("PING"))
			.withMessage(this.server + " could not be asked PING")
			.withCauseInstanceOf(ConnectException.class);
		assertThatIllegalStateException().isThrownBy(this.server::pid).withMessage(this.server + " is not running");
		this.server.stop();
	}

	@Test
	void startsAgainOnItsPortWithoutItsData() {
		int port = this.server.port();
		this.server.command("SET", "a", "1");
		this.server.stop();
		this.server.start();
		assertThat(this.server.isRunning()).isTrue();
		assertThat(this.server.port()).isEqualTo(port);
		assertThat(this.server.command("GET", "a")).isNull();
	}

	@Test
	void aRunningServerCannotBeStarted() {
		assertThatIllegalStateException().isThrownBy(this.server::start)
			.withMessage(this.server + " is running: stop() it first");
		assertThatIllegalStateException().isThrownBy(this.server::startEmpty)
			.withMessage(this.server + " is running: stop() it first");
	}

	@Test
	void aClosedServerCannotBeStarted() {
		this.server.close();
		this.server.close();
		assertThatIllegalStateException().isThrownBy(this.server::start).withMessage(this.server + " is closed");
	}

	@Test
	void aPausedServerAnswersWhenItIsResumed() throws IOException {
		try (Socket client = new Socket(this.server.host(), this.server.port())) {
			this.server.pause();
			assertThat(this.server.isPaused()).isTrue();
			assertThat(this.server.isRunning()).isTrue();
			client.getOutputStream().write("SET a 1\r\n".getBytes(StandardCharsets.US_ASCII));
			client.setSoTimeout(300);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client.getInputStream()::read);
			this.server.resume();
			assertThat(this.server.isPaused()).isFalse();
			client.setSoTimeout(60_000);
			assertThat(client.getInputStream().read()).isEqualTo('+');
		}
		assertThat(this.server.command("GET", "a")).isEqualTo("1");
	}

	@Test
	void aPausedServerCanBeStopped() {
		this.server.pause();
		this.server.stop();
		assertThat(this.server.isPaused()).isFalse();
		assertThat(this.server.isRunning()).isFalse();
		assertThatIllegalStateException().isThrownBy(this.server::resume).withMessage(this.server + " is not running");
		this.server.start();
		assertThat(this.server.command("PING")).isEqualTo("PONG");
	}

	@Test
	void flushDeletesEverything() {
		this.server.command("SET", "a", "1");
		this.server.flush();
		assertThat(this.server.command("DBSIZE")).isEqualTo(0L);
	}

	@Test
	void countsCommandsButNotTheKitsOwnLooks() {
		CommandCount count = this.server.count(() -> {
			this.server.command("HSET", "map", "a", "1");
			this.server.command("HGET", "map", "a");
			this.server.command("HGET", "map", "b");
			this.server.clientCount();
		});
		assertThat(count.calls()).isEqualTo(Map.of("hset", 1L, "hget", 2L));
		assertThat(count.of("hget")).isEqualTo(2);
		assertThat(count.of("del")).isZero();
		assertThat(count.total()).isEqualTo(3);
		assertThat(this.server.commandStats()).containsEntry("hset", 1L).doesNotContainKeys("auth", "info", "ping");
	}

	@Test
	void countsClientsOtherThanItself() throws IOException {
		assertThat(this.server.clientCount()).isZero();
		try (RespClient client = new RespClient(this.server.host(), this.server.port(), Duration.ofSeconds(30), null)) {
			client.command(List.of("PING"));
			assertThat(this.server.clientCount()).isOne();
		}
	}

	@Test
	void theSharedServerSurvivesClose() {
		RedisServer shared = RedisServer.shared();
		shared.close();
		assertThat(shared.command("PING")).isEqualTo("PONG");
		assertThat(RedisServer.shared()).isSameAs(shared);
	}

}
