package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import io.pottery.quorum.SimulatedPlan.Trouble;

/**
 * Some masters, some processes and everything that may go wrong, replayable from a seed.
 * After every event it is checked that all promises are kept, see
 * {@link SimulatedReferee}; in the end nothing may be left, and locks and ids must be to
 * be had.
 */
final class QuorumSimulation {

	private static final Duration FIRST_LOOK = Duration.ofMillis(1_050);

	private static final long TROUBLED_NANOS = 1_200 * SimulatedWorld.MILLI;

	/** A quarantine takes more than a second. */
	private static final long TROUBLED_QUARANTINE_NANOS = 4_000 * SimulatedWorld.MILLI;

	/** For the last quarantine to begin and end. */
	private static final long REJOINING_MILLIS = 5_000;

	private static final int MOST_EVENTS = 400_000;

	private final SimulatedWorld world;

	private final SimulatedPlan plan;

	private final SimulatedReferee referee;

	private final SimulatedTrouble trouble;

	private final SimulatedIds ids;

	private final List<String> keys;

	private final List<SimulatedMaster> masters = new ArrayList<>();

	private final List<SimulatedClient> clients = new ArrayList<>();

	private boolean over;

	private int processes;

	private int leases;

	private int lost;

	private int events;

	QuorumSimulation(long seed, Faults faults) {
		this.world = new SimulatedWorld(seed);
		this.plan = SimulatedPlan.draw(this.world, faults);
		this.keys = List.of("a", "b").subList(0, this.plan.keys());
		this.referee = new SimulatedReferee(this.world, this.masters, this.clients,
				this.keys.stream().map((key) -> "redlock:" + key).toList(), this.plan.isQuarantined());
		for (int i = 0; i < this.plan.masters(); i++) {
			SimulatedMaster master = new SimulatedMaster(this.world, "m" + i, rate());
			if (this.plan.firstId() > 0) {
				master.store().put(SimulatedIds.KEY, Long.toString(this.plan.firstId()), SimulatedStore.NEVER);
			}
			if (this.plan.isQuarantined() && (this.plan.firstId() > 0 || this.plan.setsBack())) {
				master.store().put(Markers.KEY, master.runId() + " fresh", SimulatedStore.NEVER);
			}
			this.masters.add(master);
		}
		this.ids = new SimulatedIds(this);
		this.trouble = new SimulatedTrouble(this, this.masters);
		if (this.plan.fenced()) {
			this.world.concern("a fencing token");
		}
		this.world.trace("%s", this.plan);
	}

	/**
	 * Returns what runs seeds, for other class loaders: it returns what was violated, or
	 * {@code null}.
	 */
	static LongFunction<@Nullable String> runner(String name) {
		Faults faults = switch (name) {
			case "forgetful" -> Faults.forgetful();
			case "lying clocks" -> Faults.lyingClocks();
			default -> Faults.allowed();
		};
		return (seed) -> {
			try {
				new QuorumSimulation(seed, faults).run();
				return null;
			}
			catch (Violation ex) {
				return ex.getMessage();
			}
		};
	}

	/**
	 * Runs the world for a while in trouble, and until it has calmed down.
	 * @return what was seen
	 * @throws Violation if a promise was broken
	 */
	Result run() {
		for (int i = 0; i < this.plan.clients(); i++) {
			this.clients.add(begin());
		}
		this.trouble.begin();
		runUntil(this.plan.isQuarantined() ? TROUBLED_QUARANTINE_NANOS : TROUBLED_NANOS);
		this.over = true;
		this.referee.calm();
		this.trouble.calm();
		if (this.plan.isQuarantined()) {
			// Somebody must ask a master for its quarantine to begin.
			this.clients.forEach((client) -> client.at(this.world.now() + 500 * SimulatedWorld.MILLI,
					() -> this.ids.next(client, 1)));
		}
		// The last lease may be as long as it took to get it, and be extended.
		runUntil(this.world.now()
				+ (4 * 2 * this.plan.leaseMillis() + 1_000 + (this.plan.isQuarantined() ? REJOINING_MILLIS : 0))
						* SimulatedWorld.MILLI);
		for (SimulatedMaster master : this.masters) {
			for (String key : this.keys) {
				this.world.check(master.holder("redlock:" + key) == null, "a key is left on a master");
			}
		}
		throwViolation();
		everythingIsToBeHad();
		return new Result(this.leases, this.lost, this.ids.count(), this.events, this.world.digest());
	}

	private SimulatedClient begin() {
		SimulatedClient client = new SimulatedClient(this.world, this.referee, this.plan, "p" + ++this.processes,
				rate(), this.masters);
		for (int i = 0; i < this.plan.actors(); i++) {
			SimulatedActor actor = new SimulatedActor(this, client);
			if (this.plan.isQuarantined()) {
				// Nobody votes before the first look at the markers is over.
				client.schedule(actor::think, FIRST_LOOK);
			}
			else {
				actor.think();
			}
		}
		this.ids.ask(client);
		return client;
	}

	private double rate() {
		return 1 + (this.world.random.nextDouble() - 0.5) * this.plan.clockSpread();
	}

	private void runUntil(long time) {
		boolean[] reached = new boolean[1];
		this.world.at(time, () -> reached[0] = true);
		while (!reached[0]) {
			this.world.step();
			this.world.check(this.events++ < MOST_EVENTS, "more happens than a history can hold");
			this.referee.look();
			throwViolation();
		}
	}

	private void everythingIsToBeHad() {
		for (SimulatedClient client : this.clients) {
			for (String key : this.keys) {
				LockTerms terms = terms(key, this.plan.leaseMillis());
				SimulatedReferee.Waiting waiting = this.referee.waits(client, terms, Duration.ofSeconds(2));
				Waiter waiter = client.locks.await(terms, Duration.ofSeconds(2));
				waiter.answer().whenComplete((attempt, ex) -> {
					this.referee.waited(waiting);
					this.world.check(attempt instanceof Attempt.Won, "a lock that nobody holds is not to be had");
					if (attempt instanceof Attempt.Won won) {
						won.lease().releaseAsync();
					}
				});
				while (!waiter.answer().isDone() && this.world.step()) {
					throwViolation();
				}
			}
			int before = this.ids.count();
			this.ids.next(client, 1);
			runUntil(this.world.now() + 300 * SimulatedWorld.MILLI);
			this.world.check(this.ids.count() > before || this.ids.isExhausted() || isForgotten(),
					"an id is not to be had");
		}
		throwViolation();
	}

	/**
	 * Returns whether so many masters have forgotten what they knew that the others are
	 * no majority.
	 */
	private boolean isForgotten() {
		return this.masters.stream().filter(SimulatedMaster::hasForgotten).count() > this.referee.minority();
	}

	LockTerms terms(String key, long leaseMillis) {
		return new LockTerms(key, "redlock:" + key, Duration.ofMillis(leaseMillis), SimulatedPlan.MAX_EXTENSIONS, true,
				Duration.ofMillis(SimulatedPlan.PATIENCE_MILLIS), this.plan.fenced());
	}

	/**
	 * Lets one process die and another begin.
	 */
	void replace(SimulatedClient client) {
		client.die();
		this.referee.died(client);
		this.clients.set(this.clients.indexOf(client), begin());
	}

	SimulatedWorld world() {
		return this.world;
	}

	SimulatedPlan plan() {
		return this.plan;
	}

	SimulatedReferee referee() {
		return this.referee;
	}

	List<String> keys() {
		return this.keys;
	}

	List<SimulatedClient> clients() {
		return this.clients;
	}

	SimulatedClient someClient() {
		return this.clients.get(this.world.random.nextInt(this.clients.size()));
	}

	boolean goesOn() {
		return !this.over;
	}

	void countLease() {
		this.leases++;
	}

	void countLoss() {
		this.lost++;
	}

	private void throwViolation() {
		String violation = this.world.violation();
		if (violation != null) {
			throw new Violation(violation);
		}
	}

	/**
	 * What may go wrong beyond what Redlock allows for.
	 *
	 * @param clockSpread by how much the rates of any two clocks may differ
	 * @param troubles further faults
	 * @param policy what masters are worth that were restarted
	 */
	record Faults(double clockSpread, Set<Trouble> troubles, RestartPolicy policy) {

		static Faults allowed() {
			return new Faults(0.009, EnumSet.noneOf(Trouble.class), RestartPolicy.TRUST_PERSISTENCE);
		}

		/**
		 * Returns what may happen where masters that came back do not vote at once.
		 */
		static Faults forgetful() {
			return new Faults(0.009, EnumSet.of(Trouble.AMNESIA, Trouble.OLD_DATA, Trouble.FLUSH),
					RestartPolicy.QUARANTINE);
		}

		static Faults trusting() {
			return new Faults(0.009, forgetful().troubles(), RestartPolicy.TRUST_PERSISTENCE);
		}

		/**
		 * Returns what makes locks fail, so that all depends on their fencing tokens.
		 */
		static Faults lyingClocks() {
			return new Faults(0.3, EnumSet.of(Trouble.MASTER_STEP, Trouble.LOST_TIME), RestartPolicy.TRUST_PERSISTENCE);
		}

		/**
		 * Returns whether clocks lie.
		 */
		boolean areLying() {
			return this.troubles.contains(Trouble.MASTER_STEP) && this.troubles.contains(Trouble.LOST_TIME);
		}

		static Faults with(Trouble trouble) {
			return new Faults(0.009, EnumSet.of(trouble), RestartPolicy.TRUST_PERSISTENCE);
		}

	}

	/**
	 * What a run saw.
	 *
	 * @param leases the leases that were given
	 * @param lost the leases that were over before they were released
	 * @param ids the ids that were given
	 * @param events how much happened
	 * @param digest tells this history from others
	 */
	record Result(int leases, int lost, int ids, int events, long digest) {
	}

	/**
	 * Thrown where a promise was broken.
	 */
	static final class Violation extends AssertionError {

		Violation(String message) {
			super(message);
		}

	}

}
