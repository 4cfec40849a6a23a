package io.pottery.quorum;

import java.time.Duration;

/**
 * Runs short tasks later. Tasks never block.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface QuorumScheduler {

	/**
	 * Runs a task after a delay.
	 * @param task what to run
	 * @param delay how long to wait; zero runs it as soon as possible, on another stack
	 * @return what cancels the task; cancelling a task that runs or ran does nothing
	 */
	Runnable schedule(Runnable task, Duration delay);

}
