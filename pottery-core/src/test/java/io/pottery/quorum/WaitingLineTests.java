package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.quorum.MasterException.Reason;
import io.pottery.quorum.ScriptedMaster.Question;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who waits, and when the first in the line tries again. Chance makes each pause half as
 * long as it may be, so usually 100 milliseconds.
 */
@Tag("decisions")
class WaitingLineTests {

	private static final LockTerms TERMS = ScriptedQuorum.lock("key").terms();

	private final ScriptedQuorum quorum = new ScriptedQuorum(3);

	@Test
	void whoeverComesFirstTriesAtOnce() {
		Waiter first = this.quorum.await(TERMS, null);
		assertThat(attempts()).isEqualTo(1);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(first.answer().join()).isInstanceOf(Attempt.Won.class);
	}

	@Test
	void onlyOneOfManyWaitersTriesAtATime() {
		Waiter first = this.quorum.await(TERMS, null);
		Waiter second = this.quorum.await(TERMS, null);
		Waiter third = this.quorum.await(TERMS, null);
		assertThat(attempts()).isEqualTo(1);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(first.answer()).isDone();
		assertThat(attempts()).isEqualTo(1);
		assertThat(pauses()).containsExactly(Duration.ofMillis(100));
		this.quorum.time.passMillis(100);
		assertThat(attempts()).isEqualTo(2);
		assertThat(second.answer()).isNotDone();
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(second.answer()).isDone();
		assertThat(third.answer()).isNotDone();
	}

	@Test
	void differentLocksHaveDifferentLines() {
		this.quorum.await(TERMS, null);
		this.quorum.await(ScriptedQuorum.lock("other").terms(), null);
		assertThat(attempts()).isEqualTo(2);
	}

	@Test
	void afterTheLastWaiterNothingIsLeft() {
		Waiter only = this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(only.answer()).isDone();
		assertThat(pauses()).isEmpty();
	}

	@Test
	void aLineIsForgottenOnceNobodyWaits() {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThatNoLineIsLeft();
		this.quorum.await(TERMS, Duration.ZERO);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThatNoLineIsLeft();
		this.quorum.await(TERMS, null).cancel();
		assertThatNoLineIsLeft();
		this.quorum.await(TERMS, null);
		this.quorum.locks.close();
		assertThatNoLineIsLeft();
	}

	@ParameterizedTest(name = "free in {0} ms: again after {1} ms")
	@CsvSource({ "0, 1", "7, 8", "98, 99", "99, 100", "100, 100", "150, 100", "199, 100", "200, 100", "5000, 100",
			"-1, 100" })
	void aHeldLockIsTriedAgainWhenItIsFreeOrAfterARandomPause(long free, long pause) {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(free));
		assertThat(pauses()).containsExactly(Duration.ofMillis(pause));
		assertThat(this.quorum.chance.bounds).containsExactly(200_000_000L);
		this.quorum.time.pass(Duration.ofMillis(pause).minusNanos(1));
		assertThat(attempts()).isEqualTo(1);
		this.quorum.time.pass(Duration.ofNanos(1));
		assertThat(attempts()).isEqualTo(2);
	}

	@Test
	void theLongestPauseIsKeptWhereTheLockIsFreeOnlyLater() {
		this.quorum.chance.part = 1;
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(199));
		assertThat(pauses()).containsExactly(Duration.ofMillis(200));
		this.quorum.time.passMillis(200);
		this.quorum.answerAll(ScriptedQuorum.taken(201));
		assertThat(pauses()).containsExactly(Duration.ofMillis(200));
	}

	@Test
	void rivalsThatSplitTheMastersRestLongerAndLonger() {
		this.quorum.await(TERMS, null);
		for (int i = 0; i < 7; i++) {
			split();
			this.quorum.time.passMillis(20);
		}
		assertThat(this.quorum.chance.bounds).filteredOn((bound) -> bound != 200_000_000L)
			.containsExactly(2_000_000L, 4_000_000L, 8_000_000L, 16_000_000L, 32_000_000L, 32_000_000L, 32_000_000L);
	}

	@Test
	void aSplitIsForgottenOnceTheLockIsHeldByOne() {
		this.quorum.await(TERMS, null);
		split();
		this.quorum.time.passMillis(20);
		split();
		this.quorum.time.passMillis(20);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		this.quorum.time.passMillis(100);
		split();
		assertThat(pauses()).containsExactly(Duration.ofMillis(1));
	}

	@Test
	void aSplitIsForgottenOnceTheLockIsWon() {
		this.quorum.await(TERMS, null);
		this.quorum.await(TERMS, null);
		split();
		this.quorum.time.passMillis(20);
		this.quorum.answerAll(ScriptedQuorum.granted());
		this.quorum.time.passMillis(100);
		split();
		assertThat(pauses()).containsExactly(Duration.ofMillis(1));
	}

	// Waits that end

	@Test
	void aWaitEndsWithTheAnswerOfItsLastAttempt() {
		Waiter waiter = this.quorum.await(TERMS, Duration.ofMillis(250));
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		this.quorum.time.passMillis(100);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		this.quorum.time.passMillis(100);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThat(pauses()).containsExactly(Duration.ofMillis(50));
		this.quorum.time.passMillis(50);
		assertThat(waiter.answer()).isNotDone();
		this.quorum.answerAll(ScriptedQuorum.taken(4_750));
		assertThat(waiter.answer().join()).isInstanceOf(Attempt.Taken.class);
		assertThat(attempts()).isEqualTo(4);
		assertThat(pauses()).isEmpty();
	}

	@Test
	void everyWaitThatIsOverEndsAtTheNextAnswer() {
		Waiter first = this.quorum.await(TERMS, Duration.ofMillis(100));
		Waiter second = this.quorum.await(TERMS, Duration.ofMillis(200));
		Waiter third = this.quorum.await(TERMS, Duration.ofMillis(300));
		this.quorum.time.passMillis(200);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThat(first.answer()).isDone();
		assertThat(second.answer()).isDone();
		assertThat(third.answer()).isNotDone();
		assertThat(pauses()).containsExactly(Duration.ofMillis(100));
	}

	@Test
	void aPauseIsNoLongerThanAnybodysTime() {
		this.quorum.await(TERMS, null);
		this.quorum.await(TERMS, Duration.ofMillis(40));
		this.quorum.await(TERMS, Duration.ofMillis(60));
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThat(pauses()).containsExactly(Duration.ofMillis(40));
	}

	@Test
	void aPauseEndsInTimeForWhoeverComesLater() {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		this.quorum.await(TERMS, Duration.ofMillis(30));
		assertThat(pauses()).containsExactly(Duration.ofMillis(30));
		assertThat(attempts()).isEqualTo(1);
		this.quorum.await(TERMS, Duration.ofMillis(250));
		assertThat(pauses()).containsExactly(Duration.ofMillis(30));
	}

	@Test
	void nobodyWhoComesLaterMakesAPauseLonger() {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(20));
		assertThat(pauses()).containsExactly(Duration.ofMillis(21));
		this.quorum.await(TERMS, Duration.ofMillis(150));
		assertThat(pauses()).containsExactly(Duration.ofMillis(21));
	}

	@Test
	void whoComesLaterEndsAPauseNoEarlierThanNeeded() {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		this.quorum.time.passMillis(30);
		this.quorum.await(TERMS, Duration.ofMillis(80));
		assertThat(pauses()).containsExactly(Duration.ofMillis(70));
		this.quorum.await(TERMS, Duration.ofMillis(69));
		assertThat(pauses()).containsExactly(Duration.ofMillis(69));
	}

	@Test
	void whoComesDuringTheRestFromASplitHearsNothingEither() {
		this.quorum.chance.part = 0.999;
		this.quorum.await(TERMS, null);
		split();
		this.quorum.await(TERMS, Duration.ofMillis(1));
		assertThat(pauses()).containsExactly(Duration.ofMillis(1));
		change(0);
		change(1);
		change(2);
		assertThat(attempts()).isEqualTo(1);
	}

	@Test
	void aWaitOfCenturiesDoesNotOverflow() {
		Waiter waiter = this.quorum.await(TERMS, Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(waiter.remainingNanos()).isEqualTo(Long.MAX_VALUE / 2);
		Waiter shorter = this.quorum.await(TERMS, Duration.ofSeconds(Long.MAX_VALUE / 2_000_000_000L));
		assertThat(shorter.remainingNanos()).isEqualTo(Long.MAX_VALUE / 2);
		Waiter exact = this.quorum.await(TERMS, Duration.ofSeconds(Long.MAX_VALUE / 2_000_000_000L - 1));
		assertThat(exact.remainingNanos()).isEqualTo((Long.MAX_VALUE / 2_000_000_000L - 1) * 1_000_000_000L);
		Waiter forever = this.quorum.await(TERMS, null);
		assertThat(forever.remainingNanos()).isEqualTo(Long.MAX_VALUE);
		this.quorum.time.passMillis(1);
		assertThat(waiter.remainingNanos()).isEqualTo(Long.MAX_VALUE / 2 - 1_000_000);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThat(waiter.answer()).isNotDone();
	}

	// Too many masters fail

	@Test
	void aWaitPutsUpWithFailuresForASecond() {
		Waiter waiter = this.quorum.await(TERMS, null);
		for (int i = 0; i < 10; i++) {
			this.quorum.answerAll(Reason.UNREACHABLE);
			assertThat(waiter.answer()).as("after %s ms", this.quorum.time).isNotDone();
			assertThat(pauses()).containsExactly(Duration.ofMillis(100));
			this.quorum.time.passMillis(100);
		}
		this.quorum.answerAll(Reason.UNREACHABLE);
		assertThat(waiter.answer().join()).isInstanceOf(Attempt.Impossible.class);
	}

	@Test
	void patienceIsAsLongAsTheLockSays() {
		LockTerms none = ScriptedQuorum.lock("key").quorumPatience(Duration.ZERO).terms();
		Waiter waiter = this.quorum.await(none, null);
		this.quorum.answerAll(Reason.UNREACHABLE);
		assertThat(waiter.answer().join()).isInstanceOf(Attempt.Impossible.class);
	}

	@Test
	void aWaitThatPutsUpWithAnythingGoesOn() {
		Waiter waiter = this.quorum.await(ScriptedQuorum.lock("key").patient().terms(), null);
		for (int i = 0; i < 30; i++) {
			this.quorum.answerAll(Reason.UNREACHABLE);
			this.quorum.time.passMillis(100);
		}
		assertThat(waiter.answer()).isNotDone();
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(waiter.answer().join()).isInstanceOf(Attempt.Won.class);
	}

	@Test
	void patienceBeginsAgainAfterAMajorityHasAnswered() {
		Waiter waiter = this.quorum.await(TERMS, null);
		for (int i = 0; i < 15; i++) {
			this.quorum.answerAll((i == 7) ? ScriptedQuorum.taken(5_000) : Reason.UNREACHABLE);
			this.quorum.time.passMillis(100);
		}
		assertThat(waiter.answer()).isNotDone();
	}

	@Test
	void patienceBeginsAgainAfterTheLockWasWon() {
		this.quorum.await(TERMS, null);
		Waiter second = this.quorum.await(TERMS, null);
		this.quorum.answerAll(Reason.UNREACHABLE);
		this.quorum.time.passMillis(600);
		this.quorum.answerAll(ScriptedQuorum.granted());
		this.quorum.time.passMillis(600);
		this.quorum.answerAll(Reason.UNREACHABLE);
		assertThat(second.answer()).isNotDone();
	}

	@Test
	void eachWaitHasItsOwnPatience() {
		Waiter first = this.quorum.await(TERMS, null);
		this.quorum.answerAll(Reason.UNREACHABLE);
		this.quorum.time.passMillis(900);
		Waiter second = this.quorum.await(TERMS, null);
		this.quorum.answerAll(Reason.UNREACHABLE);
		this.quorum.time.passMillis(100);
		this.quorum.answerAll(Reason.UNREACHABLE);
		assertThat(first.answer()).isDone();
		assertThat(second.answer()).isNotDone();
		this.quorum.time.passMillis(900);
		this.quorum.answerAll(Reason.UNREACHABLE);
		assertThat(second.answer()).isDone();
	}

	@Test
	void aFencingTokenThatCannotBeDecidedIsPutUpWithAsLong() {
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		this.quorum.onEach(ScriptedQuorum.READ, Reason.UNREACHABLE, Reason.UNREACHABLE, Reason.UNREACHABLE);
		Waiter waiter = this.quorum.await(ScriptedQuorum.lock("key").fenced().terms(), null);
		this.quorum.time.passMillis(900);
		assertThat(waiter.answer()).isNotDone();
		this.quorum.time.passMillis(1_000);
		assertThat(waiter.answer().join()).isInstanceOf(Attempt.Unfenced.class);
	}

	@Test
	void anAttemptThatBreaksEndsItsWaitAndTheNextOneTries() {
		this.quorum.on(ScriptedQuorum.READ, Long.toString(Long.MAX_VALUE));
		Waiter first = this.quorum.await(ScriptedQuorum.lock("key").fenced().terms(), null);
		Waiter second = this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(first.answer()).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withRootCauseInstanceOf(ArithmeticException.class);
		assertThat(attempts()).isEqualTo(2);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(second.answer()).isDone();
	}

	// Hints

	@Test
	void aLockIsTriedAgainOnceAMajoritySaysThatItMayBeFree() {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		change(0);
		change(0);
		assertThat(attempts()).isEqualTo(1);
		change(2);
		assertThat(attempts()).isEqualTo(2);
	}

	@Test
	void hintsOfAsManyMastersWillDoAsWereMissing() {
		ScriptedQuorum five = new ScriptedQuorum(5);
		five.await(TERMS, null);
		five.answer(0, ScriptedQuorum.granted());
		five.answer(1, ScriptedQuorum.taken(5_000));
		five.answer(2, ScriptedQuorum.taken(5_000));
		five.answer(3, ScriptedQuorum.taken(5_000));
		five.master(1).listener().changed("redlock:p:key");
		assertThat(five.asked(4)).containsOnlyOnce("acquire-if-free");
		five.master(2).listener().changed("redlock:p:key");
		assertThat(five.asked(4)).containsExactly("acquire-if-free", "release-if-owner", "acquire-if-free");
	}

	@Test
	void hintsThatComeDuringAnAttemptAreRemembered() {
		this.quorum.await(TERMS, null);
		change(1);
		change(2);
		assertThat(attempts()).isEqualTo(1);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThat(pauses()).containsExactly(Duration.ZERO);
		this.quorum.time.pass(Duration.ZERO);
		assertThat(attempts()).isEqualTo(2);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThat(pauses()).containsExactly(Duration.ofMillis(100));
	}

	@Test
	void aHintDuringAnAttemptCountsWithOneAfterIt() {
		this.quorum.await(TERMS, null);
		change(1);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThat(pauses()).containsExactly(Duration.ofMillis(100));
		change(0);
		assertThat(attempts()).isEqualTo(2);
	}

	@Test
	void hintsAboutOtherLocksMeanNothing() {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		this.quorum.masters.forEach((master) -> master.listener().changed("redlock:p:other"));
		assertThat(attempts()).isEqualTo(1);
	}

	@Test
	void anythingMayHaveChangedWhereAMasterWasConnectedAgain() {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		this.quorum.master(0).listener().connected(ServerFacts.unknown());
		this.quorum.master(1).listener().changed(null);
		assertThat(attempts()).isEqualTo(2);
	}

	@Test
	void whoeverRestsFromASplitHearsNothing() {
		this.quorum.await(TERMS, null);
		split();
		this.quorum.masters.forEach((master) -> master.listener().changed("redlock:p:key"));
		assertThat(attempts()).isEqualTo(1);
		this.quorum.time.passMillis(1);
		assertThat(attempts()).isEqualTo(2);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		change(0);
		change(1);
		assertThat(attempts()).isEqualTo(3);
	}

	@Test
	void nobodyHurriesWhereMastersFailedOrAnsweredTooLate() {
		this.quorum.await(TERMS, null);
		this.quorum.answerAll(Reason.UNREACHABLE);
		this.quorum.masters.forEach((master) -> master.listener().changed(null));
		assertThat(attempts()).isEqualTo(1);
	}

	// Handing over

	@Test
	void aReleaseGoesToTheNextInTheLine() {
		DefaultLease lease = this.quorum.lease(TERMS);
		String token = this.quorum.master(0).last().args().get(0);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		Waiter next = this.quorum.await(ScriptedQuorum.lock("key").millis(700).terms(), null);
		this.quorum.time.passMillis(9);
		assertThat(pauses()).hasSize(1);
		CompletableFuture<ReleaseOutcome> release = lease.releaseAsync();
		assertThat(pauses()).isEmpty();
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.last().script()).isEqualTo("pass-on-if-owner");
			assertThat(master.last().keys()).containsExactly("redlock:p:key");
			assertThat(master.last().args()).hasSize(3).startsWith(token).endsWith("700");
			assertThat(master.last().args().get(1)).matches("[0-9a-f]{40}").isNotEqualTo(token);
			assertThat(master.last().deadline()).as("that of a renewal before")
				.isEqualTo(ScriptedQuorum.MASTER_TIMEOUT);
		}
		this.quorum.time.passMillis(1);
		this.quorum.answer(0, List.of(1L, 1L));
		assertThat(release).isNotDone();
		this.quorum.answer(1, List.of(1L, 1L));
		assertThat(release).isCompletedWithValue(ReleaseOutcome.RELEASED);
		assertThat(((Attempt.Won) next.answer().join()).lease().remaining()).isEqualTo(Duration.ofMillis(690));
		assertThat(this.quorum.asked(0)).doesNotContain("release-if-owner");
	}

	@Test
	void aHandOverMayTakeAsLongAsTheNextLeaseAllows() {
		DefaultLease lease = this.quorum.lease(ScriptedQuorum.lock("key").millis(700).terms());
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		this.quorum.await(ScriptedQuorum.lock("key").millis(800).terms(), null);
		lease.releaseAsync();
		assertThat(this.quorum.master(0).last().script()).isEqualTo("pass-on-if-owner");
		assertThat(this.quorum.master(0).last().deadline()).isEqualTo(Duration.ofMillis(160));
	}

	@Test
	void aHandOverThatComesTooLateIsNoWin() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		Waiter next = this.quorum.await(ScriptedQuorum.lock("key").millis(100).terms(), null);
		lease.releaseAsync();
		this.quorum.time.passMillis(97);
		this.quorum.answerAll(List.of(1L, 1L));
		assertThat(next.answer()).isNotDone();
		assertThat(this.quorum.asked(0)).endsWith("release-if-owner");
	}

	@Test
	void aFencedWaiterGetsATokenOfItsOwnWithTheHandOver() {
		this.quorum.on(ScriptedQuorum.READ, "7");
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		LockTerms fenced = ScriptedQuorum.lock("key").fenced().terms();
		DefaultLease lease = this.quorum.lease(fenced);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		Waiter next = this.quorum.await(fenced, null);
		this.quorum.on(ScriptedQuorum.READ, "8");
		lease.releaseAsync();
		this.quorum.answerAll(List.of(1L, 1L));
		assertThat(((Attempt.Won) next.answer().join()).lease().fencingToken()).isEqualTo(9);
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void aHandOverIsJudgedAsAReleaseAndAsAnAcquisition(int masters) {
		Object passedOn = List.of(1L, 1L);
		Object wasFree = List.of(1L, 0L);
		Object anothers = List.of(0L, 0L, 5_000L);
		for (List<Object> replies : Combinations.of(List.of(passedOn, wasFree, anothers, Reason.UNANSWERED), masters)) {
			ScriptedQuorum quorum = new ScriptedQuorum(masters);
			DefaultLease lease = quorum.lease(TERMS);
			quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
			Waiter next = quorum.await(TERMS, null);
			CompletableFuture<ReleaseOutcome> release = lease.releaseAsync();
			List<Question> questions = quorum.lastQuestions();
			List<Object> said = new ArrayList<>();
			boolean decided = false;
			for (int i = 0; i < masters; i++) {
				questions.get(i).answer(ScriptedQuorum.from(quorum.master(i), replies.get(i)));
				if (!decided) {
					said.add(replies.get(i));
					int failed = Collections.frequency(said, Reason.UNANSWERED);
					int yes = said.size() - failed - Collections.frequency(said, anothers);
					int held = Collections.frequency(said, passedOn);
					int open = masters - said.size();
					decided = (2 * yes > masters || 2 * (yes + open) <= masters) && (open == 0
							|| Combinations.certain(masters, held, said.size() - failed - held, failed) != null);
				}
				assertThat(release.isDone()).as("%s at %s", replies, i).isEqualTo(decided);
			}
			int failed = Collections.frequency(said, Reason.UNANSWERED);
			boolean won = 2 * (said.size() - failed - Collections.frequency(said, anothers)) > masters;
			int held = Collections.frequency(said, passedOn);
			boolean lost = 2 * (masters - (said.size() - failed - held)) <= masters;
			assertThat(release.isCompletedExceptionally()).as("%s", replies).isEqualTo(2 * held <= masters && lost);
			if (!release.isCompletedExceptionally()) {
				assertThat(release.join()).as("%s", replies)
					.isEqualTo((2 * held > masters) ? ReleaseOutcome.RELEASED : ReleaseOutcome.UNKNOWN);
			}
			assertThat(next.answer().isDone()).as("%s", replies).isEqualTo(won);
			for (int i = 0; i < masters; i++) {
				boolean undone = !won && (i >= said.size() || said.get(i) != anothers);
				assertThat(quorum.master(i).askedBehind(questions.get(i))).as("%s", replies)
					.allMatch((question) -> question.script().equals("release-if-owner"))
					.extracting((question) -> question.args().get(0))
					.isEqualTo(undone ? questions.get(i).args().subList(0, 2) : List.of());
			}
		}
	}

	@Test
	void whatStoodInTheWayOfAHandOverIsToldToAWaiterWhoseTimeIsUp() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		Waiter next = this.quorum.await(TERMS, Duration.ofMillis(10));
		lease.releaseAsync();
		this.quorum.time.passMillis(10);
		List<Question> questions = this.quorum.lastQuestions();
		questions.get(0).answer(List.of(0L, 0L, 5_000L));
		questions.get(1).answer(List.of(0L, 0L, 5_000L));
		questions.get(2).answer(List.of(0L, 0L, 5_000L));
		Attempt.Taken taken = (Attempt.Taken) next.answer().join();
		assertThat(taken.votes()).isEqualTo(new Votes(3, 0, 2, 0));
		assertThat(taken.free()).isZero();
		assertThat(taken.held()).isFalse();

		lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		next = this.quorum.await(TERMS, Duration.ofMillis(10));
		lease.releaseAsync();
		this.quorum.time.passMillis(10);
		questions = this.quorum.lastQuestions();
		questions.get(0).answer(this.quorum.master(0).failure(Reason.UNANSWERED));
		questions.get(1).answer(List.of(1L, 1L));
		questions.get(2).answer(this.quorum.master(2).failure(Reason.UNANSWERED));
		Attempt.Impossible impossible = (Attempt.Impossible) next.answer().join();
		assertThat(impossible.votes()).isEqualTo(new Votes(3, 1, 0, 2));
		assertThat(impossible.failures()).hasSize(2);
	}

	@Test
	void afterEightHandOversInARowTheOthersGetTheirTurn() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		this.quorum.on(ScriptedQuorum.PASS_ON, List.of(1L, 1L));
		for (int round = 0; round < 2; round++) {
			List<Waiter> waiters = IntStream.range(0, 9).mapToObj((i) -> this.quorum.await(TERMS, null)).toList();
			int before = this.quorum.asked(0).size();
			for (int i = 0; i < 8; i++) {
				lease.release();
				lease = ((Attempt.Won) waiters.get(i).answer().join()).lease();
			}
			assertThat(this.quorum.asked(0).subList(before, before + 8)).containsOnly("pass-on-if-owner");
			lease.releaseAsync();
			this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
			this.quorum.time.passMillis(50);
			assertThat(this.quorum.asked(0).subList(before + 8, this.quorum.asked(0).size()))
				.containsExactly("release-if-owner");
			this.quorum.answer(0, 1L);
			assertThat(pauses()).as("not confirmed").containsExactly(Duration.ofMillis(50));
			this.quorum.answer(1, 1L);
			assertThat(pauses()).containsExactly(Duration.ofNanos(1_500_000));
			this.quorum.time.pass(Duration.ofNanos(1_500_000));
			lease = ((Attempt.Won) waiters.get(8).answer().join()).lease();
			this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		}
	}

	@Test
	void aRowGoesOnWhereTheLineWasEmptyMeanwhile() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		this.quorum.on(ScriptedQuorum.PASS_ON, List.of(1L, 1L));
		lease = handOver(lease, 8);
		this.quorum.await(TERMS, null);
		lease.releaseAsync();
		assertThat(this.quorum.asked(0)).endsWith("release-if-owner");
	}

	@Test
	void aReleaseDuringAnAttemptGivesTheOthersTheirTurnToo() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.PASS_ON, List.of(1L, 1L));
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		lease = handOver(lease, 8);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedMaster.LATER);
		this.quorum.await(TERMS, null);
		List<Question> attempt = this.quorum.lastQuestions();
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		lease.release();
		attempt.forEach((question) -> question.answer(ScriptedQuorum.taken(5_000)));
		assertThat(pauses()).containsExactly(Duration.ofNanos(1_500_000));
	}

	@Test
	void aReleaseDuringAnAttemptIsNoTurnOfOthersBeforeTheEighth() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.PASS_ON, List.of(1L, 1L));
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		lease = handOver(lease, 7);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedMaster.LATER);
		this.quorum.await(TERMS, null);
		List<Question> attempt = this.quorum.lastQuestions();
		lease.releaseAsync();
		attempt.forEach((question) -> question.answer(ScriptedQuorum.taken(5_000)));
		assertThat(pauses()).containsExactly(Duration.ZERO);
	}

	@Test
	void anOldLeaseThatIsGivenUpDuringAHandOverDoesNotBreakTheRow() {
		DefaultLease old = this.quorum.lease(TERMS);
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		this.quorum.on(ScriptedQuorum.PASS_ON, List.of(1L, 1L));
		lease = handOver(lease, 7);
		this.quorum.on(ScriptedQuorum.PASS_ON, ScriptedMaster.LATER);
		Waiter eighth = this.quorum.await(TERMS, null);
		lease.releaseAsync();
		List<Question> handOver = this.quorum.lastQuestions();
		old.releaseAsync();
		handOver.forEach((question) -> question.answer(List.of(1L, 1L)));
		lease = ((Attempt.Won) eighth.answer().join()).lease();
		this.quorum.await(TERMS, null);
		lease.releaseAsync();
		assertThat(this.quorum.asked(0)).endsWith("release-if-owner");
	}

	@Test
	void anAttemptOfItsOwnBeginsTheRowAgain() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		this.quorum.on(ScriptedQuorum.PASS_ON, List.of(1L, 1L));
		for (int row = 0; row < 2; row++) {
			lease = handOver(lease, 7);
			this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
			lease = ((Attempt.Won) this.quorum.await(TERMS, null).answer().join()).lease();
			this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		}
		assertThat(this.quorum.asked(0)).doesNotContain("release-if-owner");
	}

	@Test
	void aReleaseDuringAnAttemptIsForEverybodyAndTheNextAttemptFollowsAtOnce() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedMaster.LATER);
		this.quorum.await(TERMS, null);
		List<Question> attempt = this.quorum.lastQuestions();
		lease.releaseAsync();
		assertThat(this.quorum.asked(0)).endsWith("release-if-owner");
		attempt.forEach((question) -> question.answer(ScriptedQuorum.taken(5_000)));
		assertThat(pauses()).containsExactly(Duration.ZERO);
		this.quorum.time.pass(Duration.ZERO);
		assertThat(attempts()).isEqualTo(3);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		assertThat(pauses()).containsExactly(Duration.ofMillis(100));
	}

	@Test
	void aHandOverToSomebodyWhoHasGivenUpIsUndone() {
		DefaultLease lease = this.quorum.lease(TERMS);
		this.quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5_000));
		Waiter next = this.quorum.await(TERMS, null);
		lease.releaseAsync();
		String token = this.quorum.master(0).last().args().get(1);
		next.cancel();
		this.quorum.answerAll(List.of(1L, 1L));
		assertThat(this.quorum.master(0).last().script()).isEqualTo("release-if-owner");
		assertThat(this.quorum.master(0).last().args()).containsExactly(token);
	}

	// Giving up

	@Test
	void whoeverGivesUpLeavesTheLine() {
		Waiter first = this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		Waiter second = this.quorum.await(TERMS, null);
		first.cancel();
		assertThat(first.answer()).isCancelled();
		this.quorum.time.passMillis(100);
		this.quorum.answerAll(ScriptedQuorum.granted());
		assertThat(second.answer().join()).isInstanceOf(Attempt.Won.class);
	}

	@Test
	void nothingGoesOnWhenTheLastOneHasGivenUp() {
		Waiter waiter = this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		waiter.cancel();
		assertThat(pauses()).isEmpty();
		this.quorum.masters.forEach((master) -> master.listener().changed(null));
		assertThat(attempts()).isEqualTo(1);
	}

	@Test
	void aLockThatIsWonForSomebodyWhoHasGivenUpIsGivenBack() {
		Waiter waiter = this.quorum.await(TERMS, null);
		String token = this.quorum.master(0).last().args().get(0);
		waiter.cancel();
		this.quorum.answer(0, ScriptedQuorum.granted());
		this.quorum.answer(1, ScriptedQuorum.granted());
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.last().script()).isEqualTo("release-if-owner");
			assertThat(master.last().args()).containsExactly(token);
		}
	}

	@Test
	void givingUpALockThatWasJustWonGivesItBack() {
		Waiter waiter = this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.granted());
		waiter.cancel();
		assertThat(this.quorum.asked(2)).endsWith("release-if-owner");
		assertThat(((Attempt.Won) waiter.answer().join()).lease().isValid()).isFalse();
	}

	@Test
	void givingUpWhatWasRefusedOrBrokenDoesNothing() {
		Waiter refused = this.quorum.await(TERMS, Duration.ZERO);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		refused.cancel();
		assertThat(refused.answer().join()).isInstanceOf(Attempt.Taken.class);
		Waiter broken = this.quorum.await(TERMS, null);
		this.quorum.locks.close();
		broken.cancel();
		assertThat(broken.answer()).isCompletedExceptionally();
		assertThat(broken.answer().isCancelled()).isFalse();
	}

	// Closing

	@Test
	void closingEndsEveryWait() {
		Waiter first = this.quorum.await(TERMS, null);
		this.quorum.answerAll(ScriptedQuorum.taken(5_000));
		Waiter second = this.quorum.await(TERMS, null);
		Waiter other = this.quorum.await(ScriptedQuorum.lock("other").terms(), null);
		this.quorum.locks.close();
		for (Waiter waiter : List.of(first, second, other)) {
			assertThat(waiter.answer()).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(IllegalStateException.class)
				.withMessage("The wait for the lock '" + waiter.terms().key() + "' ended: its Pottery was closed");
		}
		assertThat(pauses()).isEmpty();
	}

	@Test
	void aLockThatIsWonAfterTheCloseIsGivenBack() {
		this.quorum.await(TERMS, null);
		this.quorum.locks.close();
		this.quorum.answer(0, ScriptedQuorum.granted());
		this.quorum.answer(1, ScriptedQuorum.granted());
		assertThat(this.quorum.asked(2)).endsWith("release-if-owner");
		assertThat(pauses()).isEmpty();
	}

	private void assertThatNoLineIsLeft() {
		assertThat(this.quorum.locks).extracting("lines", InstanceOfAssertFactories.MAP).isEmpty();
	}

	private void split() {
		this.quorum.answer(0, ScriptedQuorum.granted());
		this.quorum.answer(1, ScriptedQuorum.taken(5_000, "a"));
		this.quorum.answer(2, ScriptedQuorum.taken(5_000, "b"));
	}

	private void change(int master) {
		this.quorum.master(master).listener().changed("redlock:p:key");
	}

	private long attempts() {
		return this.quorum.asked(0).stream().filter("acquire-if-free"::equals).count();
	}

	private List<Duration> pauses() {
		return this.quorum.time.pending();
	}

	/**
	 * Hands a lease from one waiter to the next.
	 */
	private DefaultLease handOver(DefaultLease lease, int times) {
		DefaultLease last = lease;
		for (int i = 0; i < times; i++) {
			Waiter next = this.quorum.await(TERMS, null);
			last.release();
			last = ((Attempt.Won) next.answer().join()).lease();
		}
		return last;
	}

}
