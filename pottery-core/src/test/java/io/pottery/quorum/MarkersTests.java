package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a master is marked, and as what. A quarantine lasts for the longest lease, 30
 * seconds, the drift of clocks, 302 milliseconds, and a second.
 */
@Tag("decisions")
class MarkersTests {

	private static final String QUARANTINE = "31302";

	private final ScriptedQuorum quorum = new ScriptedQuorum(3, RestartPolicy.QUARANTINE);

	@Test
	void allMarkersAreReadAtOnce() {
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.asked()).containsExactly("read-marker");
			assertThat(master.last().keys()).containsExactly("pottery:master");
			assertThat(master.last().args()).isEmpty();
			assertThat(master.last().deadline()).isEqualTo(ScriptedQuorum.MASTER_TIMEOUT);
		}
	}

	@Test
	void aLookTakesNoLongerThanASecond() {
		List<ScriptedMaster> masters = ScriptedMaster.several(1);
		new Electorate(List.copyOf(masters), RestartPolicy.QUARANTINE, new ManualTime(), Duration.ofSeconds(30),
				Duration.ofSeconds(2));
		assertThat(masters.get(0).last().deadline()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void atFirstUseAllMastersAreFreshForASecond() {
		CompletableFuture<?> decision = decision();
		this.quorum.answer(0, unmarked(5_000));
		this.quorum.answer(1, unmarked(6_000));
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
		this.quorum.answer(2, unmarked(7_000));
		for (int i = 0; i < 3; i++) {
			assertThat(this.quorum.asked(i)).containsExactly("read-marker", "write-marker");
			assertThat(this.quorum.master(i).last().keys()).containsExactly("pottery:master",
					"pottery:master:counters");
			assertThat(this.quorum.master(i).last().args()).containsExactly("fresh", (6 + i) + "000", "run");
			assertThat(this.quorum.master(i).last().deadline()).isEqualTo(ScriptedQuorum.MASTER_TIMEOUT);
		}
		this.quorum.answer(0, "run0 fresh");
		this.quorum.answer(1, "run1 fresh");
		assertThat(decision).isNotDone();
		this.quorum.answer(2, "run2 fresh");
		assertDecidedAtOnce();
	}

	@Test
	void whereOneMasterDoesNotAnswerNobodyIsCalledFresh() {
		this.quorum.answer(0, unmarked(5_000));
		this.quorum.answer(1, unmarked(5_000));
		this.quorum.answer(2, Reason.UNREACHABLE);
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
		assertThat(this.quorum.time.pending()).containsExactly(Duration.ofMillis(300), Duration.ofSeconds(1));
		this.quorum.time.passMillis(299);
		assertThat(this.quorum.asked(0)).hasSize(1);
		this.quorum.time.passMillis(1);
		assertThat(this.quorum.asked(0)).containsExactly("read-marker", "read-marker");
	}

	@Test
	void whereOneMasterIsMarkedNobodyIsCalledFresh() {
		this.quorum.answer(0, unmarked(5_000));
		this.quorum.answer(1, mine("run1 fresh"));
		this.quorum.answer(2, unmarked(5_000));
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
		assertThat(this.quorum.asked(2)).containsExactly("read-marker");
	}

	@Test
	void aMarkerOfAnotherProcessMeansARestart() {
		this.quorum.answer(0, mine("run0 fresh"));
		this.quorum.answer(1, List.of("before fresh", 0L, 5_000L, "run"));
		this.quorum.answer(2, mine("run2 fresh"));
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
		assertThat(this.quorum.asked(1)).containsExactly("read-marker", "write-marker");
		assertThat(this.quorum.master(1).last().args()).containsExactly("rejoined", QUARANTINE, "run");
		this.quorum.answer(1, "run1 rejoined 36302");
		assertDecidedAtOnce();
	}

	@Test
	void aMarkerThatIsMissingForLongMeansThatAMasterWasEmptied() {
		this.quorum.answer(0, mine("run0 fresh"));
		this.quorum.answer(1, unmarked(5_000));
		this.quorum.answer(2, mine("run2 fresh"));
		look(unmarked(5_300));
		look(unmarked(6_100));
		assertThat(this.quorum.asked(1)).doesNotContain("write-marker");
		look(unmarked(6_101));
		assertThat(this.quorum.asked(1)).endsWith("write-marker");
		assertThat(this.quorum.master(1).last().args()).containsExactly("rejoined", QUARANTINE, "run");
	}

	@Test
	void aServerClockThatIsSetBackBeginsTheWaitAgain() {
		this.quorum.answer(0, mine("run0 fresh"));
		this.quorum.answer(1, unmarked(5_000));
		this.quorum.answer(2, mine("run2 fresh"));
		look(unmarked(4_000));
		look(unmarked(5_100));
		assertThat(this.quorum.asked(1)).doesNotContain("write-marker");
		look(unmarked(5_101));
		assertThat(this.quorum.asked(1)).endsWith("write-marker");
	}

	@Test
	void aMarkerThatWasThereMeanwhileBeginsTheWaitAgain() {
		this.quorum.answer(0, mine("run0 fresh"));
		this.quorum.answer(1, unmarked(5_000));
		this.quorum.answer(2, mine("run2 fresh"));
		look(mine("run1 fresh"));
		assertThat(this.quorum.time.pending()).doesNotContain(Duration.ofMillis(300));
		this.quorum.electorate.round(QuorumScripts.INSPECT_LOCK, "key", List.of(), Duration.ofSeconds(1),
				(answers) -> null);
		this.quorum.answer(1, List.of("NOVOTE", "unmarked"));
		answerLook(unmarked(9_000));
		assertThat(this.quorum.asked(1)).doesNotContain("write-marker");
	}

	@Test
	void aMarkerThatWasWrittenBeginsTheWaitAgain() {
		answerLook(List.of("before fresh", 0L, 5_000L, "run"));
		this.quorum.answer(1, "run1 rejoined 36302");
		this.quorum.electorate.round(QuorumScripts.INSPECT_LOCK, "key", List.of(), Duration.ofSeconds(1),
				(answers) -> null);
		this.quorum.answer(1, List.of("NOVOTE", "unmarked"));
		answerLook(unmarked(9_000));
		assertThat(this.quorum.asked(1)).containsOnlyOnce("write-marker");
	}

	@Test
	void afterAMarkerWasEverSeenNobodyIsCalledFresh() {
		answerLook(mine("run1 fresh"));
		this.quorum.master(0).listener().connected(new ServerFacts("run", false, "noeviction"));
		this.quorum.answerAll(unmarked(5_000));
		assertThat(this.quorum.asked(0)).containsExactly("read-marker", "read-marker");
	}

	@Test
	void afterAMarkerWasEverWrittenNobodyIsCalledFresh() {
		this.quorum.answerAll(unmarked(5_000));
		this.quorum.answer(0, "run0 fresh");
		this.quorum.answer(1, Reason.UNANSWERED);
		this.quorum.answer(2, Reason.UNANSWERED);
		this.quorum.time.passMillis(300);
		this.quorum.answerAll(unmarked(5_300));
		assertThat(this.quorum.asked(1)).containsExactly("read-marker", "write-marker", "read-marker");
	}

	@Test
	void whoIsTooLateToCallAMasterFreshLooksAgain() {
		CompletableFuture<?> decision = decision();
		this.quorum.answerAll(unmarked(5_000));
		this.quorum.answer(0, "run0 fresh");
		this.quorum.answer(1, "");
		this.quorum.answer(2, "run2 fresh");
		assertThat(decision).isNotDone();
		assertThat(this.quorum.asked(0)).doesNotContain("inspect-lock");
		this.quorum.time.passMillis(300);
		assertThat(this.quorum.asked(0)).containsExactly("read-marker", "write-marker", "read-marker");
	}

	@Test
	void aMasterThatCannotBeMarkedIsLookedAtAgain() {
		answerLook(List.of("before fresh", 0L, 5_000L, "run"));
		this.quorum.answer(1, Reason.UNANSWERED);
		this.quorum.time.passMillis(300);
		assertThat(this.quorum.asked(1)).containsExactly("read-marker", "write-marker", "read-marker");
	}

	@Test
	void aMasterThatAnswersNonsenseIsNotMarked() {
		this.quorum.answer(0, "nonsense");
		this.quorum.answer(1, unmarked(5_000));
		this.quorum.answer(2, List.of("before fresh", 0L, 5_000L, "run"));
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
		assertThat(this.quorum.asked(1)).containsExactly("read-marker");
		assertThat(this.quorum.asked(2)).containsExactly("read-marker", "write-marker");
	}

	@Test
	void aRestartIsLoggedOnceWithTheEndOfItsQuarantine() {
		try (CapturedLog log = new CapturedLog(Quorum.class, Level.INFO)) {
			answerLook(List.of("before fresh", 0L, 5_000L, "run"));
			this.quorum.answer(1, "run1 rejoined 1800000000000");
			assertThat(log.lines()).containsExactly("WARN Master 'm1' came back and may have lost what it granted: "
					+ "it does not vote until 2027-01-15T08:00:00Z");
			reconnect();
			answerLook(mine("run1 rejoined 1800000000000"));
			assertThat(log.lines()).hasSize(1);
			reconnect();
			answerLook(mine("run1 rejoined 1800000001000"));
			assertThat(log.lines()).hasSize(2);
		}
	}

	@Test
	void aQuarantineThatAnotherClientBeganIsLoggedToo() {
		try (CapturedLog log = new CapturedLog(Quorum.class, Level.INFO)) {
			answerLook(mine("run1 rejoined 1800000000000"));
			assertThat(log.lines()).containsExactly("WARN Master 'm1' came back and may have lost what it granted: "
					+ "it does not vote until 2027-01-15T08:00:00Z");
		}
	}

	// Until when everybody waits

	@Test
	void aMajorityOfMarkedMastersIsEnoughToBegin() {
		CompletableFuture<?> decision = decision();
		this.quorum.answer(0, mine("run0 fresh"));
		this.quorum.answer(1, Reason.UNREACHABLE);
		this.quorum.answer(2, mine("run2 fresh"));
		assertThat(decision).isNotDone();
		assertDecidedAtOnce();
	}

	@Test
	void fewerThanAMajorityAreNotEnoughToBegin() {
		decision();
		this.quorum.answer(0, mine("run0 fresh"));
		this.quorum.answer(1, Reason.UNREACHABLE);
		this.quorum.answer(2, Reason.UNREACHABLE);
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
		assertThat(this.quorum.time.pending()).containsExactly(Duration.ofSeconds(1));
		reconnect();
		assertThat(this.quorum.asked(0)).containsExactly("read-marker", "read-marker");
	}

	@Test
	void nobodyWaitsForMoreThanASecond() {
		decision();
		this.quorum.time.pass(Duration.ofSeconds(1).minusNanos(1));
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
		this.quorum.time.pass(Duration.ofNanos(1));
		assertThat(this.quorum.asked(0)).containsExactly("read-marker", "inspect-lock");
	}

	@Test
	void closingLetsEverybodyGo() {
		decision();
		this.quorum.electorate.close();
		assertThat(this.quorum.asked(0)).containsExactly("read-marker", "inspect-lock");
	}

	// Looking again

	@Test
	void whoeverAsksForALookDuringAnotherGetsOneMore() {
		reconnect();
		reconnect();
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
		answerLook(mine("run1 fresh"));
		assertThat(this.quorum.asked(0)).containsExactly("read-marker", "read-marker");
		answerLook(mine("run1 fresh"));
		assertThat(this.quorum.asked(0)).hasSize(2);
	}

	@Test
	void lostVotesAreNoReasonForMoreLooksThanOneAtATime() {
		answerLook(mine("run1 fresh"));
		loseVote();
		assertThat(this.quorum.asked(1)).endsWith("inspect-lock", "read-marker");
		loseVote();
		assertThat(this.quorum.asked(1)).endsWith("read-marker", "inspect-lock");
		long looks = looks();
		answerLast("read-marker", 1, unmarked(5_000));
		answerLast("read-marker", 0, mine("run0 fresh"));
		answerLast("read-marker", 2, mine("run2 fresh"));
		assertThat(looks()).isEqualTo(looks);
		assertThat(this.quorum.time.pending()).startsWith(Duration.ofMillis(300));
		loseVote();
		assertThat(looks()).as("a look is planned").isEqualTo(looks);
		this.quorum.time.passMillis(300);
		assertThat(looks()).isEqualTo(looks + 1);
		answerLast("read-marker", 1, mine("run1 fresh"));
		answerLast("read-marker", 0, mine("run0 fresh"));
		answerLast("read-marker", 2, mine("run2 fresh"));
		loseVote();
		assertThat(looks()).isEqualTo(looks + 2);
	}

	@Test
	void aMarkedMajorityIsNotLookedAtAgain() {
		answerLook(mine("run1 fresh"));
		this.quorum.time.passMillis(10_000);
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
	}

	@Test
	void nobodyIsLookedAtAfterTheClose() {
		this.quorum.answer(0, unmarked(5_000));
		this.quorum.answer(1, unmarked(5_000));
		this.quorum.electorate.close();
		this.quorum.answer(2, Reason.UNREACHABLE);
		this.quorum.time.passMillis(10_000);
		assertThat(this.quorum.asked(0)).containsExactly("read-marker");
	}

	private void loseVote() {
		this.quorum.electorate.ask(1, QuorumScripts.INSPECT_LOCK, "key", List.of(), Duration.ofSeconds(1));
		this.quorum.answer(1, List.of("NOVOTE", "unmarked"));
	}

	private long looks() {
		return this.quorum.asked(0).stream().filter("read-marker"::equals).count();
	}

	private void answerLast(String script, int master, Object reply) {
		List<ScriptedMaster.Question> asked = this.quorum.master(master)
			.questions()
			.stream()
			.filter((question) -> question.script().equals(script))
			.toList();
		asked.get(asked.size() - 1).answer(reply);
	}

	private CompletableFuture<?> decision() {
		return this.quorum.electorate.round(QuorumScripts.INSPECT_LOCK, "key", List.of(), Duration.ofSeconds(1),
				(answers) -> "decided");
	}

	private void assertDecidedAtOnce() {
		decision();
		assertThat(this.quorum.asked(0)).endsWith("inspect-lock");
	}

	private void reconnect() {
		this.quorum.master(1).listener().connected(new ServerFacts("run", false, "noeviction"));
	}

	/**
	 * Lets the next look begin and answers it.
	 */
	private void look(Object marker) {
		this.quorum.time.passMillis(300);
		answerLook(marker);
	}

	private void answerLook(Object marker) {
		this.quorum.answer(0, mine("run0 fresh"));
		this.quorum.answer(2, mine("run2 fresh"));
		this.quorum.answer(1, marker);
	}

	private static Object unmarked(long serverMillis) {
		return List.of("", 0L, serverMillis, "run");
	}

	private static Object mine(String marker) {
		return List.of(marker, 1L, 5_000L, "run");
	}

}
