package io.pottery.quorum;

import java.util.PriorityQueue;
import java.util.Random;

/**
 * Time, chance and what happens next, all from one seed and on one thread.
 */
final class SimulatedWorld {

	static final long MILLI = 1_000_000;

	final Random random;

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private long now;

	private long sequence;

	SimulatedWorld(long seed) {
		this.random = new Random(seed);
	}

	long now() {
		return this.now;
	}

	Event at(long time, Runnable action) {
		Event event = new Event(Math.max(time, this.now), this.sequence++, action);
		this.events.add(event);
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
		Event event = this.events.poll();
		if (event == null) {
			return false;
		}
		this.now = event.time;
		if (!event.cancelled) {
			event.action.run();
		}
		return true;
	}

	boolean chance(double probability) {
		return this.random.nextDouble() < probability;
	}

	long between(long least, long most) {
		return least + this.random.nextLong(most - least + 1);
	}

	/**
	 * Something that will happen.
	 */
	static final class Event implements Comparable<Event> {

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

		@Override
		public int compareTo(Event other) {
			int byTime = Long.compare(this.time, other.time);
			return (byTime != 0) ? byTime : Long.compare(this.order, other.order);
		}

	}

}
