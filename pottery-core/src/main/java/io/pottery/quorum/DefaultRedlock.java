package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocking view of the lock engine.
 */
final class DefaultRedlock implements Redlock {

	private static final Logger logger = LoggerFactory.getLogger(Redlock.class);

	private final LockEngine engine;

	private final LockTerms terms;

	private final ThreadHolds holds;

	private final LeaseKeeper keeper;

	DefaultRedlock(LockEngine engine, LockTerms terms, ThreadHolds holds, LeaseKeeper keeper) {
		this.engine = engine;
		this.terms = terms;
		this.holds = holds;
		this.keeper = keeper;
	}

	@Override
	public String key() {
		return this.terms.key();
	}

	@Override
	public Duration autoReleaseTime() {
		return this.terms.autoReleaseTime();
	}

	@Override
	public int maxExtensions() {
		return this.terms.maxExtensions();
	}

	@Override
	public AsyncRedlock async() {
		return new DefaultAsyncRedlock(this.engine, this.terms, this.keeper, this::askLocked);
	}

	@Override
	public Lease acquire() {
		return leaseOf(awaitKeepingInterrupt(null));
	}

	@Override
	public Lease acquire(Duration wait) {
		return leaseOf(awaitKeepingInterrupt(wait));
	}

	@Override
	public Optional<Lease> tryAcquire() {
		return tryAcquire(Duration.ZERO);
	}

	@Override
	public Optional<Lease> tryAcquire(Duration wait) {
		Attempt attempt = awaitKeepingInterrupt(wait);
		return (attempt instanceof Attempt.Taken) ? Optional.empty() : Optional.of(leaseOf(attempt));
	}

	@Override
	public Optional<Lease> lease() {
		return Optional.ofNullable(this.holds.leaseOf(this.terms.redisKey()));
	}

	@Override
	public Duration locked() {
		DefaultLease lease = this.holds.leaseOf(this.terms.redisKey());
		return (lease != null) ? lease.locked() : Duration.ZERO;
	}

	@Override
	public boolean isLocked() {
		return Waits.join(askLocked());
	}

	@Override
	public void lock() {
		if (reenter()) {
			return;
		}
		boolean interrupted = false;
		Waiter waiter = this.engine.await(this.terms, null);
		try {
			while (true) {
				try {
					hold(leaseOf(get(waiter)));
					return;
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void lock(Duration wait) {
		if (!reenter()) {
			hold(leaseOf(awaitKeepingInterrupt(wait)));
		}
	}

	@Override
	public void lockInterruptibly() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		if (!reenter()) {
			hold(leaseOf(await(null)));
		}
	}

	@Override
	public boolean tryLock() {
		if (reenter()) {
			return true;
		}
		Attempt attempt = Waits.join(this.engine.attempt(this.terms));
		return hold(attempt);
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		return reenter() || hold(await(Duration.ofNanos(unit.toNanos(time))));
	}

	@Override
	public void unlock() {
		this.holds.leave(this.terms);
	}

	@Override
	public Condition newCondition() {
		throw new UnsupportedOperationException("A Redlock has no conditions");
	}

	@Override
	public String toString() {
		return "Redlock '" + key() + "'";
	}

	private boolean reenter() {
		return this.holds.reenter(this.terms);
	}

	private boolean hold(Attempt attempt) {
		if (attempt instanceof Attempt.Taken) {
			return false;
		}
		hold(leaseOf(attempt));
		return true;
	}

	private void hold(DefaultLease lease) {
		this.holds.enter(this.terms, lease);
	}

	private DefaultLease leaseOf(Attempt attempt) {
		if (attempt instanceof Attempt.Won won) {
			return won.lease().handTo(this.keeper, Thread.currentThread());
		}
		throw attempt.failure(this.terms);
	}

	private Attempt awaitKeepingInterrupt(@Nullable Duration wait) {
		try {
			return await(wait);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcquireInterruptedException("The wait for the lock '" + key() + "' was interrupted", key(),
					this.engine.noVotes(), List.of());
		}
	}

	private Attempt await(@Nullable Duration wait) throws InterruptedException {
		if (wait != null && (wait.isZero() || wait.isNegative())) {
			return once();
		}
		Waiter waiter = this.engine.await(this.terms, wait);
		try {
			return get(waiter);
		}
		catch (InterruptedException ex) {
			waiter.cancel();
			throw ex;
		}
	}

	private Attempt once() throws InterruptedException {
		CompletableFuture<Attempt> answer = this.engine.attempt(this.terms);
		try {
			return answer.get();
		}
		catch (InterruptedException ex) {
			answer.thenAccept((attempt) -> {
				if (attempt instanceof Attempt.Won won) {
					won.lease().abandon();
				}
			});
			throw ex;
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex);
		}
	}

	private Attempt get(Waiter waiter) throws InterruptedException {
		try {
			Attempt attempt = waiter.answer().get();
			if (logger.isDebugEnabled()) {
				logger.debug("Lock '{}' was waited for {} ms: {}", key(),
						Duration.ofNanos(waiter.since().elapsedNanos(this.engine.clock())).toMillis(),
						(attempt instanceof Attempt.Won) ? "held" : "not held");
			}
			return attempt;
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex);
		}
	}

	private static RuntimeException unwrapped(ExecutionException ex) {
		return (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
	}

	private CompletableFuture<Boolean> askLocked() {
		return this.engine.round(this.terms, QuorumScripts.INSPECT_LOCK, List.of(),
				(now) -> (mostOnOneToken(now) >= now.majority() || now.impossible()
						|| mostOnOneToken(now) + now.pending() < now.majority() && now.answered() >= now.majority())
								? now.copy() : null)
			.thenApply((answers) -> {
				int most = mostOnOneToken(answers);
				if (most < answers.majority() && answers.answered() < answers.majority()) {
					Votes votes = answers.votes((reply) -> reply instanceof List<?> state && !state.isEmpty());
					throw new QuorumImpossibleException("Whether the lock '" + key() + "' is held is unknown: " + votes,
							key(), votes, answers.failures());
				}
				return most >= answers.majority();
			});
	}

	private static int mostOnOneToken(Answers answers) {
		return answers.mostAlike((reply) -> (reply instanceof List<?> state && !state.isEmpty()) ? state.get(0) : null);
	}

}
