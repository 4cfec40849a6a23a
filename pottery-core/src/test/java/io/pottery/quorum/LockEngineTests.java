package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Single attempts at a lock.
 */
@Tag("decisions")
class LockEngineTests {

	private static final LockTerms TERMS = ScriptedQuorum.lock("key").terms();

	private static final Map<String, Class<?>> OUTCOMES = Map.of("yes", Attempt.Won.class, "no", Attempt.Taken.class,
			"unknown", Attempt.Impossible.class);

	/** What a master can do. */
	private enum Does {

		GRANT, REFUSE, FAIL

	}

	@Test
	void anAttemptAsksAllMastersForTheFullLeaseUnderOneToken() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		quorum.attempt(TERMS);
		String token = quorum.master(0).last().args().get(0);
		assertThat(token).matches("[0-9a-f]{40}");
		for (ScriptedMaster master : quorum.masters) {
			assertThat(master.asked()).containsExactly("acquire-if-free");
			assertThat(master.last().keys()).containsExactly("redlock:p:key");
			assertThat(master.last().args()).containsExactly(token, "10000");
			assertThat(master.last().deadline()).isEqualTo(ScriptedQuorum.MASTER_TIMEOUT);
		}
	}

	@Test
	void everyAttemptHasATokenOfItsOwn() {
		ScriptedQuorum quorum = new ScriptedQuorum(1);
		Set<String> tokens = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			quorum.attempt(TERMS);
			tokens.add(quorum.master(0).last().args().get(0));
		}
		assertThat(tokens).hasSize(100);
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7 })
	void anAttemptEndsWithTheFirstAnswerThatLeavesOneOutcomeAndIsUndoneUnlessItIsWon(int masters) {
		Random random = new Random(masters);
		for (List<Object> does : Combinations.of(List.of(Does.values()), masters)) {
			List<Integer> order = new ArrayList<>(IntStream.range(0, masters).boxed().toList());
			Collections.shuffle(order, random);
			ScriptedQuorum quorum = new ScriptedQuorum(masters);
			CompletableFuture<Attempt> attempt = quorum.attempt(TERMS);
			int[] said = new int[3];
			Set<Integer> refused = new HashSet<>();
			String expected = null;
			for (int position : order) {
				assertThat(attempt.isDone()).as("%s in the order %s", does, order).isEqualTo(expected != null);
				if (expected == null) {
					said[((Does) does.get(position)).ordinal()]++;
					if (does.get(position) == Does.REFUSE) {
						refused.add(position);
					}
				}
				quorum.master(position)
					.questions()
					.get(0)
					.answer(reply(quorum.master(position), (Does) does.get(position)));
				expected = (expected != null) ? expected : Combinations.certain(masters, said[0], said[1], said[2]);
				assertThat(attempt.isDone()).as("%s in the order %s", does, order).isEqualTo(expected != null);
			}
			assertThat(attempt.join()).as("%s in the order %s", does, order).isInstanceOf(OUTCOMES.get(expected));
			assertThat(votes(attempt.join(), masters, said)).as("%s in the order %s", does, order)
				.isEqualTo(new Votes(masters, said[0], said[1], said[2]));
			for (int i = 0; i < masters; i++) {
				boolean undone = !expected.equals("yes") && !refused.contains(i);
				assertThat(quorum.asked(i)).as("%s in the order %s at %s", does, order, i)
					.isEqualTo(undone ? List.of("acquire-if-free", "release-if-owner") : List.of("acquire-if-free"));
			}
		}
	}

	@Test
	void whatIsUndoneIsTheAttemptsOwnToken() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		LockTerms terms = ScriptedQuorum.lock("key").millis(500).terms();
		CompletableFuture<Attempt> attempt = quorum.attempt(terms);
		String token = quorum.master(0).last().args().get(0);
		quorum.answer(0, ScriptedQuorum.taken(5));
		quorum.answer(1, ScriptedQuorum.taken(5));
		assertThat(attempt).isDone();
		assertThat(quorum.master(2).last().script()).isEqualTo("release-if-owner");
		assertThat(quorum.master(2).last().keys()).containsExactly("redlock:p:key");
		assertThat(quorum.master(2).last().args()).containsExactly(token);
		assertThat(quorum.master(2).last().deadline()).isEqualTo(Duration.ofMillis(100));
	}

	@ParameterizedTest(name = "answered after {0} ns and {1} ms of wall time: {2}")
	@CsvSource({ "0, 0, Won", "9897999998, 0, Won", "9898000000, 0, TooLate", "9898000001, 0, TooLate", "0, 9897, Won",
			"0, 9898, TooLate", "5000000000, -5000, Won", "15000000000, -20000, TooLate" })
	void aMajorityWinsOnlyWhileSomethingIsLeftOfTheLease(long nanos, long wallStep, String outcome) {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		CompletableFuture<Attempt> attempt = quorum.attempt(TERMS);
		quorum.time.pass(Duration.ofNanos(nanos));
		quorum.time.stepWallClock(Duration.ofMillis(wallStep));
		quorum.answer(0, ScriptedQuorum.granted());
		quorum.answer(1, ScriptedQuorum.granted());
		assertThat(attempt.join().getClass().getSimpleName()).isEqualTo(outcome);
		if (attempt.join() instanceof Attempt.TooLate late) {
			assertThat(late.votes()).isEqualTo(new Votes(3, 2, 0, 0));
			for (int i = 0; i < 3; i++) {
				assertThat(quorum.asked(i)).containsExactly("acquire-if-free", "release-if-owner");
			}
		}
	}

	@ParameterizedTest(name = "{0} and {1}: free in {2} ms")
	@CsvSource({ "3, 7, 3", "7, 3, 3", "7, -1, 7", "-1, -2, 9223372036854775807", "0, 5, 0" })
	void afterOneGrantOfThreeTheFirstOfTheOthersMustGetFree(long first, long second, long free) {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		quorum.onEach(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted(), ScriptedQuorum.taken(first),
				ScriptedQuorum.taken(second));
		assertThat(((Attempt.Taken) quorum.attempt(TERMS).join()).free()).isEqualTo(Duration.ofMillis(free));
	}

	@Test
	void afterNoGrantAMajorityMustGetFree() {
		ScriptedQuorum quorum = new ScriptedQuorum(5);
		CompletableFuture<Attempt> attempt = quorum.attempt(TERMS);
		quorum.answer(0, ScriptedQuorum.taken(50));
		quorum.answer(1, ScriptedQuorum.taken(10));
		quorum.answer(2, ScriptedQuorum.taken(30));
		assertThat(((Attempt.Taken) attempt.join()).free()).isEqualTo(Duration.ofMillis(50));
	}

	@Test
	void afterTooFewRefusalsAllOfThemMustGetFree() {
		ScriptedQuorum quorum = new ScriptedQuorum(4);
		quorum.onEach(ScriptedQuorum.ACQUIRE, Reason.UNANSWERED, ScriptedQuorum.taken(5), ScriptedQuorum.taken(9),
				ScriptedQuorum.taken(7));
		assertThat(((Attempt.Taken) quorum.attempt(TERMS).join()).free()).isEqualTo(Duration.ofMillis(9));
	}

	@Test
	void aRefusalThatTellsNoTimeIsFreeAtNoKnownMoment() {
		ScriptedQuorum quorum = new ScriptedQuorum(1);
		for (Object reply : new Object[] { 0L, List.of(0L), List.of(0L, "soon") }) {
			quorum.on(ScriptedQuorum.ACQUIRE, reply);
			assertThat(((Attempt.Taken) quorum.attempt(TERMS).join()).free())
				.isEqualTo(Duration.ofMillis(Long.MAX_VALUE));
		}
	}

	@Test
	void aLockIsHeldWhereOneTokenStandsOnAMajority() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		quorum.onEach(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5, "a"), ScriptedQuorum.taken(5, "a"),
				ScriptedMaster.LATER);
		assertThat(((Attempt.Taken) quorum.attempt(TERMS).join()).held()).isTrue();
		quorum.onEach(ScriptedQuorum.ACQUIRE, ScriptedQuorum.taken(5, "a"), ScriptedQuorum.taken(5, "b"),
				ScriptedMaster.LATER);
		assertThat(((Attempt.Taken) quorum.attempt(TERMS).join()).held()).isFalse();
		quorum.onEach(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted(), ScriptedQuorum.taken(5, "a"),
				ScriptedQuorum.taken(5, "b"));
		assertThat(((Attempt.Taken) quorum.attempt(TERMS).join()).held()).isFalse();
		quorum.onEach(ScriptedQuorum.ACQUIRE, List.of(0L, 5L), List.of(0L, 5L), List.of(0L, 5L));
		assertThat(((Attempt.Taken) quorum.attempt(TERMS).join()).held()).isFalse();
	}

	@Test
	void theFailuresOfMastersAreKept() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		quorum.onEach(ScriptedQuorum.ACQUIRE, Reason.UNREACHABLE, ScriptedQuorum.taken(5), ScriptedQuorum.taken(5));
		assertThat(((Attempt.Taken) quorum.attempt(TERMS).join()).failures()).extracting(MasterException::master)
			.containsExactly("m0");
		quorum.onEach(ScriptedQuorum.ACQUIRE, Reason.UNREACHABLE, Reason.REFUSED, ScriptedQuorum.taken(5));
		assertThat(((Attempt.Impossible) quorum.attempt(TERMS).join()).failures()).extracting(MasterException::master)
			.containsExactly("m0", "m1");
	}

	@Test
	void aFencedLockDrawsItsTokenFromItsOwnCounterAfterTheMajorityIsWon() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		CompletableFuture<Attempt> attempt = quorum.attempt(ScriptedQuorum.lock("key").fenced().terms());
		quorum.answer(0, ScriptedQuorum.granted());
		assertThat(quorum.asked(2)).containsExactly("acquire-if-free");
		quorum.answer(1, ScriptedQuorum.granted());
		assertThat(quorum.asked(2)).containsExactly("acquire-if-free", "read-counter");
		assertThat(quorum.master(2).last().keys()).containsExactly("redlock-fence:p:key");
		quorum.answerAll("41");
		assertThat(quorum.master(2).last().script()).isEqualTo("raise-counter");
		assertThat(quorum.master(2).last().keys()).containsExactly("redlock-fence:p:key");
		assertThat(attempt).isNotDone();
		quorum.answerAll(1L);
		assertThat(((Attempt.Won) attempt.join()).lease().fencingToken()).isEqualTo(42);
	}

	@Test
	void aFencingTokenThatComesTooLateLosesTheLock() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		CompletableFuture<Attempt> attempt = quorum.attempt(ScriptedQuorum.lock("key").fenced().terms());
		quorum.answerAll("41");
		quorum.time.pass(Duration.ofMillis(9_898));
		quorum.answerAll(1L);
		assertThat(attempt.join()).isInstanceOf(Attempt.TooLate.class);
		assertThat(quorum.master(2).last().script()).isEqualTo("release-if-owner");
	}

	@Test
	void aFencingTokenThatCannotBeDecidedLosesTheLock() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		LockTerms terms = ScriptedQuorum.lock("key").fenced().terms();
		quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		quorum.onEach(ScriptedQuorum.READ, Reason.UNANSWERED, Reason.UNANSWERED, Reason.UNANSWERED);
		CompletableFuture<Attempt> attempt = quorum.attempt(terms);
		quorum.time.passMillis(1_000);
		assertThat(quorum.asked(1)).containsExactly("acquire-if-free", "read-counter", "read-counter", "read-counter",
				"read-counter", "read-counter", "release-if-owner");
		QuorumException failure = ((Attempt.Unfenced) attempt.join()).failure(terms);
		assertThat(failure).isInstanceOf(QuorumImpossibleException.class)
			.hasMessage("The lock 'key' was free, but its fencing token cannot be decided: "
					+ "The next id of 'key' cannot be decided: "
					+ "0 of 3 masters agreed, 0 refused, 2 failed, 1 had not answered yet; the quorum is 2");
	}

	@Test
	void anythingElseThatStopsAFencingTokenIsThrownAndUndone() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		LockTerms terms = ScriptedQuorum.lock("key").fenced().terms();
		quorum.on(ScriptedQuorum.ACQUIRE, ScriptedQuorum.granted());
		quorum.on(ScriptedQuorum.READ, Long.toString(Long.MAX_VALUE));
		assertThat(quorum.attempt(terms)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(ArithmeticException.class);
		assertThat(quorum.master(1).last().script()).isEqualTo("release-if-owner");
		quorum.ids.close();
		assertThat(quorum.attempt(terms)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessage("This Pottery was closed");
		assertThat(quorum.asked(1)).endsWith("acquire-if-free", "release-if-owner");
	}

	@Test
	void aClosedEngineRefusesAttemptsAndWaits() {
		ScriptedQuorum quorum = new ScriptedQuorum(3);
		quorum.locks.close();
		assertThatIllegalStateException().isThrownBy(() -> quorum.attempt(TERMS))
			.withMessage("This Pottery was closed");
		assertThatIllegalStateException().isThrownBy(() -> quorum.await(TERMS, null))
			.withMessage("This Pottery was closed");
		assertThat(quorum.asked(0)).isEmpty();
	}

	private static Object reply(ScriptedMaster master, Does does) {
		return switch (does) {
			case GRANT -> ScriptedQuorum.granted();
			case REFUSE -> ScriptedQuorum.taken(1_000);
			case FAIL -> master.failure(Reason.UNANSWERED);
		};
	}

	private static Votes votes(Attempt attempt, int masters, int[] said) {
		if (attempt instanceof Attempt.Taken taken) {
			return taken.votes();
		}
		return (attempt instanceof Attempt.Impossible impossible) ? impossible.votes()
				: new Votes(masters, said[0], said[1], said[2]);
	}

}
