package io.pottery.quorum;

import java.util.Collection;

/**
 * Thrown where a thread was interrupted while it waited for a lock. The interrupt flag is
 * set, and nothing is left behind on the masters.
 *
 * @since 1.0
 */
public final class AcquireInterruptedException extends QuorumException {

	AcquireInterruptedException(String message, String key, Votes votes, Collection<? extends Throwable> failures) {
		super(message, key, votes, failures);
	}

}
