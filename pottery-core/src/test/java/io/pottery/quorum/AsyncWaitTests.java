package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
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
