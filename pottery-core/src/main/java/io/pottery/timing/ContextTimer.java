package io.pottery.timing;

import java.time.Duration;

/**
 * A stopwatch that is started once and stopped once, by hand or at the end of a
 * {@code try} block. It measures real time, not processor time, by the clock of
 * {@link System#nanoTime()}, which nobody sets. Python's {@code ContextTimer}.
 * <p>
 * Safe for all threads: of several that start or stop one timer at a time, one does, and
 * what it measured is what all others then see.
 *
 * @since 1.0
 */
public interface ContextTimer extends AutoCloseable {

	/**
	 * Makes a timer.
	 * @return a timer that has not been started
	 */
	static ContextTimer create() {
		return new DefaultContextTimer(System::nanoTime);
	}

	/**
	 * Makes a timer and starts it, as the head of a {@code try} block wants it.
	 * @return a timer that runs
	 */
	static ContextTimer started() {
		ContextTimer timer = create();
		timer.start();
		return timer;
	}

	/**
	 * Starts the timer.
	 * @throws IllegalStateException if it has been started or stopped before
	 */
	void start();

	/**
	 * Stops the timer, which keeps the time elapsed until now.
	 * @throws IllegalStateException if it has not been started, or has been stopped
	 */
	void stop();

	/**
	 * Returns the time from the start to the stop, or until now where it still runs.
	 * @return the time elapsed, never negative
	 * @throws IllegalStateException if it has not been started
	 */
	Duration elapsed();

	/**
	 * Returns the time from the start to the stop, or until now where it still runs.
	 * Python's {@code elapsed()}.
	 * @return the time elapsed in whole milliseconds, never negative
	 * @throws IllegalStateException if it has not been started
	 */
	default long elapsedMillis() {
		return elapsed().toMillis();
	}

	/**
	 * Stops the timer if it runs; does nothing otherwise, and never throws.
	 */
	@Override
	void close();

}
