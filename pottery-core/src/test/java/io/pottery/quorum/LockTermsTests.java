package io.pottery.quorum;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("decisions")
class LockTermsTests {

	@ParameterizedTest(name = "{0} ms may be relied on for {1} ns")
	@CsvSource({ "10, 7900000", "100, 97000000", "1000, 988000000", "10000, 9898000000", "30000, 29698000000" })
	void clocksMayDrift1PercentAnd2Milliseconds(long lease, long reliable) {
		assertThat(terms(lease).reliableNanos()).isEqualTo(reliable);
		assertThat(LockTerms.driftNanos(lease * 1_000_000)).isEqualTo(lease * 1_000_000 - reliable);
	}

	@ParameterizedTest(name = "a lease of {0} ms and a time-out of {1} ms: {2} ms")
	@CsvSource({ "1000, 250, 200", "1250, 250, 250", "1255, 250, 250", "10000, 250, 250", "10, 250, 2",
			"10000, 3000, 2000" })
	void aMasterMayTakeAFifthOfTheLeaseAtMost(long lease, long timeout, long deadline) {
		assertThat(terms(lease).deadline(Duration.ofMillis(timeout))).isEqualTo(Duration.ofMillis(deadline));
	}

	@Test
	void fencingTokensAreCountedUnderTheSamePrefixAndKey() {
		LockTerms terms = ScriptedQuorum.lock("key").terms();
		assertThat(terms.redisKey()).isEqualTo("redlock:p:key");
		assertThat(terms.fenceKey()).isEqualTo("redlock-fence:p:key");
	}

	private static LockTerms terms(long leaseMillis) {
		return ScriptedQuorum.lock("key").millis(leaseMillis).terms();
	}

}
