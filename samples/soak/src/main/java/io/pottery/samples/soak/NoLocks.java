package io.pottery.samples.soak;

import java.time.Duration;

/**
 * Locks that keep nobody out: what the checks must see.
 */
final class NoLocks implements LockClient {

	private final Duration lease;

	NoLocks(Options options) {
		this.lease = options.millis("lease");
	}

	@Override
	public Hold acquire(String key, Duration wait) {
		return new TimedHold(this.lease, () -> Section.End.RELEASED);
	}

	@Override
	public void close() {
		// Nothing was opened.
	}

}
