package io.pottery.quorum;

import java.util.Collection;

import io.pottery.exception.PotteryFailure;

/**
 * Thrown where a lease was lost, released before, or never held by the thread that gives
 * it up: {@link #reason()} tells which. What a lost lock guarded may not have been alone:
 * the message says since when, for how long the lock was held, and the length of its
 * lease.
 *
 * @since 1.0
 */
public final class ReleaseUnlockedLockException extends IllegalMonitorStateException implements PotteryFailure {

	/** The key of the lock. */
	private final String key;

	/** Why it is not held. */
	private final NotHeldReason reason;

	ReleaseUnlockedLockException(String message, NotHeldReason reason, String key,
			Collection<? extends Throwable> failures) {
		super(message);
		this.key = key;
		this.reason = reason;
		failures.forEach(this::addSuppressed);
	}

	@Override
	public String key() {
		return this.key;
	}

	/**
	 * Returns why the lock is not held.
	 * @return {@link NotHeldReason#NEVER_HELD}, {@link NotHeldReason#RELEASED},
	 * {@link NotHeldReason#EXPIRED} or {@link NotHeldReason#TAKEN}
	 */
	public NotHeldReason reason() {
		return this.reason;
	}

}
