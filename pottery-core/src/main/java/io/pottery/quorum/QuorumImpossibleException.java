package io.pottery.quorum;

import java.util.Collection;

/**
 * Thrown where so many masters failed that no majority could agree. The suppressed
 * exceptions say why each of them gave no vote.
 *
 * @since 1.0
 */
public final class QuorumImpossibleException extends QuorumException {

	QuorumImpossibleException(String message, String key, Votes votes, Collection<? extends Throwable> failures) {
		super(message, key, votes, failures);
	}

}
