package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FencedLockTests {

	private static FiveMasters masters;

	private static Pottery pottery;

	private static Pottery other;

	private final String key = KeyNames.fresh();

	private final String redisKey = "redlock:" + this.key;

	private final String counter = "redlock-fence:" + this.key;

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

	@Test
	void tokensAreCountedBesideTheLock() {
		Redlock lock = fenced(pottery).build();
		for (long i = 1; i <= 3; i++) {
			try (Lease lease = lock.acquire()) {
				assertThat(lease.fencingToken()).isEqualTo(i);
			}
		}
		Awaitility.await().until(() -> masters.each("GET", this.counter), Collections.nCopies(5, "3")::equals);
		assertThat(masters.each("TTL", this.counter)).containsOnly(-1L);
	}

	@Test
	void thePrefixStandsInsideTheCounter() {
		Pottery prefixed = masters
			.open(masters.builder().restartPolicy(RestartPolicy.TRUST_PERSISTENCE).keyPrefix("shop:"));
		try (Lease lease = fenced(prefixed).build().acquire()) {
			assertThat(lease.fencingToken()).isEqualTo(1);
		}
		assertThat(masters.each("GET", "redlock-fence:shop:" + this.key)).contains("1");
	}

	@Test
	void whatIsNotFencedHasNoTokenAndNoCounter() {
		try (Lease lease = FiveMasters.lock(pottery, this.key).build().acquire()) {
			assertThatIllegalStateException().isThrownBy(lease::fencingToken)
				.withMessage("The lock '" + this.key + "' gives no fencing tokens: set fenced(true) on its builder");
		}
		assertThat(masters.holding(this.counter)).isZero();
	}

	@Test
	void extensionsAndReleasesKeepTheToken() {
		Lease lease = fenced(pottery).build().acquire();
		long token = lease.fencingToken();
		lease.extend();
		assertThat(lease.fencingToken()).isEqualTo(token);
		lease.release();
		assertThat(lease.fencingToken()).isEqualTo(token);
	}

	@Test
	void tokensGrowOverExpiriesWithoutARelease() {
		Redlock expiring = fenced(pottery).autoReleaseTime(Duration.ofMillis(300)).build();
		long last = 0;
		for (int i = 0; i < 3; i++) {
			Lease lease = Awaitility.await().ignoreExceptions().until(expiring::acquire, (won) -> true);
			assertThat(lease.fencingToken()).isGreaterThan(last);
			last = lease.fencingToken();
		}
		try (Lease lease = fenced(other).build().acquire()) {
			assertThat(lease.fencingToken()).isGreaterThan(last);
		}
	}

	@Test
	void tokensGrowOverRestartsOfClientsAndMasters() {
		long last = 0;
		for (int i = 0; i < 3; i++) {
			masters.get(i).stop();
			masters.get(i + 1).stop();
			try (Pottery restarted = masters.open(masters.builder().restartPolicy(RestartPolicy.TRUST_PERSISTENCE))) {
				Lease lease = fenced(restarted).build().acquire();
				assertThat(lease.fencingToken()).isGreaterThan(last);
				last = lease.fencingToken();
				lease.release();
			}
			masters.get(i).start();
			masters.get(i + 1).start();
			masters.await(pottery, other);
		}
	}

	@Test
	void tokensGrowInTheOrderOfTheHoldersOfTwoProcesses() throws Exception {
		List<Long> tokens = new ArrayList<>();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				Redlock lock = fenced((i % 2 == 0) ? pottery : other).build();
				all.add(threads.submit(() -> {
					for (int n = 0; n < 10; n++) {
						try (Lease lease = lock.acquire()) {
							tokens.add(lease.fencingToken());
						}
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
		assertThat(tokens).hasSize(80).doesNotHaveDuplicates().isSorted();
	}

	@Test
	void aHandOverDrawsATokenOfItsOwn() {
		Redlock lock = fenced(pottery).build();
		Lease lease = lock.acquire();
		List<CompletableFuture<Lease>> waiting = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			waiting.add(CompletableFuture.supplyAsync(lock::acquire));
		}
		long last = lease.fencingToken();
		for (int i = 0; i < 3; i++) {
			lease.release();
			lease = (Lease) CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new)).join();
			waiting.removeIf(CompletableFuture::isDone);
			assertThat(lease.fencingToken()).isGreaterThan(last);
			last = lease.fencingToken();
		}
		lease.release();
	}

	@Test
	void withoutATokenThereIsNoLock() {
		for (int i = 0; i < 3; i++) {
			masters.get(i).command("SET", this.counter, "poison");
		}
		Redlock lock = fenced(pottery).quorumPatience(Duration.ofMillis(100)).build();
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::tryAcquire)
			.withMessageStartingWith("The lock '" + this.key
					+ "' was free, but its fencing token cannot be decided: No majority agreed on the next id of '"
					+ this.key + "' in 5 tries: ")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.isInstanceOf(QuorumNotAchievedException.class));
		masters.awaitGone(this.redisKey);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::tryLock);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::acquire);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::lock);
		masters.awaitGone(this.redisKey);
		assertThat(masters.get(0).command("GET", this.counter)).isEqualTo("poison");
		masters.onEvery("SET", this.counter, "41");
		try (Lease lease = lock.acquire()) {
			assertThat(lease.fencingToken()).isEqualTo(42);
		}
	}

	@Test
	void theLastTokenIsTheEnd() {
		masters.onEvery("SET", this.counter, Long.toString(Long.MAX_VALUE - 1));
		Redlock lock = fenced(pottery).build();
		try (Lease lease = lock.acquire()) {
			assertThat(lease.fencingToken()).isEqualTo(Long.MAX_VALUE);
		}
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(lock::acquire)
			.withMessageContaining(this.counter);
		masters.awaitGone(this.redisKey);
	}

	private RedlockBuilder fenced(Pottery client) {
		return FiveMasters.lock(client, this.key).fenced(true);
	}

}
