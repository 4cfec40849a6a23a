package io.pottery.samples.soak;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Locks whose masters hang, for a short time.
 */
class HungMastersTests {

	@Test
	void aMinorityThatHangsIsNotMissedAndMoreAreNamed() throws Exception {
		HungMasters.Result result = HungMasters
			.run(Short.of("hungMasters").orElse("samples", 400).orElse("blocks", 4).orElse("impossible", 4));
		Short.print(result.figures());
		assertThat(result.failures()).containsExactly(0, 0, 0);
		assertThat(result.thrown()).containsExactly("QuorumImpossibleException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "redisson", "redisson-redlock" })
	void otherLocksCanBeMeasuredTheSameWay(String locks) throws Exception {
		HungMasters.Result result = HungMasters.run(Short.of("hungMasters-" + locks)
			.with("locks", locks)
			.with("mostHung", 0)
			.with("samples", 20)
			.with("blocks", 1)
			.with("impossible", 0));
		assertThat(result.times().get(0).getTotalCount()).isEqualTo(20);
	}

}
