package io.pottery.samples.soak;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Locks that are acquired, given up, extended and released at the same moment, for a
 * short time.
 */
class RacesTests {

	@Test
	void nothingIsRenewedAfterItsReleaseAndNothingIsLeft() throws Exception {
		Races.Result result = Races
			.run(Short.of("races").orElse("clients", 1).orElse("races", 3000).orElse("batch", 500));
		Short.print(result.figures());
		assertThat(result.lateRequests()).as("seed %s", result.options().text("seed")).isZero();
		assertThat(result.left()).isZero();
		assertThat(result.notHad()).isZero();
		assertThat(result.flagsLost()).isZero();
		assertThat(result.givenUp()).isPositive();
		for (LockWire.Kind kind : LockWire.Kind.values()) {
			assertThat(result.count(kind)).as("%s", kind).isPositive();
		}
	}

}
