package io.pottery.quorum;

import java.time.Duration;
import java.util.List;

/**
 * How one attempt to get a lock ended.
 */
sealed interface Attempt {

	/**
	 * Returns the exception for a wait that ended with this answer.
	 * @param terms the lock
	 * @return the exception
	 */
	default QuorumException failure(LockTerms terms) {
		String lock = "The lock '" + terms.key() + "' ";
		if (this instanceof Taken taken) {
			boolean held = taken.votes.refused() >= taken.votes.majority();
			return new QuorumNotAchievedException(
					lock + (held ? "is taken: " : "is taken on too many of the masters that answer: ") + taken.votes,
					terms.key(), taken.votes, taken.failures);
		}
		if (this instanceof TooLate late) {
			return new QuorumNotAchievedException(
					lock + "was granted too late to leave anything of its lease of "
							+ terms.autoReleaseTime().toMillis() + " ms: " + late.votes,
					terms.key(), late.votes, late.failures);
		}
		if (this instanceof Impossible impossible) {
			return new QuorumImpossibleException(lock + "cannot be decided: " + impossible.votes, terms.key(),
					impossible.votes, impossible.failures);
		}
		if (this instanceof Unfenced unfenced) {
			QuorumException cause = unfenced.cause;
			return new QuorumImpossibleException(
					lock + "was free, but its fencing token cannot be decided: " + cause.getMessage(), terms.key(),
					cause.votes(), List.of(cause));
		}
		throw new IllegalStateException("The lock was won");
	}

	/**
	 * The lock is ours.
	 *
	 * @param lease the lease
	 */
	record Won(DefaultLease lease) implements Attempt {
	}

	/**
	 * A majority answered, and too many masters granted the lock to others.
	 *
	 * @param votes the votes
	 * @param failures the failures of single masters
	 * @param free when enough masters will be free if nobody does anything
	 * @param held whether one holder has a majority, and not several rivals a part each
	 */
	record Taken(Votes votes, List<MasterException> failures, Duration free, boolean held) implements Attempt {
	}

	/**
	 * So many masters failed that no majority could agree.
	 *
	 * @param votes the votes
	 * @param failures the failures of single masters
	 */
	record Impossible(Votes votes, List<MasterException> failures) implements Attempt {
	}

	/**
	 * A majority agreed, but the answers took so long that nothing of the lease is left.
	 *
	 * @param votes the votes
	 * @param failures the failures of single masters
	 */
	record TooLate(Votes votes, List<MasterException> failures) implements Attempt {
	}

	/**
	 * A majority granted the lock, but none agreed on its fencing token.
	 *
	 * @param cause what stood in the way
	 */
	record Unfenced(QuorumException cause) implements Attempt {
	}

}
