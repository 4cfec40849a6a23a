package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.pottery.exception.ServerUnavailableException;
import io.pottery.exception.WrongTypeException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Threads that wait for elements of a list, in lines that trust hints for an hour, so
 * that only hints can wake them.
 */
class WaitingLinesTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final long FOR_EVER = Long.MAX_VALUE;

	private final RedisServer server = RedisServer.started();

	private final Client.Connections connections = Client.LETTUCE_BY_RESP3.connect(this.server, PATIENCE);

	private final RedisCommands commands = this.connections.commands();

	private final WaitingLines lines = lines(this.connections);

	private final String key = KeyNames.fresh();

	@AfterEach
	void close() {
		this.lines.close();
		this.commands.waits().close();
		this.connections.close();
		this.server.close();
	}

	@Test
	void whatIsThereIsTakenWithoutWaiting() throws InterruptedException {
		push(this.key, "a");
		assertThat(this.lines.await(List.of(this.key), pop(this.key), FOR_EVER)).isEqualTo("a");
		assertThat(this.server.commandStats()).doesNotContainKey("exists");
	}

	@Test
	void aChangeByAnyClientWakes() {
		for (int i = 0; i < 20; i++) {
			long armed = this.server.commandStats().getOrDefault("exists", 0L);
			Taker taker = new Taker(this.lines, this.key, FOR_EVER);
			awaitArmed(armed + 1);
			push(this.key, "item " + i);
			assertThat(taker.result()).isEqualTo("item " + i);
		}
	}

	@Test
	void aChangeOfAnyOfTheKeysWakes() {
		String beside = "{" + this.key + "}:beside";
		Taker taker = new Taker(this.lines, List.of(this.key, beside), pop(beside), FOR_EVER);
		awaitArmed(1);
		push(beside, "a");
		assertThat(taker.result()).isEqualTo("a");
	}

	@Test
	void aConnectionThatWasKilledIsOpenedAgain() {
		Taker taker = new Taker(this.lines, this.key, FOR_EVER);
		awaitArmed(1);
		this.server.command("CLIENT", "KILL", "ID", trackingClient());
		push(this.key, "a");
		assertThat(taker.result()).isEqualTo("a");
		Taker next = new Taker(this.lines, this.key, FOR_EVER);
		Awaitility.await().atMost(PATIENCE).until(() -> trackingClient() != null);
		push(this.key, "b");
		assertThat(next.result()).isEqualTo("b");
	}

	@Test
	void aLostHintCostsNoMoreThanTheFallback() throws InterruptedException {
		KeyHints silent = new KeyHints() {

			@Override
			public boolean arm(List<String> keys, long nanos) {
				return true;
			}

			@Override
			public void close() {
			}

		};
		WaitingLines deaf = new WaitingLines((listener) -> silent, Duration.ofSeconds(1));
		Taker taker = new Taker(deaf, this.key, FOR_EVER);
		taker.awaitResting();
		push(this.key, "a");
		assertThat(taker.result()).isEqualTo("a");
		deaf.close();
	}

	/**
	 * A thousand threads; the system property {@code pottery.test.waiters} takes more.
	 */
	@Test
	void manyWaitersNeedFewConnectionsAndFewCommands() {
		int waiters = Integer.getInteger("pottery.test.waiters", 1_000);
		int keys = 100;
		long started = System.nanoTime();
		List<Taker> takers = IntStream.range(0, waiters)
			.mapToObj((i) -> new Taker(this.lines, this.key + i % keys, FOR_EVER))
			.toList();
		takers.forEach(Taker::awaitResting);
		awaitArmed(keys);
		int connections = this.server.clientCount();
		long quiet = this.server.commandStats().values().stream().mapToLong(Long::longValue).sum();
		assertThat(connections).isLessThanOrEqualTo(3);
		assertThat(takers).noneMatch((taker) -> taker.answer.isDone());
		for (int i = 0; i < waiters; i++) {
			push(this.key + i % keys, "item " + i);
		}
		Set<String> taken = new HashSet<>();
		takers.forEach((taker) -> assertThat(taken.add(taker.result())).isTrue());
		assertThat(taken).hasSize(waiters);
		assertThat(this.server.clientCount()).isLessThanOrEqualTo(3);
		long asked = this.server.commandStats().get("lpop") + this.server.commandStats().get("exists");
		assertThat(asked).isLessThan(10L * waiters);
		System.getLogger(getClass().getName())
			.log(System.Logger.Level.INFO,
					"{0} threads on {1} keys: {2} connections, {3} commands until all waited, {4} in all, {5} ms",
					waiters, keys, connections, quiet, asked, (System.nanoTime() - started) / 1_000_000);
	}

	@Test
	void whoWaitsLongestIsServedFirst() {
		List<Taker> takers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			takers.add(new Taker(this.lines, this.key, FOR_EVER));
			takers.get(i).awaitResting();
		}
		for (int i = 0; i < 10; i++) {
			push(this.key, "item " + i);
			assertThat(takers.get(i).result()).isEqualTo("item " + i);
		}
	}

	@Test
	void whoIsServedWakesTheNext() {
		List<Taker> takers = IntStream.range(0, 10).mapToObj((i) -> new Taker(this.lines, this.key, FOR_EVER)).toList();
		takers.forEach(Taker::awaitResting);
		this.server.command("RPUSH", this.key, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
		assertThat(takers).extracting(Taker::result)
			.containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
	}

	@Test
	void theTimeIsUpForTheFirstAndForThoseBehind() {
		Taker first = new Taker(this.lines, this.key, TimeUnit.MILLISECONDS.toNanos(300));
		first.awaitResting();
		Taker behind = new Taker(this.lines, this.key, TimeUnit.MILLISECONDS.toNanos(50));
		assertThat(behind.result()).isNull();
		assertThat(first.result()).isNull();
		push(this.key, "a");
		assertThat(this.server.command("LLEN", this.key)).isEqualTo(1L);
	}

	@Test
	void noTimeIsOneTry() throws InterruptedException {
		Taker waiting = new Taker(this.lines, List.of(this.key), () -> null, FOR_EVER);
		waiting.awaitResting();
		assertThat(this.lines.await(List.of(this.key), pop(this.key), 0)).isNull();
		push(this.key, "a");
		assertThat(this.lines.await(List.of(this.key), pop(this.key), 0)).isEqualTo("a");
		assertThat(waiting.answer).isNotDone();
	}

	@Test
	void anInterruptTakesNothing() {
		Taker first = new Taker(this.lines, this.key, FOR_EVER);
		Taker behind = new Taker(this.lines, this.key, FOR_EVER);
		first.awaitResting();
		behind.awaitResting();
		first.interrupt();
		behind.interrupt();
		assertThat(first.failure()).isInstanceOf(InterruptedException.class);
		assertThat(behind.failure()).isInstanceOf(InterruptedException.class);
		push(this.key, "a");
		assertThat(this.server.command("LLEN", this.key)).isEqualTo(1L);
	}

	@Test
	void interruptsAtAnyMomentLoseNothing() {
		int taken = 0;
		for (int i = 0; i < 200; i++) {
			Taker taker = new Taker(this.lines, this.key, FOR_EVER);
			if (i % 2 == 0) {
				taker.awaitResting();
			}
			push(this.key, "item " + i);
			taker.interrupt();
			taken += taker.isServed() ? 1 : 0;
		}
		assertThat(taken + (Long) this.server.command("LLEN", this.key)).isEqualTo(200L);
	}

	@Test
	void anInterruptedThreadDoesNotTry() {
		push(this.key, "a");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class)
			.isThrownBy(() -> this.lines.await(List.of(this.key), pop(this.key), 0));
		assertThat(this.server.command("LLEN", this.key)).isEqualTo(1L);
	}

	@Test
	void whatThrowsEndsTheWaitAndWakesTheNext() {
		Taker first = new Taker(this.lines, this.key, FOR_EVER);
		first.awaitResting();
		Taker next = new Taker(this.lines, this.key, FOR_EVER);
		next.awaitResting();
		this.server.command("SET", this.key, "foreign");
		assertThat(first.failure()).isInstanceOf(WrongTypeException.class);
		assertThat(next.failure()).isInstanceOf(WrongTypeException.class);
	}

	@Test
	void aRestartIsSurvived() {
		Taker first = new Taker(this.lines, this.key, FOR_EVER);
		first.awaitResting();
		Taker next = new Taker(this.lines, this.key, FOR_EVER);
		next.awaitResting();
		this.server.stop();
		this.server.start();
		push(this.key, "a");
		assertThat(first.result()).isEqualTo("a");
		push(this.key, "b");
		assertThat(next.result()).isEqualTo("b");
	}

	@Test
	void anOutageIsWaitedThroughUntilTheTimeIsUp() {
		try (Client.Connections hasty = Client.LETTUCE_BY_RESP3.connect(this.server, Duration.ofMillis(100))) {
			RedisCommands impatient = hasty.commands();
			// What is only read is not lost with an answer that comes too late.
			Supplier<@Nullable String> read = () -> text(impatient.call("LINDEX", this.key, new byte[] { '0' }));
			Taker patient = new Taker(this.lines, List.of(this.key), read, FOR_EVER);
			patient.awaitResting();
			this.server.stop();
			Taker first = new Taker(this.lines, List.of(this.key + "2"), read, TimeUnit.SECONDS.toNanos(1));
			Taker behind = new Taker(this.lines, List.of(this.key + "2"), read, TimeUnit.MILLISECONDS.toNanos(1_100));
			assertThat(first.failure()).isInstanceOf(ServerUnavailableException.class)
				.hasMessageContaining("'" + this.key + "'");
			assertThat(behind.failure()).isInstanceOf(ServerUnavailableException.class);
			this.server.start();
			push(this.key, "a");
			assertThat(patient.result()).isEqualTo("a");
		}
	}

	@Test
	void closingEndsTheWaitsAndClosesOnlyTheConnectionOfItsOwn() {
		Taker first = new Taker(this.lines, this.key, FOR_EVER);
		Taker behind = new Taker(this.lines, this.key, FOR_EVER);
		first.awaitResting();
		behind.awaitResting();
		awaitArmed(1);
		this.lines.close();
		this.lines.close();
		assertThat(first.failure()).isInstanceOf(IllegalStateException.class).hasMessage("This Pottery was closed");
		assertThat(behind.failure()).isInstanceOf(IllegalStateException.class).hasMessage("This Pottery was closed");
		assertThatIllegalStateException()
			.isThrownBy(() -> this.lines.await(List.of(this.key), pop(this.key), FOR_EVER));
		Awaitility.await().atMost(PATIENCE).until(() -> trackingClient() == null);
		assertThat(this.commands.call("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void aUserWhoMayNotTrackPolls() {
		try (RedisServer guarded = RedisServer.builder().users("user default on nopass ~* &* +@all -client").start();
				Client.Connections guests = Client.LETTUCE_BY_RESP3.connect(guarded, PATIENCE)) {
			assertPolls(guarded, guests);
		}
	}

	@Test
	void clientsWithoutPushMessagesPoll() {
		for (Client client : List.of(Client.LETTUCE_BY_RESP2, Client.JEDIS)) {
			try (Client.Connections others = client.connect(this.server, PATIENCE)) {
				assertPolls(this.server, others);
			}
		}
	}

	private void assertPolls(RedisServer polled, Client.Connections polling) {
		RedisCommands others = polling.commands();
		WaitingLines polls = lines(polling);
		Taker taker = new Taker(polls, List.of(this.key), () -> text(others.call("LPOP", this.key)), FOR_EVER);
		long before = polled.commandStats().getOrDefault("lpop", 0L);
		Awaitility.await().atMost(PATIENCE).until(() -> polled.commandStats().getOrDefault("lpop", 0L) > before + 3);
		polled.command("RPUSH", this.key, "a");
		assertThat(taker.result()).isEqualTo("a");
		assertThat(polled.commandStats()).doesNotContainKey("exists");
		polls.close();
	}

	private static WaitingLines lines(Client.Connections connections) {
		return new WaitingLines((listener) -> KeyHints.from(connections.factory(), "test", listener),
				Duration.ofHours(1));
	}

	private void push(String list, String element) {
		this.server.command("RPUSH", list, element);
	}

	private Supplier<@Nullable String> pop(String list) {
		RedisCommands about = this.commands.about(list, "a list");
		return () -> text(about.call("LPOP", list));
	}

	private static @Nullable String text(@Nullable Object reply) {
		return (reply instanceof byte[] bytes) ? new String(bytes, StandardCharsets.UTF_8) : null;
	}

	private void awaitArmed(long times) {
		Awaitility.await().atMost(PATIENCE).until(() -> this.server.commandStats().getOrDefault("exists", 0L) >= times);
	}

	private @Nullable String trackingClient() {
		String clients = String.valueOf(this.server.command("CLIENT", "LIST"));
		return clients.lines()
			.filter((client) -> client.matches(".* flags=[a-zA-Z]*t[a-zA-Z]* .*"))
			.map((client) -> client.replaceFirst("^id=(\\d+) .*", "$1"))
			.findFirst()
			.orElse(null);
	}

	/**
	 * A thread that waits.
	 */
	private final class Taker {

		private final CompletableFuture<@Nullable String> answer = new CompletableFuture<>();

		private final Thread thread;

		Taker(KeyWaits waits, String list, long nanos) {
			this(waits, List.of(list), pop(list), nanos);
		}

		Taker(KeyWaits waits, List<String> keys, Supplier<@Nullable String> attempt, long nanos) {
			this.thread = new Thread(null, () -> take(() -> waits.await(keys, attempt, nanos)), "taker", 256 * 1024);
			this.thread.setDaemon(true);
			this.thread.start();
		}

		private void take(Callable<@Nullable String> wait) {
			try {
				this.answer.complete(wait.call());
			}
			catch (Exception ex) {
				this.answer.completeExceptionally(ex);
			}
		}

		void awaitResting() {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(5))
				.atMost(PATIENCE)
				.until(() -> LockSupport.getBlocker(this.thread) instanceof Waiter || this.answer.isDone());
		}

		void interrupt() {
			this.thread.interrupt();
		}

		boolean isServed() {
			return this.answer.handle((result, ex) -> {
				assertThat(ex).satisfiesAnyOf((none) -> assertThat(none).isNull(),
						(some) -> assertThat(some).isInstanceOf(InterruptedException.class));
				return ex == null;
			}).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}

		@Nullable String result() {
			return outcome(Function.identity(), (ex) -> {
				throw new AssertionError(ex);
			});
		}

		@Nullable Throwable failure() {
			return outcome((result) -> null, Function.identity());
		}

		private <T> @Nullable T outcome(Function<@Nullable String, @Nullable T> result,
				Function<Throwable, @Nullable T> failure) {
			try {
				return result.apply(this.answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
			}
			catch (ExecutionException ex) {
				return failure.apply(ex.getCause());
			}
			catch (Exception ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
