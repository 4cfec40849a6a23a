package io.pottery.quorum;

import java.util.EnumSet;
import java.util.Set;

/**
 * What one seed is about. Every seed draws its own mixture: few faults that come often
 * find more than all of them at once.
 *
 * @param masters how many masters there are
 * @param clients how many processes
 * @param actors how many threads each process has
 * @param keys how many locks they want
 * @param leaseMillis the usual length of a lease
 * @param thinkMillis the longest pause of a thread between two locks
 * @param clockSpread by how much the rates of any two clocks may differ
 * @param slowestNanos the longest way of a packet, as a rule
 * @param spikes how likely a packet is much slower
 * @param pauses how likely a process rests before any one of its events
 * @param lostReplies how likely the connection breaks when a command was just executed
 * @param restsWhileSending how likely it rests between two bytes it sends
 * @param interrupts how likely a wait is given up
 * @param troubleMillis the longest time between two faults
 * @param troubles the faults that happen
 * @param setsBack whether wall clocks are set back; the others belong to machines that
 * are suspended
 * @param firstId what the sequence stands at
 * @param lostHints how likely nobody is told of a key that changed
 * @param policy what masters are worth that were restarted
 * @param fenced whether locks give fencing tokens
 */
record SimulatedPlan(int masters, int clients, int actors, int keys, long leaseMillis, long thinkMillis,
		double clockSpread, long slowestNanos, double spikes, double pauses, double lostReplies,
		double restsWhileSending, double interrupts, long troubleMillis, Set<Trouble> troubles, boolean setsBack,
		long firstId, double lostHints, RestartPolicy policy, boolean fenced) {

	static final long MASTER_TIMEOUT_MILLIS = 50;

	static final long PATIENCE_MILLIS = 100;

	static final int MAX_EXTENSIONS = 3;

	/** The longest pause between two attempts of a line. */
	static final long FALLBACK_MILLIS = 200;

	static SimulatedPlan draw(SimulatedWorld world, QuorumSimulation.Faults faults) {
		Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
		for (Trouble trouble : Trouble.values()) {
			if (trouble.isAllowed() ? world.chance(0.4) : faults.troubles().contains(trouble)) {
				troubles.add(trouble);
			}
		}
		int masters = pick(world, 5, 5, 5, 5, 3, 3, 3, 4, 1);
		return new SimulatedPlan(masters, pick(world, 1, 2, 2, 3), pick(world, 1, 2, 3, 6), pick(world, 1, 1, 2),
				pick(world, 60, 150, 250, 400), pick(world, 5, 30, 80), faults.clockSpread(),
				pick(world, 200_000, 1_000_000, 3_000_000), world.chance(0.3) ? 0.02 : 0, world.chance(0.3) ? 0.004 : 0,
				world.chance(0.3) ? 0.02 : 0, world.chance(0.2) ? 0.01 : 0, pick(world, 0, 0, 1, 3) / 10.0,
				pick(world, 30, 80, 200), troubles, world.chance(0.5), firstId(world), pick(world, 0, 0, 2, 10) / 10.0,
				faults.policy(), faults.areLying());
	}

	private static int pick(SimulatedWorld world, int... choices) {
		return choices[world.random.nextInt(choices.length)];
	}

	private static long firstId(SimulatedWorld world) {
		int choice = world.random.nextInt(20);
		if (choice < 2) {
			// Where doubles end.
			return (1L << 53) - world.between(0, 10);
		}
		return (choice == 2) ? Long.MAX_VALUE - world.between(0, 60) : 0;
	}

	boolean isQuarantined() {
		return this.policy == RestartPolicy.QUARANTINE;
	}

	/**
	 * Returns the longest lease that anybody asks for.
	 */
	long maxLeaseMillis() {
		return 2 * this.leaseMillis;
	}

	/**
	 * The longest time that the masters have to answer.
	 */
	static long deadlineNanos(LockTerms terms) {
		return terms.deadline(java.time.Duration.ofMillis(MASTER_TIMEOUT_MILLIS)).toNanos();
	}

	/**
	 * What may go wrong.
	 */
	enum Trouble {

		/** A master hangs; what it was sent meanwhile is executed when it goes on. */
		HANG,

		/** A master is killed and comes back with its data. */
		CRASH,

		/** Several masters are out of service at once. */
		OUTAGE,

		/** A process rests, as in a garbage collection. */
		PAUSE,

		/** A machine is suspended: its monotonic clock stands still. */
		SUSPEND,

		/** A wall clock is set, forwards or back. */
		WALL_STEP,

		/** A process is slow to reach all masters. */
		SLOW,

		/** A connection is cut and made anew. */
		CUT,

		/** A connection carries nothing for a while, one way or both. */
		STALL,

		/** A process cannot reach some of the masters for a while. */
		PARTITION,

		/** A process is killed, and another takes its place. */
		PROCESS_DEATH,

		/** Somebody else holds a key on some masters. */
		STRANGER,

		/** A master comes back empty. */
		AMNESIA,

		/** A master comes back with what it was once told. */
		OLD_DATA,

		/** A master loses its data while it runs. */
		FLUSH,

		/** A master's clock is set. */
		MASTER_STEP,

		/** A machine is suspended and its wall clock set back by as much. */
		LOST_TIME;

		/**
		 * Returns whether Redlock allows for it.
		 */
		boolean isAllowed() {
			return ordinal() < AMNESIA.ordinal();
		}

		/**
		 * Returns whether a master does not vote for a while afterwards.
		 */
		boolean isRestarting() {
			return this == CRASH || this == OUTAGE || isForgetting();
		}

		/**
		 * Returns whether a master loses what it was told.
		 */
		boolean isForgetting() {
			return this == AMNESIA || this == OLD_DATA || this == FLUSH;
		}

	}

}
