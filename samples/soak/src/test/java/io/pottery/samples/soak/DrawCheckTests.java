package io.pottery.samples.soak;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the checks see what they are for.
 */
class DrawCheckTests {

	@Test
	void growingIdsAreFine() {
		DrawCheck check = check(draw(1, 1, 0, 10), draw(2, 3, 11, 20), draw(9, 1, 21, 30));
		assertThat(check.duplicates()).isZero();
		assertThat(check.inversions()).isZero();
		assertThat(check.ids()).isEqualTo(5);
	}

	@Test
	void oneIdTwiceIsADuplicate() {
		assertThat(check(draw(7, 1, 0, 10), draw(7, 1, 0, 10)).duplicates()).isOne();
	}

	@Test
	void blocksThatShareAnIdAreDuplicates() {
		assertThat(check(draw(5, 3, 0, 10), draw(7, 1, 0, 10)).duplicates()).isOne();
		assertThat(check(draw(5, 9, 0, 10), draw(7, 1, 0, 10), draw(9, 9, 0, 10)).duplicates()).isEqualTo(2);
	}

	@Test
	void aSmallerIdThatWasAskedForLaterIsAnInversion() {
		assertThat(check(draw(8, 1, 0, 10), draw(7, 1, 11, 20)).inversions()).isOne();
		assertThat(check(draw(5, 4, 0, 10), draw(7, 1, 11, 20)).inversions()).isOne();
	}

	@Test
	void callsAtTheSameTimeHaveNoOrder() {
		assertThat(check(draw(8, 1, 0, 10), draw(7, 1, 10, 20)).inversions()).isZero();
	}

	@Test
	void anIdThatReturnedLongAgoStillCounts() {
		assertThat(check(draw(9, 1, 0, 10), draw(1, 1, 0, 50), draw(2, 1, 5, 60), draw(3, 1, 70, 80)).inversions())
			.isOne();
	}

	@Test
	void failedCallsHaveNoIds() {
		DrawCheck check = check(draw(Draw.RIVALS, 1, 0, 10), draw(Draw.MASTERS, 1, 20, 30), draw(1, 1, 40, 50));
		assertThat(check.duplicates()).isZero();
		assertThat(check.inversions()).isZero();
		assertThat(check.failures()).isEqualTo(2);
		assertThat(check.failures(Draw.MASTERS)).isOne();
	}

	private static DrawCheck check(Draw... draws) {
		return new DrawCheck(List.of(draws));
	}

	private static Draw draw(long first, int count, long asked, long returned) {
		return new Draw(first, count, asked, returned);
	}

}
