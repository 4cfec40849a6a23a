package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

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

class AsyncRedlockTests {

	/** Well before a lease of thirty seconds ends by itself. */
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
	void excludesTheBlockingViewAndIsExcludedByIt() throws Exception {
		AsyncRedlock lock = async(pottery);
		assertThat(lock.key()).isEqualTo(this.key);
		assertThat(get(lock.isLocked())).isFalse();
		Lease lease = get(lock.acquire());
		assertThat(get(lock.isLocked())).isTrue();
		assertThat(get(lock.tryAcquire())).isEmpty();
		assertThat(redlock(other).tryAcquire()).isEmpty();
		assertThat(get(lease.lockedAsync())).isPositive();
		get(lease.extendAsync());
		assertThat(get(lease.releaseAsync())).isEqualTo(ReleaseOutcome.RELEASED);
		try (Lease blocking = redlock(other).acquire()) {
			assertThat(get(lock.tryAcquire())).isEmpty();
			assertThat(get(lock.tryAcquire(Duration.ofMillis(20)))).isEmpty();
			assertThat(blocking.isValid()).isTrue();
		}
		assertThat(get(lock.tryAcquire(Duration.ofSeconds(30))).map(Lease::release)).contains(ReleaseOutcome.RELEASED);
	}

	@Test
	void failsWithTheBareExceptionOfTheBlockingView() {
		Lease lease = redlock(other).acquire();
		assertThat(failure(async(pottery).acquire(Duration.ofMillis(20))))
			.isExactlyInstanceOf(QuorumNotAchievedException.class);
		assertThat(failure(async(pottery).acquire(Duration.ZERO)))
			.isExactlyInstanceOf(QuorumNotAchievedException.class);
		lease.release();
		assertThat(failure(lease.releaseAsync())).isExactlyInstanceOf(ReleaseUnlockedLockException.class);
		assertThat(failure(lease.extendAsync())).isExactlyInstanceOf(ExtendUnlockedLockException.class);
		Lease taken = redlock(other).acquire();
		onEvery("SET", "redlock:" + this.key, "stranger");
		assertThat(failure(taken.extendAsync())).isExactlyInstanceOf(ExtendUnlockedLockException.class);
		onEvery("DEL", "redlock:" + this.key);
		for (int i = 0; i < 3; i++) {
			masters.get(i).stop();
		}
		AsyncRedlock lock = pottery.redlockBuilder(this.key).autoReleaseTime(Duration.ofSeconds(30)).build().async();
		assertThat(failure(lock.tryAcquire())).isExactlyInstanceOf(QuorumImpossibleException.class);
		assertThat(failure(lock.acquire())).isExactlyInstanceOf(QuorumImpossibleException.class);
		assertThat(failure(lock.isLocked())).isExactlyInstanceOf(QuorumImpossibleException.class);
	}

	@Test
	void aWaitThatIsGivenUpLeavesTheLineAndNoLock() throws Exception {
		Lease lease = get(async(pottery).acquire());
		List<CompletableFuture<Lease>> waits = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			waits.add(async(pottery).acquire());
		}
		CompletableFuture<Lease> last = async(pottery).acquire();
		for (int i = 0; i < 100; i++) {
			CompletableFuture<Lease> wait = waits.get(i);
			switch (i % 3) {
				case 0 -> wait.cancel(true);
				case 1 -> wait.orTimeout(1, TimeUnit.MILLISECONDS);
				default -> wait.complete(lease);
			}
		}
		assertThat(failure(waits.get(0))).isInstanceOf(CancellationException.class);
		assertThat(failure(waits.get(1))).isInstanceOf(TimeoutException.class);
		assertThat(last).isNotDone();
		get(lease.releaseAsync());
		get(get(last).releaseAsync());
		assertThat(get(async(pottery).tryAcquire()).map(Lease::release)).contains(ReleaseOutcome.RELEASED);
		assertNothingLeft();
	}

	@Test
	void aSingleAttemptThatIsGivenUpLeavesNoLock() {
		for (int i = 0; i < 500; i++) {
			async(pottery).tryAcquire().cancel(true);
		}
		assertNothingLeft();
	}

	@Test
	void blockingInWhatIsChainedHarmsNobody() throws Exception {
		List<CompletableFuture<ReleaseOutcome>> all = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			AsyncRedlock lock = PatientPottery.redlock(pottery, this.key + i).async();
			all.add(lock.acquire().thenApply((lease) -> {
				lease.extend();
				return lease.release();
			}));
		}
		for (CompletableFuture<ReleaseOutcome> one : all) {
			assertThat(get(one)).isEqualTo(ReleaseOutcome.RELEASED);
		}
	}

	@Test
	void thousandsWaitWithoutAThread() throws Exception {
		Lease lease = redlock(other).acquire();
		List<CompletableFuture<Lease>> waits = new ArrayList<>();
		AtomicInteger got = new AtomicInteger();
		int threads = Thread.activeCount();
		for (int i = 0; i < 2_000; i++) {
			CompletableFuture<Lease> wait = async(pottery).acquire();
			waits.add(wait);
			wait.thenAccept((mine) -> {
				got.incrementAndGet();
				mine.releaseAsync();
			});
		}
		assertThat(Thread.activeCount()).isLessThan(threads + 20);
		lease.release();
		for (CompletableFuture<Lease> wait : waits) {
			get(wait);
		}
		Awaitility.await().until(() -> got.get() == 2_000);
		assertNothingLeft();
	}

	@Test
	void withLockHoldsTheLockUntilTheStageOfTheBodyEnds() throws Exception {
		CompletableFuture<String> body = new CompletableFuture<>();
		AtomicInteger started = new AtomicInteger();
		CompletableFuture<String> result = async(pottery).withLock(() -> {
			started.incrementAndGet();
			return body;
		});
		Awaitility.await().until(() -> started.get() == 1);
		assertThat(redlock(other).tryAcquire()).isEmpty();
		body.complete("done");
		assertThat(get(result)).isEqualTo("done");
		assertThat(redlock(other).tryAcquire().map(Lease::release)).contains(ReleaseOutcome.RELEASED);
	}

	@Test
	void withLockFailsAsItsBodyDoesAndHidesNothing() throws Exception {
		IllegalArgumentException broken = new IllegalArgumentException("on purpose");
		assertThat(failure(async(pottery).withLock(() -> CompletableFuture.failedFuture(broken)))).isSameAs(broken)
			.hasNoSuppressedExceptions();
		assertThat(failure(async(pottery).withLock(() -> {
			throw broken;
		}))).isSameAs(broken);
		assertThat(failure(async(pottery).withLock(() -> null))).isInstanceOf(NullPointerException.class);
		assertThat(failure(async(pottery).withLock(() -> {
			onEvery("DEL", "redlock:" + this.key);
			return CompletableFuture.failedFuture(broken);
		}))).isSameAs(broken)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.isInstanceOf(ReleaseUnlockedLockException.class));
		assertThat(failure(async(pottery).withLock(() -> {
			onEvery("DEL", "redlock:" + this.key);
			return CompletableFuture.completedFuture("done");
		}))).isExactlyInstanceOf(ReleaseUnlockedLockException.class);
		assertNothingLeft();
	}

	@Test
	void withLockGivenUpWhileItWaitsNeverRunsItsBody() throws Exception {
		Lease lease = redlock(pottery).acquire();
		AtomicInteger runs = new AtomicInteger();
		CompletableFuture<Integer> result = async(pottery)
			.withLock(() -> CompletableFuture.completedFuture(runs.incrementAndGet()));
		assertThat(failure(async(pottery).withLock(Duration.ofMillis(20),
				() -> CompletableFuture.completedFuture(runs.incrementAndGet()))))
			.isExactlyInstanceOf(QuorumNotAchievedException.class);
		result.cancel(true);
		lease.release();
		assertThat(redlock(pottery).tryAcquire().map(Lease::release)).contains(ReleaseOutcome.RELEASED);
		assertThat(runs).hasValue(0);
		assertNothingLeft();
	}

	@Test
	void withLockGivenUpWhileItsBodyRunsReleasesWhenThatEnds() throws Exception {
		CompletableFuture<String> body = new CompletableFuture<>();
		CompletableFuture<Void> started = new CompletableFuture<>();
		CompletableFuture<String> result = async(pottery).withLock(() -> {
			started.complete(null);
			return body;
		});
		get(started);
		result.cancel(true);
		assertThat(redlock(other).tryAcquire()).isEmpty();
		body.complete("done");
		assertNothingLeft();
	}

	@Test
	void closingEndsEveryWait() {
		Pottery closing = masters.trusting();
		AsyncRedlock lock = PatientPottery.redlock(closing, this.key).async();
		Lease lease = redlock(other).acquire();
		CompletableFuture<Lease> wait = lock.acquire();
		closing.close();
		assertThat(failure(wait)).isInstanceOf(IllegalStateException.class);
		assertThat(failure(lock.acquire())).isInstanceOf(IllegalStateException.class);
		assertThat(failure(lock.tryAcquire())).isInstanceOf(IllegalStateException.class);
		lease.release();
	}

	@Test
	void automaticExtensionKeepsARealLock() throws Exception {
		AtomicInteger lost = new AtomicInteger();
		Lease lease = get(pottery.redlockBuilder(this.key)
			.autoReleaseTime(Duration.ofSeconds(2))
			.autoExtend(true)
			.maxExtensions(Integer.MAX_VALUE)
			.build()
			.async()
			.acquire());
		lease.onLost((loss) -> lost.incrementAndGet());
		long until = System.nanoTime() + Duration.ofSeconds(6).toNanos();
		Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
			assertThat(lease.isValid()).isTrue();
			return System.nanoTime() > until;
		});
		assertThat(redlock(other).tryAcquire()).isEmpty();
		assertThat(lost).hasValue(0);
		onEvery("SET", "redlock:" + this.key, "stranger");
		Awaitility.await().until(() -> lost.get() == 1);
		assertThat(lease.isValid()).isFalse();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.TAKEN));
		onEvery("DEL", "redlock:" + this.key);
	}

	private AsyncRedlock async(Pottery through) {
		return redlock(through).async();
	}

	private Redlock redlock(Pottery through) {
		return PatientPottery.redlock(through, this.key);
	}

	private static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(60, TimeUnit.SECONDS);
	}

	/**
	 * Returns what a stage gets to see: the exception as the future was completed with
	 * it.
	 */
	private static Throwable failure(CompletableFuture<?> future) {
		CompletableFuture<Optional<Throwable>> seen = new CompletableFuture<>();
		future.whenComplete((value, ex) -> seen.complete(Optional.ofNullable(ex)));
		try {
			return seen.get(60, TimeUnit.SECONDS).orElseThrow(() -> new AssertionError("It did not fail"));
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void onEvery(String command, String... args) {
		for (RedisServer master : masters) {
			master.command(command, args);
		}
	}

	private void assertNothingLeft() {
		Awaitility.await().atMost(BEFORE_EXPIRY).until(() -> {
			for (RedisServer master : masters) {
				if (Long.valueOf(1).equals(master.command("EXISTS", "redlock:" + this.key))) {
					return false;
				}
			}
			return true;
		});
	}

}
