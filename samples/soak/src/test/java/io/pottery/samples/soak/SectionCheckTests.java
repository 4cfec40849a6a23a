package io.pottery.samples.soak;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.pottery.samples.soak.Section.End;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the checks see what they are for.
 */
class SectionCheckTests {

	@Test
	void sectionsThatFollowEachOtherDoNotOverlap() {
		assertThat(check(section(1, 0, 10, 100, 20), section(1, 0, 20, 100, 30)).overlaps().count()).isZero();
	}

	@Test
	void sectionsAtTheSameTimeOverlap() {
		assertThat(check(section(1, 0, 10, 100, 20), section(1, 0, 19, 100, 30)).overlaps().count()).isOne();
	}

	@Test
	void theOrderInTheFilesDoesNotMatter() {
		assertThat(check(section(1, 0, 19, 100, 30), section(1, 0, 10, 100, 20)).overlaps().count()).isOne();
	}

	@Test
	void aLongSectionOverlapsAllThatFallIntoIt() {
		assertThat(check(section(1, 0, 10, 100, 90), section(1, 0, 20, 100, 30), section(1, 0, 40, 100, 50)).overlaps()
			.count()).isEqualTo(2);
	}

	@Test
	void sectionsOfDifferentKeysMayOverlap() {
		assertThat(check(section(1, 0, 10, 100, 20), section(2, 0, 15, 100, 30)).overlaps().count()).isZero();
	}

	@Test
	void nothingIsPromisedAfterTheEndOfALease() {
		assertThat(check(section(1, 0, 10, 50, 90), section(1, 0, 60, 100, 70)).overlaps().count()).isZero();
	}

	@Test
	void whoWasNotLetInOverlapsNobody() {
		Section refused = new Section(1, 0, End.NOT_HAD, 0, 15, 15, 15, 15, Section.NOTHING);
		assertThat(check(section(1, 0, 10, 100, 20), refused).overlaps().count()).isZero();
	}

	@Test
	void examplesNameBothSections() {
		Section first = section(1, 0, 10, 100, 20);
		Section second = section(1, 0, 15, 100, 30);
		assertThat(check(first, second).overlaps().examples()).containsExactly(first + " and " + second);
	}

	@Test
	void writesThatTheCounterDoesNotShowAreLost() {
		SectionCheck check = check(wrote(1, 1), wrote(1, 2), wrote(1, 2), wrote(2, 1), wrote(2, Section.NOTHING));
		assertThat(check.lostUpdates(Map.of(1, 2L, 2, 1L))).isOne();
		assertThat(check.lostUpdates(Map.of(1, 3L, 2, 1L))).isZero();
	}

	@Test
	void onlyReleasedSectionsAreComplete() {
		SectionCheck check = new SectionCheck(List.of(ended(End.RELEASED), ended(End.UNCONFIRMED), ended(End.LOST),
				ended(End.NOT_HAD), ended(End.FAILED)));
		assertThat(check.completed()).isEqualTo(0.4);
	}

	@Test
	void handOffsAreMeasuredWhereTheNextOneWaited() {
		SectionCheck check = check(section(1, 0, 10, 900, 20), section(1, 15, 23, 900, 30),
				section(1, 50, 60, 900, 70));
		assertThat(check.handOffs().getTotalCount()).isOne();
		assertThat(check.handOffs().getMaxValue()).isEqualTo(3);
	}

	@Test
	void aWaiterThatSleepsWhileTheLockIsFreeWasNotWoken() {
		assertThat(check(section(1, 0, 10, 900, 20), section(1, 5, 31, 900, 40)).lostWakeUps(10)).isOne();
		assertThat(check(section(1, 0, 10, 900, 20), section(1, 5, 30, 900, 40)).lostWakeUps(10)).isZero();
		assertThat(check(section(1, 0, 10, 900, 20), section(1, 95, 99, 900, 99)).lostWakeUps(10)).isZero();
	}

	@Test
	void aWaiterCountsFromItsOwnQuestionEvenIfAnotherOneEntersFirst() {
		assertThat(check(section(1, 0, 10, 900, 20), section(1, 34, 35, 900, 36), section(1, 5, 37, 900, 38))
			.lostWakeUps(10)).isOne();
	}

	private static SectionCheck check(Section... sections) {
		return new SectionCheck(List.of(sections));
	}

	private static Section section(int key, long asked, long entered, long validUntil, long left) {
		return new Section(key, 0, End.RELEASED, asked, entered, validUntil, left, left + 1, Section.NOTHING);
	}

	private static Section wrote(int key, long value) {
		return new Section(key, 0, End.RELEASED, 0, 0, 0, 0, 0, value);
	}

	private static Section ended(End end) {
		return new Section(1, 0, end, 0, 0, 0, 0, 0, Section.NOTHING);
	}

}
