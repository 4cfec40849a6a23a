package io.pottery.quorum;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Redlock} for callers who must not block. Python's {@code AIORedlock}, on the
 * same keys: it excludes, and is excluded by, every other holder of the key.
 * <p>
 * No method blocks, and no thread waits on the caller's behalf. Leases never re-enter and
 * belong to no thread. A future fails with the exception that the blocking method throws,
 * bare, without a {@link java.util.concurrent.CompletionException} around it; where this
 * Pottery was closed that is an {@link IllegalStateException}.
 * <p>
 * Every future may be given up: one that is cancelled, that timed out
 * ({@link CompletableFuture#orTimeout}) or that somebody else completed leaves the
 * waiting line at once, and a lock that is won for it all the same is released at once.
 * What is chained to a future runs on the executor of the quorum, which is the common
 * pool unless it was {@linkplain QuorumBuilder#executor built otherwise}.
 * <p>
 * One object may be shared by all threads.
 *
 * @since 1.0
 */
public interface AsyncRedlock {

	/**
	 * Returns the key of the lock; it stands in Redis under {@code redlock:KEY}.
	 * @return the key as the application gave it
	 */
	String key();

	/**
	 * Waits for the lock for as long as it takes.
	 * @return the lease, or {@link QuorumImpossibleException} if no majority of the
	 * masters was reached
	 */
	CompletableFuture<Lease> acquire();

	/**
	 * Waits for the lock for a limited time.
	 * @param wait the longest time to wait; zero or less tries once
	 * @return the lease, or {@link QuorumNotAchievedException} if the time is over, or
	 * {@link QuorumImpossibleException} if no majority of the masters was reached
	 */
	CompletableFuture<Lease> acquire(Duration wait);

	/**
	 * Tries once to get the lock, in one round.
	 * @return the lease, empty where it is taken, or {@link QuorumImpossibleException} if
	 * no majority of the masters was reached, or {@link QuorumNotAchievedException} if
	 * the answers came too late to leave a valid lease
	 */
	CompletableFuture<Optional<Lease>> tryAcquire();

	/**
	 * Waits for the lock for a limited time.
	 * @param wait the longest time to wait; zero or less tries once
	 * @return the lease, empty where the lock was taken all the time, or
	 * {@link QuorumImpossibleException} if no majority of the masters was reached, or
	 * {@link QuorumNotAchievedException} if the last answers came too late to leave a
	 * valid lease
	 */
	CompletableFuture<Optional<Lease>> tryAcquire(Duration wait);

	/**
	 * Asks the masters, in one round, whether anybody holds the lock: one value that
	 * stands on a majority. A split vote is nobody's lock.
	 * @return whether it is held, or {@link QuorumImpossibleException} if too few masters
	 * answered
	 */
	CompletableFuture<Boolean> isLocked();

	/**
	 * Waits for the lock for as long as it takes, starts the body, and releases the lock
	 * when the stage of the body has completed, however it did.
	 * <p>
	 * Cancelling the future gives up the wait for the lock. Once the body runs, it does
	 * not stop it: the lock is released when the stage of the body completes.
	 * @param <T> the result
	 * @param body what to do with the lock held; called once, or never where the lock was
	 * not had
	 * @return the result of the body after the release. The failure of the body goes
	 * before that of the release, which is then suppressed in it; where the body
	 * succeeded, a {@link ReleaseUnlockedLockException} says that the lock was lost
	 * meanwhile. Without the lock, what {@link #acquire()} fails with
	 */
	<T extends @Nullable Object> CompletableFuture<T> withLock(Supplier<? extends CompletionStage<T>> body);

	/**
	 * Waits for the lock for a limited time, and goes on as {@link #withLock(Supplier)}
	 * does.
	 * @param <T> the result
	 * @param wait the longest time to wait; zero or less tries once
	 * @param body what to do with the lock held; called once, or never where the lock was
	 * not had
	 * @return the result of the body after the release, or what fails it, as in
	 * {@link #withLock(Supplier)}; without the lock, what {@link #acquire(Duration)}
	 * fails with
	 */
	<T extends @Nullable Object> CompletableFuture<T> withLock(Duration wait,
			Supplier<? extends CompletionStage<T>> body);

}
