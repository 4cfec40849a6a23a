package io.pottery.quorum;

import java.util.Collection;

/**
 * Thrown where a lease was to be extended that was over, lost or released:
 * {@link #reason()} tells which. The message says for how long the lock was held, and the
 * length of its lease.
 *
 * @since 1.0
 */
public final class ExtendUnlockedLockException extends QuorumException {

	/** Why it is not held. */
	private final NotHeldReason reason;

	ExtendUnlockedLockException(String message, NotHeldReason reason, String key, Votes votes,
			Collection<? extends Throwable> failures) {
		super(message, key, votes, failures);
		this.reason = reason;
	}

	/**
	 * Returns why the lock is not held.
	 * @return {@link NotHeldReason#RELEASED}, {@link NotHeldReason#EXPIRED} or
	 * {@link NotHeldReason#TAKEN}
	 */
	public NotHeldReason reason() {
		return this.reason;
	}

}
