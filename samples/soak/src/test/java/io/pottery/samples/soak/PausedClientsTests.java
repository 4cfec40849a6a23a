package io.pottery.samples.soak;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are suspended for longer than their leases, for a short time.
 */
class PausedClientsTests {

	@Test
	void aResourceThatLooksAtTokensLosesNothing() throws Exception {
		PausedClients.Result result = PausedClients.run(paused().with("fenced", true));
		Short.print(result.figures());
		assertThat(result.lostUpdates()).as("seed %s", result.options().text("seed")).isZero();
		assertThat(result.stale()).isZero();
		assertThat(result.check().refused()).isPositive();
		assertThat(result.check().sameTokens()).isZero();
	}

	@Test
	void aResourceThatDoesNotLookLosesWrites() throws Exception {
		PausedClients.Result result = PausedClients.run(paused().with("fenced", false));
		Short.print(result.figures());
		assertThat(result.lostUpdates()).isPositive();
		assertThat(result.stale()).isPositive();
	}

	/*
	 * Whoever holds the lock suspends its own process now and then, at the worst moment.
	 */
	private static Options paused() {
		return Short.of("pausedClients")
			.orElse("writes", 400)
			.orElse("clients", 2)
			.orElse("lease", 300)
			.orElse("selfPaused", 0.02)
			.orElse("pausePeriod", 1000)
			.orElse("shortestPause", 600)
			.orElse("longestPause", 900);
	}

}
