package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Locks whose answers come by themselves, or are given up.
 */
@Tag("decisions")
class DefaultAsyncRedlockTests {

	private final ScriptedQuorum quorum = new ScriptedQuorum(3);

	private final AsyncRedlock redlock = this.quorum.redlock(ScriptedQuorum.lock("key").terms()).async();

	private final List<String> ran = new ArrayList<>();

	@Test
	void aLockTellsItsKey() {
		assertThat(this.redlock.key()).isEqualTo("key");
		assertThat(this.redlock).hasToString("AsyncRedlock 'key'");
	}

	@Test
	void aLockThatIsGrantedIsHad() {
		for (CompletableFuture<?> lease : List.of(this.redlock.acquire(), this.redlock.acquire(Duration.ZERO))) {
			assertThat(lease).isNotDone();
		}
		List<ScriptedMaster.Question> once = this.quorum.lastQuestions();
		for (ScriptedMaster master : this.quorum.masters) {
			master.questions().get(0).answer(ScriptedQuorum.granted());
		}
		once.forEach((question) -> question.answer(ScriptedQuorum.granted()));
		CompletableFuture<Lease> first = this.redlock.acquire(Duration.ofSeconds(1));
		CompletableFuture<Optional<Lease>> second = this.redlock.tryAcquire();
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(second.join()).isPresent();
		assertThat(first).isNotDone();
		CompletableFuture<Optional<Lease>> third = this.redlock.tryAcquire(Duration.ofSeconds(1));
		for (ScriptedMaster master : this.quorum.masters) {
			master.questions().get(2).answer(ScriptedQuorum.granted());
		}
		assertThat(first.join().isValid()).isTrue();
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.time.passMillis(100);
		assertThat(third.join()).isPresent();
	}

	@Test
	void aTakenLockIsEmptyOrAFailure() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		assertThat(this.redlock.tryAcquire()).isCompletedWithValue(Optional.empty());
		assertThat(this.redlock.tryAcquire(Duration.ofMillis(-1))).isCompletedWithValue(Optional.empty());
		assertThat(failure(this.redlock.acquire(Duration.ZERO))).isInstanceOf(QuorumNotAchievedException.class);
		CompletableFuture<Optional<Lease>> tried = this.redlock.tryAcquire(Duration.ofMillis(150));
		CompletableFuture<Lease> asked = this.redlock.acquire(Duration.ofMillis(150));
		CompletableFuture<Lease> forEver = this.redlock.acquire();
		this.quorum.time.passMillis(150);
		assertThat(tried).isCompletedWithValue(Optional.empty());
		assertThat(failure(asked)).isInstanceOf(QuorumNotAchievedException.class)
			.hasMessageStartingWith("The lock 'key' is taken");
		assertThat(forEver).isNotDone();
	}

	@Test
	void whatIsUnknownIsAFailure() {
		this.quorum.onEach(ScriptedQuorum.ACQUIRE, Reason.UNREACHABLE, Reason.UNREACHABLE);
		assertThat(failure(this.redlock.tryAcquire())).isInstanceOf(QuorumImpossibleException.class);
	}

	@Test
	void whateverElseStopsAnAttemptIsItsFailure() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.on(ScriptedQuorum.READ, Long.toString(Long.MAX_VALUE));
		AsyncRedlock fenced = this.quorum.redlock(ScriptedQuorum.lock("key").fenced().terms()).async();
		assertThat(failure(fenced.acquire())).isInstanceOf(ArithmeticException.class);
		assertThat(failure(fenced.tryAcquire())).isInstanceOf(ArithmeticException.class);
		this.quorum.locks.close();
		assertThat(failure(this.redlock.acquire())).isInstanceOf(IllegalStateException.class)
			.hasMessage("This Pottery was closed");
		assertThat(failure(this.redlock.tryAcquire())).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void aWaitIsLogged() {
		try (CapturedLog log = new CapturedLog(Redlock.class, Level.DEBUG)) {
			this.redlock.acquire();
			this.quorum.time.passMillis(5);
			this.quorum.answerAll(ScriptedQuorum.granted());
			this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
			this.redlock.tryAcquire();
			assertThat(log.lines()).containsExactly("DEBUG Lock 'key' was waited for 5 ms: held",
					"DEBUG Lock 'key' was waited for 0 ms: not held");
		}
	}

	@Test
	void aLeaseIsWatchedFromItsAcquisition() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.redlock(ScriptedQuorum.lock("key").autoExtend().interruptOnLost().terms()).async().acquire();
		assertThat(this.quorum.time.pending()).hasSize(1);
		this.quorum.time.passMillis(60_000);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void argumentsAreNeeded() {
		assertThatNullPointerException().isThrownBy(() -> this.redlock.acquire(null)).withMessage("wait");
		assertThatNullPointerException().isThrownBy(() -> this.redlock.tryAcquire(null)).withMessage("wait");
		assertThatNullPointerException().isThrownBy(() -> this.redlock.withLock(null)).withMessage("body");
		assertThatNullPointerException().isThrownBy(() -> this.redlock.withLock(Duration.ZERO, null))
			.withMessage("body");
		assertThat(this.quorum.asked(0)).isEmpty();
	}

	// Giving up

	@Test
	void whoeverGivesUpLeavesTheLine() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		CompletableFuture<Lease> lease = this.redlock.acquire();
		assertThat(this.quorum.time.pending()).hasSize(1);
		lease.cancel(false);
		assertThat(this.quorum.time.pending()).isEmpty();
	}

	@Test
	void aLockThatIsWonForSomebodyWhoHasGivenUpIsGivenBack() {
		CompletableFuture<Lease> lease = this.redlock.acquire();
		lease.cancel(false);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(this.quorum.asked(2)).containsExactly("acquire-if-free", "release-if-owner");
	}

	@Test
	void aSingleAttemptThatWasGivenUpIsGivenBack() {
		CompletableFuture<Optional<Lease>> lease = this.redlock.tryAcquire();
		lease.complete(Optional.empty());
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(this.quorum.asked(2)).containsExactly("acquire-if-free", "release-if-owner");
	}

	@Test
	void aLeaseOnItsWayToSomebodyWhoGivesUpIsGivenBack() {
		List<Runnable> elsewhere = new ArrayList<>();
		LeaseKeeper keeper = new LeaseKeeper(new Callbacks(elsewhere::add));
		AsyncRedlock redlock = new DefaultRedlock(this.quorum.locks, ScriptedQuorum.lock("key").terms(),
				new ThreadHolds(), keeper)
			.async();
		CompletableFuture<Lease> lease = redlock.acquire();
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(lease).isNotDone();
		lease.cancel(false);
		assertThat(this.quorum.asked(2)).containsExactly("acquire-if-free");
		elsewhere.forEach(Runnable::run);
		assertThat(this.quorum.asked(2)).containsExactly("acquire-if-free", "release-if-owner");
	}

	@Test
	void whatFailsIsAlsoToldElsewhere() {
		List<Runnable> elsewhere = new ArrayList<>();
		LeaseKeeper keeper = new LeaseKeeper(new Callbacks(elsewhere::add));
		AsyncRedlock redlock = new DefaultRedlock(this.quorum.locks, ScriptedQuorum.lock("key").terms(),
				new ThreadHolds(), keeper)
			.async();
		CompletableFuture<Optional<Lease>> taken = redlock.tryAcquire();
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		CompletableFuture<Optional<Lease>> unknown = redlock.tryAcquire();
		this.quorum.answerAll(Reason.UNREACHABLE);
		assertThat(taken).isNotDone();
		assertThat(unknown).isNotDone();
		elsewhere.forEach(Runnable::run);
		assertThat(taken).isCompletedWithValue(Optional.empty());
		assertThat(unknown).isCompletedExceptionally();
	}

	// With the lock held

	@Test
	void aBodyRunsWithTheLockHeldAndItsResultComesAfterTheRelease() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletableFuture<String> result = this.redlock.withLock(() -> {
			this.ran.add("body");
			return stage;
		});
		assertThat(this.ran).isEmpty();
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(this.ran).containsExactly("body");
		assertThat(this.quorum.asked(0)).doesNotContain("release-if-owner");
		stage.complete("result");
		assertThat(this.quorum.asked(0)).endsWith("release-if-owner");
		assertThat(result).isNotDone();
		this.quorum.answerAll(1L);
		assertThat(result).isCompletedWithValue("result");
	}

	@Test
	void aBodyIsNotRunWithoutTheLock() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		CompletableFuture<String> result = this.redlock.withLock(Duration.ZERO, () -> {
			this.ran.add("body");
			return CompletableFuture.completedFuture("result");
		});
		assertThat(failure(result)).isInstanceOf(QuorumNotAchievedException.class);
		assertThat(this.ran).isEmpty();
	}

	@Test
	void aBodyThatFailsHasTheLockReleased() {
		IllegalArgumentException failure = new IllegalArgumentException("broken");
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		assertThat(failure(this.redlock.withLock(() -> CompletableFuture.failedFuture(failure)))).isSameAs(failure);
		assertThat(failure(this.redlock.withLock(() -> CompletableFuture.completedFuture("x").thenApply((x) -> {
			throw failure;
		})))).isSameAs(failure);
		assertThat(failure(this.redlock.withLock(() -> {
			throw failure;
		}))).isSameAs(failure);
		assertThat(failure.getSuppressed()).isEmpty();
		assertThat(failure(this.redlock.withLock(() -> {
			throw new AssertionError("worse");
		}))).isInstanceOf(AssertionError.class);
		assertThat(failure(this.redlock.withLock(() -> null))).isInstanceOf(NullPointerException.class)
			.hasMessage("The body returned no stage");
		assertThat(this.quorum.asked(0)).hasSize(10).endsWith("acquire-if-free", "release-if-owner");
	}

	@Test
	void whereTheLockWasLostMeanwhileTheResultIsAFailure() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.on(ScriptedQuorum.RELEASE, 0L);
		CompletableFuture<String> result = this.redlock.withLock(() -> CompletableFuture.completedFuture("result"));
		assertThat(failure(result)).isInstanceOf(ReleaseUnlockedLockException.class);
		IllegalArgumentException failure = new IllegalArgumentException("broken");
		assertThat(failure(this.redlock.withLock(() -> CompletableFuture.failedFuture(failure)))).isSameAs(failure);
		assertThat(failure.getSuppressed()).singleElement().isInstanceOf(ReleaseUnlockedLockException.class);
	}

	@Test
	void givingTheResultUpGivesTheWaitUp() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		CompletableFuture<String> result = this.redlock.withLock(() -> CompletableFuture.completedFuture("result"));
		assertThat(this.quorum.time.pending()).hasSize(1);
		result.cancel(false);
		assertThat(this.quorum.time.pending()).isEmpty();
	}

	@Test
	void givingTheResultUpDoesNotStopTheBody() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletableFuture<String> result = this.redlock.withLock(() -> stage);
		result.cancel(false);
		assertThat(stage).isNotDone();
		assertThat(this.quorum.asked(0)).doesNotContain("release-if-owner");
		stage.complete("result");
		assertThat(this.quorum.asked(0)).endsWith("release-if-owner");
	}

	private static Throwable failure(CompletableFuture<?> future) {
		assertThat(future).isCompletedExceptionally();
		List<Throwable> heard = new ArrayList<>();
		future.whenComplete((value, ex) -> heard.add(ex));
		return heard.get(0);
	}

}
