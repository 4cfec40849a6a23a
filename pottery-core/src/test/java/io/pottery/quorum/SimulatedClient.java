package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A process with clocks of its own, which can rest, be suspended or die.
 */
final class SimulatedClient implements QuorumClock, QuorumScheduler {

	/** Beyond any time and any count of events. */
	private static final long FAR = 1L << 60;

	private final SimulatedWorld world;

	private final SimulatedReferee referee;

	private final SimulatedPlan plan;

	private final String name;

	private final double clockRate;

	private final List<SimulatedLink> links;

	final LockEngine locks;

	final IdEngine ids;

	private long wallStepMillis;

	private long pausedUntil;

	private long pausedNanos;

	/** Whether timers that are due after a rest come before what was heard meanwhile. */
	private boolean timersFirst;

	private long suspendedSince;

	private long suspendedUntil;

	private long suspendedNanos;

	private boolean running;

	private boolean dead;

	private long slowest;

	private double spikes;

	private @Nullable SimulatedTally tally;

	SimulatedClient(SimulatedWorld world, SimulatedReferee referee, SimulatedPlan plan, String name, double clockRate,
			List<SimulatedMaster> masters) {
		this.world = world;
		this.referee = referee;
		this.plan = plan;
		this.name = name;
		this.clockRate = clockRate;
		this.slowest = plan.slowestNanos();
		this.spikes = plan.spikes();
		this.links = masters.stream().map((master) -> new SimulatedLink(world, this, master)).toList();
		Duration masterTimeout = Duration.ofMillis(SimulatedPlan.MASTER_TIMEOUT_MILLIS);
		Duration maxLease = Duration.ofMillis(plan.maxLeaseMillis());
		Electorate electorate = new Electorate(List.copyOf(this.links), plan.policy(), this, maxLease, masterTimeout);
		this.ids = new IdEngine(electorate, this, this, world.random, masterTimeout, maxLease);
		this.locks = new LockEngine(electorate, this.ids, this, this, world.random, masterTimeout);
		this.links.forEach((link) -> link.connect(world.between(0, 500_000)));
	}

	String name() {
		return this.name;
	}

	List<SimulatedLink> links() {
		return this.links;
	}

	double clockRate() {
		return this.clockRate;
	}

	SimulatedPlan plan() {
		return this.plan;
	}

	boolean isCalm() {
		return this.referee.isCalm();
	}

	boolean isDead() {
		return this.dead;
	}

	/**
	 * Rests for a while, whatever comes.
	 */
	void pause(long nanos) {
		if (!isPaused()) {
			this.world.trace("%s rests for %d us", this.name, nanos / 1000);
			this.pausedUntil = this.world.now() + nanos;
			this.pausedNanos += nanos;
			this.timersFirst = this.world.chance(0.5);
		}
	}

	/**
	 * Rests while the monotonic clock stands still.
	 */
	void suspend(long nanos) {
		if (isPaused()) {
			return;
		}
		this.suspendedNanos = suspendedNanos();
		this.suspendedSince = this.world.now();
		this.suspendedUntil = this.suspendedSince + nanos;
		pause(nanos);
	}

	void stepWallClock(long millis) {
		this.world.trace("%s sets its wall clock by %d ms", this.name, millis);
		this.wallStepMillis += millis;
	}

	void network(long slowest, double spikes) {
		this.slowest = slowest;
		this.spikes = spikes;
	}

	long slowest() {
		return this.slowest;
	}

	double spikes() {
		return this.spikes;
	}

	void die() {
		this.world.trace("%s is killed", this.name);
		this.dead = true;
		this.links.forEach(SimulatedLink::closed);
	}

	/**
	 * Returns when this process does what it is to do now.
	 */
	long actsAt() {
		return Math.max(this.pausedUntil, this.world.now());
	}

	boolean isPaused() {
		return this.world.now() < this.pausedUntil;
	}

	long resumedAt() {
		return this.pausedUntil;
	}

	/**
	 * Returns for how long this process has lived and not rested.
	 */
	long awakeNanos() {
		return actsAt() - this.pausedNanos;
	}

	/**
	 * Does something here, but not while this process rests.
	 */
	void at(long time, Runnable action) {
		this.world.at(time, () -> run(action));
	}

	private void run(Runnable action) {
		if (this.dead) {
			return;
		}
		if (this.plan.pauses() > 0 && !isPaused() && !this.referee.isCalm() && this.world.chance(this.plan.pauses())) {
			pause(this.world.millisBetween(1, 2 * this.plan.leaseMillis()));
		}
		if (isPaused()) {
			at(this.pausedUntil, action);
			return;
		}
		this.running = true;
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			this.world.violated(this.name + " threw " + ex);
		}
		finally {
			this.running = false;
		}
	}

	/**
	 * Returns a moment of this process.
	 */
	Reading read() {
		return new Reading(monotonicNanos(), wallMillis());
	}

	/**
	 * Returns what has passed on the faster clock of this process.
	 */
	long elapsedNanos(Reading since) {
		return Math.max(monotonicNanos() - since.monotonic, (wallMillis() - since.wall) * SimulatedWorld.MILLI);
	}

	@Override
	public Runnable schedule(Runnable task, Duration delay) {
		Timer timer = new Timer(task, monotonicNanos() + delay.toNanos());
		timer.start();
		return timer::cancel;
	}

	@Override
	public long monotonicNanos() {
		return (long) ((clockTime() - suspendedNanos()) * this.clockRate);
	}

	@Override
	public long wallMillis() {
		return (long) (clockTime() * this.clockRate) / SimulatedWorld.MILLI + this.wallStepMillis;
	}

	/**
	 * Returns what both clocks show. A rest in the midst of an event is over for what
	 * follows in that event.
	 */
	private long clockTime() {
		return this.running ? actsAt() : this.world.now();
	}

	private long suspendedNanos() {
		return this.suspendedNanos + Math.min(clockTime(), this.suspendedUntil) - this.suspendedSince;
	}

	/**
	 * Notes what is sent, and may rest at just this moment.
	 */
	void sends(SimulatedLink link, String script, String key, List<String> args) {
		this.referee.sends(this, link, script, key, args);
		if (this.plan.restsWhileSending() > 0 && !this.referee.isCalm()
				&& this.world.chance(this.plan.restsWhileSending())) {
			pause(this.world.millisBetween(1, 2 * this.plan.leaseMillis()));
		}
	}

	/**
	 * Counts the answers of a round that a call starts.
	 */
	<T> T counting(SimulatedTally tally, Supplier<T> call) {
		this.tally = tally;
		try {
			return call.get();
		}
		finally {
			this.tally = null;
		}
	}

	@Nullable SimulatedTally tallyOf(String script) {
		return (this.tally != null && this.tally.isSent(script)) ? this.tally : null;
	}

	boolean isCounting() {
		return this.tally != null;
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * What both clocks showed.
	 *
	 * @param monotonic the monotonic one, in nanoseconds
	 * @param wall the wall clock, in milliseconds
	 */
	record Reading(long monotonic, long wall) {
	}

	/**
	 * Something to do when the monotonic clock shows a certain time.
	 */
	private final class Timer {

		private final Runnable task;

		private final long due;

		private SimulatedWorld.@Nullable Event event;

		private boolean over;

		Timer(Runnable task, long due) {
			this.task = task;
			this.due = due;
		}

		void start() {
			long left = (long) Math.ceil((this.due - monotonicNanos()) / SimulatedClient.this.clockRate);
			startAt(actsAt() + Math.max(0, left));
		}

		private void startAt(long time) {
			// Timers that are due together run in order.
			long order = this.due + (SimulatedClient.this.timersFirst ? -FAR : FAR);
			this.event = SimulatedClient.this.world.at(time, order, this::happens);
		}

		private void happens() {
			if (isPaused()) {
				startAt(SimulatedClient.this.pausedUntil);
			}
			else {
				run(this::due);
			}
		}

		private void due() {
			if (this.over) {
				return;
			}
			if (monotonicNanos() < this.due) {
				start();
				return;
			}
			this.over = true;
			this.task.run();
		}

		void cancel() {
			this.over = true;
			if (this.event != null) {
				this.event.cancel();
			}
		}

	}

}
