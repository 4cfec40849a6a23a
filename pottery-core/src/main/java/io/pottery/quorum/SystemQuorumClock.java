package io.pottery.quorum;

/**
 * The clocks of the Java runtime.
 */
enum SystemQuorumClock implements QuorumClock {

	INSTANCE;

	@Override
	public long monotonicNanos() {
		return System.nanoTime();
	}

	@Override
	public long wallMillis() {
		return System.currentTimeMillis();
	}

}
