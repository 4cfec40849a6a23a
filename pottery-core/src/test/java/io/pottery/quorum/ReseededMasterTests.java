package io.pottery.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An extension brings a held lock back to masters that lack it, and never brings a lost
 * one back to life.
 */
class ReseededMasterTests {

	private static FiveMasters masters;

	private static Pottery pottery;

	private static Pottery other;

	private final String key = KeyNames.fresh();

	private final String redisKey = "redlock:" + this.key;

	@BeforeAll
	static void startMasters() {
		masters = FiveMasters.start();
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
	void anExtendedLeaseOutlivesARestartOfEveryMaster() {
		Lease lease = lock(pottery).maxExtensions(100).build().acquire();
		masters.awaitHeldByAll(this.redisKey);
		Object token = masters.get(0).command("GET", this.redisKey);
		for (int i = 0; i < 5; i++) {
			masters.restartEmpty(i);
			assertThat(masters.holding(this.redisKey)).isEqualTo(4);
			masters.await(pottery, other);
			lease.extend();
			masters.awaitHeldByAll(this.redisKey);
			assertThat(lock(other).build().tryAcquire()).isEmpty();
		}
		assertThat(masters.each("GET", this.redisKey)).isEqualTo(Collections.nCopies(5, token));
		assertThat(lease.locked()).isPositive();
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
		masters.awaitGone(this.redisKey);
	}

	@Test
	void whatIsReseededVotesForTheNextExtensionOnly() {
		Lease lease = lock(pottery).maxExtensions(100).build().acquire();
		masters.awaitHeldByAll(this.redisKey);
		masters.get(3).stop();
		masters.get(4).stop();
		masters.get(2).command("DEL", this.redisKey);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lease::extend)
			.withMessage("The lease of '" + this.key
					+ "' may not be extended: 2 of 5 masters agreed, 1 refused, 2 failed; the quorum is 3");
		assertThat(lease.isValid()).isTrue();
		assertThat(masters.each("GET", this.redisKey)).doesNotContainNull();
		lease.extend();
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void reentryReseedsToo() {
		Redlock lock = lock(pottery).build();
		lock.lock();
		masters.awaitHeldByAll(this.redisKey);
		masters.get(1).command("DEL", this.redisKey);
		lock.lock();
		masters.awaitHeldByAll(this.redisKey);
		lock.unlock();
		lock.unlock();
		masters.awaitGone(this.redisKey);
	}

	@Test
	void aLeaseThatAMajorityLostStaysLost() {
		Lease lease = lock(pottery).build().acquire();
		masters.awaitHeldByAll(this.redisKey);
		for (int i = 1; i < 4; i++) {
			masters.get(i).command("DEL", this.redisKey);
		}
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lease::extend)
			.withMessageStartingWith("The lock '" + this.key + "' cannot be extended: others may hold it, with ")
			.satisfies((ex) -> assertThat(ex.votes().refused()).isEqualTo(3));
		assertThat(lease.isValid()).isFalse();
		masters.awaitGone(this.redisKey);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lease::extend);
		assertThat(lock(other).build().tryAcquire()).map(Lease::release).contains(ReleaseOutcome.RELEASED);
	}

	@Test
	void aLeaseThatIsOverStaysOver() {
		Lease lease = Awaitility.await()
			.ignoreExceptions()
			.until(lock(pottery).autoReleaseTime(Duration.ofMillis(200)).build()::acquire, (won) -> true);
		Awaitility.await().until(() -> !lease.isValid());
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lease::extend)
			.withMessageStartingWith("The lock '" + this.key + "' cannot be extended: its lease ended ");
		masters.awaitGone(this.redisKey);
	}

	@Test
	void anAnswerAfterTheEndBringsNothingBack() {
		Lease lease = Awaitility.await()
			.ignoreExceptions()
			.until(lock(pottery).autoReleaseTime(Duration.ofSeconds(2)).build()::acquire, (won) -> true);
		for (int i = 0; i < 5; i++) {
			masters.get(i).pause();
		}
		CompletableFuture<Void> extended = CompletableFuture.runAsync(lease::extend);
		Awaitility.await().until(() -> !lease.isValid());
		masters.allBack();
		assertThat(extended).failsWithin(Duration.ofSeconds(30));
		assertThat(lease.isValid()).isFalse();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release);
		masters.awaitGone(this.redisKey);
	}

	@Test
	void whatAnotherHoldsIsLeftAlone() {
		Lease lease = lock(pottery).build().acquire();
		masters.awaitHeldByAll(this.redisKey);
		masters.get(0).command("SET", this.redisKey, "stranger", "PX", "60000");
		masters.get(1).command("SET", this.redisKey, "stranger", "PX", "60000");
		lease.extend();
		masters.get(2).command("SET", this.redisKey, "stranger", "PX", "60000");
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lease::extend);
		for (int i = 0; i < 3; i++) {
			assertThat(masters.get(i).command("GET", this.redisKey)).isEqualTo("stranger");
			assertThat((Long) masters.get(i).command("PTTL", this.redisKey)).isGreaterThan(30_000L);
		}
		for (int i = 3; i < 5; i++) {
			int master = i;
			Awaitility.await().until(() -> masters.get(master).command("GET", this.redisKey) == null);
		}
	}

	@Test
	void anExtensionThatRacesWithTheReleaseLeavesNothing() {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (int i = 0; i < 200; i++) {
				Lease lease = lock(pottery).build().acquire();
				CompletableFuture<Void> extended = CompletableFuture.runAsync(lease::extend, threads);
				CompletableFuture<ReleaseOutcome> released = CompletableFuture.supplyAsync(lease::release, threads);
				assertThat(released.join()).isEqualTo(ReleaseOutcome.RELEASED);
				extended.exceptionally((ex) -> null).join();
				masters.awaitGone(this.redisKey);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private RedlockBuilder lock(Pottery client) {
		return FiveMasters.lock(client, this.key);
	}

}
