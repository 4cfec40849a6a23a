package io.pottery.reactive;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pottery.quorum.AsyncRedlock;
import io.pottery.quorum.Lease;
import io.pottery.quorum.QuorumImpossibleException;
import io.pottery.quorum.QuorumNotAchievedException;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.ReleaseUnlockedLockException;

/**
 * A {@link Redlock} for Project Reactor, on the same keys: it excludes, and is excluded
 * by, every other holder of the key.
 * <p>
 * Nothing is asked before the first request, and each subscription asks anew. Cancelling
 * a subscription leaves the waiting line at once, and a lock that is won for it all the
 * same is released at once. Nothing blocks; signals come on the executor of the quorum.
 * <p>
 * A {@link Lease} itself is given up with {@code Mono.fromFuture(lease::releaseAsync)},
 * or better by {@code withLock}.
 * <p>
 * One object may be shared by all threads.
 *
 * @since 1.0
 */
public interface ReactiveRedlock {

	/**
	 * Returns the reactive view of a lock.
	 * @param lock the lock
	 * @return the same lock for Project Reactor
	 */
	static ReactiveRedlock of(Redlock lock) {
		return of(lock.async());
	}

	/**
	 * Returns the reactive view of a lock.
	 * @param lock the lock
	 * @return the same lock for Project Reactor
	 */
	static ReactiveRedlock of(AsyncRedlock lock) {
		return new DefaultReactiveRedlock(lock);
	}

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
	Mono<Lease> acquire();

	/**
	 * Waits for the lock for a limited time.
	 * @param wait the longest time to wait; zero or less tries once
	 * @return the lease, or {@link QuorumNotAchievedException} if the time is over, or
	 * {@link QuorumImpossibleException} if no majority of the masters was reached
	 */
	Mono<Lease> acquire(Duration wait);

	/**
	 * Tries once to get the lock, in one round.
	 * @return the lease, empty where it is taken, or {@link QuorumImpossibleException} if
	 * no majority of the masters was reached, or {@link QuorumNotAchievedException} if
	 * the answers came too late to leave a valid lease
	 */
	Mono<Lease> tryAcquire();

	/**
	 * Waits for the lock for a limited time.
	 * @param wait the longest time to wait; zero or less tries once
	 * @return the lease, empty where the lock was taken all the time, or what
	 * {@link #tryAcquire()} fails with
	 */
	Mono<Lease> tryAcquire(Duration wait);

	/**
	 * Asks the masters, in one round, whether anybody holds the lock.
	 * @return whether one value stands on a majority, or
	 * {@link QuorumImpossibleException} if too few masters answered
	 */
	Mono<Boolean> isLocked();

	/**
	 * Waits for the lock for as long as it takes, subscribes to the body, and releases
	 * the lock when the body has ended or is cancelled.
	 * @param <T> the result
	 * @param body what to do with the lock held
	 * @return the result of the body after the release. The failure of the body goes
	 * before that of the release, which is then suppressed in it; where the body
	 * succeeded, a {@link ReleaseUnlockedLockException} says that the lock was lost
	 * meanwhile. Without the lock, what {@link #acquire()} fails with
	 */
	<T> Mono<T> withLock(Mono<T> body);

	/**
	 * Waits for the lock for as long as it takes, subscribes to the body, passes its
	 * elements on, and releases the lock when the body has ended or is cancelled.
	 * @param <T> the elements
	 * @param body what to do with the lock held
	 * @return the elements of the body as they come; its end after the release, which
	 * fails as that of {@link #withLock(Mono)} does
	 */
	<T> Flux<T> withLock(Flux<T> body);

}
