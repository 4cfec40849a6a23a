package io.pottery.quorum;

import java.time.Duration;

/**
 * Sets up a {@link Redlock}.
 *
 * @since 1.0
 */
public interface RedlockBuilder {

	/**
	 * Sets how long a lease lasts unless it is extended or released.
	 * @param autoReleaseTime the time, from 10 milliseconds to the longest lease of these
	 * masters; 10 seconds unless set
	 * @return this builder
	 */
	RedlockBuilder autoReleaseTime(Duration autoReleaseTime);

	/**
	 * Sets how often one acquisition may be extended.
	 * @param maxExtensions the number, not negative; 3 unless set
	 * @return this builder
	 */
	RedlockBuilder maxExtensions(int maxExtensions);

	/**
	 * Sets what happens while too many masters fail.
	 * @param fail {@code true}, the default, ends a waiting acquisition with
	 * {@link QuorumImpossibleException} once no majority was reached for the
	 * {@linkplain #quorumPatience patience}; {@code false} keeps trying until its wait is
	 * over, as Python does
	 * @return this builder
	 */
	RedlockBuilder failWhenQuorumImpossible(boolean fail);

	/**
	 * Sets how long a waiting acquisition puts up with too many failing masters.
	 * @param patience the time, one second unless set
	 * @return this builder
	 */
	RedlockBuilder quorumPatience(Duration patience);

	/**
	 * Sets whether each lease carries a {@linkplain Lease#fencingToken fencing token}. It
	 * is drawn from a counter on the masters after the majority is won, which takes two
	 * more round trips, and is kept for ever under {@code redlock-fence:KEY}.
	 * @param fenced {@code false} unless set
	 * @return this builder
	 */
	RedlockBuilder fenced(boolean fenced);

	/**
	 * Builds the lock; asks nobody.
	 * @return the lock
	 * @throws IllegalArgumentException if the auto-release time is longer than the
	 * longest lease of these masters
	 */
	Redlock build();

}
