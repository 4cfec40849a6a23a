package io.pottery.timing;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A stopwatch on a source of nanoseconds.
 */
final class DefaultContextTimer implements ContextTimer {

	private final LongSupplier nanoTime;

	private State state = State.NEW;

	private long startNanos;

	private long stopNanos;

	/**
	 * Makes a timer.
	 * @param nanoTime tells a time in nanoseconds, of which only differences count
	 */
	DefaultContextTimer(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	@Override
	public synchronized void start() {
		switch (this.state) {
			case NEW -> {
				this.state = State.RUNNING;
				this.startNanos = this.nanoTime.getAsLong();
			}
			case RUNNING -> throw new IllegalStateException("timer has already been started");
			case STOPPED -> throw new IllegalStateException("timer has already been stopped");
		}
	}

	@Override
	public synchronized void stop() {
		switch (this.state) {
			case NEW -> throw new IllegalStateException("timer hasn't yet been started");
			case RUNNING -> {
				this.stopNanos = this.nanoTime.getAsLong();
				this.state = State.STOPPED;
			}
			case STOPPED -> throw new IllegalStateException("timer has already been stopped");
		}
	}

	@Override
	public synchronized Duration elapsed() {
		long end = switch (this.state) {
			case NEW -> throw new IllegalStateException("timer hasn't yet been started");
			case RUNNING -> this.nanoTime.getAsLong();
			case STOPPED -> this.stopNanos;
		};
		return Duration.ofNanos(end - this.startNanos);
	}

	@Override
	public synchronized void close() {
		if (this.state == State.RUNNING) {
			stop();
		}
	}

	@Override
	public String toString() {
		return "ContextTimer";
	}

	private enum State {

		NEW, RUNNING, STOPPED

	}

}
