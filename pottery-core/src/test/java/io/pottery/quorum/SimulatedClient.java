package io.pottery.quorum;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process with clocks of its own, which can be paused, and a slow and lossy network.
 */
final class SimulatedClient implements QuorumClock, QuorumScheduler {

	private final SimulatedWorld world;

	private final double clockRate;

	private long wallStepMillis;

	private long pausedUntil;

	private double lossy;

	private long slowest = 2 * SimulatedWorld.MILLI;

	final LockEngine locks;

	final IdEngine ids;

	/** The leases that this process believes to hold, by key. */
	final Map<String, DefaultLease> held = new HashMap<>();

	SimulatedClient(SimulatedWorld world, double clockRate, List<SimulatedMaster> masters) {
		this.world = world;
		this.clockRate = clockRate;
		List<Master> links = masters.stream().map((master) -> master.linkFrom(this)).toList();
		Duration masterTimeout = Duration.ofMillis(50);
		Duration maxLease = Duration.ofSeconds(1);
		Electorate electorate = new Electorate(links, RestartPolicy.TRUST_PERSISTENCE, this, maxLease, masterTimeout);
		this.ids = new IdEngine(electorate, this, this, world.random, masterTimeout, maxLease);
		this.locks = new LockEngine(electorate, this.ids, this, this, world.random, masterTimeout);
	}

	void pause(long nanos) {
		this.pausedUntil = Math.max(this.pausedUntil, this.world.now() + nanos);
	}

	void stepWallClock(long millis) {
		this.wallStepMillis += millis;
	}

	void network(long slowest, double lossy) {
		this.slowest = slowest;
		this.lossy = lossy;
	}

	long delay() {
		return this.world.between(50_000, this.slowest);
	}

	boolean losesReply() {
		return this.world.chance(this.lossy);
	}

	/**
	 * Does something here, but not while this process is paused.
	 */
	SimulatedWorld.Event at(long time, Runnable action) {
		return this.world.at(time, () -> {
			if (this.world.now() < this.pausedUntil) {
				at(this.pausedUntil, action);
			}
			else {
				action.run();
			}
		});
	}

	@Override
	public Runnable schedule(Runnable task, Duration delay) {
		boolean[] cancelled = new boolean[1];
		at(this.world.now() + (long) Math.ceil(delay.toNanos() / this.clockRate), () -> {
			if (!cancelled[0]) {
				task.run();
			}
		});
		return () -> cancelled[0] = true;
	}

	@Override
	public long monotonicNanos() {
		return (long) (this.world.now() * this.clockRate);
	}

	@Override
	public long wallMillis() {
		return monotonicNanos() / SimulatedWorld.MILLI + this.wallStepMillis;
	}

}
