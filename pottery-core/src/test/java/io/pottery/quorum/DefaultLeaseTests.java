package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of a lease that was won. A full one of 10 seconds may be relied on for
 * 9,898 milliseconds.
 */
@Tag("decisions")
class DefaultLeaseTests {

	private final ScriptedQuorum quorum = new ScriptedQuorum(3);

	private final DefaultLease lease = this.quorum.lease(ScriptedQuorum.lock("key").terms());

	private final String token = this.quorum.master(0).last().args().get(0);

	@Test
	void aLeaseKnowsItsKey() {
		assertThat(this.lease.key()).isEqualTo("key");
		assertThat(this.lease).hasToString("Lease of 'key' with 9898 ms left");
	}

	@Test
	void onlyAFencedLeaseHasAToken() {
		assertThatIllegalStateException().isThrownBy(this.lease::fencingToken)
			.withMessage("The lock 'key' gives no fencing tokens: set fenced(true) on its builder");
	}

	@ParameterizedTest(name = "after {0} ns, with the wall clock set by {1} ms: {2} ns")
	@CsvSource({ "0, 0, 9898000000", "1, 0, 9897999999", "9897999998, 0, 2", "9898000000, 0, 0", "9898000001, 0, 0",
			"0, 9897, 1000000", "0, 9898, 0", "1000000000, -60000, 8898000000" })
	void whatRemainsIsToldByTheFasterClock(long nanos, long wallStep, long remaining) {
		this.quorum.time.pass(Duration.ofNanos(nanos));
		this.quorum.time.stepWallClock(Duration.ofMillis(wallStep));
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofNanos(remaining));
		assertThat(this.lease.isValid()).isEqualTo(remaining > 0);
	}

	@Test
	void whatIsOverStaysOverWhereTheClockIsSetBack() {
		this.quorum.time.stepWallClock(Duration.ofMinutes(1));
		assertThat(this.lease.isValid()).isFalse();
		this.quorum.time.stepWallClock(Duration.ofMinutes(-1));
		assertThat(this.lease.remaining()).isZero();
		assertThat(this.lease.isValid()).isFalse();
	}

	@Test
	void aLeaseOfWhichNothingIsLeftIsOver() {
		this.quorum.time.stepWallClock(Duration.ofMillis(9_898));
		assertThat(this.lease.isValid()).isFalse();
		this.quorum.time.stepWallClock(Duration.ofMinutes(-1));
		assertThat(this.lease.isValid()).isFalse();
	}

	@Test
	void aReleasedLeaseHasNothingLeft() {
		this.lease.releaseAsync();
		assertThat(this.lease.remaining()).isZero();
	}

	// Extending

	@Test
	void anExtensionAsksEveryMasterForTheFullLease() {
		this.quorum.time.passMillis(5_000);
		CompletableFuture<Void> extension = this.lease.extendAsync();
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.last().script()).isEqualTo("extend-if-owner");
			assertThat(master.last().keys()).containsExactly("redlock:p:key");
			assertThat(master.last().args()).containsExactly(this.token, "10000");
		}
		this.quorum.time.passMillis(100);
		this.quorum.answer(2, 1L);
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(4_798));
		assertThat(extension).isNotDone();
		this.quorum.answer(1, 1L);
		assertThat(extension).isCompleted();
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(9_798));
	}

	@Test
	void anExtensionLastsFromWhenItWasAskedFor() {
		this.quorum.on(ScriptedQuorum.EXTEND, 1L);
		this.quorum.time.passMillis(9_000);
		this.lease.extend();
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(9_898));
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void anExtensionIsJudgedByMajorities(int masters) {
		for (List<Object> replies : Combinations.of(List.of(1L, 0L, 2L, Reason.UNANSWERED), masters)) {
			ScriptedQuorum quorum = new ScriptedQuorum(masters);
			DefaultLease lease = quorum.lease(ScriptedQuorum.lock("key").terms());
			quorum.time.passMillis(1_000);
			CompletableFuture<Void> extension = lease.extendAsync();
			int yes = 0;
			int no = 0;
			String outcome = null;
			for (int i = 0; i < masters; i++) {
				assertThat(extension.isDone()).as("%s before %s", replies, i).isEqualTo(outcome != null);
				quorum.master(i).questions().get(1).answer(failureOr(quorum.master(i), replies.get(i)));
				yes += replies.get(i).equals(1L) ? 1 : 0;
				no += (replies.get(i).equals(0L) || replies.get(i).equals(2L)) ? 1 : 0;
				outcome = (outcome != null) ? outcome : renewal(masters, yes, no, i + 1 - yes - no);
			}
			assertThat(outcome(extension)).as("%s", replies).isEqualTo(outcome);
			boolean lost = outcome.equals("ExtendUnlockedLockException");
			boolean extended = outcome.equals("done");
			assertThat(lease.remaining()).as("%s", replies)
				.isEqualTo(Duration.ofMillis(lost ? 0 : (extended ? 9_898 : 8_898)));
			for (int i = 0; i < masters; i++) {
				assertThat(quorum.asked(i).contains("release-if-owner")).as("%s", replies).isEqualTo(lost);
			}
		}
	}

	@Test
	void aLeaseThatAMajorityHasLostIsOverAndGivenUpEverywhere() {
		this.quorum.onEach(ScriptedQuorum.EXTEND, 0L, Reason.UNREACHABLE, 0L);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(this.lease::extend)
			.withMessage("The lock 'key' cannot be extended: others may hold it, with 9898 ms left"
					+ " (held for 0 ms, lease of 10000 ms): "
					+ "0 of 3 masters agreed, 2 refused, 1 failed; the quorum is 2")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.TAKEN))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.satisfies((ex) -> assertThat(ex.votes()).isEqualTo(new Votes(3, 0, 2, 1)))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
		assertThat(this.lease.isValid()).isFalse();
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.last().script()).isEqualTo("release-if-owner");
			assertThat(master.last().args()).containsExactly(this.token);
		}
	}

	@Test
	void anExtensionThatTooFewAnswerLeavesTheLease() {
		this.quorum.onEach(ScriptedQuorum.EXTEND, 0L, Reason.UNREACHABLE, Reason.UNANSWERED);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(this.lease::extend)
			.withMessage("The lease of 'key' may not be extended: "
					+ "0 of 3 masters agreed, 1 refused, 2 failed; the quorum is 2")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(2));
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(9_898));
		assertThat(this.quorum.asked(0)).doesNotContain("release-if-owner");
	}

	@Test
	void anExtensionOfALeaseThatIsOverIsRefusedUnasked() {
		this.quorum.time.passMillis(9_898 + 17);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(this.lease::extend)
			.withMessage("The lock 'key' cannot be extended: its lease ended 17 ms ago"
					+ " (held for 9915 ms, lease of 10000 ms)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.EXPIRED))
			.satisfies((ex) -> assertThat(ex.votes()).isEqualTo(new Votes(3, 0, 0, 0)));
		assertThatExceptionOfType(ExtendUnlockedLockException.class)
			.isThrownBy(() -> Waits.join(this.lease.ensure(Duration.ofSeconds(1))))
			.withMessage("The lock 'key' cannot be extended: its lease ended 17 ms ago"
					+ " (held for 9915 ms, lease of 10000 ms)");
		assertThat(this.quorum.asked(0)).doesNotContain("extend-if-owner");
	}

	@Test
	void anExtensionOfAReleasedLeaseIsRefusedUnasked() {
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		this.quorum.time.passMillis(44);
		this.lease.release();
		this.quorum.time.passMillis(1_000);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(this.lease::extend)
			.withMessage("The lock 'key' cannot be extended: its lease was released before"
					+ " (held for 44 ms, lease of 10000 ms)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.RELEASED));
		assertThat(this.quorum.asked(0)).doesNotContain("extend-if-owner");
	}

	@Test
	void anAnswerAfterTheEndIsTooLate() {
		this.quorum.time.passMillis(9_800);
		CompletableFuture<Void> extension = this.lease.extendAsync();
		this.quorum.time.passMillis(100);
		this.quorum.answer(0, 1L);
		this.quorum.answer(1, 1L);
		assertThat(failure(extension)).isInstanceOf(ExtendUnlockedLockException.class)
			.hasMessage("The lock 'key' cannot be extended: its lease ended 2 ms ago"
					+ " (held for 9900 ms, lease of 10000 ms)");
		assertThat(this.lease.isValid()).isFalse();
		assertThat(this.quorum.master(1).last().script()).isEqualTo("release-if-owner");
	}

	@Test
	void aFailureAfterTheEndIsTheEnd() {
		this.quorum.time.passMillis(9_800);
		CompletableFuture<Void> extension = this.lease.extendAsync();
		this.quorum.time.passMillis(98);
		this.quorum.answer(0, Reason.UNANSWERED);
		this.quorum.answer(1, Reason.UNANSWERED);
		assertThat(failure(extension)).isInstanceOf(ExtendUnlockedLockException.class)
			.hasMessage("The lock 'key' cannot be extended: its lease ended 0 ms ago"
					+ " (held for 9898 ms, lease of 10000 ms)");
	}

	@Test
	void aLeaseIsExtendedAsOftenAsItMayBe() {
		this.quorum.on(ScriptedQuorum.EXTEND, 1L);
		for (int i = 0; i < 3; i++) {
			this.lease.extend();
		}
		this.quorum.time.passMillis(8);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(TooManyExtensionsException.class).isThrownBy(this.lease::extend)
				.withMessage("The lease of 'key' was extended 3 times, which is as often as it may be")
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
				.satisfies((ex) -> assertThat(ex.votes()).isEqualTo(new Votes(3, 0, 0, 0)));
		}
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(9_890));
		assertThat(this.quorum.asked(0)).hasSize(4);
	}

	@Test
	void aLeaseMayBeOneThatIsNeverExtended() {
		DefaultLease once = this.quorum.lease(ScriptedQuorum.lock("once").maxExtensions(0).terms());
		assertThatExceptionOfType(TooManyExtensionsException.class).isThrownBy(once::extend)
			.withMessage("The lease of 'once' was extended 0 times, which is as often as it may be");
	}

	@Test
	void aLeaseThatMayAlwaysBeExtendedIsNotCountedOver() {
		DefaultLease always = this.quorum.lease(ScriptedQuorum.lock("always").maxExtensions(Integer.MAX_VALUE).terms());
		this.quorum.on(ScriptedQuorum.EXTEND, 1L);
		for (int i = 0; i < 100; i++) {
			this.quorum.time.passMillis(9_000);
			always.extend();
		}
		assertThat(always.remaining()).isEqualTo(Duration.ofMillis(9_898));
	}

	@Test
	void anExtensionThatIsAnsweredLateShortensNoLaterOne() {
		CompletableFuture<Void> first = this.lease.extendAsync();
		this.quorum.time.passMillis(1_000);
		CompletableFuture<Void> second = this.lease.extendAsync();
		this.quorum.answerAll(1L);
		assertThat(second).isCompleted();
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(9_898));
		for (ScriptedMaster master : this.quorum.masters) {
			master.questions().get(1).answer(1L);
		}
		assertThat(first).isCompleted();
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(9_898));
	}

	// Entering again

	@Test
	void enteringALongerLockAgainAsksForItsLengthFromThenOn() {
		this.quorum.on(ScriptedQuorum.EXTEND, 1L);
		Waits.join(this.lease.ensure(Duration.ofSeconds(20)));
		assertThat(this.quorum.master(0).last().args()).containsExactly(this.token, "20000");
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(19_798));
		Waits.join(this.lease.ensure(Duration.ofSeconds(1)));
		assertThat(this.quorum.master(0).last().args()).containsExactly(this.token, "20000");
		this.lease.extend();
		assertThat(this.quorum.master(0).last().args()).containsExactly(this.token, "20000");
	}

	@Test
	void enteringAgainIsNoExtension() {
		this.quorum.on(ScriptedQuorum.EXTEND, 1L);
		for (int i = 0; i < 10; i++) {
			Waits.join(this.lease.ensure(Duration.ofSeconds(10)));
		}
		this.lease.extend();
		assertThat(this.quorum.asked(0)).hasSize(12);
	}

	// Asking

	@ParameterizedTest(name = "{0} and {1} ms: {2} ms")
	@CsvSource({ "5000, 7000, 4938", "7000, 5000, 4938", "100, 5000, 87", "5000, 12, 0", "5000, -1, 0", "13, 13, 0",
			"5000, 0, 0" })
	void aMajorityGuaranteesWhatItsShortestMemberDoesLessTheTimeOfTheQuestion(long first, long second,
			long guaranteed) {
		CompletableFuture<Duration> locked = this.lease.lockedAsync();
		this.quorum.time.passMillis(10);
		this.quorum.answer(2, List.of(this.token, first));
		assertThat(locked).isNotDone();
		this.quorum.answer(0, List.of(this.token, second));
		assertThat(locked.join().toMillis()).isEqualTo(guaranteed);
	}

	@Test
	void theGuaranteeIsExactToTheNanosecond() {
		CompletableFuture<Duration> locked = this.lease.lockedAsync();
		this.quorum.time.pass(Duration.ofNanos(7));
		this.quorum.answer(0, List.of(this.token, 1_000L));
		this.quorum.answer(1, List.of(this.token, 1_000L));
		assertThat(locked).isCompletedWithValue(Duration.ofNanos(988_000_000 - 7));
		assertThat(this.quorum.master(2).last().script()).isEqualTo("inspect-lock");
		assertThat(this.quorum.master(2).last().keys()).containsExactly("redlock:p:key");
		assertThat(this.quorum.master(2).last().args()).isEmpty();
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void whatAMajorityDoesNotHoldIsNotHeldOrUnknown(int masters) {
		Object ours = List.of();
		for (List<Object> replies : Combinations.of(List.of(ours, List.of("another", 5_000L), Reason.UNANSWERED),
				masters)) {
			ScriptedQuorum quorum = new ScriptedQuorum(masters);
			DefaultLease lease = quorum.lease(ScriptedQuorum.lock("key").terms());
			String token = quorum.master(0).last().args().get(0);
			CompletableFuture<Duration> locked = lease.lockedAsync();
			int held = 0;
			int others = 0;
			String outcome = null;
			for (int i = 0; i < masters; i++) {
				assertThat(locked.isDone()).as("%s before %s", replies, i).isEqualTo(outcome != null);
				boolean holds = replies.get(i) == ours;
				quorum.answer(i, holds ? List.of(token, 5_000L) : replies.get(i));
				held += holds ? 1 : 0;
				others += (!holds && replies.get(i) != Reason.UNANSWERED) ? 1 : 0;
				outcome = (outcome != null) ? outcome
						: Combinations.certain(masters, held, others, i + 1 - held - others);
			}
			assertThat(failure(locked) != null).as("%s", replies).isEqualTo("unknown".equals(outcome));
			if (failure(locked) == null) {
				assertThat(locked.join()).as("%s", replies)
					.isEqualTo(Duration.ofMillis(outcome.equals("yes") ? 4_948 : 0));
			}
		}
	}

	@Test
	void anUnlockedKeyAndOneWithoutAnExpiryAreNotOurs() {
		this.quorum.onEach(ScriptedQuorum.INSPECT, List.of(), List.of(this.token), List.of("x", 5_000L));
		assertThat(this.lease.locked()).isZero();
	}

	@Test
	void aQuestionThatTooFewAnswerSaysSo() {
		this.quorum.onEach(ScriptedQuorum.INSPECT, Reason.UNANSWERED, List.of(this.token, 5_000L), Reason.UNREACHABLE);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(this.lease::locked)
			.withMessage("Whether the lock 'key' is held is unknown: "
					+ "1 of 3 masters agreed, 0 refused, 2 failed; the quorum is 2")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(2));
	}

	// Releasing

	@Test
	void aReleaseAsksEveryMaster() {
		CompletableFuture<ReleaseOutcome> release = this.lease.releaseAsync();
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.last().script()).isEqualTo("release-if-owner");
			assertThat(master.last().keys()).containsExactly("redlock:p:key");
			assertThat(master.last().args()).containsExactly(this.token);
		}
		this.quorum.answer(0, 1L);
		assertThat(release).isNotDone();
		this.quorum.answer(1, 1L);
		assertThat(release).isCompletedWithValue(ReleaseOutcome.RELEASED);
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void aReleaseIsJudgedByMajorities(int masters) {
		for (List<Object> replies : Combinations.of(List.of(1L, 0L, Reason.UNANSWERED), masters)) {
			ScriptedQuorum quorum = new ScriptedQuorum(masters);
			DefaultLease lease = quorum.lease(ScriptedQuorum.lock("key").terms());
			CompletableFuture<ReleaseOutcome> release = lease.releaseAsync();
			int held = 0;
			int lost = 0;
			String outcome = null;
			boolean decided = false;
			for (int i = 0; i < masters; i++) {
				assertThat(release.isDone()).as("%s before %s", replies, i).isEqualTo(decided);
				quorum.answer(i, replies.get(i));
				if (!decided) {
					held += replies.get(i).equals(1L) ? 1 : 0;
					lost += replies.get(i).equals(0L) ? 1 : 0;
					int failed = i + 1 - held - lost;
					decided = Combinations.certain(masters, held, lost, failed) != null || i + 1 == masters;
					outcome = (2 * held > masters) ? "RELEASED"
							: (2 * (masters - lost) <= masters) ? "ReleaseUnlockedLockException" : "UNKNOWN";
				}
			}
			Throwable failure = failure(release);
			assertThat((failure != null) ? failure.getClass().getSimpleName() : release.join().toString())
				.as("%s", replies)
				.isEqualTo(outcome);
		}
	}

	@Test
	void aLeaseThatWasLostEarlySaysHowEarly() {
		this.quorum.onEach(ScriptedQuorum.RELEASE, 0L, Reason.UNREACHABLE, 0L);
		this.quorum.time.passMillis(898);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lease::release)
			.withMessage("The lock 'key' was lost: others may hold it, with 9000 ms left"
					+ " (held for 898 ms, lease of 10000 ms): "
					+ "0 of 3 masters agreed, 2 refused, 1 failed; the quorum is 2")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.TAKEN))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "no", "unanswered" })
	void aLeaseThatHasEndedSaysSinceWhen(String reply) {
		Object said = reply.equals("no") ? 0L : Reason.UNANSWERED;
		this.quorum.onEach(ScriptedQuorum.RELEASE, said, said, said);
		this.quorum.time.passMillis(9_898 + 55);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lease::release)
			.withMessage("The lock 'key' was lost: its lease ended 55 ms ago (held for 9953 ms, lease of 10000 ms)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.EXPIRED))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"));
	}

	@Test
	void theEndOfALeaseIsTheEnd() {
		this.quorum.on(ScriptedQuorum.RELEASE, 0L);
		this.quorum.time.passMillis(9_898);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lease::release)
			.withMessage("The lock 'key' was lost: its lease ended 0 ms ago (held for 9898 ms, lease of 10000 ms)");
	}

	@Test
	void aLeaseThatWasOverOnceIsOverAtItsRelease() {
		this.quorum.on(ScriptedQuorum.RELEASE, 0L);
		this.quorum.time.stepWallClock(Duration.ofMinutes(1));
		assertThat(this.lease.isValid()).isFalse();
		this.quorum.time.stepWallClock(Duration.ofMinutes(-1));
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lease::release)
			.withMessage("The lock 'key' was lost: its lease ended 0 ms ago (held for 0 ms, lease of 10000 ms)");
	}

	@Test
	void aLeaseThatHasEndedHereMayStillBeReleasedThere() {
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		this.quorum.time.passMillis(9_950);
		assertThat(this.lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void whereARenewalWasNeverHeardOfTheEndIsTheEndWhateverMastersSay() {
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		this.quorum.onEach(ScriptedQuorum.EXTEND, Reason.UNANSWERED, Reason.UNANSWERED, 1L);
		DefaultLease other = this.quorum.lease(ScriptedQuorum.lock("other").terms());
		for (DefaultLease doubtful : List.of(this.lease, other)) {
			assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(doubtful::extend);
		}
		this.quorum.time.passMillis(9_897);
		assertThat(other.release()).isEqualTo(ReleaseOutcome.RELEASED);
		this.quorum.time.passMillis(1);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lease::release)
			.withMessage("The lock 'key' was lost: its lease ended 0 ms ago (held for 9898 ms, lease of 10000 ms)");
	}

	@Test
	void aReleaseThatTooFewConfirmIsLoggedAndUnknown() {
		this.quorum.onEach(ScriptedQuorum.RELEASE, 1L, Reason.UNANSWERED, Reason.UNANSWERED);
		try (CapturedLog log = new CapturedLog(Redlock.class, Level.WARN)) {
			assertThat(this.lease.release()).isEqualTo(ReleaseOutcome.UNKNOWN);
			assertThat(log.lines()).containsExactly("WARN Lock 'key' was released, but too few masters confirmed it: "
					+ "1 of 3 masters agreed, 0 refused, 2 failed; the quorum is 2. Its keys expire by themselves");
		}
	}

	@Test
	void aLeaseIsReleasedOnce() {
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		this.lease.release();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lease::release)
			.withMessage(
					"The lock 'key' is not held: its lease was released before" + " (held for 0 ms, lease of 10000 ms)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.RELEASED))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"));
		assertThat(this.quorum.asked(0)).containsExactly("acquire-if-free", "release-if-owner");
	}

	@Test
	void aLostLeaseIsReleasedOnceToo() {
		this.quorum.on(ScriptedQuorum.EXTEND, 0L);
		this.quorum.time.passMillis(3_000);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(this.lease::extend);
		this.quorum.time.passMillis(500);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lease::release)
			.withMessage("The lock 'key' was lost: others may hold it, with 6898 ms left"
					+ " (held for 3500 ms, lease of 10000 ms): "
					+ "0 of 3 masters agreed, 2 refused, 0 failed, 1 had not answered yet; the quorum is 2");
		this.quorum.time.passMillis(500);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lease::release)
			.withMessage("The lock 'key' is not held: its lease was released before"
					+ " (held for 3500 ms, lease of 10000 ms)");
	}

	@Test
	void closingReleasesOnceAndThrowsWhatReleasingThrows() {
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		this.lease.close();
		this.lease.close();
		assertThat(this.quorum.asked(0)).containsExactly("acquire-if-free", "release-if-owner");
		DefaultLease other = this.quorum.lease(ScriptedQuorum.lock("other").terms());
		this.quorum.on(ScriptedQuorum.RELEASE, 0L);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(other::close);
		other.close();
	}

	@Test
	void aHoldIsLoggedWithItsLength() {
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		this.quorum.time.passMillis(321);
		try (CapturedLog log = new CapturedLog(Redlock.class, Level.DEBUG)) {
			this.lease.release();
			assertThat(log.lines()).containsExactly("DEBUG Lock 'key' was held for 321 ms");
		}
	}

	@Test
	void aLeaseThatNobodyWantsIsReleased() {
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		this.lease.abandon();
		assertThat(this.quorum.asked(2)).endsWith("release-if-owner");
		this.quorum.on(ScriptedQuorum.RELEASE, 0L);
		DefaultLease lost = this.quorum.lease(ScriptedQuorum.lock("lost").terms());
		try (CapturedLog log = new CapturedLog(Redlock.class, Level.DEBUG)) {
			lost.abandon();
			assertThat(log.lines())
				.contains("DEBUG Lock 'lost' was won when nobody waited any more, and lost before it was given back");
		}
	}

	private static Object failureOr(ScriptedMaster master, Object reply) {
		return (reply instanceof Reason reason) ? master.failure(reason) : reply;
	}

	private static Throwable failure(CompletableFuture<?> future) {
		try {
			future.join();
			return null;
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

	private static String outcome(CompletableFuture<?> future) {
		Throwable failure = failure(future);
		return (failure != null) ? failure.getClass().getSimpleName() : "done";
	}

	/**
	 * Returns how a renewal ends, {@code null} where that is still open.
	 */
	private static String renewal(int masters, int yes, int no, int failed) {
		int open = masters - yes - no - failed;
		if (2 * yes > masters) {
			return "done";
		}
		if (2 * (masters - no) <= masters) {
			return "ExtendUnlockedLockException";
		}
		return (2 * (masters - failed) <= masters || open == 0) ? "QuorumImpossibleException" : null;
	}

}
