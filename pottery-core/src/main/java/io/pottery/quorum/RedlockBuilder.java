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
	 * Sets how often one acquisition may be extended, by hand and automatically together.
	 * @param maxExtensions the number, not negative; {@link Integer#MAX_VALUE} is without
	 * limit; 3 unless set
	 * @return this builder
	 */
	RedlockBuilder maxExtensions(int maxExtensions);

	/**
	 * Sets whether a lease is renewed by itself for as long as it is needed: back to its
	 * full time whenever a third of it has passed, in one round, by the timer that all
	 * locks share.
	 * <p>
	 * It ends with the release; after as many extensions as {@link #maxExtensions}
	 * allows; with the thread that acquired the lease, where a blocking method did: who
	 * hands a lease to another thread keeps the first one alive; and when this Pottery is
	 * closed. A lease that was acquired asynchronously belongs to no thread: without
	 * limit it is renewed until somebody releases it. A renewal that too few masters
	 * answer is tried again soon while the lease is valid. What loses the lease all the
	 * same is told to {@link Lease#onLost}.
	 * @param autoExtend {@code false} unless set
	 * @return this builder
	 */
	RedlockBuilder autoExtend(boolean autoExtend);

	/**
	 * Sets whether the thread that acquired a lease by a blocking method is interrupted
	 * when the lease is {@linkplain Lease#onLost lost}: once, and never after its release
	 * has begun.
	 * @param interruptOnLost {@code false} unless set
	 * @return this builder
	 */
	RedlockBuilder interruptOnLost(boolean interruptOnLost);

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
	 * @throws IllegalStateException if the only master is a Sentinel or Cluster
	 * deployment: a failover forgets tokens, so that later ones need not be larger
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
