package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class NextIdTests {

	private static FiveMasters masters;

	private static Pottery pottery;

	private static Pottery other;

	private final String key = KeyNames.fresh();

	@BeforeAll
	static void startMasters() {
		masters = FiveMasters.startAppendOnly();
		pottery = masters.trusting();
		other = masters.trusting();
	}

	@AfterAll
	static void stopMasters() {
		masters.close();
	}

	@AfterEach
	void everyMasterIsBack() {
		masters.allBack();
		masters.await(pottery, other);
	}

	@Test
	void countsAsPythonDoes() {
		NextId ids = pottery.nextId(this.key);
		assertThat(ids.nextLong()).isEqualTo(1);
		assertThat(ids.next()).isEqualTo(2);
		assertThat(ids.getAsLong()).isEqualTo(3);
		assertThat(ids.hasNext()).isTrue();
		for (RedisServer master : masters) {
			Awaitility.await().until(() -> master.command("GET", "nextid:" + this.key), "3"::equals);
		}
	}

	@Test
	void withoutAKeyTheSequenceIsCurrent() {
		assertThat(pottery.nextId().key()).isEqualTo("current");
	}

	@Test
	void goesOnFromTheLargestOfAMajority() {
		masters.get(0).command("SET", "nextid:" + this.key, "41");
		masters.get(1).command("SET", "nextid:" + this.key, "41");
		masters.get(2).command("SET", "nextid:" + this.key, "41");
		assertThat(pottery.nextId(this.key).nextLong()).isEqualTo(42);
	}

	@Test
	void isExactToTheLastLong() {
		NextId ids = pottery.nextId(this.key);
		setOnAll(Long.toString((1L << 53) + 1));
		assertThat(ids.nextLong()).isEqualTo((1L << 53) + 2);
		setOnAll(Long.toString(Long.MAX_VALUE - 1));
		assertThat(ids.nextLong()).isEqualTo(Long.MAX_VALUE);
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(ids::nextLong)
			.withMessage(
					"The sequence at 'nextid:" + this.key + "' has reached its largest number, 9223372036854775807");
	}

	@Test
	void aBlockHasNoHolesAndCostsOneRound() throws Exception {
		NextId ids = pottery.nextIdBuilder(this.key).maxTries(100).build();
		assertThat(ids.next(3)).containsExactly(1L, 2L, 3L);
		assertThat(ids.nextLong()).isEqualTo(4);
		assertThatIllegalArgumentException().isThrownBy(() -> ids.next(0))
			.withMessage("'count' must be at least 1, was 0");
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<List<Long>>> callers = Collections.nCopies(40, () -> ids.next(25).boxed().toList());
			List<Long> all = new ArrayList<>();
			for (Future<List<Long>> block : threads.invokeAll(callers)) {
				assertThat(block.get()).hasSize(25)
					.satisfies((numbers) -> assertThat(numbers.get(24) - numbers.get(0)).isEqualTo(24));
				all.addAll(block.get());
			}
			assertThat(all).doesNotHaveDuplicates();
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void aBlockEndsWithTheLastLong() {
		NextId ids = pottery.nextId(this.key);
		setOnAll(Long.toString(Long.MAX_VALUE - 3));
		assertThat(ids.next(3)).containsExactly(Long.MAX_VALUE - 2, Long.MAX_VALUE - 1, Long.MAX_VALUE);
		setOnAll(Long.toString(Long.MAX_VALUE - 2));
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> ids.next(3));
	}

	@Test
	void closingEndsWaits() {
		try (RedisServers silent = RedisServers.start(1)) {
			silent.get(0).pause();
			Pottery closed = Pottery.builder().masters(silent.get(0).uri()).build();
			NextId ids = closed.nextIdBuilder(this.key).maxTries(Integer.MAX_VALUE).build();
			CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(ids::nextLong);
			assertThat(waiting).isNotDone();
			closed.close();
			assertThat(waiting).failsWithin(Duration.ofSeconds(30))
				.withThrowableThat()
				.withStackTraceContaining("closed");
			assertThatIllegalStateException().isThrownBy(ids::nextLong).withMessage("This Pottery was closed");
		}
	}

	@Test
	void whatIsNoNumberIsNoVote() {
		masters.get(0).command("SET", "nextid:" + this.key, "poison");
		masters.get(1).command("SET", "nextid:" + this.key, "-3");
		assertThat(pottery.nextId(this.key).nextLong()).isEqualTo(1);
		setOnAll("poison");
		assertThatExceptionOfType(QuorumNotAchievedException.class)
			.isThrownBy(() -> pottery.nextId(this.key).nextLong());
		assertThat(masters.get(0).command("GET", "nextid:" + this.key)).isEqualTo("poison");
	}

	@Test
	void manyCallersShareNoIdAndKeepTheOrder() throws Exception {
		Set<Long> ids = ConcurrentHashMap.newKeySet();
		AtomicLong largest = new AtomicLong();
		ExecutorService threads = Executors.newFixedThreadPool(16);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < 16; i++) {
				NextId sequence = ((i % 2 == 0) ? pottery : other).nextIdBuilder(this.key).maxTries(100).build();
				all.add(threads.submit(() -> {
					for (int n = 0; n < 50; n++) {
						long floor = largest.get();
						long id = sequence.nextLong();
						assertThat(id).isGreaterThan(floor);
						assertThat(ids.add(id)).as("id %d is new", id).isTrue();
						largest.accumulateAndGet(id, Math::max);
					}
				}));
			}
			for (Future<?> one : all) {
				one.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(ids).hasSize(800);
	}

	@Test
	void idsGrowWhileMastersComeAndGo() {
		NextId ids = pottery.nextIdBuilder(this.key).maxTries(10).build();
		long last = 0;
		for (int round = 0; round < 5; round++) {
			RedisServer a = masters.get(round);
			RedisServer b = masters.get((round + 1) % 5);
			a.stop();
			b.stop();
			for (int i = 0; i < 5; i++) {
				long id = ids.nextLong();
				assertThat(id).isGreaterThan(last);
				last = id;
			}
			everyMasterIsBack();
		}
	}

	@Test
	void withoutAMajorityThereIsNoId() {
		NextId ids = pottery.nextId(this.key);
		for (int i = 0; i < 3; i++) {
			masters.get(i).stop();
		}
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(ids::nextLong)
			.withMessageMatching("The next id of '" + this.key
					+ "' cannot be decided: [012] of 5 masters agreed, 0 refused, 3 failed.*; the quorum is 3")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(3));
	}

	@Test
	void resetNeedsEveryMaster() {
		NextId ids = pottery.nextId(this.key);
		ids.nextLong();
		masters.get(4).stop();
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(ids::reset)
			.withMessageStartingWith("The sequence '" + this.key
					+ "' was not reset on every master, and is to be reset again before it is used: 4 of 5 masters agreed")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
		masters.get(4).start();
		Awaitility.await().ignoreExceptions().until(() -> {
			ids.reset();
			return true;
		});
		assertThat(ids.nextLong()).isEqualTo(1);
	}

	private void setOnAll(String value) {
		for (RedisServer master : masters) {
			master.command("SET", "nextid:" + this.key, value);
		}
	}

}
