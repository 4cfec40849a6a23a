package io.pottery.quorum;

/**
 * The two clocks of this process. Elapsed time is the larger of the two differences: the
 * monotonic clock stands still while a machine is suspended, and the wall clock may be
 * set back.
 *
 * @since 1.0
 */
public interface QuorumClock {

	/**
	 * Returns the time of a clock that is never set.
	 * @return nanoseconds since some moment, as {@link System#nanoTime()}
	 */
	long monotonicNanos();

	/**
	 * Returns the time of day.
	 * @return milliseconds since the epoch, as {@link System#currentTimeMillis()}
	 */
	long wallMillis();

	/**
	 * Returns the clocks of this process.
	 * @return the system's clocks
	 */
	static QuorumClock system() {
		return SystemQuorumClock.INSTANCE;
	}

}
