package io.pottery.quorum;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("decisions")
class QuorumScriptsTests {

	@Test
	void onlyTheNumber1IsAYes() {
		assertThat(QuorumScripts.yes(1L)).isTrue();
		assertThat(QuorumScripts.yes(List.of(1L))).isTrue();
		assertThat(QuorumScripts.yes(List.of(1L, 0L))).isTrue();
		assertThat(QuorumScripts.yes(0L)).isFalse();
		assertThat(QuorumScripts.yes(2L)).isFalse();
		assertThat(QuorumScripts.yes(-1L)).isFalse();
		assertThat(QuorumScripts.yes("1")).isFalse();
		assertThat(QuorumScripts.yes(List.of(0L, 1L))).isFalse();
		assertThat(QuorumScripts.yes(List.of())).isFalse();
		assertThat(QuorumScripts.yes(null)).isFalse();
	}

	@Test
	void whetherALockWasHeldIsAlsoSaidBehindWhetherItWasPassedOn() {
		assertThat(QuorumScripts.held(1L)).isTrue();
		assertThat(QuorumScripts.held(0L)).isFalse();
		assertThat(QuorumScripts.held(List.of(1L))).isTrue();
		assertThat(QuorumScripts.held(List.of(1L, 1L))).isTrue();
		assertThat(QuorumScripts.held(List.of(1L, 0L))).isFalse();
		assertThat(QuorumScripts.held(List.of(0L, 1L, 5L))).isTrue();
		assertThat(QuorumScripts.held(List.of(0L, 0L, 1L))).isFalse();
		assertThat(QuorumScripts.held(List.of())).isFalse();
		assertThat(QuorumScripts.held(null)).isFalse();
	}

	@Test
	void aMasterThatDoesNotVoteSaysWhy() {
		assertThat(QuorumScripts.noVote(List.of("NOVOTE", "unmarked"))).isEqualTo("unmarked");
		assertThat(QuorumScripts.noVote(List.of("NOVOTE", "17"))).isEqualTo("17");
		assertThat(QuorumScripts.noVote(List.of("UNKNOWN", "17"))).isNull();
		assertThat(QuorumScripts.noVote(List.of("NOVOTE"))).isNull();
		assertThat(QuorumScripts.noVote(List.of("NOVOTE", "17", "18"))).isNull();
		assertThat(QuorumScripts.noVote("NOVOTE")).isNull();
		assertThat(QuorumScripts.noVote(null)).isNull();
	}

	@Test
	void aMasterThatMayHaveForgottenNamesItsMarker() {
		assertThat(QuorumScripts.unknownUnder(List.of("UNKNOWN", "run rejoined 5"))).isEqualTo("run rejoined 5");
		assertThat(QuorumScripts.unknownUnder(List.of("NOVOTE", "17"))).isNull();
		assertThat(QuorumScripts.unknownUnder("7")).isNull();
		assertThat(QuorumScripts.unknownUnder(null)).isNull();
	}

	@Test
	void everyVoteIsBehindTheMarker() {
		assertThat(List.of(QuorumScripts.ACQUIRE_IF_FREE, QuorumScripts.PASS_ON_IF_OWNER, QuorumScripts.EXTEND_IF_OWNER,
				QuorumScripts.INSPECT_LOCK, QuorumScripts.READ_COUNTER, QuorumScripts.RAISE_COUNTER,
				QuorumScripts.RESTORE_COUNTER, QuorumScripts.RESET_COUNTER))
			.allSatisfy((script) -> assertThat(script.source()).contains("NOVOTE").doesNotContain("--[[body]]"));
	}

}
