package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("decisions")
class RoundTests {

	private static final Duration DEADLINE = Duration.ofMillis(70);

	private final ScriptedQuorum quorum = new ScriptedQuorum(3);

	private final List<Answers> ends = new ArrayList<>();

	@Test
	void everyMasterIsAskedTheSameBeforeAnyAnswers() {
		start((answers) -> null);
		for (ScriptedMaster master : this.quorum.masters) {
			assertThat(master.questions()).hasSize(1);
			assertThat(master.last().script()).isEqualTo("inspect-lock");
			assertThat(master.last().keys()).containsExactly("redlock:key");
			assertThat(master.last().args()).containsExactly("token", "10");
			assertThat(master.last().deadline()).isEqualTo(DEADLINE);
		}
	}

	@Test
	void theJudgeLooksAfterEachAnswerUntilItDecides() {
		List<Integer> open = new ArrayList<>();
		CompletableFuture<String> decision = start((answers) -> {
			open.add(answers.pending());
			return (answers.pending() == 1) ? "two will do" : null;
		});
		this.quorum.answer(2, 1L);
		assertThat(decision).isNotDone();
		this.quorum.answer(0, 1L);
		assertThat(decision).isCompletedWithValue("two will do");
		this.quorum.answer(1, 1L);
		assertThat(decision).isCompletedWithValue("two will do");
		assertThat(open).containsExactly(2, 1);
	}

	@Test
	void eachAnswerIsItsMastersOwn() {
		CompletableFuture<Answers> decision = start((answers) -> (answers.pending() == 0) ? answers.copy() : null);
		this.quorum.answer(1, null);
		this.quorum.answer(2, Reason.REFUSED);
		this.quorum.answer(0, "zero");
		Answers answers = decision.join();
		assertThat(answers.replied(0, "zero"::equals)).isTrue();
		assertThat(answers.replied(1, (reply) -> reply == null)).isTrue();
		assertThat(answers.failures()).singleElement()
			.satisfies((failure) -> assertThat(failure.master()).isEqualTo("m2"))
			.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(Reason.REFUSED));
	}

	@Test
	void answersThatAreThereAtOnceAreCounted() {
		this.quorum.on(ScriptedQuorum.INSPECT, 1L);
		CompletableFuture<Integer> decision = start(
				(answers) -> (answers.pending() == 0) ? answers.replies().size() : null);
		assertThat(decision).isCompletedWithValue(3);
	}

	@Test
	void aJudgeThatBreaksEndsTheRound() {
		IllegalStateException broken = new IllegalStateException("broken");
		CompletableFuture<String> decision = start((answers) -> {
			throw broken;
		});
		this.quorum.answer(0, 1L);
		assertThat(decision).failsWithin(Duration.ZERO).withThrowableThat().havingCause().isSameAs(broken);
	}

	@Test
	void theEndIsToldWithAllAnswersWhenTheLastOneIsThere() {
		start((answers) -> "decided");
		this.quorum.answer(0, "a");
		this.quorum.answer(1, "b");
		assertThat(this.ends).isEmpty();
		this.quorum.answer(2, "c");
		assertThat(this.ends).singleElement()
			.satisfies((answers) -> assertThat(answers.replies()).containsExactly("a", "b", "c"));
	}

	@Test
	void theDecisionComesBeforeTheEnd() {
		List<String> order = new ArrayList<>();
		Round
			.start(this.quorum.electorate, QuorumScripts.INSPECT_LOCK, List.of("key"), List.of(), DEADLINE,
					(answers) -> (answers.pending() == 0) ? "decided" : null, (answers) -> order.add("end"))
			.thenAccept(order::add);
		this.quorum.answerAll("a");
		assertThat(order).containsExactly("decided", "end");
	}

	private <T> CompletableFuture<T> start(Round.Judge<T> judge) {
		return Round.start(this.quorum.electorate, QuorumScripts.INSPECT_LOCK, List.of("redlock:key"),
				List.of("token", "10"), DEADLINE, judge, this.ends::add);
	}

}
