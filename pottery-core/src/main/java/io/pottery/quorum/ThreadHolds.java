package io.pottery.quorum;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The locks that each thread holds through the methods of
 * {@link java.util.concurrent.locks.Lock}.
 */
final class ThreadHolds {

	private final ThreadLocal<Map<String, Hold>> holds = ThreadLocal.withInitial(HashMap::new);

	@Nullable DefaultLease leaseOf(String redisKey) {
		Hold hold = hold(redisKey);
		return (hold != null) ? hold.lease : null;
	}

	/**
	 * Enters a lock once more where the calling thread holds it already.
	 * @param terms the lock
	 * @return whether the thread held it
	 * @throws ExtendUnlockedLockException if it held it and lost it
	 */
	boolean reenter(LockTerms terms) {
		Hold hold = hold(terms.redisKey());
		if (hold == null) {
			return false;
		}
		Waits.join(hold.lease.ensure(terms.autoReleaseTime()));
		hold.depth++;
		return true;
	}

	void enter(LockTerms terms, DefaultLease lease) {
		this.holds.get().put(terms.redisKey(), new Hold(lease));
	}

	/**
	 * Leaves a lock, and gives its lease up with the last hold.
	 * @param terms the lock
	 * @throws ReleaseUnlockedLockException if the calling thread does not hold the lock,
	 * or its lease was lost
	 */
	void leave(LockTerms terms) {
		Hold hold = hold(terms.redisKey());
		if (hold == null) {
			throw new ReleaseUnlockedLockException(
					"The lock '" + terms.key()
							+ "' is not held by this thread: it never locked it, or has unlocked it since"
							+ " (held for 0 ms, lease of " + terms.autoReleaseTime().toMillis() + " ms)",
					NotHeldReason.NEVER_HELD, terms.key(), List.of());
		}
		if (--hold.depth > 0) {
			return;
		}
		Map<String, Hold> mine = this.holds.get();
		mine.remove(terms.redisKey());
		if (mine.isEmpty()) {
			this.holds.remove();
		}
		hold.lease.release();
	}

	private @Nullable Hold hold(String redisKey) {
		Map<String, Hold> mine = this.holds.get();
		Hold hold = mine.get(redisKey);
		if (hold == null && mine.isEmpty()) {
			this.holds.remove();
		}
		return hold;
	}

	/**
	 * One thread's hold of one lock.
	 */
	private static final class Hold {

		private final DefaultLease lease;

		private int depth = 1;

		Hold(DefaultLease lease) {
			this.lease = lease;
		}

	}

}
