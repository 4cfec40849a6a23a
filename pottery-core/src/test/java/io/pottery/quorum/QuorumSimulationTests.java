package io.pottery.quorum;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.pottery.quorum.QuorumSimulation.Faults;
import io.pottery.quorum.QuorumSimulation.Result;
import io.pottery.quorum.QuorumSimulation.Violation;
import io.pottery.quorum.SimulatedPlan.Trouble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of simulated histories. {@code -Dpottery.simulation.seeds=1000000} runs more
 * of them, {@code -Dpottery.simulation.threads=2} on more than one thread, and
 * {@code -Dpottery.simulation.first-seed=4711 -Dpottery.simulation.seeds=1} replays one,
 * with {@code -Dpottery.simulation.trace=true} event by event.
 */
class QuorumSimulationTests {

	private static final long FIRST_SEED = Long.getLong("pottery.simulation.first-seed", 1);

	private static final long SEEDS = Long.getLong("pottery.simulation.seeds", 2_000);

	private static final long FORGETFUL_SEEDS = Long.getLong("pottery.simulation.forgetful-seeds", 400);

	private static final long CONTROL_SEEDS = 200;

	private static final int THREADS = Integer.getInteger("pottery.simulation.threads", 1);

	@Test
	void noFaultThatRedlockAllowsForBreaksAPromise() throws Exception {
		AtomicLong next = new AtomicLong(FIRST_SEED);
		long end = FIRST_SEED + SEEDS;
		AtomicLong leases = new AtomicLong();
		AtomicLong lost = new AtomicLong();
		AtomicLong ids = new AtomicLong();
		AtomicLong events = new AtomicLong();
		Runnable share = () -> {
			for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
				Result result = run(seed, Faults.allowed());
				leases.addAndGet(result.leases());
				lost.addAndGet(result.lost());
				ids.addAndGet(result.ids());
				events.addAndGet(result.events());
			}
		};
		long started = System.nanoTime();
		Sharing.run(THREADS, share);
		double seconds = (System.nanoTime() - started) / 1e9;
		System.out.printf(
				"Simulated %d seeds in %.1f s on %d threads, %.0f seeds/s: %d leases, %d lost, %d ids, "
						+ "%d events, no violation%n",
				SEEDS, seconds, THREADS, SEEDS / seconds, leases.get(), lost.get(), ids.get(), events.get());
		if (SEEDS > 100) {
			assertThat(leases.get()).as("leases given").isGreaterThan(5 * SEEDS);
			assertThat(lost.get()).as("leases that ran out").isGreaterThan(SEEDS / 10);
			assertThat(ids.get()).as("ids given").isGreaterThan(5 * SEEDS);
		}
	}

	@Test
	void mastersThatForgetBreakNoPromiseWhileTheyAreInQuarantine() {
		long leases = 0;
		long ids = 0;
		long seeds = Math.min(SEEDS, FORGETFUL_SEEDS);
		for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
			Result result = run(seed, Faults.forgetful());
			leases += result.leases();
			ids += result.ids();
		}
		System.out.printf("Simulated %d seeds with masters that forget: %d leases, %d ids, no violation%n", seeds,
				leases, ids);
		if (seeds > 100) {
			assertThat(leases).as("leases given").isGreaterThan(5 * seeds);
			assertThat(ids).as("ids given").isGreaterThan(5 * seeds);
		}
	}

	@Test
	void theSameMastersBreakPromisesWhereTheyAreTrusted() {
		assertThatAViolationIsFound("forgetful masters that are trusted", Faults.trusting());
	}

	@Test
	void fencingTokensIncreaseEvenWhereClocksLie() {
		long leases = 0;
		long seeds = Math.min(SEEDS, FORGETFUL_SEEDS);
		for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
			leases += run(seed, Faults.lyingClocks()).leases();
		}
		System.out.printf("Simulated %d seeds with clocks that lie: %d fenced leases, no violation%n", seeds, leases);
		if (seeds > 100) {
			assertThat(leases).as("leases given").isGreaterThan(5 * seeds);
		}
	}

	@Test
	void mastersThatForgetAreCaught() {
		assertThatAViolationIsFound("masters that come back empty", Faults.with(Trouble.AMNESIA));
	}

	@Test
	void mastersThatAreFlushedAreCaught() {
		assertThatAViolationIsFound("masters that are flushed", Faults.with(Trouble.FLUSH));
	}

	@Test
	void clocksThatRunApartAreCaught() {
		assertThatAViolationIsFound("clocks that run apart",
				new Faults(0.2, Faults.allowed().troubles(), RestartPolicy.TRUST_PERSISTENCE));
	}

	@Test
	void clocksOfMastersThatAreSetAreCaught() {
		assertThatAViolationIsFound("clocks of masters that are set", Faults.with(Trouble.MASTER_STEP));
	}

	@Test
	void timeThatBothClocksLoseIsCaught() {
		assertThatAViolationIsFound("time that both clocks lose", Faults.with(Trouble.LOST_TIME));
	}

	@Test
	void aSeedReplaysExactly() {
		for (long seed = 1; seed <= 50; seed++) {
			assertThat(run(seed, Faults.allowed())).isEqualTo(run(seed, Faults.allowed()));
		}
		assertThat(run(1, Faults.allowed())).isNotEqualTo(run(2, Faults.allowed()));
	}

	@Test
	void aFailureNamesTheCommandThatReplaysIt() {
		assertThat(replay(4711)).isEqualTo("mvn -pl pottery-core -am test -Dtest=QuorumSimulationTests"
				+ " -Dsurefire.failIfNoSpecifiedTests=false -Dpottery.simulation.first-seed=4711"
				+ " -Dpottery.simulation.seeds=1 -Dpottery.simulation.trace=true");
	}

	private static void assertThatAViolationIsFound(String control, Faults faults) {
		int found = 0;
		String first = "";
		for (long seed = 1; seed <= CONTROL_SEEDS; seed++) {
			try {
				new QuorumSimulation(seed, faults).run();
			}
			catch (Violation ex) {
				first = (found++ == 0) ? "the first by seed " + seed + ", " + ex.getMessage() : first;
			}
		}
		System.out.printf("Control run, %s: %d of %d seeds find it, %s%n", control, found, CONTROL_SEEDS, first);
		assertThat(found).as(control).isPositive();
	}

	private static Result run(long seed, Faults faults) {
		try {
			return new QuorumSimulation(seed, faults).run();
		}
		catch (Violation ex) {
			throw new AssertionError("Seed " + seed + ": " + ex.getMessage() + "; " + replay(seed), ex);
		}
	}

	private static String replay(long seed) {
		return "mvn -pl pottery-core -am test -Dtest=QuorumSimulationTests -Dsurefire.failIfNoSpecifiedTests=false"
				+ " -Dpottery.simulation.first-seed=" + seed
				+ " -Dpottery.simulation.seeds=1 -Dpottery.simulation.trace=true";
	}

}
