package io.pottery.quorum;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A lock held by a majority of independent Redis masters. Python's {@code Redlock}; the
 * algorithm is antirez' (redis.io, "Distributed Locks with Redis").
 * <p>
 * There are two ways to hold it. {@link #acquire()}, {@link #tryAcquire()} and their kin
 * give a {@link Lease}: it never re-enters and may change threads. The methods of
 * {@link Lock} belong to the calling thread and re-enter, by key and thread, as Java's
 * own locks do; each re-entry checks that the lease still lives and brings it back to the
 * full time, and throws {@link ExtendUnlockedLockException} if it was lost.
 * <p>
 * {@code acquire} and {@code lock} wait for as long as the lock is taken;
 * {@code tryAcquire} and {@code tryLock} answer that it is taken only where a majority of
 * the masters was reached. Where no majority is reached, {@code tryAcquire()} throws at
 * once and the others after {@linkplain RedlockBuilder#quorumPatience a second}. An
 * attempt that fails, is interrupted or given up leaves nothing behind on the masters
 * that can be reached.
 * <p>
 * One object may be shared by all threads.
 *
 * @since 1.0
 */
public interface Redlock extends Lock {

	/**
	 * Returns the key of the lock; it stands in Redis under {@code redlock:KEY}.
	 * @return the key as the application gave it
	 */
	String key();

	/**
	 * Returns how long a lease lasts unless it is extended or released.
	 * @return the auto-release time, 10 seconds unless configured
	 */
	Duration autoReleaseTime();

	/**
	 * Returns how often a lease may be extended.
	 * @return the number of extensions of one acquisition, 3 unless configured
	 */
	int maxExtensions();

	/**
	 * Returns a view of this lock that never blocks.
	 * @return the same lock, for callers who must not block
	 */
	AsyncRedlock async();

	/**
	 * Waits for the lock for as long as it takes.
	 * @return the lease
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws AcquireInterruptedException if the thread is interrupted; its flag stays
	 * set
	 */
	Lease acquire();

	/**
	 * Waits for the lock for a limited time.
	 * @param wait the longest time to wait; zero or less tries once
	 * @return the lease
	 * @throws QuorumNotAchievedException if the time is over
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws AcquireInterruptedException if the thread is interrupted; its flag stays
	 * set
	 */
	Lease acquire(Duration wait);

	/**
	 * Tries once to get the lock, in one round.
	 * @return the lease, or empty where it is taken
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws QuorumNotAchievedException if the answers came too late to leave a valid
	 * lease
	 * @throws AcquireInterruptedException if the thread is interrupted; its flag stays
	 * set
	 */
	Optional<Lease> tryAcquire();

	/**
	 * Waits for the lock for a limited time.
	 * @param wait the longest time to wait; zero or less tries once
	 * @return the lease, or empty where the lock was taken all the time
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws QuorumNotAchievedException if the last answers came too late to leave a
	 * valid lease
	 * @throws AcquireInterruptedException if the thread is interrupted; its flag stays
	 * set
	 */
	Optional<Lease> tryAcquire(Duration wait);

	/**
	 * Returns the lease that the calling thread holds through {@link Lock}'s methods or
	 * {@code @Synchronized}, however this object was built: for its remaining time, its
	 * fencing token, or to be told of its loss. Asks nobody. To give it back is the
	 * business of {@link #unlock()}.
	 * @return the lease, perhaps lost meanwhile; empty where this thread holds none
	 */
	Optional<Lease> lease();

	/**
	 * Asks the masters, in one round, how long they still guarantee the lease that the
	 * calling thread holds through {@link Lock}'s methods.
	 * @return the remaining time, {@link Duration#ZERO} where this thread holds none
	 * @throws QuorumImpossibleException if too few masters answered
	 */
	Duration locked();

	/**
	 * Asks the masters, in one round, whether anybody holds the lock: one value that
	 * stands on a majority. A split vote is nobody's lock.
	 * @return whether it is held
	 * @throws QuorumImpossibleException if too few masters answered
	 */
	boolean isLocked();

	/**
	 * Waits for the lock for as long as it takes; an interrupt does not end the wait, and
	 * its flag stays set.
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws ExtendUnlockedLockException if this thread held the lock and lost it
	 */
	@Override
	void lock();

	/**
	 * Waits for the lock for a limited time, as {@link #lock()} does: for the calling
	 * thread, re-entering.
	 * @param wait the longest time to wait; zero or less tries once
	 * @throws QuorumNotAchievedException if the time is over
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws AcquireInterruptedException if the thread is interrupted; its flag stays
	 * set
	 * @throws ExtendUnlockedLockException if this thread held the lock and lost it
	 */
	void lock(Duration wait);

	/**
	 * Waits for the lock for as long as it takes.
	 * @throws InterruptedException if the thread is interrupted
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws ExtendUnlockedLockException if this thread held the lock and lost it
	 */
	@Override
	void lockInterruptibly() throws InterruptedException;

	/**
	 * Tries once to get the lock, in one round.
	 * @return whether this thread holds it now
	 * @throws QuorumNotAchievedException if the answers came too late to leave a valid
	 * lease
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws ExtendUnlockedLockException if this thread held the lock and lost it
	 */
	@Override
	boolean tryLock();

	/**
	 * Waits for the lock for a limited time.
	 * @return whether this thread holds it now
	 * @throws InterruptedException if the thread is interrupted
	 * @throws QuorumNotAchievedException if the last answers came too late to leave a
	 * valid lease
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws ExtendUnlockedLockException if this thread held the lock and lost it
	 */
	@Override
	boolean tryLock(long time, TimeUnit unit) throws InterruptedException;

	/**
	 * Gives one hold of this thread up, and the lease with the last one.
	 * @throws ReleaseUnlockedLockException if this thread does not hold the lock, or its
	 * lease was lost
	 */
	@Override
	void unlock();

	/**
	 * Not supported: a condition would need the masters to keep a queue.
	 * @throws UnsupportedOperationException always
	 */
	@Override
	Condition newCondition();

}
