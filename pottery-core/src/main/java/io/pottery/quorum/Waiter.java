package io.pottery.quorum;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * One caller who waits for a lock.
 */
final class Waiter {

	private final LockEngine engine;

	private final LockTerms terms;

	private final @Nullable Duration wait;

	private final Moment since;

	private final CompletableFuture<Attempt> answer = new CompletableFuture<>();

	Waiter(LockEngine engine, LockTerms terms, @Nullable Duration wait) {
		this.engine = engine;
		this.terms = terms;
		this.wait = wait;
		this.since = Moment.now(engine.clock());
	}

	LockTerms terms() {
		return this.terms;
	}

	Moment since() {
		return this.since;
	}

	/**
	 * Returns the answer: won, or what stood in the way when the wait was over.
	 * @return the answer; {@link #cancel} gives the wait up
	 */
	CompletableFuture<Attempt> answer() {
		return this.answer;
	}

	/**
	 * Returns how long this waiter will still wait.
	 * @return nanoseconds, {@link Long#MAX_VALUE} for ever, not positive once it is over
	 */
	long remainingNanos() {
		if (this.wait == null) {
			return Long.MAX_VALUE;
		}
		return nanos(this.wait) - this.since.elapsedNanos(this.engine.clock());
	}

	/**
	 * Gives the wait up. A lock that is won all the same is released at once.
	 */
	void cancel() {
		this.answer.cancel(false);
		this.engine.leave(this);
		if (!this.answer.isCancelled() && !this.answer.isCompletedExceptionally()
				&& this.answer.join() instanceof Attempt.Won won) {
			won.lease().abandon();
		}
	}

	private static long nanos(Duration duration) {
		// Whoever waits for centuries waits for ever.
		return (duration.getSeconds() >= Long.MAX_VALUE / 2_000_000_000L) ? Long.MAX_VALUE / 2 : duration.toNanos();
	}

}
