package io.pottery.quorum;

import java.util.Collection;

import io.pottery.exception.PotteryFailure;

/**
 * The root of what locks and ids throw. Each master's failure is a suppressed exception.
 *
 * @since 1.0
 */
public abstract class QuorumException extends RuntimeException implements PotteryFailure {

	/** The key of the lock or the ids. */
	private final String key;

	/** How the masters voted in the last round. */
	private final Votes votes;

	QuorumException(String message, String key, Votes votes, Collection<? extends Throwable> failures) {
		super(message);
		this.key = key;
		this.votes = votes;
		failures.forEach(this::addSuppressed);
	}

	@Override
	public final String key() {
		return this.key;
	}

	/**
	 * Returns how the masters voted in the last round.
	 * @return the votes
	 */
	public final Votes votes() {
		return this.votes;
	}

}
