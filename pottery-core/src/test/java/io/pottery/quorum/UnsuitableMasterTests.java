package io.pottery.quorum;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.connection.MasterSettings;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Masters that are no independent ones.
 */
class UnsuitableMasterTests {

	private static final Duration ANSWER = Duration.ofSeconds(10);

	private final String key = KeyNames.fresh();

	@Test
	void oneServerUnderTwoNamesNeverVotesTwice() {
		try (RedisServers servers = RedisServers.start(2)) {
			RedisServer twice = servers.get(0);
			servers.get(1).stop();
			for (int i = 0; i < 20; i++) {
				try (Pottery pottery = Pottery.builder()
					.masters(List.of(settings(twice.uri()), settings("redis://localhost:" + twice.port()),
							settings(servers.get(1).uri())))
					.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
					.masterTimeout(ANSWER)
					.build()) {
					Redlock lock = FiveMasters.lock(pottery, this.key + i).build();
					assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::tryAcquire)
						.satisfies(
								(ex) -> assertThat(FiveMasters.failures(ex)).anySatisfy((failure) -> assertThat(failure)
									.hasMessageContaining("it is the same server as master '")));
				}
			}
		}
	}

	private static MasterSettings settings(String uri) {
		return new MasterSettings(List.of(uri), null, null, null, ANSWER, null, null, null);
	}

}
