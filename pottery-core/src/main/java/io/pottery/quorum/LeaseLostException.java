package io.pottery.quorum;

import java.util.Collection;

/**
 * Tells the holder of a lease that it was lost, or will be: what it guards may not be
 * alone from now on. Given to the listeners of {@link Lease#onLost}, never thrown by this
 * library. Its message names the key, the cause, how long the lock was held and the
 * length of its lease.
 *
 * @since 1.0
 */
public final class LeaseLostException extends QuorumException {

	/** Why it is not held. */
	private final NotHeldReason reason;

	LeaseLostException(String message, NotHeldReason reason, String key, Votes votes,
			Collection<? extends Throwable> failures) {
		super(message, key, votes, failures);
		this.reason = reason;
	}

	/**
	 * Returns why the lease was lost.
	 * @return {@link NotHeldReason#TAKEN}, {@link NotHeldReason#EXPIRED} or
	 * {@link NotHeldReason#CLOSED}
	 */
	public NotHeldReason reason() {
		return this.reason;
	}

}
