package io.pottery.quorum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The counting of answers against a count done the slow way, for everything that up to
 * six masters can say.
 */
@Tag("decisions")
class AnswersTests {

	/** What a master can have said. */
	private enum Said {

		NOTHING, YES, NO, NIL, FAILED

	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6 })
	void everythingThatMastersCanSayIsCounted(int masters) {
		int combinations = (int) Math.pow(Said.values().length, masters);
		for (int combination = 0; combination < combinations; combination++) {
			List<Said> said = said(combination, masters);
			Answers answers = answers(said);
			int yes = count(said, Said.YES);
			int no = count(said, Said.NO) + count(said, Said.NIL);
			int failed = count(said, Said.FAILED);
			assertThat(answers.masters()).isEqualTo(masters);
			assertThat(answers.pending()).as("pending %s", said).isEqualTo(count(said, Said.NOTHING));
			assertThat(answers.answered()).as("answered %s", said).isEqualTo(yes + no);
			assertThat(answers.failed()).as("failed %s", said).isEqualTo(failed);
			assertThat(answers.count(AnswersTests::yes)).as("count %s", said).isEqualTo(yes);
			assertThat(answers.count(Objects::isNull)).as("nil %s", said).isEqualTo(count(said, Said.NIL));
			assertThat(answers.votes(AnswersTests::yes)).as("votes %s", said)
				.isEqualTo(new Votes(masters, yes, no, failed));
			assertThat(answers.impossible()).as("impossible %s", said).isEqualTo(2 * (masters - failed) <= masters);
			assertThat(answers.replies()).as("replies %s", said).isEqualTo(replies(said));
			assertThat(answers.failures()).as("failures %s", said).hasSize(failed);
		}
	}

	@ParameterizedTest(name = "{0} masters")
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 101 })
	void twoMajoritiesAlwaysShareAMaster(int masters) {
		int majority = new Answers(masters).majority();
		assertThat(2 * majority).isGreaterThan(masters);
		assertThat(2 * (majority - 1)).isLessThanOrEqualTo(masters);
	}

	@Test
	void onlyAReplyIsTested() {
		Answers answers = answers(List.of(Said.NOTHING, Said.FAILED, Said.NIL, Said.YES));
		assertThat(answers.replied(0, (reply) -> true)).isFalse();
		assertThat(answers.replied(1, (reply) -> true)).isFalse();
		assertThat(answers.replied(2, Objects::isNull)).isTrue();
		assertThat(answers.replied(2, Objects::nonNull)).isFalse();
		assertThat(answers.replied(3, AnswersTests::yes)).isTrue();
	}

	@Test
	void eachReplyIsKept() {
		Answers answers = answers(List.of(Said.NO, Said.NIL, Said.YES));
		assertThat(answers.reply(0)).isEqualTo(0L);
		assertThat(answers.reply(1)).isNull();
		assertThat(answers.reply(2)).isEqualTo(1L);
	}

	@Test
	void theLargestGroupThatNamesTheSameIsCounted() {
		Answers answers = new Answers(7);
		assertThat(answers.mostAlike((reply) -> reply)).isZero();
		answers.put(0, "a", null);
		answers.put(1, null, failure("m1"));
		answers.put(2, "b", null);
		assertThat(answers.mostAlike((reply) -> reply)).isEqualTo(1);
		answers.put(3, null, null);
		answers.put(4, null, null);
		assertThat(answers.mostAlike((reply) -> reply)).as("nil names nothing").isEqualTo(1);
		answers.put(5, "b", null);
		answers.put(6, "c", null);
		assertThat(answers.mostAlike((reply) -> reply)).isEqualTo(2);
		assertThat(answers.mostAlike((reply) -> "same")).isEqualTo(6);
	}

	@Test
	void failuresKeepTheOrderOfTheirMasters() {
		Answers answers = new Answers(3);
		MasterException last = failure("last");
		MasterException first = failure("first");
		answers.put(2, null, last);
		answers.put(0, null, first);
		assertThat(answers.failures()).containsExactly(first, last);
	}

	@Test
	void aCopyDoesNotChange() {
		Answers answers = answers(List.of(Said.YES, Said.NOTHING, Said.NOTHING));
		Answers copy = answers.copy();
		answers.put(1, 1L, null);
		answers.put(2, null, failure("m2"));
		assertThat(copy.pending()).isEqualTo(2);
		assertThat(copy.replies()).containsExactly(1L);
		assertThat(copy.failed()).isZero();
	}

	private static List<Said> said(int combination, int masters) {
		List<Said> said = new ArrayList<>();
		for (int rest = combination, i = 0; i < masters; i++, rest /= Said.values().length) {
			said.add(Said.values()[rest % Said.values().length]);
		}
		return said;
	}

	private static Answers answers(List<Said> said) {
		Answers answers = new Answers(said.size());
		for (int i = 0; i < said.size(); i++) {
			switch (said.get(i)) {
				case YES -> answers.put(i, 1L, null);
				case NO -> answers.put(i, 0L, null);
				case NIL -> answers.put(i, null, null);
				case FAILED -> answers.put(i, null, failure("m" + i));
				case NOTHING -> {
				}
			}
		}
		return answers;
	}

	private static List<Object> replies(List<Said> said) {
		Object[] replies = said.stream()
			.filter((one) -> one == Said.YES || one == Said.NO || one == Said.NIL)
			.map((one) -> (one == Said.NIL) ? "nil" : (one == Said.YES) ? 1L : 0L)
			.toArray();
		return Arrays.asList(Arrays.stream(replies).map((one) -> one.equals("nil") ? null : one).toArray());
	}

	private static int count(List<Said> said, Said what) {
		return (int) said.stream().filter((one) -> one == what).count();
	}

	private static boolean yes(Object reply) {
		return Long.valueOf(1).equals(reply);
	}

	private static MasterException failure(String name) {
		return new ScriptedMaster(name).failure(MasterException.Reason.UNANSWERED);
	}

}
