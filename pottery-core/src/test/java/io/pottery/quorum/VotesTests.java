package io.pottery.quorum;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("decisions")
class VotesTests {

	@ParameterizedTest(name = "{0} masters: {1}")
	@CsvSource({ "1, 1", "2, 2", "3, 2", "4, 3", "5, 3", "6, 4", "7, 4" })
	void aMajorityIsMoreThanHalf(int masters, int majority) {
		assertThat(new Votes(masters, 0, 0, 0).majority()).isEqualTo(majority);
		assertThat(Answers.majorityOf(masters)).isEqualTo(majority);
	}

	@Test
	void aRoundThatAllAnsweredIsToldWithItsQuorum() {
		assertThat(new Votes(5, 2, 1, 2)).hasToString("2 of 5 masters agreed, 1 refused, 2 failed; the quorum is 3");
	}

	@Test
	void mastersThatHaveNotAnsweredAreCounted() {
		assertThat(new Votes(7, 4, 0, 1))
			.hasToString("4 of 7 masters agreed, 0 refused, 1 failed, 2 had not answered yet; the quorum is 4");
		assertThat(new Votes(3, 1, 1, 0))
			.hasToString("1 of 3 masters agreed, 1 refused, 0 failed, 1 had not answered yet; the quorum is 2");
	}

}
