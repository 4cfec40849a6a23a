package io.pottery.samples.soak;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Locks that many wait for, for a short time.
 */
class HandOffTests {

	@ParameterizedTest
	@CsvSource({ "1, 0", "2, 0.01" })
	void aLockGoesFromOneHolderToTheNext(int clients, double droppedNotices) throws Exception {
		HandOff.Result result = HandOff.run(Short.of("handOff")
			.with("clients", clients)
			.with("droppedNotices", droppedNotices)
			.orElse("handOffs", 800));
		Short.print(result.figures());
		assertThat(result.overlaps().examples()).isEmpty();
		assertThat(result.check().completed()).isGreaterThanOrEqualTo(0.99);
		assertThat(result.handOffs().getTotalCount()).isGreaterThan(500);
	}

}
