package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Asynchronous acquisitions on manual time, given up in every state that they can be in.
 */
class AsyncWaitTests {

	private static final Duration LEASE = Duration.ofMillis(900);

	private static final Duration ROUND = Duration.ofMillis(50);

	private static final String KEY = "redlock:k";

	private final ManualTime time = new ManualTime();

	private final List<ManualMaster> masters = ManualMaster.five(this.time);

	private final Queue<Runnable> callbacks = new ArrayDeque<>();

	private boolean queued;

	private final Quorum quorum = Quorum.builder()
		.masters(this.masters)
		.scheduler(this.time)
		.clock(this.time)
		.random(new Random(1))
		.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
		.executor((callback) -> {
			if (this.queued) {
				this.callbacks.add(callback);
			}
			else {
				callback.run();
			}
		})
		.build();

	private final Redlock blocking = this.quorum.redlock("k").autoReleaseTime(LEASE).build();

	private final AsyncRedlock lock = this.blocking.async();

	@Test
	void anAttemptGivenUpUnderWayIsGivenBack() {
		slow();
		CompletableFuture<?> once = this.lock.tryAcquire();
		CompletableFuture<?> waiting = this.lock.acquire();
		once.cancel(true);
		waiting.cancel(true);
		assertThat(holders()).doesNotContainNull();
		this.time.pass(ROUND.multipliedBy(4));
		assertThat(holders()).containsOnlyNulls();
		assertThat(this.time.waiting()).isZero();
	}

	@Test
	void aWaitGivenUpLeavesTheLine() {
		this.masters.forEach((master) -> master.put(KEY, "other", LEASE));
		CompletableFuture<Lease> wait = this.lock.acquire();
		assertThat(this.time.waiting()).isPositive();
		wait.cancel(true);
		assertThat(this.time.waiting()).isZero();
	}

	@Test
	void whateverNoTimeIsLeftForIsTriedOnce() {
		this.masters.forEach((master) -> master.put(KEY, "other", LEASE));
		for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
			assertThat(this.lock.tryAcquire(none)).isCompletedWithValue(Optional.empty());
			assertThat(this.lock.acquire(none)).isCompletedExceptionally();
		}
		CompletableFuture<Optional<Lease>> later = this.lock.tryAcquire(Duration.ofMillis(10));
		assertThat(later).isNotDone();
		this.time.pass(Duration.ofMillis(10));
		assertThat(later).isCompletedWithValue(Optional.empty());
		assertThat(this.lock.isLocked()).isCompletedWithValue(true);
		assertThat(this.lock.key()).isEqualTo("k");
		assertThat(this.lock).hasToString("AsyncRedlock 'k'");
	}

	@Test
	void answersOfALeaseComeOnTheExecutor() {
		Lease lease = this.blocking.acquire();
		slow();
		this.queued = true;
		CompletableFuture<Void> extended = lease.extendAsync();
		this.time.pass(ROUND);
		assertThat(extended).isNotDone();
		runCallbacks();
		assertThat(extended).isCompleted();
	}

	@Test
	void aLeaseGivenUpOnItsWayToTheCallerIsGivenBack() {
		this.queued = true;
		CompletableFuture<Lease> wait = this.lock.acquire();
		assertThat(wait).isNotDone();
		assertThat(holders()).doesNotContainNull();
		wait.cancel(true);
		runCallbacks();
		assertThat(holders()).containsOnlyNulls();
		assertThat(this.time.waiting()).isZero();
	}

	@Test
	void aLeaseIsRenewedOnItsWayToTheCaller() {
		this.queued = true;
		CompletableFuture<Lease> wait = this.quorum.redlock("k")
			.autoReleaseTime(LEASE)
			.autoExtend(true)
			.build()
			.async()
			.acquire();
		this.time.pass(LEASE);
		runCallbacks();
		assertThat(wait.join().isValid()).isTrue();
	}

	@Test
	void whoeverStandsInLineIsServedInOrder() {
		Lease first = this.blocking.acquire();
		CompletableFuture<Lease> second = this.lock.acquire();
		CompletableFuture<Lease> third = this.lock.acquire();
		CompletableFuture<Lease> fourth = this.lock.acquire(Duration.ofMillis(10));
		this.time.pass(Duration.ofMillis(20));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(fourth::join)
			.withCauseExactlyInstanceOf(QuorumNotAchievedException.class);
		second.completeExceptionally(new IllegalStateException("on purpose"));
		first.release();
		assertThat(third).isDone();
		assertThat(third.join().release()).isEqualTo(ReleaseOutcome.RELEASED);
		assertThat(holders()).containsOnlyNulls();
	}

	@Test
	void givingUpWhatIsHeldGivesNothingUp() {
		CompletableFuture<Lease> had = this.lock.acquire();
		assertThat(had.cancel(true)).isFalse();
		assertThat(had.join().isValid()).isTrue();
		assertThat(holders()).doesNotContainNull();
	}

	@Test
	void whatIsAskedOfALeaseGoesOnWithoutWhoAsked() {
		Lease lease = this.blocking.acquire();
		slow();
		lease.extendAsync().cancel(true);
		this.time.pass(ROUND);
		assertThat(lease.remaining()).isEqualTo(Duration.ofMillis(839));
		lease.releaseAsync().cancel(true);
		assertThat(lease.isValid()).isFalse();
		this.time.pass(ROUND);
		assertThat(holders()).containsOnlyNulls();
		assertThat(lease.lockedAsync()).isCompletedWithValue(Duration.ZERO);
	}

	@Test
	void lockedIsZeroWhereTheLeaseIsReleasedMeanwhile() {
		Lease lease = this.blocking.acquire();
		slow();
		CompletableFuture<Duration> locked = lease.lockedAsync();
		lease.releaseAsync();
		this.time.pass(ROUND);
		assertThat(locked).isCompletedWithValue(Duration.ZERO);
	}

	@Test
	void withLockGivenUpWhileTheLeaseIsOnItsWayRunsNoBody() {
		AtomicInteger runs = new AtomicInteger();
		this.queued = true;
		CompletableFuture<Integer> result = this.lock
			.withLock(() -> CompletableFuture.completedFuture(runs.incrementAndGet()));
		result.cancel(true);
		runCallbacks();
		assertThat(runs).hasValue(0);
		assertThat(holders()).containsOnlyNulls();
	}

	@Test
	void withLockCompletesAfterTheRelease() {
		CompletableFuture<Integer> result = this.lock.withLock(() -> {
			slow();
			return CompletableFuture.completedFuture(7);
		});
		assertThat(result).isNotDone();
		this.time.pass(ROUND);
		assertThat(result).isCompletedWithValue(7);
		assertThat(holders()).containsOnlyNulls();
	}

	@Test
	void withLockHidesNeitherFailure() {
		IllegalStateException broken = new IllegalStateException("on purpose");
		CompletableFuture<Object> failed = this.lock.withLock(Duration.ZERO, () -> {
			throw broken;
		});
		assertThat(failure(failed)).isSameAs(broken).hasNoSuppressedExceptions();
		CompletableFuture<Object> wrapped = this.lock
			.withLock(() -> CompletableFuture.completedFuture(1).thenApply((one) -> {
				this.masters.forEach((master) -> master.forget(KEY));
				throw broken;
			}));
		assertThat(failure(wrapped)).isSameAs(broken)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.isInstanceOf(ReleaseUnlockedLockException.class));
		assertThat(failure(this.lock.withLock(() -> {
			this.masters.forEach((master) -> master.forget(KEY));
			return CompletableFuture.completedFuture(1);
		}))).isExactlyInstanceOf(ReleaseUnlockedLockException.class);
	}

	@Test
	void idsAreGivenUpAndGoOn() {
		AsyncNextId ids = this.quorum.nextId("k").build().async();
		assertThat(ids.key()).isEqualTo("k");
		assertThat(ids).hasToString("AsyncNextId 'k'");
		assertThat(ids.next()).isCompletedWithValue(1L);
		assertThat(ids.next(2).join().toArray()).containsExactly(2, 3);
		slow();
		CompletableFuture<Long> underWay = ids.next();
		CompletableFuture<Long> next = ids.next();
		ids.next(3).cancel(true);
		underWay.cancel(true);
		this.time.pass(ROUND.multipliedBy(5));
		assertThat(next.join()).isGreaterThan(4);
		this.masters.forEach((master) -> master.delay = Duration.ZERO);
		assertThat(ids.reset()).isCompleted();
		assertThat(ids.next()).isCompletedWithValue(1L);
		this.quorum.close();
		assertThat(failure(ids.next())).isExactlyInstanceOf(IllegalStateException.class);
		assertThat(failure(this.lock.acquire())).isExactlyInstanceOf(IllegalStateException.class);
	}

	@Test
	void anExecutorThatRefusesIsNoReasonToKeepAnybodyWaiting() {
		Quorum closing = Quorum.builder()
			.masters(this.masters)
			.scheduler(this.time)
			.clock(this.time)
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.executor((callback) -> {
				throw new RejectedExecutionException("closed");
			})
			.build();
		assertThat(closing.redlock("k").build().async().acquire().join().release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void anOutboxSendsInOrderWhateverTheSendsDo() {
		Outbox outbox = new Outbox();
		StringBuilder sent = new StringBuilder();
		outbox.put(() -> {
			outbox.put(() -> sent.append("c"));
			outbox.flush();
			sent.append("a");
		});
		outbox.put(() -> sent.append("b"));
		outbox.flush();
		assertThat(sent).hasToString("abc");
		outbox.put(() -> sent.append("d"));
		outbox.flush();
		assertThat(sent).hasToString("abcd");
	}

	private static Throwable failure(CompletableFuture<?> future) {
		Throwable[] seen = new Throwable[1];
		future.whenComplete((value, ex) -> seen[0] = ex);
		return seen[0];
	}

	private void slow() {
		this.masters.forEach((master) -> master.delay = ROUND);
	}

	private void runCallbacks() {
		while (!this.callbacks.isEmpty()) {
			this.callbacks.poll().run();
		}
	}

	private List<String> holders() {
		return this.masters.stream().map((master) -> master.get(KEY)).toList();
	}

}
