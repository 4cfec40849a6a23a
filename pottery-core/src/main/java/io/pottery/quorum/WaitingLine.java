package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Those of this process who wait for one lock, first come first served. Only the first
 * talks to the masters: one contender for each key and process.
 */
final class WaitingLine {

	/**
	 * The longest pause between two attempts; the real one is random, so that rivals
	 * part.
	 */
	private static final long MOST_PAUSE_NANOS = 200_000_000;

	/** After so many hand-overs within this process the others get their turn. */
	private static final int MOST_IN_A_ROW = 8;

	private final LockEngine engine;

	private final String redisKey;

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	private boolean attempting;

	private boolean releasedMeanwhile;

	private int inARow;

	private @Nullable Runnable cancelPause;

	private @Nullable Moment impossibleSince;

	WaitingLine(LockEngine engine, String redisKey) {
		this.engine = engine;
		this.redisKey = redisKey;
	}

	synchronized void join(Waiter waiter) {
		this.waiters.add(waiter);
	}

	/**
	 * Takes a waiter out.
	 * @return whether nobody is left
	 */
	synchronized boolean leave(Waiter waiter) {
		this.waiters.remove(waiter);
		if (this.waiters.isEmpty()) {
			stopPause();
			return true;
		}
		return false;
	}

	/**
	 * Lets the first in the line try, unless an attempt or a pause is under way.
	 */
	void advance() {
		Waiter first;
		synchronized (this) {
			first = this.waiters.peek();
			if (first == null || this.attempting || this.cancelPause != null) {
				if (first != null && !this.attempting) {
					shortenPause();
				}
				return;
			}
			this.attempting = true;
			this.releasedMeanwhile = false;
		}
		try {
			this.engine.attempt(first.terms()).whenComplete((attempt, ex) -> answered(first, attempt, ex));
		}
		catch (IllegalStateException ex) {
			broken(first, ex);
		}
	}

	/**
	 * A lease of this process was given up: the next one need not wait for the pause.
	 */
	void released() {
		synchronized (this) {
			if (this.attempting) {
				this.releasedMeanwhile = true;
				return;
			}
			if (++this.inARow > MOST_IN_A_ROW) {
				this.inARow = 0;
				return;
			}
			stopPause();
		}
		advance();
	}

	void close() {
		List<Waiter> left;
		synchronized (this) {
			left = new ArrayList<>(this.waiters);
			this.waiters.clear();
			stopPause();
		}
		left.forEach((waiter) -> waiter.answer()
			.completeExceptionally(new IllegalStateException(
					"The wait for the lock '" + waiter.terms().key() + "' ended: its Pottery was closed")));
	}

	private void answered(Waiter first, @Nullable Attempt attempt, @Nullable Throwable ex) {
		if (attempt instanceof Attempt.Won won) {
			won(first, won);
		}
		else if (attempt != null) {
			refused(attempt);
		}
		else {
			broken(first, Objects.requireNonNull(ex));
		}
	}

	private void won(Waiter first, Attempt.Won won) {
		// Out of the line before the answer: who has the lease may release it at once.
		this.engine.leave(first);
		synchronized (this) {
			this.attempting = false;
			this.impossibleSince = null;
			pause(this.engine.random().nextLong(MOST_PAUSE_NANOS));
		}
		if (!first.answer().complete(won)) {
			won.lease().abandon();
		}
	}

	private void refused(Attempt attempt) {
		List<Waiter> ended = new ArrayList<>();
		synchronized (this) {
			this.attempting = false;
			if (!(attempt instanceof Attempt.Impossible)) {
				this.impossibleSince = null;
			}
			else if (this.impossibleSince == null) {
				this.impossibleSince = Moment.now(this.engine.clock());
			}
			for (Waiter waiter : this.waiters) {
				if (waiter.remainingNanos() <= 0 || outOfPatience(waiter)) {
					ended.add(waiter);
				}
			}
			this.waiters.removeAll(ended);
			pause(this.releasedMeanwhile ? 0 : pauseAfter(attempt));
		}
		for (Waiter waiter : ended) {
			this.engine.leave(waiter);
			waiter.answer().complete(attempt);
		}
	}

	private void broken(Waiter first, Throwable ex) {
		this.engine.leave(first);
		synchronized (this) {
			this.attempting = false;
		}
		first.answer().completeExceptionally(ex);
		advance();
	}

	private boolean outOfPatience(Waiter waiter) {
		if (this.impossibleSince == null || !waiter.terms().failWhenQuorumImpossible()) {
			return false;
		}
		long impossible = Math.min(this.impossibleSince.elapsedNanos(this.engine.clock()),
				waiter.since().elapsedNanos(this.engine.clock()));
		return impossible >= waiter.terms().quorumPatience().toNanos();
	}

	private long pauseAfter(Attempt attempt) {
		long pause = this.engine.random().nextLong(MOST_PAUSE_NANOS);
		if (attempt instanceof Attempt.Taken taken && taken.free().compareTo(Duration.ofNanos(pause)) < 0) {
			// A millisecond more, as the server's clock counts whole ones.
			return taken.free().toNanos() + 1_000_000;
		}
		return pause;
	}

	/**
	 * Rests until the next attempt, but no longer than any waiter's time or patience.
	 */
	private void pause(long nanos) {
		stopPause();
		if (this.waiters.isEmpty()) {
			return;
		}
		long shortest = nanos;
		for (Waiter waiter : this.waiters) {
			shortest = Math.min(shortest, Math.max(0, waiter.remainingNanos()));
		}
		this.cancelPause = this.engine.scheduler().schedule(this::pauseIsOver, Duration.ofNanos(shortest));
	}

	private void shortenPause() {
		Waiter newest = this.waiters.getLast();
		if (newest.remainingNanos() < MOST_PAUSE_NANOS) {
			pause(MOST_PAUSE_NANOS);
		}
	}

	private void pauseIsOver() {
		synchronized (this) {
			this.cancelPause = null;
			this.inARow = 0;
		}
		advance();
	}

	private void stopPause() {
		if (this.cancelPause != null) {
			this.cancelPause.run();
			this.cancelPause = null;
		}
	}

}
