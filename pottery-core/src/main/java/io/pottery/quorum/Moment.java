package io.pottery.quorum;

/**
 * A moment on both clocks of this process.
 *
 * @param monotonicNanos the monotonic clock
 * @param wallMillis the wall clock
 */
record Moment(long monotonicNanos, long wallMillis) {

	private static final long NANOS_PER_MILLI = 1_000_000;

	/** Beyond this many milliseconds the nanoseconds would not fit; about 146 years. */
	private static final long MOST_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI / 2;

	static Moment now(QuorumClock clock) {
		return new Moment(clock.monotonicNanos(), clock.wallMillis());
	}

	/**
	 * Returns what has passed on the faster of the two clocks: the monotonic one misses
	 * the time that a machine is suspended, the wall clock may be set back.
	 * @param clock the clocks
	 * @return nanoseconds since this moment, never negative
	 */
	long elapsedNanos(QuorumClock clock) {
		long monotonic = clock.monotonicNanos() - this.monotonicNanos;
		long wall = Math.min(clock.wallMillis() - this.wallMillis, MOST_MILLIS);
		return Math.max(0, Math.max(monotonic, wall * NANOS_PER_MILLI));
	}

}
