package io.pottery.quorum;

import java.util.Collection;

/**
 * Thrown where no majority agreed in the time or the tries allowed: somebody else holds
 * the lock, other clients raced for the id, or the answers came too late to leave a valid
 * lease.
 *
 * @since 1.0
 */
public final class QuorumNotAchievedException extends QuorumException {

	QuorumNotAchievedException(String message, String key, Votes votes, Collection<? extends Throwable> failures) {
		super(message, key, votes, failures);
	}

}
