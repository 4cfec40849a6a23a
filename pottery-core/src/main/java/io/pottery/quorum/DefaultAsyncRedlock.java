package io.pottery.quorum;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The view of the lock engine that never blocks.
 */
final class DefaultAsyncRedlock implements AsyncRedlock {

	private static final Logger logger = LoggerFactory.getLogger(Redlock.class);

	private final LockEngine engine;

	private final LockTerms terms;

	private final LeaseKeeper keeper;

	private final Supplier<CompletableFuture<Boolean>> locked;

	DefaultAsyncRedlock(LockEngine engine, LockTerms terms, LeaseKeeper keeper,
			Supplier<CompletableFuture<Boolean>> locked) {
		this.engine = engine;
		this.terms = terms;
		this.keeper = keeper;
		this.locked = locked;
	}

	@Override
	public String key() {
		return this.terms.key();
	}

	@Override
	public CompletableFuture<Lease> acquire() {
		return acquire(null, Function.identity(), null);
	}

	@Override
	public CompletableFuture<Lease> acquire(Duration wait) {
		return acquire(Objects.requireNonNull(wait, "wait"), Function.identity(), null);
	}

	@Override
	public CompletableFuture<Optional<Lease>> tryAcquire() {
		return tryAcquire(Duration.ZERO);
	}

	@Override
	public CompletableFuture<Optional<Lease>> tryAcquire(Duration wait) {
		return acquire(Objects.requireNonNull(wait, "wait"), Optional::of, Optional.empty());
	}

	@Override
	public CompletableFuture<Boolean> isLocked() {
		return this.keeper.callbacks().handOut(this.locked.get());
	}

	@Override
	public <T extends @Nullable Object> CompletableFuture<T> withLock(Supplier<? extends CompletionStage<T>> body) {
		Objects.requireNonNull(body, "body");
		return with(acquire(), body);
	}

	@Override
	public <T extends @Nullable Object> CompletableFuture<T> withLock(Duration wait,
			Supplier<? extends CompletionStage<T>> body) {
		Objects.requireNonNull(body, "body");
		return with(acquire(wait), body);
	}

	@Override
	public String toString() {
		return "AsyncRedlock '" + key() + "'";
	}

	private <T> CompletableFuture<T> acquire(@Nullable Duration wait, Function<Lease, T> won, @Nullable T taken) {
		CompletableFuture<T> handedOut = new CompletableFuture<>();
		Moment since = Moment.now(this.engine.clock());
		try {
			CompletableFuture<Attempt> answer;
			if (wait != null && (wait.isZero() || wait.isNegative())) {
				answer = this.engine.attempt(this.terms);
			}
			else {
				Waiter waiter = this.engine.await(this.terms, wait);
				answer = waiter.answer();
				handedOut.whenComplete((lease, ex) -> giveUp(waiter));
			}
			answer.whenComplete((attempt, ex) -> {
				log(since, attempt);
				answered(handedOut, attempt, ex, won, taken);
			});
		}
		catch (IllegalStateException ex) {
			handedOut.completeExceptionally(ex);
		}
		return handedOut;
	}

	private static void giveUp(Waiter waiter) {
		// Where the answer is there already, whoever hears it sees that nobody takes it.
		if (!waiter.answer().isDone()) {
			waiter.cancel();
		}
	}

	private <T> void answered(CompletableFuture<T> handedOut, @Nullable Attempt attempt, @Nullable Throwable ex,
			Function<Lease, T> won, @Nullable T taken) {
		Callbacks callbacks = this.keeper.callbacks();
		if (attempt instanceof Attempt.Won granted) {
			DefaultLease lease = granted.lease().handTo(this.keeper, null);
			callbacks.run(() -> {
				if (!handedOut.complete(won.apply(lease))) {
					lease.abandon();
				}
			});
		}
		else if (attempt instanceof Attempt.Taken && taken != null) {
			callbacks.run(() -> handedOut.complete(taken));
		}
		else {
			Throwable failure = (attempt != null) ? attempt.failure(this.terms)
					: Callbacks.bare(Objects.requireNonNull(ex));
			callbacks.run(() -> handedOut.completeExceptionally(failure));
		}
	}

	private void log(Moment since, @Nullable Attempt attempt) {
		if (logger.isDebugEnabled()) {
			logger.debug("Lock '{}' was waited for {} ms: {}", key(),
					Duration.ofNanos(since.elapsedNanos(this.engine.clock())).toMillis(),
					(attempt instanceof Attempt.Won) ? "held" : "not held");
		}
	}

	private static <T extends @Nullable Object> CompletableFuture<T> with(CompletableFuture<Lease> acquiring,
			Supplier<? extends CompletionStage<T>> body) {
		CompletableFuture<T> result = new CompletableFuture<>();
		acquiring.whenComplete((lease, ex) -> {
			if (ex != null) {
				result.completeExceptionally(Callbacks.bare(ex));
			}
			else if (result.isDone()) {
				// Given up while the lease was on its way.
				lease.releaseAsync();
			}
			else {
				run(body).whenComplete((value, failure) -> release(lease, result, value, failure));
			}
		});
		// Does nothing once the lock was had.
		result.whenComplete((value, ex) -> acquiring.cancel(false));
		return result;
	}

	private static <T extends @Nullable Object> CompletionStage<T> run(Supplier<? extends CompletionStage<T>> body) {
		try {
			return Objects.requireNonNull(body.get(), "The body returned no stage");
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static <T extends @Nullable Object> void release(Lease lease, CompletableFuture<T> result, T value,
			@Nullable Throwable failure) {
		Throwable first = (failure != null) ? Callbacks.bare(failure) : null;
		lease.releaseAsync().whenComplete((outcome, ex) -> {
			if (first != null && ex != null) {
				first.addSuppressed(ex);
			}
			Callbacks.complete(result, value, (first != null) ? first : ex);
		});
	}

}
