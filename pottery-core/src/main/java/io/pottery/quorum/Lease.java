package io.pottery.quorum;

import java.time.Duration;

/**
 * One acquisition of a {@link Redlock}. A lease belongs to whoever has this object, not
 * to a thread: any thread may extend or release it.
 * <p>
 * A lease ends by itself. Until then at most one lease of a key is valid, as long as the
 * clocks of the masters and of this process run at about the same rate (1 %) and are not
 * set, and no master that counts forgets what it granted. Afterwards nothing is promised,
 * so work that takes longer must {@linkplain #extend() extend} in time.
 *
 * @since 1.0
 */
public interface Lease extends AutoCloseable {

	/**
	 * Returns the key of the lock.
	 * @return the key as the application gave it
	 */
	String key();

	/**
	 * Returns how long this lease is still valid, without asking anybody: the
	 * auto-release time less what has passed on the faster of this process's two clocks,
	 * less 1 % and 2 ms for the drift of clocks. Never more than the masters guarantee.
	 * @return the remaining time, {@link Duration#ZERO} once the lease is over, for ever
	 */
	Duration remaining();

	/**
	 * Tells whether the lease is still valid, without asking anybody.
	 * @return whether {@link #remaining()} is more than zero
	 */
	boolean isValid();

	/**
	 * Returns the number that a resource can tell older leases from newer ones by: it is
	 * larger than that of every lease of this key that was given before, whatever clocks
	 * and pauses do. Asks nobody.
	 * @return the token, 1 or more
	 * @throws IllegalStateException if the lock is not {@linkplain RedlockBuilder#fenced
	 * fenced}
	 */
	long fencingToken();

	/**
	 * Asks the masters, in one round, how long a majority still guarantees this lease.
	 * @return the time that a majority guarantees, less what the question took and the
	 * drift, and never more than zero where this lease is not held
	 * @throws QuorumImpossibleException if too few masters answered
	 */
	Duration locked();

	/**
	 * Sets the lease back to its full auto-release time, in one round. A majority must
	 * still hold it, and the answers must come while it is valid.
	 * @throws TooManyExtensionsException if it was extended as often as the lock allows;
	 * the lease goes on until its end
	 * @throws ExtendUnlockedLockException if it was over, released, or lost on a majority
	 * @throws QuorumImpossibleException if too few masters answered; the lease goes on
	 * until its end, as far as this process knows it
	 */
	void extend();

	/**
	 * Gives the lease up on every master, in one round, and waits for a majority.
	 * @return {@link ReleaseOutcome#RELEASED}, or {@link ReleaseOutcome#UNKNOWN} where
	 * too few masters answered while the lease was still valid
	 * @throws ReleaseUnlockedLockException if a majority no longer held the lease, if it
	 * was over and too few masters answered, or if it was released before
	 */
	ReleaseOutcome release();

	/**
	 * Gives the lease up as {@link #release()} does; does nothing if it was released
	 * before.
	 * @throws ReleaseUnlockedLockException if a majority no longer held the lease, or if
	 * it was over and too few masters answered
	 */
	@Override
	void close();

}
