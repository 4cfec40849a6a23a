package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is asked, and whose answer counts.
 */
@Tag("decisions")
class ElectorateTests {

	private static final Duration DEADLINE = Duration.ofMillis(70);

	private final ScriptedQuorum quorum = new ScriptedQuorum(3);

	@Test
	void trustedMastersAreAskedWithTheKeyAlone() {
		CompletableFuture<Object> answer = ask(this.quorum, 1);
		assertThat(this.quorum.master(1).last().keys()).containsExactly("key");
		assertThat(this.quorum.master(1).last().args()).containsExactly("argument");
		assertThat(this.quorum.master(1).last().deadline()).isEqualTo(DEADLINE);
		assertThat(this.quorum.asked(0)).isEmpty();
		this.quorum.answer(1, "reply");
		assertThat(answer).isCompletedWithValue("reply");
		assertThat(this.quorum.electorate.size()).isEqualTo(3);
		assertThat(this.quorum.electorate.name(2)).isEqualTo("m2");
		assertThat(this.quorum.electorate.masters()).isEqualTo(this.quorum.masters);
	}

	@Test
	void masterThatMayForgetAreAskedWithTheirMarker() {
		ScriptedQuorum quarantine = new ScriptedQuorum(3, RestartPolicy.QUARANTINE);
		ask(quarantine, 1);
		assertThat(quarantine.master(1).last().keys()).containsExactly("key", "pottery:master",
				"pottery:master:counters");
	}

	@Test
	void nothingIsDecidedBeforeTheMarkersWereRead() {
		ScriptedQuorum quarantine = new ScriptedQuorum(3, RestartPolicy.QUARANTINE);
		CompletableFuture<String> decision = quarantine.electorate.round(QuorumScripts.INSPECT_LOCK, "key",
				List.of("argument"), DEADLINE, (answers) -> "decided");
		assertThat(quarantine.asked(0)).containsExactly("read-marker");
		quarantine.answerAll(List.of("run fresh", 1L, 5L, "run"));
		assertThat(quarantine.asked(0)).containsExactly("read-marker", "inspect-lock");
		quarantine.answerAll(List.of());
		assertThat(decision).isCompletedWithValue("decided");
		quarantine.electorate.round(QuorumScripts.INSPECT_LOCK, "key", List.of(), DEADLINE, (answers) -> "decided");
		assertThat(quarantine.asked(0)).hasSize(3);
	}

	@Test
	void aMasterThatIsNoneIsNotAsked() {
		this.quorum.master(0).listener().connected(new ServerFacts("run", true, "noeviction"));
		assertThat(failure(ask(this.quorum, 0))).isInstanceOf(MasterException.class)
			.hasMessage("Master 'm0' does not vote: "
					+ "it is a replica, which follows another server instead of deciding by itself")
			.satisfies((ex) -> assertThat(((MasterException) ex).reason()).isEqualTo(Reason.NOT_VOTING));
		assertThat(this.quorum.asked(0)).isEmpty();
		assertThat(this.quorum.electorate.suitability().unsuitable()).hasSize(1);
	}

	@Test
	void whatAMasterAnswersThatTurnedOutToBeNoneDoesNotCount() {
		CompletableFuture<Object> answer = ask(this.quorum, 0);
		this.quorum.master(0).listener().connected(new ServerFacts("run", true, "noeviction"));
		this.quorum.answer(0, 1L);
		assertThat(failure(answer)).isInstanceOf(MasterException.class)
			.hasMessageStartingWith("Master 'm0' does not vote: it is a replica");
	}

	@Test
	void aMasterThatThrowsWhenItIsAskedHasNotAnswered() {
		this.quorum.master(0).on("inspect-lock", (question) -> {
			throw new IllegalStateException("closed");
		});
		assertThat(failure(ask(this.quorum, 0))).isInstanceOf(MasterException.class)
			.hasMessage("Master 'm0' did not answer: java.lang.IllegalStateException: closed")
			.hasCauseInstanceOf(IllegalStateException.class)
			.satisfies((ex) -> assertThat(((MasterException) ex).reason()).isEqualTo(Reason.UNANSWERED));
	}

	@Test
	void whatAMasterFailsWithIsKept() {
		MasterException failure = this.quorum.master(0).failure(Reason.REFUSED);
		CompletableFuture<Object> answer = ask(this.quorum, 0);
		this.quorum.answer(0, failure);
		assertThat(failure(answer)).isSameAs(failure);
		answer = ask(this.quorum, 0);
		this.quorum.answer(0, new CompletionException(failure));
		assertThat(failure(answer)).isSameAs(failure);
		answer = ask(this.quorum, 0);
		this.quorum.answer(0, new CompletionException("bare", null));
		assertThat(failure(answer)).isInstanceOf(MasterException.class)
			.hasMessage("Master 'm0' did not answer: java.util.concurrent.CompletionException: bare");
	}

	@Test
	void theEndOfARoundIsTold() {
		List<Answers> ends = new ArrayList<>();
		ScriptedQuorum quarantine = new ScriptedQuorum(3, RestartPolicy.QUARANTINE);
		for (ScriptedQuorum quorum : List.of(this.quorum, quarantine)) {
			quorum.electorate.round(QuorumScripts.INSPECT_LOCK, "key", List.of(), DEADLINE, (answers) -> "decided",
					ends::add);
		}
		this.quorum.answerAll(1L);
		assertThat(ends).hasSize(1);
		quarantine.answerAll(List.of("run fresh", 1L, 5L, "run"));
		quarantine.answerAll(1L);
		assertThat(ends).hasSize(2);
	}

	@Test
	void aMasterInQuarantineGivesNoVote() {
		ScriptedQuorum quarantine = marked();
		CompletableFuture<Object> answer = ask(quarantine, 0);
		quarantine.answer(0, List.of("NOVOTE", "1234"));
		assertThat(failure(answer)).isInstanceOf(MasterException.class)
			.hasMessage("Master 'm0' does not vote: "
					+ "it came back without its data and is in quarantine for 1234 ms more")
			.satisfies((ex) -> assertThat(((MasterException) ex).reason()).isEqualTo(Reason.NOT_VOTING));
		assertThat(quarantine.asked(0)).endsWith("inspect-lock");
	}

	@Test
	void aMasterWithoutItsMarkerGivesNoVoteAndIsLookedAt() {
		ScriptedQuorum quarantine = marked();
		CompletableFuture<Object> answer = ask(quarantine, 0);
		quarantine.answer(0, List.of("NOVOTE", "unmarked"));
		assertThat(failure(answer)).isInstanceOf(MasterException.class)
			.hasMessage(
					"Master 'm0' does not vote: " + "it was restarted or emptied, and its quarantine has yet to begin");
		assertThat(quarantine.asked(0)).endsWith("inspect-lock", "read-marker");
		assertThat(quarantine.asked(1)).endsWith("read-marker");
	}

	@Test
	void trustedMastersAreTakenAtTheirWord() {
		CompletableFuture<Object> answer = ask(this.quorum, 0);
		this.quorum.answer(0, List.of("NOVOTE", "unmarked"));
		assertThat(answer).isCompletedWithValue(List.of("NOVOTE", "unmarked"));
	}

	@Test
	void whoeverListensIsToldOfKeysAndConnections() {
		List<String> told = new ArrayList<>();
		this.quorum.electorate.onChange((master, key) -> told.add(master + " " + key));
		this.quorum.master(2).listener().changed("redlock:x");
		this.quorum.master(1).listener().changed(null);
		this.quorum.master(0).listener().connected(ServerFacts.unknown());
		assertThat(told).containsExactly("2 redlock:x", "1 null", "0 null");
	}

	@Test
	void aMasterThatCannotBeReachedHasBeenTried() {
		this.quorum.masters.forEach((master) -> master.listener().unreachable());
		assertThat(this.quorum.electorate.suitability().firstContact()).isCompleted();
	}

	@Test
	void everyNewConnectionHasItsMarkersRead() {
		ScriptedQuorum quarantine = marked();
		quarantine.master(1).listener().connected(new ServerFacts("run", false, "noeviction"));
		assertThat(quarantine.asked(0)).containsExactly("read-marker", "read-marker");
	}

	@Test
	void afterTheCloseNobodyIsLookedAt() {
		ScriptedQuorum quarantine = marked();
		quarantine.electorate.close();
		quarantine.master(1).listener().connected(new ServerFacts("run", false, "noeviction"));
		assertThat(quarantine.asked(0)).containsExactly("read-marker");
		this.quorum.electorate.close();
	}

	private static ScriptedQuorum marked() {
		ScriptedQuorum quarantine = new ScriptedQuorum(3, RestartPolicy.QUARANTINE);
		quarantine.answerAll(List.of("run fresh", 1L, 5L, "run"));
		return quarantine;
	}

	private static CompletableFuture<Object> ask(ScriptedQuorum quorum, int master) {
		return quorum.electorate.ask(master, QuorumScripts.INSPECT_LOCK, "key", List.of("argument"), DEADLINE);
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
