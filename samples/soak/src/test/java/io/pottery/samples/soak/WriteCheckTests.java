package io.pottery.samples.soak;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the checks see what they are for.
 */
class WriteCheckTests {

	@Test
	void writesInTheOrderOfTheirTokensAreFine() {
		WriteCheck check = check(new Write(7, 3, true), new Write(2, 1, true), new Write(2, 2, true));
		assertThat(check.stale()).isZero();
		assertThat(check.accepted()).isEqualTo(3);
	}

	@Test
	void aWriteAfterOneOfALaterLeaseIsStale() {
		assertThat(check(new Write(5, 1, true), new Write(6, 2, true), new Write(5, 3, false)).stale()).isOne();
	}

	@Test
	void twoWritesInOnePlaceAreStale() {
		assertThat(check(new Write(5, 1, true), new Write(6, 2, true), new Write(7, 2, true)).stale()).isOne();
	}

	@Test
	void refusedWritesDoNoHarm() {
		WriteCheck check = check(new Write(6, 1, true), new Write(5, 0, false));
		assertThat(check.stale()).isZero();
		assertThat(check.refused()).isOne();
		assertThat(check.lostUpdates(1)).isZero();
	}

	@Test
	void acceptedWritesThatTheCounterDoesNotShowAreLost() {
		assertThat(check(new Write(1, 1, true), new Write(2, 2, true), new Write(1, 3, true)).lostUpdates(2)).isOne();
	}

	@Test
	void twoLeasesWithOneTokenAreSeen() {
		assertThat(check(new Write(1, 1, true), new Write(1, 2, true)).sameTokens()).isOne();
	}

	private static WriteCheck check(Write... writes) {
		return new WriteCheck(List.of(writes));
	}

}
