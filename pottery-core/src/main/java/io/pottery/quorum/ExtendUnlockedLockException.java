package io.pottery.quorum;

import java.util.Collection;

/**
 * Thrown where a lease that had already ended was to be extended.
 *
 * @since 1.0
 */
public final class ExtendUnlockedLockException extends QuorumException {

	ExtendUnlockedLockException(String message, String key, Votes votes, Collection<? extends Throwable> failures) {
		super(message, key, votes, failures);
	}

}
