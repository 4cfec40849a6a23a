package io.pottery.quorum;

import org.junit.jupiter.api.Test;

import io.pottery.quorum.QuorumSimulation.Faults;
import io.pottery.quorum.QuorumSimulation.Result;
import io.pottery.quorum.QuorumSimulation.Violation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Thousands of simulated histories. {@code -Dpottery.simulation.seeds=1000000} runs more
 * of them, {@code -Dpottery.simulation.first-seed=4711 -Dpottery.simulation.seeds=1}
 * replays one.
 */
class QuorumSimulationTests {

	private static final long FIRST_SEED = Long.getLong("pottery.simulation.first-seed", 1);

	private static final long SEEDS = Long.getLong("pottery.simulation.seeds", 2_000);

	@Test
	void noFaultThatRedlockAllowsForBreaksAPromise() {
		long leases = 0;
		long lost = 0;
		long ids = 0;
		for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
			Result result = run(seed, Faults.allowed());
			leases += result.leases();
			lost += result.lost();
			ids += result.ids();
		}
		assertThat(leases).as("leases given").isGreaterThan(10 * SEEDS);
		assertThat(lost).as("leases that ran out").isGreaterThan(SEEDS / 10);
		assertThat(ids).as("ids given").isGreaterThan(10 * SEEDS);
	}

	@Test
	void mastersThatForgetAreCaught() {
		assertThatAViolationIsFound(new Faults(0.009, false, true));
	}

	@Test
	void clocksThatRunApartAreCaught() {
		assertThatAViolationIsFound(new Faults(0.2, true, true));
	}

	@Test
	void mastersThatReleaseForAnybodyAreCaught() {
		assertThatAViolationIsFound(new Faults(0.009, true, false));
	}

	@Test
	void aSeedReplaysExactly() {
		assertThat(run(7, Faults.allowed())).isEqualTo(run(7, Faults.allowed()));
	}

	private static void assertThatAViolationIsFound(Faults faults) {
		for (long seed = 1; seed <= 10_000; seed++) {
			try {
				new QuorumSimulation(seed, faults).run();
			}
			catch (Violation ex) {
				return;
			}
		}
		fail("10,000 histories, and the simulation did not see it");
	}

	private static Result run(long seed, Faults faults) {
		try {
			return new QuorumSimulation(seed, faults).run();
		}
		catch (Violation ex) {
			throw new AssertionError(ex.getMessage() + "; replay with -Dpottery.simulation.first-seed=" + seed
					+ " -Dpottery.simulation.seeds=1", ex);
		}
	}

}
