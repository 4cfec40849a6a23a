package io.pottery.samples.quickstart;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

import org.springframework.stereotype.Component;

/**
 * Counts how bookings ended in this process.
 */
@Component
class Tally {

	private static final long WINDOW = Duration.ofSeconds(2).toNanos();

	private final LongAdder sold = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final Deque<Reading> readings = new ArrayDeque<>();

	void sold() {
		this.sold.increment();
	}

	void refused() {
		this.refused.increment();
	}

	/**
	 * Returns how many bookings were answered 409 or 503.
	 */
	long countRefused() {
		return this.refused.sum();
	}

	/**
	 * Returns how many bookings a second were answered since about two seconds ago; meant
	 * to be asked regularly.
	 */
	synchronized double perSecond() {
		Reading now = new Reading(System.nanoTime(), this.sold.sum() + this.refused.sum());
		this.readings.addLast(now);
		while (now.nanos() - this.readings.getFirst().nanos() > WINDOW) {
			this.readings.removeFirst();
		}
		Reading first = this.readings.getFirst();
		long nanos = now.nanos() - first.nanos();
		return (nanos > 0) ? (now.count() - first.count()) * 1e9 / nanos : 0;
	}

	private record Reading(long nanos, long count) {
	}

}
