package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.PatientPottery;
import io.pottery.Pottery;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedlockTests {

	/**
	 * Well before a lease of thirty seconds ends by itself.
	 */
	private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(15);

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
	void standsInRedisAsPythonExpects() {
		Redlock lock = redlock(this.key);
		try (Lease lease = lock.acquire()) {
			assertThat(lease.isValid()).isTrue();
			assertThat(lease.key()).isEqualTo(this.key);
			awaitHeldByAll();
			for (RedisServer master : masters) {
				assertThat((Long) master.command("PTTL", "redlock:" + this.key)).isBetween(1L, 30_000L);
				assertThat((String) master.command("GET", "redlock:" + this.key)).hasSizeGreaterThanOrEqualTo(32);
			}
		}
		assertNothingLeft(this.key);
	}

	@Test
	void isRefusedWherePythonHoldsIt() {
		String token = UUID.randomUUID().toString();
		for (int i = 0; i < 3; i++) {
			masters.get(i).command("SET", "redlock:" + this.key, token, "NX", "PX", "60000");
		}
		Redlock lock = redlock(this.key);
		assertThat(lock.tryAcquire()).isEmpty();
		assertThat(lock.tryLock()).isFalse();
		assertThat(lock.isLocked()).isTrue();
		for (int i = 0; i < 3; i++) {
			assertThat(masters.get(i).command("GET", "redlock:" + this.key)).isEqualTo(token);
		}
		Awaitility.await()
			.atMost(BEFORE_EXPIRY)
			.until(() -> masters.get(4).command("EXISTS", "redlock:" + this.key), Long.valueOf(0)::equals);
	}

	@Test
	void isWonWhereStrangersHoldAMinority() {
		for (int i = 0; i < 2; i++) {
			masters.get(i).command("SET", "redlock:" + this.key, "stranger", "PX", "60000");
		}
		try (Lease lease = redlock(this.key).tryAcquire().orElseThrow()) {
			assertThat(lease.isValid()).isTrue();
		}
		assertThat(masters.get(0).command("GET", "redlock:" + this.key)).isEqualTo("stranger");
	}

	@Test
	void aSplitVoteIsNobodysLock() {
		masters.get(0).command("SET", "redlock:" + this.key, "a", "PX", "60000");
		masters.get(1).command("SET", "redlock:" + this.key, "a", "PX", "60000");
		masters.get(2).command("SET", "redlock:" + this.key, "b", "PX", "60000");
		masters.get(3).command("SET", "redlock:" + this.key, "b", "PX", "60000");
		assertThat(redlock(this.key).isLocked()).isFalse();
		assertThat(redlock(this.key).tryAcquire()).isEmpty();
	}

	@Test
	void leasesNeverReenter() {
		Redlock lock = redlock(this.key);
		try (Lease lease = lock.acquire()) {
			assertThat(lock.tryAcquire()).isEmpty();
			assertThat(lock.tryLock()).isFalse();
			assertThat(lease.isValid()).isTrue();
		}
		assertThat(lock.tryAcquire()).map(Lease::release).contains(ReleaseOutcome.RELEASED);
	}

	@Test
	void aLeaseMayBeReleasedByAnotherThread() throws Exception {
		Lease lease = redlock(this.key).acquire();
		assertThat(CompletableFuture.supplyAsync(lease::release).get()).isEqualTo(ReleaseOutcome.RELEASED);
		assertThat(lease.remaining()).isZero();
		assertNothingLeft(this.key);
	}

	@Test
	void remainingIsNeverMoreThanTheMastersGuarantee() {
		try (Lease lease = redlock(this.key).acquire()) {
			assertThat(lease.remaining()).isPositive().isLessThan(Duration.ofMillis(29_698));
			awaitHeldByAll();
			for (RedisServer master : masters) {
				long millis = (Long) master.command("PTTL", "redlock:" + this.key);
				assertThat(millis + 1).isGreaterThanOrEqualTo(lease.remaining().toMillis());
			}
			assertThat(lease.locked()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(29_698));
		}
	}

	@Test
	void lockedTellsTheTimeThatAMajorityGuarantees() {
		Lease lease = redlock(this.key).acquire();
		awaitHeldByAll();
		for (int i = 0; i < 3; i++) {
			masters.get(i).command("PEXPIRE", "redlock:" + this.key, "20000");
		}
		assertThat(lease.locked()).isBetween(Duration.ofMillis(1), Duration.ofMillis(19_798));
		for (int i = 0; i < 3; i++) {
			masters.get(i).command("DEL", "redlock:" + this.key);
		}
		assertThat(lease.locked()).isZero();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
			.withMessageMatching("The lock '" + this.key + "' was lost: others may hold it, with \\d+ ms left "
					+ "\\(held for \\d+ ms, lease of 30000 ms\\): [012] of 5 masters agreed, 3 refused.*")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.TAKEN))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key));
	}

	@Test
	void extendGivesTheFullTimeBackAsOftenAsAllowed() {
		Lease lease = pottery.redlockBuilder(this.key)
			.autoReleaseTime(Duration.ofSeconds(30))
			.maxExtensions(2)
			.quorumPatience(Duration.ofSeconds(30))
			.build()
			.acquire();
		awaitHeldByAll();
		onEvery("PEXPIRE", "redlock:" + this.key, "12000");
		lease.extend();
		assertThat(lease.locked()).isGreaterThan(Duration.ofSeconds(13));
		lease.extend();
		assertThatExceptionOfType(TooManyExtensionsException.class).isThrownBy(lease::extend)
			.withMessage("The lease of '" + this.key + "' was extended 2 times, which is as often as it may be");
		assertThat(lease.isValid()).isTrue();
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void whatIsOverCannotBeExtendedEvenIfNobodyTookIt() {
		Lease lease = redlock(this.key).acquire();
		onEvery("DEL", "redlock:" + this.key);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lease::extend)
			.withMessageMatching(
					"The lock '" + this.key + "' cannot be extended: others may hold it, with \\d+ ms left "
							+ "\\(held for \\d+ ms, lease of 30000 ms\\): 0 of 5 masters agreed, 3 refused.*");
	}

	@Test
	void aLateReleaseLeavesTheNextOwnerAlone() {
		Lease lease = pottery.redlockBuilder(this.key)
			.autoReleaseTime(Duration.ofMillis(500))
			.quorumPatience(Duration.ofSeconds(30))
			.build()
			.acquire();
		Awaitility.await().until(() -> !lease.isValid());
		try (Lease next = othersRedlock(this.key).acquire()) {
			assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
				.withMessageMatching("The lock '" + this.key + "' was lost: its lease ended \\d+ ms ago "
						+ "\\(held for \\d+ ms, lease of 500 ms\\)")
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.EXPIRED));
			assertThat(next.locked()).isPositive();
			lease.close();
		}
	}

	@Test
	void releasingTwiceIsAnErrorAndClosingTwiceIsNot() {
		Lease lease = redlock(this.key).acquire();
		lease.release();
		lease.close();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
			.withMessageMatching("The lock '" + this.key
					+ "' is not held: its lease was released before \\(held for \\d+ ms, lease of 30000 ms\\)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.RELEASED));
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lease::extend)
			.withMessageMatching("The lock '" + this.key
					+ "' cannot be extended: its lease was released before \\(held for \\d+ ms, lease of 30000 ms\\)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.RELEASED));
	}

	@Test
	void threadsReenterByKey() throws Exception {
		Redlock outer = redlock(this.key);
		Redlock inner = redlock(this.key);
		outer.lock();
		assertThat(inner.tryLock()).isTrue();
		assertThat(inner.tryLock(30, TimeUnit.SECONDS)).isTrue();
		assertThat(onOtherThread(outer::tryLock)).isFalse();
		inner.unlock();
		outer.unlock();
		assertThat(outer.locked()).isPositive();
		assertThat(onOtherThread(outer::tryLock)).isFalse();
		inner.unlock();
		assertThat(outer.locked()).isZero();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(outer::unlock)
			.withMessage(
					"The lock '" + this.key + "' is not held by this thread: it never locked it, or has unlocked it "
							+ "since (held for 0 ms, lease of 30000 ms)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.NEVER_HELD));
	}

	@Test
	void reentryBringsTheLeaseBackAndNoticesItsLoss() {
		Redlock lock = redlock(this.key);
		lock.lock();
		awaitHeldByAll();
		onEvery("PEXPIRE", "redlock:" + this.key, "12000");
		lock.lock();
		assertThat(lock.locked()).isGreaterThan(Duration.ofSeconds(13));
		onEvery("DEL", "redlock:" + this.key);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lock::lock);
		lock.unlock();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lock::unlock);
	}

	@Test
	void aShorterInnerLeaseNeverShortensTheOuterOne() {
		Redlock outer = redlock(this.key);
		Redlock inner = pottery.redlockBuilder(this.key).autoReleaseTime(Duration.ofMillis(200)).build();
		outer.lock();
		inner.lock();
		assertThat(outer.locked()).isGreaterThan(Duration.ofSeconds(13));
		inner.unlock();
		outer.unlock();
	}

	@Test
	void oneUnprotectedCounterSurvivesManyThreads() throws Exception {
		int[] counter = new int[1];
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> all = new java.util.ArrayList<>();
			for (int i = 0; i < 8; i++) {
				Redlock lock = PatientPottery.redlock((i % 2 == 0) ? pottery : other, this.key);
				all.add(threads.submit(() -> {
					for (int n = 0; n < 20; n++) {
						try (Lease lease = lock.acquire(Duration.ofMinutes(2))) {
							int before = counter[0];
							Thread.yield();
							counter[0] = before + 1;
							assertThat(lease.isValid()).isTrue();
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
		assertThat(counter[0]).isEqualTo(160);
		assertNothingLeft(this.key);
	}

	@Test
	void waitsEndWhenTheyShould() throws Exception {
		try (Lease lease = othersRedlock(this.key).acquire()) {
			Redlock lock = redlock(this.key);
			awaitHeldByAll();
			assertThat(lock.tryAcquire(Duration.ofMillis(50))).isEmpty();
			assertThat(lock.tryLock(50, TimeUnit.MILLISECONDS)).isFalse();
			assertThat(lock.tryAcquire(Duration.ofSeconds(-1))).isEmpty();
			assertThatExceptionOfType(QuorumNotAchievedException.class)
				.isThrownBy(() -> lock.acquire(Duration.ofMillis(50)))
				.withMessageStartingWith("The lock '" + this.key + "' is taken: 0 of 5 masters agreed, ");
			assertThatExceptionOfType(QuorumNotAchievedException.class).isThrownBy(() -> lock.lock(Duration.ZERO));
			assertThat(lease.isValid()).isTrue();
		}
	}

	@Test
	void aVeryLongWaitIsNoOverflow() throws Exception {
		Redlock lock = redlock(this.key);
		try (Lease lease = lock.acquire(Duration.ofSeconds(Long.MAX_VALUE))) {
			assertThat(lease.isValid()).isTrue();
		}
		for (TimeUnit unit : TimeUnit.values()) {
			assertThat(lock.tryLock(Long.MAX_VALUE, unit)).isTrue();
			lock.unlock();
		}
	}

	@Test
	void anExpiredLockIsTakenWithoutARelease() {
		Lease first = other.redlockBuilder(this.key)
			.autoReleaseTime(Duration.ofSeconds(1))
			.quorumPatience(Duration.ofSeconds(30))
			.build()
			.acquire(Duration.ofSeconds(30));
		try (Lease lease = redlock(this.key).acquire(Duration.ofSeconds(30))) {
			assertThat(first.isValid()).isFalse();
			assertThat(lease.isValid()).isTrue();
		}
	}

	@Test
	void anInterruptEndsTheWaitKeepsItsFlagAndLeavesNothing() throws Exception {
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		AtomicReference<Boolean> flag = new AtomicReference<>();
		CountDownLatch done = new CountDownLatch(1);
		Lease lease = othersRedlock(this.key).acquire();
		Thread thread = new Thread(() -> {
			try {
				redlock(this.key).acquire();
			}
			catch (RuntimeException ex) {
				thrown.set(ex);
				flag.set(Thread.currentThread().isInterrupted());
			}
			done.countDown();
		});
		thread.start();
		Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
		thread.interrupt();
		assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(thrown.get()).isInstanceOf(AcquireInterruptedException.class)
			.hasMessage("The wait for the lock '" + this.key + "' was interrupted");
		assertThat(flag.get()).isTrue();
		lease.release();
		assertNothingLeft(this.key);
	}

	@Test
	void lockInterruptiblyObeysAndLockDoesNot() throws Exception {
		Redlock lock = redlock(this.key);
		Lease lease = othersRedlock(this.key).acquire();
		AtomicInteger interrupted = new AtomicInteger();
		Thread obeys = new Thread(() -> {
			try {
				lock.lockInterruptibly();
			}
			catch (InterruptedException ex) {
				interrupted.incrementAndGet();
			}
		});
		CompletableFuture<Boolean> stubborn = new CompletableFuture<>();
		Thread obeysNot = new Thread(() -> {
			lock.lock();
			stubborn.complete(Thread.currentThread().isInterrupted());
			lock.unlock();
		});
		obeys.start();
		obeysNot.start();
		Awaitility.await()
			.until(() -> obeys.getState() == Thread.State.WAITING && obeysNot.getState() == Thread.State.WAITING);
		obeys.interrupt();
		obeysNot.interrupt();
		obeys.join(60_000);
		assertThat(interrupted).hasValue(1);
		assertThat(stubborn).isNotDone();
		lease.release();
		assertThat(stubborn.get(BEFORE_EXPIRY.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anyTwoDeadMastersChangeNothing() {
		forEachPair((a, b) -> {
			a.stop();
			b.stop();
			assertTheLockWorks();
			a.start();
			b.start();
			everyMasterIsBack();
		});
	}

	@Test
	void anyTwoHungMastersChangeNothing() {
		forEachPair((a, b) -> {
			a.pause();
			b.pause();
			assertTheLockWorks();
			a.resume();
			b.resume();
			everyMasterIsBack();
			assertNothingLeft(this.key);
		});
	}

	private static void forEachPair(BiConsumer<RedisServer, RedisServer> test) {
		for (int a = 0; a < masters.size(); a++) {
			for (int b = a + 1; b < masters.size(); b++) {
				test.accept(masters.get(a), masters.get(b));
			}
		}
	}

	private void assertTheLockWorks() {
		try (Lease lease = redlock(this.key).acquire()) {
			lease.extend();
			assertThat(lease.locked()).isPositive();
			assertThat(othersRedlock(this.key).tryAcquire()).isEmpty();
		}
		assertThat(redlock(this.key).acquire().release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void twoHungMastersAreNotWaitedFor() {
		masters.get(1).pause();
		masters.get(3).pause();
		List<Duration> remaining = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			try (Lease lease = redlock(this.key).acquire()) {
				remaining.add(lease.remaining());
			}
		}
		masters.get(1).resume();
		masters.get(3).resume();
		// Waiting for one of them would take its time-out, six seconds, off every lease.
		assertThat(Collections.max(remaining)).isGreaterThan(Duration.ofSeconds(25));
		assertNothingLeft(this.key);
	}

	@Test
	void threeDeadMastersAreToldApartFromATakenLock() {
		for (int i = 0; i < 3; i++) {
			masters.get(i).stop();
		}
		Redlock lock = pottery.redlockBuilder(this.key).autoReleaseTime(Duration.ofSeconds(30)).build();
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::tryAcquire)
			.withMessageMatching("The lock '" + this.key
					+ "' cannot be decided: [012] of 5 masters agreed, 0 refused, 3 failed.*; the quorum is 3")
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo(this.key);
				assertThat(ex.votes().failed()).isEqualTo(3);
				assertThat(ex.getSuppressed()).hasSize(3)
					.allSatisfy((failure) -> assertThat(failure).isInstanceOf(MasterException.class)
						.hasMessageStartingWith("Master '127.0.0.1:"));
			});
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::acquire);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::lock);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::isLocked);
		masters.get(0).start();
		Awaitility.await().ignoreExceptions().until(() -> lock.tryAcquire().map(Lease::release).isPresent());
	}

	@Test
	void thePatientKeepTrying() throws Exception {
		for (int i = 0; i < 3; i++) {
			masters.get(i).stop();
		}
		Redlock lock = pottery.redlockBuilder(this.key)
			.autoReleaseTime(Duration.ofSeconds(30))
			.failWhenQuorumImpossible(false)
			.quorumPatience(Duration.ZERO)
			.build();
		assertThatExceptionOfType(QuorumImpossibleException.class)
			.isThrownBy(() -> lock.acquire(Duration.ofMillis(100)));
		Future<Lease> lease = CompletableFuture.supplyAsync(lock::acquire);
		masters.get(2).start();
		assertThat(lease.get(60, TimeUnit.SECONDS).release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void aReleaseThatTooFewConfirmIsUnknown() {
		Lease lease = redlock(this.key).acquire();
		for (int i = 0; i < 3; i++) {
			masters.get(i).stop();
		}
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.UNKNOWN);
	}

	@Test
	void aMasterThatRefusesGivesNoVote() {
		for (int i = 0; i < 2; i++) {
			masters.get(i).command("CONFIG", "SET", "maxmemory", "1");
		}
		try {
			assertThat(redlock(this.key).tryAcquire()).map(Lease::release).contains(ReleaseOutcome.RELEASED);
			masters.get(2).command("CONFIG", "SET", "maxmemory", "1");
			assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(() -> redlock(this.key).tryAcquire())
				.satisfies((ex) -> assertThat(ex.getSuppressed())
					.anySatisfy((failure) -> assertThat(failure).hasMessageContaining("OOM")));
		}
		finally {
			for (int i = 0; i < 3; i++) {
				masters.get(i).command("CONFIG", "SET", "maxmemory", "0");
			}
		}
	}

	@Test
	void forgottenScriptsAreNotNoticed() {
		for (int i = 0; i < 20; i++) {
			onEvery("SCRIPT", "FLUSH");
			assertThat(redlock(this.key).tryAcquire()).map(Lease::release).contains(ReleaseOutcome.RELEASED);
		}
	}

	@Test
	void leasesThatCannotBeAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> pottery.redlockBuilder("k").autoReleaseTime(Duration.ofSeconds(31)).build())
			.withMessage("'autoReleaseTime' of the lock 'k' is PT31S, longer than the longest lease of these masters, "
					+ "PT30S; ask for less, or raise 'pottery.redlock.max-lease' in every client of these masters");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> pottery.redlockBuilder("k").autoReleaseTime(Duration.ofMillis(9)).build())
			.withMessage("'autoReleaseTime' of the lock 'k' must be at least 10 ms, was PT0.009S");
		assertThatIllegalArgumentException().isThrownBy(() -> pottery.redlockBuilder("k").maxExtensions(-1));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> pottery.redlock("k").newCondition());
	}

	private static Redlock redlock(String key) {
		return PatientPottery.redlock(pottery, key);
	}

	private static Redlock othersRedlock(String key) {
		return PatientPottery.redlock(other, key);
	}

	private static int held(String redisKey) {
		int held = 0;
		for (RedisServer master : masters) {
			if (Long.valueOf(1).equals(master.command("EXISTS", redisKey))) {
				held++;
			}
		}
		return held;
	}

	private static void onEvery(String command, String... args) {
		for (RedisServer master : masters) {
			master.command(command, args);
		}
	}

	private void awaitHeldByAll() {
		Awaitility.await().until(() -> held("redlock:" + this.key) == masters.size());
	}

	private static void assertNothingLeft(String key) {
		Awaitility.await().atMost(BEFORE_EXPIRY).until(() -> held("redlock:" + key) == 0);
	}

	private static boolean onOtherThread(java.util.function.BooleanSupplier action) throws Exception {
		return CompletableFuture.supplyAsync(action::getAsBoolean).get(60, TimeUnit.SECONDS);
	}

}
