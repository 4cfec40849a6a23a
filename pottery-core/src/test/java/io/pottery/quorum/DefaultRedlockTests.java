package io.pottery.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What the methods of a lock make of an attempt, and which locks a thread holds.
 */
@Tag("decisions")
class DefaultRedlockTests {

	private final ScriptedQuorum quorum = new ScriptedQuorum(3);

	private final Redlock redlock = this.quorum.redlock(ScriptedQuorum.lock("key").terms());

	@AfterEach
	void noInterruptIsLeft() {
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void aLockTellsWhatItWasBuiltWith() {
		assertThat(this.redlock.key()).isEqualTo("key");
		assertThat(this.redlock.autoReleaseTime()).isEqualTo(Duration.ofSeconds(10));
		assertThat(this.redlock.maxExtensions()).isEqualTo(3);
		assertThat(this.redlock).hasToString("Redlock 'key'");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(this.redlock::newCondition)
			.withMessage("A Redlock has no conditions");
	}

	// Leases

	@Test
	void aLockThatIsFreeIsHadAtOnce() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		assertThat(this.redlock.acquire().isValid()).isTrue();
		assertThat(this.redlock.acquire(Duration.ofSeconds(1)).isValid()).isTrue();
		assertThat(this.redlock.tryAcquire()).isPresent();
		assertThat(this.redlock.tryAcquire(Duration.ofSeconds(1))).isPresent();
		assertThat(attempts()).isEqualTo(4);
	}

	@Test
	void aLeaseBelongsToNoThread() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.redlock.acquire();
		assertThat(this.redlock.locked()).isZero();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.redlock::unlock);
	}

	@Test
	void aTakenLockIsTriedOnceWhereThereIsNoTime() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		assertThat(this.redlock.tryAcquire()).isEmpty();
		assertThat(this.redlock.tryAcquire(Duration.ofSeconds(-1))).isEmpty();
		assertThatExceptionOfType(QuorumNotAchievedException.class)
			.isThrownBy(() -> this.redlock.acquire(Duration.ZERO))
			.withMessage("The lock 'key' is taken: "
					+ "0 of 3 masters agreed, 2 refused, 0 failed, 1 had not answered yet; the quorum is 2");
		assertThat(attempts()).isEqualTo(3);
	}

	@Test
	void aLockThatIsTakenAllTheTimeIsNotHad() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		assertThat(meanwhile(() -> this.redlock.tryAcquire(Duration.ofMillis(300)))).isEqualTo(Optional.empty());
		assertThat(attempts()).isEqualTo(4);
		assertThat(meanwhile(() -> this.redlock.acquire(Duration.ofMillis(300))))
			.isInstanceOf(QuorumNotAchievedException.class);
		assertThat(attempts()).isEqualTo(8);
	}

	@Test
	void whatIsUnknownIsNotTaken() {
		this.quorum.onEach(ScriptedQuorum.ACQUIRE, Reason.UNREACHABLE, Reason.UNANSWERED, ScriptedQuorum.granted());
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(this.redlock::tryAcquire)
			.withMessage("The lock 'key' cannot be decided: "
					+ "0 of 3 masters agreed, 0 refused, 2 failed, 1 had not answered yet; the quorum is 2")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.satisfies((ex) -> assertThat(ex.votes()).isEqualTo(new Votes(3, 0, 0, 2)))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(2));
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(this.redlock::tryLock);
	}

	@Test
	void aLockThatIsTakenOnTooManyOfThoseThatAnswerSaysSo() {
		this.quorum.onEach(ScriptedQuorum.ACQUIRE, Reason.UNREACHABLE, ScriptedQuorum.taken(5_000),
				ScriptedQuorum.granted());
		assertThatExceptionOfType(QuorumNotAchievedException.class)
			.isThrownBy(() -> this.redlock.acquire(Duration.ZERO))
			.withMessage("The lock 'key' is taken on too many of the masters that answer: "
					+ "1 of 3 masters agreed, 1 refused, 1 failed; the quorum is 2")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
	}

	@Test
	void aLockThatIsGrantedTooLateSaysSo() {
		this.quorum.masters.forEach((master) -> master.on(ScriptedQuorum.ACQUIRE, (question) -> {
			this.quorum.time.passMillis(4_000);
			return ScriptedQuorum.granted();
		}));
		assertThatExceptionOfType(QuorumNotAchievedException.class).isThrownBy(this.redlock::tryAcquire)
			.withMessage("The lock 'key' was granted too late to leave anything of its lease of 10000 ms: "
					+ "2 of 3 masters agreed, 0 refused, 0 failed, 1 had not answered yet; the quorum is 2")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"));
	}

	@Test
	void aLockThatWasWonIsNoFailure() {
		Attempt won = new Attempt.Won(this.quorum.lease(ScriptedQuorum.lock("key").terms()));
		assertThatIllegalStateException().isThrownBy(() -> won.failure(ScriptedQuorum.lock("key").terms()))
			.withMessage("The lock was won");
	}

	@Test
	void whateverElseStopsAnAttemptIsThrown() {
		Redlock fenced = this.quorum.redlock(ScriptedQuorum.lock("key").fenced().terms());
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.on(ScriptedQuorum.READ, Long.toString(Long.MAX_VALUE));
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(fenced::acquire);
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(fenced::tryLock);
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(fenced::tryAcquire);
	}

	@Test
	void aWaitIsLogged() {
		try (CapturedLog log = new CapturedLog(Redlock.class, Level.DEBUG)) {
			this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
			this.redlock.acquire();
			this.quorum.masters.forEach((master) -> master.on(ScriptedQuorum.ACQUIRE, (question) -> {
				this.quorum.time.passMillis(10);
				return ScriptedQuorum.taken(5_000);
			}));
			assertThat(this.redlock.tryAcquire(Duration.ofMillis(5))).isEmpty();
			assertThat(log.lines()).containsExactly("DEBUG Lock 'key' was waited for 0 ms: held",
					"DEBUG Lock 'key' was waited for 30 ms: not held");
		}
	}

	@Test
	void aLeaseIsWatchedFromItsAcquisition() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.redlock(ScriptedQuorum.lock("key").autoExtend().terms()).acquire();
		assertThat(this.quorum.time.pending()).hasSize(1);
		this.quorum.redlock(ScriptedQuorum.lock("other").autoExtend().terms()).lock();
		assertThat(this.quorum.time.pending()).hasSize(2);
	}

	@Test
	void theThreadThatAcquiresIsTheOneToInterrupt() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.redlock(ScriptedQuorum.lock("key").interruptOnLost().terms()).acquire();
		this.quorum.time.passMillis(9_898);
		assertThat(Thread.interrupted()).isTrue();
	}

	// Interrupts

	@Test
	void anInterruptEndsAWaitAndItsFlagStays() {
		for (Runnable wait : List.<Runnable>of(this.redlock::acquire, () -> this.redlock.acquire(Duration.ofDays(1)),
				() -> this.redlock.acquire(Duration.ZERO), this.redlock::tryAcquire,
				() -> this.redlock.tryAcquire(Duration.ofDays(1)), () -> this.redlock.lock(Duration.ofDays(1)))) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(AcquireInterruptedException.class).isThrownBy(wait::run)
				.withMessage("The wait for the lock 'key' was interrupted")
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
				.satisfies((ex) -> assertThat(ex.votes()).isEqualTo(new Votes(3, 0, 0, 0)));
			assertThat(Thread.interrupted()).isTrue();
			this.quorum.answerAll(ScriptedQuorum.granted());
			assertThat(this.quorum.asked(2)).as("given back").endsWith("release-if-owner");
		}
		assertThat(attempts()).isEqualTo(6);
	}

	@Test
	void anInterruptOfAnAttemptThatFailsLeavesNothing() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AcquireInterruptedException.class).isThrownBy(this.redlock::tryAcquire);
		assertThat(Thread.interrupted()).isTrue();
		this.quorum.answer(0, ScriptedQuorum.taken(5_000));
		this.quorum.answer(1, ScriptedQuorum.taken(5_000));
		assertThat(this.quorum.asked(0)).containsExactly("acquire-if-free");
	}

	@Test
	void methodsThatThrowInterruptsDoSoAtOnceAndClearTheFlag() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this.redlock::lockInterruptibly);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class)
			.isThrownBy(() -> this.redlock.tryLock(1, TimeUnit.SECONDS));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(attempts()).isZero();
	}

	@Test
	void anInterruptOfAnInterruptibleWaitLeavesTheLine() throws InterruptedException {
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread waiting = new Thread(() -> {
			try {
				this.redlock.lockInterruptibly();
			}
			catch (InterruptedException ex) {
				thrown.set(ex);
			}
		});
		start(waiting);
		waiting.interrupt();
		waiting.join();
		assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(this.quorum.asked(2)).endsWith("release-if-owner");
	}

	@Test
	void lockWaitsOnWhenInterruptedAndKeepsTheFlag() throws InterruptedException {
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		Thread waiting = new Thread(() -> {
			this.redlock.lock();
			interrupted.set(Thread.currentThread().isInterrupted());
		});
		start(waiting);
		waiting.interrupt();
		await().until(() -> !waiting.isInterrupted() && waiting.getState() == Thread.State.WAITING);
		this.quorum.answerAll(ScriptedQuorum.granted());
		waiting.join();
		assertThat(interrupted.get()).isTrue();
		assertThat(attempts()).isEqualTo(1);
	}

	@Test
	void lockThatFailsAfterAnInterruptKeepsTheFlagToo() throws InterruptedException {
		AtomicReference<Object> outcome = new AtomicReference<>();
		Thread waiting = new Thread(() -> {
			try {
				this.redlock.lock();
			}
			catch (IllegalStateException ex) {
				outcome.set(ex.getMessage() + " " + Thread.currentThread().isInterrupted());
			}
		});
		start(waiting);
		waiting.interrupt();
		await().until(() -> !waiting.isInterrupted() && waiting.getState() == Thread.State.WAITING);
		this.quorum.locks.close();
		waiting.join();
		assertThat(outcome.get()).isEqualTo("The wait for the lock 'key' ended: its Pottery was closed true");
	}

	// Locking

	@Test
	void everyWayToLockHoldsTheLockForTheThread() throws InterruptedException {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		this.redlock.lock();
		unlockOnce();
		this.redlock.lock(Duration.ofSeconds(1));
		unlockOnce();
		this.redlock.lockInterruptibly();
		unlockOnce();
		assertThat(this.redlock.tryLock()).isTrue();
		unlockOnce();
		assertThat(this.redlock.tryLock(1, TimeUnit.SECONDS)).isTrue();
		unlockOnce();
		assertThat(this.redlock.tryLock(-1, TimeUnit.SECONDS)).isTrue();
		unlockOnce();
		assertThat(attempts()).isEqualTo(6);
	}

	@Test
	void aLockThatIsTakenIsNotHeld() throws InterruptedException {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		assertThat(this.redlock.tryLock()).isFalse();
		assertThat(this.redlock.tryLock(0, TimeUnit.SECONDS)).isFalse();
		assertThatExceptionOfType(QuorumNotAchievedException.class).isThrownBy(() -> this.redlock.lock(Duration.ZERO));
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.redlock::unlock);
	}

	@Test
	void everyWayToLockEntersAgain() throws InterruptedException {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.on(ScriptedQuorum.EXTEND, 1L);
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		Redlock longer = this.quorum.redlock(ScriptedQuorum.lock("key").millis(20_000).terms());
		this.redlock.lock();
		this.redlock.lock();
		longer.lock(Duration.ofSeconds(1));
		this.redlock.lockInterruptibly();
		assertThat(this.redlock.tryLock()).isTrue();
		assertThat(this.redlock.tryLock(1, TimeUnit.SECONDS)).isTrue();
		assertThat(attempts()).isEqualTo(1);
		assertThat(this.quorum.master(0)
			.questions()
			.stream()
			.filter((question) -> question.script().equals("extend-if-owner"))
			.map((question) -> question.args().get(1))).containsExactly("10000", "20000", "20000", "20000", "20000");
		for (int i = 0; i < 5; i++) {
			this.redlock.unlock();
			assertThat(this.quorum.asked(0)).doesNotContain("release-if-owner");
		}
		unlockOnce();
	}

	@Test
	void whoeverLostALockCannotEnterAgain() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.redlock.lock();
		this.quorum.time.passMillis(9_898);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(this.redlock::lock)
			.withMessage("The lock 'key' cannot be extended: its lease ended 0 ms ago"
					+ " (held for 9898 ms, lease of 10000 ms)");
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.redlock::unlock)
			.withMessage("The lock 'key' was lost: its lease ended 0 ms ago (held for 9898 ms, lease of 10000 ms)");
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.redlock::unlock)
			.withMessageStartingWith("The lock 'key' is not held by this thread");
	}

	@Test
	void whoeverDoesNotHoldALockCannotLeaveIt() {
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.redlock::unlock)
			.withMessage("The lock 'key' is not held by this thread: it never locked it, or has unlocked it since"
					+ " (held for 0 ms, lease of 10000 ms)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.NEVER_HELD))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"));
	}

	@Test
	void eachThreadHasItsOwnHolds() throws InterruptedException {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.redlock.lock();
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread other = new Thread(() -> {
			try {
				this.redlock.unlock();
			}
			catch (ReleaseUnlockedLockException ex) {
				thrown.set(ex);
			}
		});
		other.start();
		other.join();
		assertThat(thrown.get()).isInstanceOf(ReleaseUnlockedLockException.class);
	}

	@Test
	void oneThreadHoldsSeveralLocks() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		Redlock other = this.quorum.redlock(ScriptedQuorum.lock("other").terms());
		this.redlock.lock();
		other.lock();
		this.redlock.unlock();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.redlock::unlock);
		other.unlock();
		assertThat(attempts()).isEqualTo(2);
	}

	// Asking

	@Test
	void whatAThreadHoldsItCanAskFor() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		assertThat(this.redlock.locked()).isZero();
		assertThat(this.quorum.asked(0)).isEmpty();
		this.redlock.lock();
		String token = this.quorum.master(0).last().args().get(0);
		this.quorum.on(ScriptedQuorum.INSPECT, List.of(token, 5_000L));
		assertThat(this.redlock.locked()).isEqualTo(Duration.ofMillis(4_948));
	}

	@Test
	void theLeaseOfAThreadIsAtHand() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		assertThat(this.redlock.lease()).isEmpty();
		this.redlock.lock();
		assertThat(this.redlock.lease().orElseThrow().remaining()).isEqualTo(Duration.ofMillis(9_898));
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void aLockIsHeldWhereOneTokenStandsOnAMajority(int masters) {
		Object a = List.of("a", 5_000L);
		Object b = List.of("b", -1L);
		Object nobody = List.of();
		for (List<Object> replies : Combinations.of(List.of(a, b, nobody, Reason.UNANSWERED), masters)) {
			ScriptedQuorum quorum = new ScriptedQuorum(masters);
			CompletableFuture<Boolean> locked = quorum.redlock(ScriptedQuorum.lock("key").terms()).async().isLocked();
			String certain = null;
			for (int i = 0; i < masters; i++) {
				assertThat(locked.isDone()).as("%s before %s", replies, i).isEqualTo(certain != null);
				quorum.answer(i, replies.get(i));
				List<Object> said = replies.subList(0, i + 1);
				int most = Math.max(Collections.frequency(said, a), Collections.frequency(said, b));
				int failed = Collections.frequency(said, Reason.UNANSWERED);
				certain = (certain != null) ? certain
						: Combinations.certain(masters, most, said.size() - failed - most, failed);
			}
			assertThat(locked.isCompletedExceptionally()).as("%s", replies).isEqualTo("unknown".equals(certain));
			if (!"unknown".equals(certain)) {
				assertThat(locked.join()).as("%s", replies).isEqualTo("yes".equals(certain));
			}
		}
	}

	@Test
	void whetherALockIsHeldMayBeUnknown() {
		this.quorum.onEach(ScriptedQuorum.INSPECT, List.of("a", 5_000L), Reason.UNANSWERED, Reason.UNANSWERED);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(this.redlock::isLocked)
			.withMessage("Whether the lock 'key' is held is unknown: "
					+ "1 of 3 masters agreed, 0 refused, 2 failed; the quorum is 2")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(2));
		this.quorum.onEach(ScriptedQuorum.INSPECT, List.of(), Reason.UNANSWERED, Reason.UNANSWERED);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(this.redlock::isLocked)
			.withMessageEndingWith("0 of 3 masters agreed, 1 refused, 2 failed; the quorum is 2");
		this.quorum.on(ScriptedQuorum.INSPECT, List.of("a", 5_000L));
		assertThat(this.redlock.isLocked()).isTrue();
		this.quorum.on(ScriptedQuorum.INSPECT, List.of());
		assertThat(this.redlock.isLocked()).isFalse();
	}

	private void unlockOnce() {
		this.redlock.unlock();
		assertThat(this.quorum.asked(0)).endsWith("release-if-owner");
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.redlock::unlock);
	}

	private long attempts() {
		return this.quorum.asked(0).stream().filter("acquire-if-free"::equals).count();
	}

	private static void start(Thread waiting) {
		waiting.start();
		await().until(() -> waiting.getState() == Thread.State.WAITING);
	}

	/**
	 * Lets time pass, a pause at a time, while another thread waits.
	 * @return what it got or threw
	 */
	private Object meanwhile(Supplier<Object> wait) {
		AtomicReference<Object> outcome = new AtomicReference<>();
		Thread waiting = new Thread(() -> {
			try {
				outcome.set(wait.get());
			}
			catch (RuntimeException ex) {
				outcome.set(ex);
			}
		});
		start(waiting);
		for (int i = 0; i < 3; i++) {
			this.quorum.time.passMillis(100);
		}
		await().until(() -> outcome.get() != null);
		return outcome.get();
	}

}
