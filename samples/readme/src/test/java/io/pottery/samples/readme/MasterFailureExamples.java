package io.pottery.samples.readme;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.quorum.Lease;
import io.pottery.quorum.QuorumImpossibleException;
import io.pottery.quorum.RestartPolicy;
import io.pottery.test.RedisServers;
import io.pottery.test.StartRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

// @start region=testKit
@StartRedis(count = 5)
class MasterFailureExamples {

	@Test
	void lockOutlivesTwoOfFiveMasters(RedisServers masters) {
		String[] uris = masters.uris().toArray(String[]::new);
		try (Pottery pottery = Pottery.builder()
			.masters(uris)
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE) // no quarantine in a test
			.masterTimeout(Duration.ofSeconds(2))
			.build()) {
			masters.get(0).stop(); // a crash
			masters.get(1).pause(); // a hang
			try (Lease lease = pottery.redlock("printer").acquire()) {
				assertThat(lease.isValid()).isTrue();
			}
			masters.get(2).stop(); // one too many
			assertThatExceptionOfType(QuorumImpossibleException.class)
				.isThrownBy(() -> pottery.redlock("printer").tryLock(1, TimeUnit.SECONDS));
		}
	}

}
// @end
