package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

/**
 * Five masters, three processes and everything that may go wrong, replayable from a seed.
 * After every event it is checked that no key has two valid leases; ids must be unique
 * and increase in real time; afterwards nothing may be left, and a lock must be free for
 * all.
 */
final class QuorumSimulation {

	private static final int MASTERS = 5;

	private static final int CLIENTS = 3;

	private static final int ACTORS = 2;

	private static final List<String> KEYS = List.of("a", "b");

	private static final Duration LEASE = Duration.ofMillis(400);

	private final SimulatedWorld world;

	private final Faults faults;

	private final List<SimulatedMaster> masters = new ArrayList<>();

	private final List<SimulatedClient> clients = new ArrayList<>();

	private final Set<Long> ids = new HashSet<>();

	private long largestId;

	private boolean over;

	/**
	 * Kept rather than thrown: most checks run inside futures, which would swallow it.
	 */
	private @Nullable Violation violation;

	private int leases;

	private int lost;

	QuorumSimulation(long seed, Faults faults) {
		this.world = new SimulatedWorld(seed);
		this.faults = faults;
		for (int i = 0; i < MASTERS; i++) {
			this.masters.add(new SimulatedMaster(this.world, "m" + i, rate(), faults.mastersAskForOwner));
		}
		for (int i = 0; i < CLIENTS; i++) {
			this.clients.add(new SimulatedClient(this.world, rate(), this.masters));
		}
	}

	/**
	 * Runs the world for two seconds of trouble, and until it has calmed down.
	 * @return how many leases were given
	 */
	Result run() {
		for (SimulatedClient client : this.clients) {
			for (int i = 0; i < ACTORS; i++) {
				think(client);
			}
			askForIds(client);
		}
		trouble();
		long troubleUntil = 2_000 * SimulatedWorld.MILLI;
		while (this.world.now() < troubleUntil && this.world.step()) {
			noTwoValidLeases();
		}
		this.over = true;
		calm();
		long calmUntil = this.world.now() + 10 * LEASE.toNanos();
		this.world.at(calmUntil, () -> {
		});
		while (this.world.now() < calmUntil && this.world.step()) {
			noTwoValidLeases();
		}
		for (SimulatedMaster master : this.masters) {
			check(master.liveKeys() == 0, "keys are left on a master");
		}
		everyLockIsFree();
		throwViolation();
		return new Result(this.leases, this.lost, this.ids.size());
	}

	private double rate() {
		return 1 + (this.world.random.nextDouble() - 0.5) * this.faults.clockSpread;
	}

	private void think(SimulatedClient client) {
		client.at(this.world.now() + this.world.between(0, 60 * SimulatedWorld.MILLI), () -> {
			if (!this.over) {
				contend(client);
			}
		});
	}

	private void contend(SimulatedClient client) {
		String key = KEYS.get(this.world.random.nextInt(KEYS.size()));
		LockTerms terms = new LockTerms(key, "redlock:" + key, LEASE, 3, true, Duration.ofMillis(300), false);
		if (this.world.chance(0.3)) {
			client.locks.attempt(terms).thenAccept((attempt) -> outcome(client, attempt));
			return;
		}
		Duration wait = this.world.chance(0.5) ? null : Duration.ofMillis(this.world.between(1, 500));
		Waiter waiter = client.locks.await(terms, wait);
		if (this.world.chance(0.2)) {
			client.at(this.world.now() + this.world.between(0, 30 * SimulatedWorld.MILLI), waiter::cancel);
		}
		waiter.answer().whenComplete((attempt, ex) -> {
			if (ex instanceof CancellationException) {
				think(client);
			}
			else if (ex != null) {
				check(false, "a wait failed: " + ex);
			}
			else {
				outcome(client, attempt);
			}
		});
	}

	private void outcome(SimulatedClient client, Attempt attempt) {
		if (!(attempt instanceof Attempt.Won won)) {
			think(client);
			return;
		}
		this.leases++;
		DefaultLease lease = won.lease();
		DefaultLease before = client.held.put(lease.key(), lease);
		check(before == null || !before.isValid(), "one process was given a lock twice");
		work(client, lease);
	}

	private void work(SimulatedClient client, DefaultLease lease) {
		long most = (this.world.chance(0.2) && !this.over) ? 3 * LEASE.toNanos() : LEASE.toNanos() / 4;
		client.at(this.world.now() + this.world.between(0, most), () -> {
			if (this.world.chance(0.3) && !this.over) {
				lease.extendAsync().whenComplete((done, ex) -> work(client, lease));
				return;
			}
			lease.releaseAsync().whenComplete((released, ex) -> {
				client.held.remove(lease.key(), lease);
				if (ex != null) {
					check(unwrap(ex) instanceof ReleaseUnlockedLockException, "a release failed: " + ex);
					this.lost++;
				}
				think(client);
			});
		});
	}

	private void askForIds(SimulatedClient client) {
		client.at(this.world.now() + this.world.between(0, 40 * SimulatedWorld.MILLI), () -> {
			if (this.over) {
				return;
			}
			for (int i = 0; i < this.world.between(1, 3); i++) {
				long floor = this.largestId;
				int count = (int) this.world.between(1, 3);
				client.ids.next("ids", "nextid:ids", 3, count).whenComplete((first, ex) -> {
					if (ex == null) {
						for (long id = first; id < first + count; id++) {
							check(this.ids.add(id), "id " + id + " was given twice");
						}
						check(first > floor, "id " + first + " is not larger than " + floor + ", given before");
						this.largestId = Math.max(this.largestId, first + count - 1);
					}
				});
			}
			askForIds(client);
		});
	}

	private void trouble() {
		this.world.in(this.world.between(0, 80 * SimulatedWorld.MILLI), () -> {
			if (this.over) {
				return;
			}
			SimulatedMaster master = this.masters.get(this.world.random.nextInt(MASTERS));
			SimulatedClient client = this.clients.get(this.world.random.nextInt(CLIENTS));
			switch (this.world.random.nextInt(6)) {
				case 0 -> hangFor(master, this.world.between(1, 900) * SimulatedWorld.MILLI);
				case 1 -> killFor(master, this.world.between(1, 900) * SimulatedWorld.MILLI);
				case 2 -> client.pause(this.world.between(1, 900) * SimulatedWorld.MILLI);
				case 3 -> client.network(this.world.between(1, 120) * SimulatedWorld.MILLI,
						this.world.random.nextDouble() * 0.4);
				case 4 -> client.network(2 * SimulatedWorld.MILLI, 0);
				default -> client.stepWallClock(this.world.between(-500, 500));
			}
			trouble();
		});
	}

	private void hangFor(SimulatedMaster master, long nanos) {
		if (master.healthy()) {
			master.hang();
			this.world.in(nanos, master::resume);
		}
	}

	private void killFor(SimulatedMaster master, long nanos) {
		if (master.healthy()) {
			master.die();
			this.world.in(nanos, () -> master.start(this.faults.mastersKeepData));
		}
	}

	private void calm() {
		for (SimulatedMaster master : this.masters) {
			master.start(true);
			master.resume();
		}
		this.clients.forEach((client) -> client.network(SimulatedWorld.MILLI, 0));
	}

	private void everyLockIsFree() {
		for (String key : KEYS) {
			LockTerms terms = new LockTerms(key, "redlock:" + key, LEASE, 3, true, Duration.ofMillis(300), false);
			Waiter waiter = this.clients.get(0).locks.await(terms, Duration.ofSeconds(2));
			while (!waiter.answer().isDone() && this.world.step()) {
				noTwoValidLeases();
			}
			check(waiter.answer().getNow(null) instanceof Attempt.Won, "a lock that nobody holds is not to be had");
		}
	}

	private void noTwoValidLeases() {
		for (String key : KEYS) {
			int valid = 0;
			for (SimulatedClient client : this.clients) {
				DefaultLease lease = client.held.get(key);
				if (lease != null && lease.isValid()) {
					valid++;
				}
			}
			check(valid <= 1, "two valid leases of '" + key + "'");
		}
		throwViolation();
	}

	private void throwViolation() {
		if (this.violation != null) {
			throw this.violation;
		}
	}

	private void check(boolean holds, String violation) {
		if (!holds && this.violation == null) {
			this.violation = new Violation(violation + " at " + this.world.now() + " ns");
		}
	}

	private static Throwable unwrap(Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
	}

	/**
	 * What may go wrong beyond what Redlock allows for.
	 *
	 * @param clockSpread by how much the rates of any two clocks may differ
	 * @param mastersKeepData whether a restarted master comes back with its data
	 * @param mastersAskForOwner whether a master releases a lock for its owner only
	 */
	record Faults(double clockSpread, boolean mastersKeepData, boolean mastersAskForOwner) {

		static Faults allowed() {
			return new Faults(0.009, true, true);
		}

	}

	/**
	 * What a run saw.
	 *
	 * @param leases the leases that were given
	 * @param lost the leases that were over before they were released
	 * @param ids the ids that were given
	 */
	record Result(int leases, int lost, int ids) {
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
