package io.pottery.samples.soak;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

import io.pottery.Pottery;
import io.pottery.quorum.Lease;
import io.pottery.quorum.QuorumNotAchievedException;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.ReleaseOutcome;
import io.pottery.quorum.ReleaseUnlockedLockException;

/**
 * Pottery's {@code Redlock}.
 */
final class PotteryLocks implements LockClient {

	private final Pottery pottery;

	private final ConcurrentMap<String, Redlock> locks = new ConcurrentHashMap<>();

	private final Duration lease;

	PotteryLocks(Options options) {
		this.pottery = PotteryClients.open(options);
		this.lease = options.millis("lease");
	}

	@Override
	public @Nullable Hold acquire(String key, Duration wait) {
		Redlock lock = this.locks.computeIfAbsent(key, this::redlock);
		try {
			return new LeaseHold(lock.acquire(wait));
		}
		catch (QuorumNotAchievedException ex) {
			return null;
		}
	}

	private Redlock redlock(String key) {
		// Who waits keeps waiting, whatever the masters do.
		return this.pottery.redlockBuilder(key).autoReleaseTime(this.lease).failWhenQuorumImpossible(false).build();
	}

	@Override
	public void close() {
		this.pottery.close();
	}

	private static final class LeaseHold implements Hold {

		private final Lease lease;

		private final long since = System.nanoTime();

		private final long validUntil;

		LeaseHold(Lease lease) {
			this.lease = lease;
			this.validUntil = this.since + lease.remaining().toNanos();
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
			return this.lease.isValid();
		}

		@Override
		public Section.End release() {
			try {
				return (this.lease.release() == ReleaseOutcome.RELEASED) ? Section.End.RELEASED
						: Section.End.UNCONFIRMED;
			}
			catch (ReleaseUnlockedLockException ex) {
				return Section.End.LOST;
			}
		}

	}

}
