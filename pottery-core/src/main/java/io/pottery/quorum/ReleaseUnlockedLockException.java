package io.pottery.quorum;

import java.util.Collection;

import io.pottery.exception.PotteryFailure;

/**
 * Thrown where a lease was lost, released before, or never held by the thread that gives
 * it up. What the lock guarded may not have been alone: the message says since when.
 *
 * @since 1.0
 */
public final class ReleaseUnlockedLockException extends IllegalMonitorStateException implements PotteryFailure {

	/** The key of the lock. */
	private final String key;

	ReleaseUnlockedLockException(String message, String key, Collection<? extends Throwable> failures) {
		super(message);
		this.key = key;
		failures.forEach(this::addSuppressed);
	}

	@Override
	public String key() {
		return this.key;
	}

}
