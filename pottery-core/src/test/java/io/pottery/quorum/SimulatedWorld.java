package io.pottery.quorum;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Time, chance and what happens next, all from one seed and on one thread.
 */
final class SimulatedWorld {

	static final long MILLI = 1_000_000;

	private static final boolean TRACED = Boolean.getBoolean("pottery.simulation.trace");

	final RandomGenerator random;

	/** The events to come, as a binary heap. */
	private Event[] heap = new Event[256];

	private int size;

	private long now;

	private long sequence;

	private long digest;

	private @Nullable String violation;

	/** How the violations begin that matter. */
	private String concern = "";

	SimulatedWorld(long seed) {
		this.random = new SplittableRandom(seed);
	}

	long now() {
		return this.now;
	}

	/**
	 * Returns what tells two histories apart.
	 */
	long digest() {
		return this.digest * 31 + this.sequence;
	}

	Event at(long time, Runnable action) {
		return at(time, this.sequence, action);
	}

	/**
	 * Lets something happen, in a certain order with whatever else happens then.
	 */
	Event at(long time, long order, Runnable action) {
		this.sequence++;
		Event event = new Event(Math.max(time, this.now), order, action);
		if (this.size == this.heap.length) {
			this.heap = java.util.Arrays.copyOf(this.heap, 2 * this.size);
		}
		int at = this.size++;
		while (at > 0 && event.before(this.heap[(at - 1) / 2])) {
			this.heap[at] = this.heap[(at - 1) / 2];
			at = (at - 1) / 2;
		}
		this.heap[at] = event;
		return event;
	}

	Event in(long nanos, Runnable action) {
		return at(this.now + nanos, action);
	}

	/**
	 * Lets one thing happen.
	 * @return whether anything did
	 */
	boolean step() {
		while (this.size > 0) {
			Event event = poll();
			if (event.cancelled) {
				continue;
			}
			this.now = event.time;
			this.digest = this.digest * 31 + event.time;
			event.action.run();
			return true;
		}
		return false;
	}

	private Event poll() {
		Event first = this.heap[0];
		Event last = this.heap[--this.size];
		this.heap[this.size] = null;
		int at = 0;
		while (2 * at + 1 < this.size) {
			int child = 2 * at + 1;
			if (child + 1 < this.size && this.heap[child + 1].before(this.heap[child])) {
				child++;
			}
			if (!this.heap[child].before(last)) {
				break;
			}
			this.heap[at] = this.heap[child];
			at = child;
		}
		if (this.size > 0) {
			this.heap[at] = last;
		}
		return first;
	}

	boolean chance(double probability) {
		return this.random.nextDouble() < probability;
	}

	long between(long least, long most) {
		return (least >= most) ? least : least + this.random.nextLong(most - least + 1);
	}

	long millisBetween(long least, long most) {
		return between(least * MILLI, most * MILLI);
	}

	/**
	 * Keeps what went wrong first: most checks run inside futures, which would swallow an
	 * exception.
	 */
	void violated(String what) {
		if (this.violation == null && what.startsWith(this.concern)) {
			this.violation = what + ", at " + this.now / 1000 + " us";
			trace("VIOLATION %s", this.violation);
		}
	}

	void check(boolean holds, String what) {
		if (!holds) {
			violated(what);
		}
	}

	/**
	 * Heeds only violations that begin with certain words.
	 */
	void concern(String words) {
		this.concern = words;
	}

	@Nullable String violation() {
		return this.violation;
	}

	/**
	 * Prints a line where a history is replayed to be read.
	 */
	void trace(String what, Object... args) {
		if (TRACED) {
			System.out.printf("%12.6f %s%n", this.now / 1e6, String.format(what, args));
		}
	}

	/**
	 * Something that will happen.
	 */
	static final class Event {

		private final long time;

		private final long order;

		private final Runnable action;

		private boolean cancelled;

		Event(long time, long order, Runnable action) {
			this.time = time;
			this.order = order;
			this.action = action;
		}

		void cancel() {
			this.cancelled = true;
		}

		private boolean before(Event other) {
			return this.time < other.time || this.time == other.time && this.order < other.order;
		}

	}

}
