package io.pottery.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.quorum.MasterException.Reason;
import io.pottery.quorum.ScriptedMaster.Question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The rounds in which ids are decided.
 */
@Tag("decisions")
class IdRoundsTests {

	private static final String REDIS_KEY = "nextid:p:key";

	private static final long MOST = Long.MAX_VALUE;

	private final ScriptedQuorum quorum = new ScriptedQuorum(3);

	@Test
	void anIdIsReadFromAMajorityAndRaisedOnAMajority() {
		CompletableFuture<Long> id = next(1);
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.asked()).containsExactly("read-counter");
			assertThat(master.last().keys()).containsExactly(REDIS_KEY);
			assertThat(master.last().args()).isEmpty();
			assertThat(master.last().deadline()).isEqualTo(ScriptedQuorum.MASTER_TIMEOUT);
		}
		this.quorum.answer(0, "7");
		assertThat(this.quorum.asked(2)).containsExactly("read-counter");
		this.quorum.answer(2, "9");
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.asked()).containsExactly("read-counter", "raise-counter");
			assertThat(master.last().keys()).containsExactly(REDIS_KEY);
			assertThat(master.last().args()).containsExactly("9", "10");
		}
		this.quorum.answer(1, 1L);
		assertThat(id).isNotDone();
		this.quorum.answer(0, 1L);
		assertThat(id).isCompletedWithValue(10L);
	}

	@Test
	void aMissingCounterIsZero() {
		this.quorum.on(ScriptedQuorum.READ, null);
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		assertThat(next(1)).isCompletedWithValue(1L);
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "0, 0", "17, 17", "9223372036854775807, 9223372036854775807", "9223372036854775808, -1", "-3, -1",
			"-1, -1", "x, -1", "'', -1", "1.5, -1" })
	void aCounterThatIsNoNumberIsNone(String reply, long counter) {
		assertThat(IdEngine.counter(reply)).isEqualTo(counter);
	}

	@Test
	void aCounterMayBeANumberAlready() {
		assertThat(IdEngine.counter(12L)).isEqualTo(12);
		assertThat(IdEngine.counter(null)).isZero();
		assertThat(IdEngine.counter(List.of("UNKNOWN", "m"))).isEqualTo(-1);
	}

	@Test
	void aMasterWhoseCounterIsNoNumberDoesNotCount() {
		CompletableFuture<Long> id = next(1);
		this.quorum.answer(0, "no number");
		this.quorum.answer(1, "5");
		assertThat(this.quorum.asked(0)).containsExactly("read-counter");
		this.quorum.answer(2, "3");
		assertThat(this.quorum.master(0).last().args()).containsExactly("5", "6");
		this.quorum.answerAll(1L);
		assertThat(id).isCompletedWithValue(6L);
	}

	// Sharing

	@Test
	void whoeverAsksDuringARoundSharesTheNextOne() {
		CompletableFuture<Long> first = next(1);
		CompletableFuture<Long> second = next(1);
		CompletableFuture<Long> third = next(5);
		CompletableFuture<Long> fourth = next(1);
		this.quorum.answerAll("0");
		CompletableFuture<Long> fifth = next(1);
		assertThat(this.quorum.asked(0)).containsExactly("read-counter", "raise-counter");
		assertThat(this.quorum.master(0).last().args()).containsExactly("0", "1");
		this.quorum.answer(0, 1L);
		this.quorum.answer(1, 1L);
		assertThat(first).isCompletedWithValue(1L);
		assertThat(second).isNotDone();
		assertThat(this.quorum.asked(0)).containsExactly("read-counter", "raise-counter", "read-counter");
		this.quorum.answerAll("1");
		assertThat(this.quorum.master(0).last().args()).containsExactly("1", "9");
		this.quorum.answerAll(1L);
		assertThat(List.of(second.join(), third.join(), fourth.join(), fifth.join())).containsExactly(2L, 3L, 8L, 9L);
		assertThat(this.quorum.asked(0)).hasSize(4);
	}

	@Test
	void differentSequencesHaveDifferentRounds() {
		next(1);
		this.quorum.ids.next("other", "nextid:p:other", 3, 1);
		assertThat(this.quorum.master(0).questions()).flatExtracting(Question::keys)
			.containsExactly(REDIS_KEY, "nextid:p:other");
	}

	@Test
	void aSequenceIsForgottenOnceNobodyAsksForIt() {
		next(1);
		next(1);
		this.quorum.answerAll("4");
		this.quorum.answerAll(1L);
		assertThat(this.quorum.ids).extracting("sequences", InstanceOfAssertFactories.MAP).hasSize(1);
		this.quorum.answerAll("5");
		this.quorum.answerAll(0L);
		assertThat(this.quorum.ids).extracting("sequences", InstanceOfAssertFactories.MAP).hasSize(1);
		this.quorum.time.passMillis(20);
		this.quorum.answerAll("5");
		this.quorum.answerAll(1L);
		assertThat(this.quorum.ids).extracting("sequences", InstanceOfAssertFactories.MAP).isEmpty();
		assertThatNobodyWaits();
	}

	@Test
	void aSequenceGoesOnAfterItWasForgotten() {
		this.quorum.on(ScriptedQuorum.READ, "4");
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		assertThat(next(1)).isCompletedWithValue(5L);
		this.quorum.on(ScriptedQuorum.READ, "5");
		assertThat(next(1)).isCompletedWithValue(6L);
	}

	// Races

	@Test
	void aLostRaceIsRunAgainAfterARandomPause() {
		CompletableFuture<Long> id = next(1);
		CompletableFuture<Long> later = null;
		for (int lost = 1; lost <= 2; lost++) {
			this.quorum.answerAll("7");
			later = (later != null) ? later : next(1);
			this.quorum.answer(0, 0L);
			assertThat(this.quorum.time.pending()).isEmpty();
			this.quorum.answer(1, 0L);
			assertThat(this.quorum.chance.bounds).hasSize(lost).endsWith(10_000_000L * (lost + 1));
			Duration pause = Duration.ofNanos(5_000_000L * (lost + 1) + 1);
			assertThat(this.quorum.time.pending()).containsExactly(pause);
			int asked = this.quorum.asked(0).size();
			this.quorum.time.pass(pause.minusNanos(1));
			assertThat(this.quorum.asked(0)).hasSize(asked);
			this.quorum.time.pass(Duration.ofNanos(1));
			assertThat(this.quorum.asked(0)).hasSize(asked + 1).endsWith("read-counter");
		}
		this.quorum.answerAll("8");
		assertThat(this.quorum.master(0).last().args()).containsExactly("8", "10");
		this.quorum.answerAll(1L);
		assertThat(id).isCompletedWithValue(9L);
		assertThat(later).isCompletedWithValue(10L);
	}

	@Test
	void whoeverJoinsDuringThePauseSharesTheRoundBehindWhoWasThere() {
		CompletableFuture<Long> first = next(1);
		this.quorum.answerAll("7");
		this.quorum.answerAll(0L);
		CompletableFuture<Long> second = next(1);
		assertThat(this.quorum.asked(0)).containsExactly("read-counter", "raise-counter");
		this.quorum.time.passMillis(20);
		this.quorum.answerAll("7");
		this.quorum.answerAll(1L);
		assertThat(first).isCompletedWithValue(8L);
		assertThat(second).isCompletedWithValue(9L);
	}

	@Test
	void eachCallerHasItsOwnNumberOfTries() {
		CompletableFuture<Long> once = this.quorum.ids.next("key", REDIS_KEY, 1, 1);
		CompletableFuture<Long> twice = this.quorum.ids.next("key", REDIS_KEY, 2, 1);
		CompletableFuture<Long> thrice = this.quorum.ids.next("key", REDIS_KEY, 3, 1);
		this.quorum.on(ScriptedQuorum.RAISE, 0L);
		this.quorum.answerAll("7");
		assertThat(failure(once)).isInstanceOf(QuorumNotAchievedException.class);
		this.quorum.answerAll("7");
		this.quorum.time.passMillis(50);
		this.quorum.answerAll("7");
		assertThat(failure(twice)).isInstanceOf(QuorumNotAchievedException.class);
		assertThat(thrice).isNotDone();
		this.quorum.time.passMillis(50);
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		this.quorum.answerAll("7");
		assertThat(thrice).isCompletedWithValue(8L);
	}

	@Test
	void afterTheLastTryTheVotesAreTold() {
		CompletableFuture<Long> id = this.quorum.ids.next("key", REDIS_KEY, 1, 1);
		this.quorum.answerAll("7");
		this.quorum.answer(0, 0L);
		this.quorum.answer(1, Reason.UNANSWERED);
		assertThat(failure(id)).isInstanceOf(QuorumNotAchievedException.class)
			.hasMessage("No majority agreed on the next id of 'key' in 1 tries: "
					+ "0 of 3 masters agreed, 1 refused, 1 failed, 1 had not answered yet; the quorum is 2");
		assertThat(((QuorumException) failure(id)).key()).isEqualTo("key");
		assertThat(failure(id).getSuppressed()).hasSize(1);
		assertThat(this.quorum.time.pending()).isEmpty();
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void aRoundIsJudgedByMajorities(int masters) {
		List<Object> unknown = List.of("UNKNOWN", "run rejoined 5");
		for (List<Object> replies : Combinations.of(List.of(1L, 0L, Reason.UNANSWERED, unknown), masters)) {
			ScriptedQuorum quorum = new ScriptedQuorum(masters);
			CompletableFuture<Long> id = quorum.ids.next("key", REDIS_KEY, 1, 1);
			quorum.answerAll("7");
			List<Question> raise = quorum.lastQuestions();
			boolean decided = false;
			int yes = 0;
			int failed = 0;
			for (int i = 0; i < masters; i++) {
				raise.get(i).answer(ScriptedQuorum.from(quorum.master(i), replies.get(i)));
				if (!decided) {
					yes += Collections.frequency(List.of(1L), replies.get(i));
					failed += Collections.frequency(List.of(Reason.UNANSWERED, unknown), replies.get(i));
					decided = 2 * yes > masters || 2 * (yes + masters - i - 1) <= masters;
				}
				assertThat(id.isDone()).as("%s at %s", replies, i).isEqualTo(decided);
			}
			Class<?> failure = (2 * yes > masters) ? null : (2 * (masters - failed) <= masters)
					? QuorumImpossibleException.class : QuorumNotAchievedException.class;
			assertThat((failure(id) != null) ? failure(id).getClass() : null).as("%s", replies).isEqualTo(failure);
			if (failure == null) {
				assertThat(id).isCompletedWithValue(8L);
			}
		}
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void aReadIsJudgedByMajorities(int masters) {
		List<Object> unknown = List.of("UNKNOWN", "run rejoined 5");
		for (List<Object> replies : Combinations.of(List.of("7", "none", Reason.UNANSWERED, unknown), masters)) {
			ScriptedQuorum quorum = new ScriptedQuorum(masters);
			CompletableFuture<Long> id = quorum.ids.next("key", REDIS_KEY, 1, 1);
			List<Question> read = quorum.lastQuestions();
			String outcome = null;
			int known = 0;
			int none = 0;
			int failed = 0;
			int forgotten = 0;
			for (int i = 0; i < masters; i++) {
				read.get(i).answer(ScriptedQuorum.from(quorum.master(i), replies.get(i)));
				if (outcome == null) {
					known += Collections.frequency(List.of("7"), replies.get(i));
					none += Collections.frequency(List.of("none"), replies.get(i));
					failed += Collections.frequency(List.of(Reason.UNANSWERED), replies.get(i));
					forgotten += Collections.frequency(List.of(unknown), replies.get(i));
					boolean impossible = 2 * (masters - failed) <= masters;
					boolean tooFew = 2 * (masters - failed - forgotten) <= masters;
					outcome = (2 * known > masters) ? "raise"
							: (impossible || i + 1 == masters) ? (tooFew ? "impossible" : "not achieved") : null;
				}
				assertThat(quorum.asked(i).contains("raise-counter")).as("%s at %s", replies, i)
					.isEqualTo("raise".equals(outcome));
				assertThat(id.isDone()).as("%s at %s", replies, i)
					.isEqualTo(outcome != null && !outcome.equals("raise"));
			}
			if (id.isDone()) {
				assertThat(failure(id)).as("%s", replies)
					.isInstanceOf(outcome.equals("impossible") ? QuorumImpossibleException.class
							: QuorumNotAchievedException.class);
				assertThat(((QuorumException) failure(id)).votes()).as("%s", replies)
					.isEqualTo(new Votes(masters, known, none, failed + forgotten));
			}
		}
	}

	@Test
	void whatNoMajorityCanDecideIsToldSo() {
		this.quorum.onEach(ScriptedQuorum.READ, Reason.UNREACHABLE, "3", List.of("UNKNOWN", "run rejoined 5"));
		CompletableFuture<Long> id = this.quorum.ids.next("key", REDIS_KEY, 1, 1);
		assertThat(failure(id)).isInstanceOf(QuorumImpossibleException.class)
			.hasMessage("The next id of 'key' cannot be decided: "
					+ "1 of 3 masters agreed, 0 refused, 2 failed; the quorum is 2");
		assertThat(((QuorumException) failure(id)).key()).isEqualTo("key");
		assertThat(failure(id).getSuppressed()).extracting(Throwable::getMessage)
			.containsExactly("Master 'm0' is not reachable: as told",
					"Master 'm2' does not vote: it came back and may have forgotten 'nextid:p:key'");
	}

	@ParameterizedTest(name = "after {0} ns: {1}")
	@CsvSource({ "0, true", "29999999998, true", "30000000000, false" })
	void aMajorityThatAgreedSoLongAgoMayHaveForgottenIt(long nanos, boolean agreed) {
		CompletableFuture<Long> id = this.quorum.ids.next("key", REDIS_KEY, 1, 1);
		this.quorum.answerAll("7");
		this.quorum.time.pass(Duration.ofNanos(nanos));
		this.quorum.answerAll(1L);
		if (agreed) {
			assertThat(id).isCompletedWithValue(8L);
		}
		else {
			assertThat(failure(id)).isInstanceOf(QuorumNotAchievedException.class);
		}
	}

	// Masters that may have forgotten

	@Test
	void aMasterThatMayHaveForgottenIsToldTheLargestNumberOfTheOthers() {
		List<Object> unknown = List.of("UNKNOWN", "run rejoined 5");
		CompletableFuture<Long> id = next(1);
		this.quorum.answer(0, unknown);
		this.quorum.answer(1, "7");
		this.quorum.answer(2, "6");
		this.quorum.answer(0, unknown);
		this.quorum.answer(1, 1L);
		this.quorum.answer(2, 1L);
		assertThat(id).isCompletedWithValue(8L);
		assertThat(this.quorum.asked(0)).containsExactly("read-counter", "raise-counter", "read-counter");
		this.quorum.answer(0, unknown);
		this.quorum.answer(1, "8");
		assertThat(this.quorum.asked(0)).hasSize(3);
		this.quorum.answer(2, "9");
		assertThat(this.quorum.asked(0)).hasSize(4).endsWith("restore-counter");
		assertThat(this.quorum.master(0).last().keys()).containsExactly(REDIS_KEY);
		assertThat(this.quorum.master(0).last().args()).containsExactly("run rejoined 5", "9");
		assertThat(this.quorum.asked(1)).hasSize(3);
		assertThat(this.quorum.asked(2)).hasSize(3);
	}

	@Test
	void aMasterThatAnswersAfterTheDecisionIsToldToo() {
		CompletableFuture<Long> id = next(1);
		this.quorum.answerAll("7");
		List<Question> raise = this.quorum.lastQuestions();
		raise.get(1).answer(1L);
		raise.get(2).answer(1L);
		assertThat(id).isCompletedWithValue(8L);
		assertThat(this.quorum.asked(0)).hasSize(2);
		raise.get(0).answer(List.of("UNKNOWN", "run rejoined 5"));
		assertThat(this.quorum.asked(0)).hasSize(3).endsWith("read-counter");
		this.quorum.answer(1, "8");
		this.quorum.answer(2, "8");
		assertThat(this.quorum.asked(0)).endsWith("restore-counter");
	}

	@Test
	void nothingIsReadAnewWhereNobodyHasForgotten() {
		this.quorum.on(ScriptedQuorum.READ, "7");
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		next(1);
		assertThat(this.quorum.asked(0)).containsExactly("read-counter", "raise-counter");
	}

	@Test
	void nothingIsRestoredThatNoMajorityKnows() {
		List<Object> unknown = List.of("UNKNOWN", "run rejoined 5");
		next(1);
		this.quorum.answerAll("7");
		this.quorum.answer(0, unknown);
		this.quorum.answer(1, 1L);
		this.quorum.answer(2, 1L);
		this.quorum.answer(0, unknown);
		this.quorum.answer(1, "8");
		this.quorum.answer(2, Reason.UNANSWERED);
		assertThat(this.quorum.asked(0)).doesNotContain("restore-counter");
	}

	// The end of the numbers

	@Test
	void theLargestNumberIsGivenOnce() {
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		this.quorum.on(ScriptedQuorum.READ, Long.toString(MOST - 1));
		assertThat(next(1)).isCompletedWithValue(MOST);
		this.quorum.on(ScriptedQuorum.READ, Long.toString(MOST));
		assertThat(failure(next(1))).isInstanceOf(ArithmeticException.class)
			.hasMessage("The sequence at 'nextid:p:key' has reached its largest number, " + MOST);
	}

	@Test
	void whoeverFitsBeforeTheEndIsServed() {
		CompletableFuture<Long> first = next(1);
		CompletableFuture<Long> second = next(2);
		CompletableFuture<Long> tooMany = next(3);
		CompletableFuture<Long> last = next(2);
		CompletableFuture<Long> none = next(1);
		this.quorum.answerAll(Long.toString(MOST - 6));
		this.quorum.answerAll(1L);
		assertThat(first).isCompletedWithValue(MOST - 5);
		this.quorum.answerAll(Long.toString(MOST - 4));
		assertThat(this.quorum.master(0).last().args()).containsExactly(Long.toString(MOST - 4), Long.toString(MOST));
		this.quorum.answerAll(1L);
		assertThat(second).isCompletedWithValue(MOST - 3);
		assertThat(last).isCompletedWithValue(MOST - 1);
		assertThat(tooMany).isNotDone();
		assertThat(none).isNotDone();
		this.quorum.time.passMillis(20);
		this.quorum.answerAll(Long.toString(MOST));
		assertThat(failure(tooMany)).isInstanceOf(ArithmeticException.class);
		assertThat(failure(none)).isInstanceOf(ArithmeticException.class);
	}

	// Closing, and giving up

	@Test
	void closingEndsEveryWait() {
		CompletableFuture<Long> first = next(1);
		CompletableFuture<Long> second = next(1);
		this.quorum.ids.close();
		for (CompletableFuture<Long> id : List.of(first, second)) {
			assertThat(failure(id)).isInstanceOf(IllegalStateException.class)
				.hasMessage("The wait for the next id of 'key' ended: its Pottery was closed");
		}
		assertThatIllegalStateException().isThrownBy(() -> next(1)).withMessage("This Pottery was closed");
	}

	@Test
	void whatIsDecidedBeforeTheCloseStays() {
		this.quorum.on(ScriptedQuorum.READ, "4");
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		CompletableFuture<Long> id = next(1);
		this.quorum.ids.close();
		assertThat(id).isCompletedWithValue(5L);
	}

	// Starting again

	@Test
	void aSequenceIsResetOnEveryMaster() {
		CompletableFuture<Void> reset = this.quorum.ids.reset("key", REDIS_KEY);
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.last().script()).isEqualTo("reset-counter");
			assertThat(master.last().keys()).containsExactly(REDIS_KEY);
		}
		this.quorum.answer(0, 1L);
		this.quorum.answer(1, 1L);
		assertThat(reset).isNotDone();
		this.quorum.answer(2, 1L);
		assertThat(reset).isCompleted();
	}

	@Test
	void aResetThatAMasterMissedSaysSo() {
		CompletableFuture<Void> reset = this.quorum.ids.reset("key", REDIS_KEY);
		this.quorum.answer(0, 1L);
		this.quorum.answer(1, Reason.UNANSWERED);
		this.quorum.answer(2, 1L);
		assertThat(failure(reset)).isInstanceOf(QuorumImpossibleException.class)
			.hasMessage("The sequence 'key' was not reset on every master, and is to be reset again before it is used: "
					+ "2 of 3 masters agreed, 0 refused, 1 failed; the quorum is 2");
		assertThat(((QuorumException) failure(reset)).key()).isEqualTo("key");
		assertThat(failure(reset).getSuppressed()).hasSize(1);
	}

	// The views

	@Test
	void theBlockingViewReturnsOneOrSeveral() {
		this.quorum.on(ScriptedQuorum.READ, "4");
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		NextId ids = view();
		assertThat(ids.key()).isEqualTo("key");
		assertThat(ids).hasToString("NextId 'key'");
		assertThat(ids.nextLong()).isEqualTo(5);
		assertThat(ids.hasNext()).isTrue();
		assertThat(ids.getAsLong()).isEqualTo(5);
		assertThat(ids.next(1)).containsExactly(5L);
		assertThat(ids.next(3)).containsExactly(5L, 6L, 7L);
		assertThatIllegalArgumentException().isThrownBy(() -> ids.next(0))
			.withMessage("'count' must be at least 1, was 0");
	}

	@Test
	void aBlockMayEndWithTheLargestNumber() {
		this.quorum.on(ScriptedQuorum.READ, Long.toString(MOST - 2));
		this.quorum.on(ScriptedQuorum.RAISE, 1L);
		assertThat(view().next(2)).containsExactly(MOST - 1, MOST);
	}

	@Test
	void theBlockingViewResets() {
		this.quorum.on("reset-counter", 1L);
		view().reset();
		assertThat(this.quorum.asked(1)).containsExactly("reset-counter");
	}

	@Test
	void theAsyncViewAnswersWithoutBlocking() {
		AsyncNextId ids = view().async();
		assertThat(ids.key()).isEqualTo("key");
		assertThat(ids).hasToString("AsyncNextId 'key'");
		CompletableFuture<Long> one = ids.next();
		this.quorum.answerAll("4");
		this.quorum.answerAll(1L);
		assertThat(one).isCompletedWithValue(5L);
		CompletableFuture<LongStream> three = ids.next(3);
		this.quorum.answerAll("5");
		this.quorum.answerAll(1L);
		assertThat(three.join()).containsExactly(6L, 7L, 8L);
		assertThatIllegalArgumentException().isThrownBy(() -> ids.next(0))
			.withMessage("'count' must be at least 1, was 0");
		CompletableFuture<Void> reset = ids.reset();
		assertThat(reset).isNotDone();
		this.quorum.answerAll(1L);
		assertThat(reset).isCompleted();
	}

	@Test
	void theAsyncViewFailsWithTheBareCause() {
		this.quorum.onEach(ScriptedQuorum.READ, Reason.UNREACHABLE, Reason.UNREACHABLE);
		CompletableFuture<Long> id = new DefaultNextId(this.quorum.ids, "key", REDIS_KEY, 1, Callbacks.DIRECT).async()
			.next();
		id.whenComplete((value, ex) -> assertThat(ex).isInstanceOf(QuorumImpossibleException.class))
			.exceptionally((ex) -> 0L)
			.join();
		this.quorum.ids.close();
		assertThat(failure(view().async().next())).isInstanceOf(IllegalStateException.class)
			.hasMessage("This Pottery was closed");
		assertThat(failure(view().async().next(2))).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void anIdThatNobodyWaitsForIsAHole() {
		AsyncNextId ids = view().async();
		CompletableFuture<Long> first = ids.next();
		CompletableFuture<Long> second = ids.next();
		CompletableFuture<LongStream> third = ids.next(2);
		CompletableFuture<Long> fourth = ids.next();
		this.quorum.answerAll("0");
		this.quorum.answerAll(1L);
		assertThat(first).isCompletedWithValue(1L);
		second.cancel(false);
		third.cancel(false);
		assertThat(this.quorum.ids).extracting("waiting", InstanceOfAssertFactories.COLLECTION).hasSize(1);
		this.quorum.answerAll("1");
		this.quorum.answerAll(1L);
		assertThat(fourth).isCompletedWithValue(5L);
		assertThatNobodyWaits();
	}

	private void assertThatNobodyWaits() {
		assertThat(this.quorum.ids).extracting("waiting", InstanceOfAssertFactories.COLLECTION).isEmpty();
	}

	private CompletableFuture<Long> next(int count) {
		return this.quorum.ids.next("key", REDIS_KEY, 3, count);
	}

	private NextId view() {
		return new DefaultNextId(this.quorum.ids, "key", REDIS_KEY, 3, Callbacks.DIRECT);
	}

	private static Throwable failure(CompletableFuture<?> future) {
		try {
			future.getNow(null);
			return null;
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

}
