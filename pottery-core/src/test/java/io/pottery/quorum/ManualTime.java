package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * Clocks and a scheduler that move when a test says so, on the test's own thread.
 */
final class ManualTime implements QuorumClock, QuorumScheduler {

	private final TreeSet<Task> tasks = new TreeSet<>();

	private long nanos = 1;

	private long wallStepMillis;

	private long order;

	/**
	 * Lets time pass, and does what falls due on the way.
	 * @param time how much
	 */
	void pass(Duration time) {
		long until = this.nanos + time.toNanos();
		while (!this.tasks.isEmpty() && this.tasks.first().due <= until) {
			Task task = this.tasks.pollFirst();
			this.nanos = Math.max(this.nanos, task.due);
			task.action.run();
		}
		this.nanos = until;
	}

	void passMillis(long millis) {
		pass(Duration.ofMillis(millis));
	}

	/**
	 * Lets time pass while this process stands still: what fell due is done afterwards.
	 * @param time how much
	 */
	void standStill(Duration time) {
		this.nanos += time.toNanos();
	}

	void stepWallClock(Duration step) {
		this.wallStepMillis += step.toMillis();
	}

	/**
	 * Returns how many tasks wait for their time.
	 * @return the number
	 */
	int waiting() {
		return this.tasks.size();
	}

	/**
	 * Returns when the tasks fall due, from now on, the next one first.
	 * @return the delays
	 */
	List<Duration> pending() {
		return this.tasks.stream().map((task) -> Duration.ofNanos(task.due - this.nanos)).toList();
	}

	@Override
	public Runnable schedule(Runnable action, Duration delay) {
		Task task = new Task(this.nanos + Math.max(0, delay.toNanos()), this.order++, action);
		this.tasks.add(task);
		return () -> this.tasks.remove(task);
	}

	@Override
	public long monotonicNanos() {
		return this.nanos;
	}

	@Override
	public long wallMillis() {
		return this.nanos / 1_000_000 + this.wallStepMillis;
	}

	private record Task(long due, long order, Runnable action) implements Comparable<Task> {

		@Override
		public int compareTo(Task other) {
			int byTime = Long.compare(this.due, other.due);
			return (byTime != 0) ? byTime : Long.compare(this.order, other.order);
		}

	}

}
