package io.pottery.quorum;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

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
	 * drift, and never more than zero where this lease is not held, is over or was
	 * released
	 * @throws QuorumImpossibleException if too few masters answered
	 */
	Duration locked();

	/**
	 * Asks what {@link #locked()} asks, without blocking.
	 * @return the time that a majority guarantees, or what {@code locked} throws
	 */
	CompletableFuture<Duration> lockedAsync();

	/**
	 * Sets the lease back to its full auto-release time, in one round. A majority must
	 * still hold it, and the answers must come while it is valid.
	 * @throws TooManyExtensionsException if it was extended as often as the lock allows;
	 * the lease goes on until its end
	 * @throws ExtendUnlockedLockException if it was over, released, or lost on a
	 * majority; what is left of it on single masters is released
	 * @throws QuorumImpossibleException if too few masters answered; the lease goes on
	 * until its end, as far as this process knows it
	 */
	void extend();

	/**
	 * Extends the lease as {@link #extend()} does, without blocking. Giving the future up
	 * does not undo it.
	 * @return completed when the lease is extended, or what {@code extend} throws
	 */
	CompletableFuture<Void> extendAsync();

	/**
	 * Has somebody told when this lease is lost: at once where a majority of the masters
	 * refuses a renewal or an {@linkplain #extend() extension}, and otherwise when its
	 * time is over and it was not released; on {@linkplain Quorum#close() closing} too. A
	 * lease that is not {@linkplain RedlockBuilder#autoExtend extended automatically}
	 * asks nobody, and so learns of its loss by its end.
	 * <p>
	 * Each listener is told once, on the executor of the quorum (the common pool, unless
	 * built otherwise), or right here where the lease is lost already. None is started
	 * once a release has begun: that throws {@link ReleaseUnlockedLockException} instead,
	 * and does not wait for a listener that is running. What a listener throws is logged.
	 * Without a majority to be asked nobody is told before the end, and a process that
	 * stands still hears of nothing: only a {@linkplain #fencingToken() fencing token}
	 * covers that.
	 * @param listener whom to tell
	 */
	void onLost(Consumer<? super LeaseLostException> listener);

	/**
	 * Gives the lease up on every master, in one round, and waits for a majority.
	 * @return {@link ReleaseOutcome#RELEASED}, or {@link ReleaseOutcome#UNKNOWN} where
	 * too few masters answered while the lease was still valid
	 * @throws ReleaseUnlockedLockException if a majority no longer held the lease, if it
	 * was over and too few masters answered, or if it was released before
	 */
	ReleaseOutcome release();

	/**
	 * Gives the lease up as {@link #release()} does, without blocking. Giving the future
	 * up does not undo it.
	 * @return what became of the lease, or what {@code release} throws
	 */
	CompletableFuture<ReleaseOutcome> releaseAsync();

	/**
	 * Gives the lease up as {@link #release()} does; does nothing if it was released
	 * before.
	 * @throws ReleaseUnlockedLockException if a majority no longer held the lease, or if
	 * it was over and too few masters answered
	 */
	@Override
	void close();

}
