package io.pottery.samples.soak;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A hold whose end only its holder's clock knows.
 */
final class TimedHold implements LockClient.Hold {

	private final long since = System.nanoTime();

	private final long validUntil;

	private final Supplier<Section.End> release;

	TimedHold(Duration lease, Supplier<Section.End> release) {
		this.validUntil = this.since + lease.toNanos();
		this.release = release;
	}

	@Override
	public long since() {
		return this.since;
	}

	@Override
	public long validUntil() {
		return this.validUntil;
	}

	@Override
	public boolean isValid() {
		return System.nanoTime() < this.validUntil;
	}

	@Override
	public Section.End release() {
		return this.release.get();
	}

}
