package io.pottery.quorum;

import java.time.Duration;

/**
 * What a lock was built with.
 *
 * @param key the key as the application gave it
 * @param redisKey the key in Redis
 * @param autoReleaseTime the full length of a lease
 * @param maxExtensions how often one acquisition may be extended
 * @param failWhenQuorumImpossible whether a wait ends where too many masters fail
 * @param quorumPatience how long it puts up with that
 * @param autoExtend whether a lease is renewed by itself
 * @param interruptOnLost whether the thread that acquired a lease is interrupted where it
 * is lost
 * @param fenced whether each lease carries a fencing token
 */
record LockTerms(String key, String redisKey, Duration autoReleaseTime, int maxExtensions,
		boolean failWhenQuorumImpossible, Duration quorumPatience, boolean autoExtend, boolean interruptOnLost,
		boolean fenced) {

	static final String PREFIX = "redlock:";

	private static final String FENCE_PREFIX = "redlock-fence:";

	/** Clocks may differ by one part in this many, as Redlock assumes. */
	private static final int DRIFT_PART = 100;

	/** Redis expires to the millisecond; two of them cover both ends. */
	private static final long DRIFT_EXTRA_NANOS = 2_000_000;

	/** A round may take this part of a lease, so that a hung master leaves most of it. */
	private static final int DEADLINE_PART = 5;

	LockTerms(String key, String redisKey, Duration autoReleaseTime, int maxExtensions,
			boolean failWhenQuorumImpossible, Duration quorumPatience, boolean fenced) {
		this(key, redisKey, autoReleaseTime, maxExtensions, failWhenQuorumImpossible, quorumPatience, false, false,
				fenced);
	}

	/**
	 * Returns the counter that fencing tokens come from.
	 * @return the key in Redis
	 */
	String fenceKey() {
		return FENCE_PREFIX + this.redisKey.substring(PREFIX.length());
	}

	static long driftNanos(long nanos) {
		return nanos / DRIFT_PART + DRIFT_EXTRA_NANOS;
	}

	/**
	 * Returns how long a full lease may be relied on if it took no time to get.
	 * @return nanoseconds
	 */
	long reliableNanos() {
		long nanos = this.autoReleaseTime.toNanos();
		return nanos - driftNanos(nanos);
	}

	/**
	 * Returns how long one master may take to answer.
	 * @param masterTimeout the time that the quorum allows
	 * @return that time or a part of the lease, whichever is shorter
	 */
	Duration deadline(Duration masterTimeout) {
		Duration part = this.autoReleaseTime.dividedBy(DEADLINE_PART);
		return (part.compareTo(masterTimeout) < 0) ? part : masterTimeout;
	}

}
