package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;

import io.pottery.quorum.SimulatedPlan.Trouble;

/**
 * Makes things go wrong.
 */
final class SimulatedTrouble {

	private final QuorumSimulation simulation;

	private final SimulatedWorld world;

	private final SimulatedPlan plan;

	private final List<SimulatedMaster> masters;

	private final List<Trouble> kinds;

	SimulatedTrouble(QuorumSimulation simulation, List<SimulatedMaster> masters) {
		this.simulation = simulation;
		this.world = simulation.world();
		this.plan = simulation.plan();
		this.masters = masters;
		this.kinds = new ArrayList<>(this.plan.troubles());
	}

	void begin() {
		if (!this.kinds.isEmpty()) {
			this.world.in(this.world.millisBetween(0, this.plan.troubleMillis()), () -> {
				if (this.simulation.goesOn()) {
					happen(this.kinds.get(this.world.random.nextInt(this.kinds.size())));
					begin();
				}
			});
		}
	}

	private void happen(Trouble trouble) {
		SimulatedMaster master = this.masters.get(this.world.random.nextInt(this.masters.size()));
		if (this.plan.isQuarantined() && trouble.isForgetting() && master == this.masters.get(0)) {
			// Where all forget at once nobody can tell that from the first use.
			return;
		}
		if (this.plan.isQuarantined() && trouble.isRestarting() && this.world.chance(0.8)) {
			// Else nobody would ever vote.
			return;
		}
		if (this.plan.isQuarantined() && trouble.isForgetting() && this.world.chance(0.5)) {
			// A whole rack restarts.
			for (SimulatedMaster other : this.masters.subList(1, this.masters.size())) {
				happen(trouble, other);
			}
			return;
		}
		happen(trouble, master);
	}

	private void happen(Trouble trouble, SimulatedMaster master) {
		SimulatedClient client = this.simulation.someClient();
		long lease = this.plan.leaseMillis();
		switch (trouble) {
			case HANG -> hang(master, this.world.millisBetween(1, 2 * lease));
			case CRASH -> kill(master, true, this.world.millisBetween(1, 2 * lease));
			case OUTAGE -> outage(this.world.millisBetween(100, 1_500));
			case PAUSE -> client.pause(this.world.millisBetween(1, 2 * lease));
			case SUSPEND -> suspend(client, lease);
			case WALL_STEP -> step(client, lease);
			case SLOW -> slow(client);
			case CUT -> link(client).cut();
			case STALL -> link(client).stall(this.world.chance(0.5), this.world.chance(0.5),
					this.world.millisBetween(1, 2 * lease));
			case PARTITION -> partition(client, this.world.millisBetween(10, 2 * lease));
			case PROCESS_DEATH -> this.simulation.replace(client);
			case STRANGER -> stranger();
			case AMNESIA -> kill(master, false, this.world.millisBetween(1, lease / 2));
			case OLD_DATA -> restartWithOldData(master, lease);
			case FLUSH -> master.flush();
			case MASTER_STEP -> master.stepClock(this.world.between(-lease, lease));
			case LOST_TIME -> lostTime(client, lease);
		}
	}

	private SimulatedLink link(SimulatedClient client) {
		return client.links().get(this.world.random.nextInt(client.links().size()));
	}

	private void hang(SimulatedMaster master, long nanos) {
		if (master.healthy()) {
			master.hang();
			this.world.in(nanos, master::resume);
		}
	}

	private void kill(SimulatedMaster master, boolean keepsData, long nanos) {
		if (master.healthy()) {
			master.die();
			this.world.in(nanos, () -> master.start(keepsData));
		}
	}

	private void restartWithOldData(SimulatedMaster master, long lease) {
		if (this.world.chance(0.5) || !master.healthy()) {
			master.save();
			return;
		}
		master.die();
		this.world.in(this.world.millisBetween(1, lease / 2), master::startWithOldData);
	}

	private void outage(long nanos) {
		long count = this.world.between(1, this.masters.size());
		for (int i = 0; i < count; i++) {
			SimulatedMaster master = this.masters.get(this.world.random.nextInt(this.masters.size()));
			if (this.world.chance(0.5)) {
				hang(master, nanos);
			}
			else {
				kill(master, true, nanos);
			}
		}
	}

	private void suspend(SimulatedClient client, long lease) {
		if (!this.plan.setsBack()) {
			client.suspend(this.world.millisBetween(1, 3 * lease));
		}
	}

	private void step(SimulatedClient client, long lease) {
		long least = this.plan.setsBack() ? -2 * lease : 0;
		client.stepWallClock(this.world.between(least, 2 * lease));
	}

	private void slow(SimulatedClient client) {
		if (this.world.chance(0.5)) {
			client.network(this.world.millisBetween(1, 60), this.world.random.nextDouble() * 0.2);
		}
		else {
			client.network(this.plan.slowestNanos(), this.plan.spikes());
		}
	}

	private void partition(SimulatedClient client, long nanos) {
		boolean silent = this.world.chance(0.7);
		for (SimulatedLink link : client.links()) {
			if (this.world.chance(0.5)) {
				if (silent) {
					link.stall(true, true, nanos);
				}
				else {
					link.cut();
				}
			}
		}
	}

	private void stranger() {
		String key = "redlock:" + this.simulation.keys().get(0);
		for (SimulatedMaster master : this.masters) {
			if (this.world.chance(0.4) && master.holder(key) == null) {
				master.store()
					.put(key, "stranger", master.millis() + this.world.between(1, 2 * this.plan.leaseMillis()));
			}
		}
	}

	private void lostTime(SimulatedClient client, long lease) {
		long millis = this.world.between(1, 3 * lease);
		client.stepWallClock(-millis);
		client.suspend(millis * SimulatedWorld.MILLI);
	}

	/**
	 * Mends everything.
	 */
	void calm() {
		for (SimulatedMaster master : this.masters) {
			master.start(true);
			master.resume();
		}
		for (SimulatedClient client : this.simulation.clients()) {
			client.network(this.plan.slowestNanos(), 0);
		}
	}

}
