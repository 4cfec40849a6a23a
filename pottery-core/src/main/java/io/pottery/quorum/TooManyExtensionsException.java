package io.pottery.quorum;

import java.util.Collection;

/**
 * Thrown where a lease was extended as often as it may be; the lease itself goes on until
 * its end.
 *
 * @since 1.0
 */
public final class TooManyExtensionsException extends QuorumException {

	TooManyExtensionsException(String message, String key, Votes votes, Collection<? extends Throwable> failures) {
		super(message, key, votes, failures);
	}

}
