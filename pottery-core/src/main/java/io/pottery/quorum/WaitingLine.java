package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
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

	/**
	 * How long they get at the least, and half of what they get at the most, from the
	 * moment when the release is confirmed: by then they have heard of it.
	 */
	private static final long COURTESY_NANOS = 1_000_000;

	/**
	 * The longest rest after the first attempt that rivals have split; then it doubles.
	 */
	private static final long SPLIT_PAUSE_NANOS = 1_000_000;

	private static final int MOST_SPLITS = 5;

	private static final int NOTHING = -1;

	private final LockEngine engine;

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	private boolean attempting;

	/**
	 * How many leases those followed that were given up to everybody during an attempt,
	 * {@link #NOTHING} where none was.
	 */
	private int releasedMeanwhile = NOTHING;

	/**
	 * How many leases before the one that is asked for now followed each other within
	 * this process. It goes from lease to lease, as a line ends when nobody waits.
	 */
	private int inARow;

	/** Attempts in a row in which some masters agreed, but no majority. */
	private int splits;

	/** Masters that said, since the last attempt began, that the key may have changed. */
	private final BitSet changed = new BitSet();

	/** How many must say so for the next attempt to be worth while. */
	private int changesNeeded;

	private @Nullable Runnable cancelPause;

	/** When the pause will end, on the monotonic clock, as the scheduler counts. */
	private long pauseEnds;

	private @Nullable Moment impossibleSince;

	WaitingLine(LockEngine engine) {
		this.engine = engine;
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
			this.inARow = 0;
			begin();
		}
		try {
			this.engine.attempt(first.terms()).whenComplete((attempt, ex) -> answered(first, attempt, ex));
		}
		catch (IllegalStateException ex) {
			broken(first, ex);
		}
	}

	private void begin() {
		this.attempting = true;
		this.releasedMeanwhile = NOTHING;
		this.changed.clear();
		this.changesNeeded = Integer.MAX_VALUE;
		stopPause();
	}

	/**
	 * Tells whether it is the turn of other processes.
	 * @param inARow how many leases followed each other within this one
	 */
	static boolean isTurnOfOthers(int inARow) {
		return inARow >= MOST_IN_A_ROW;
	}

	/**
	 * Lets the first in the line have a lease that is given up in this process.
	 * @param before how many leases it follows that were handed over
	 * @return who takes it over, {@code null} where it must go to whoever comes first
	 */
	synchronized @Nullable Waiter takeOver(int before) {
		Waiter first = this.waiters.peek();
		if (first == null || this.attempting || isTurnOfOthers(before)) {
			return null;
		}
		begin();
		this.inARow = before + 1;
		return first;
	}

	/**
	 * A lease of this process was given up, to everybody: those of other processes get a
	 * moment if they had none for long, and then the first in this line tries.
	 * @param before how many leases it follows that were handed over
	 */
	void released(int before) {
		synchronized (this) {
			if (this.attempting) {
				this.releasedMeanwhile = Math.max(this.releasedMeanwhile, before);
				return;
			}
			if (isTurnOfOthers(before)) {
				pause(courtesy());
				return;
			}
			stopPause();
		}
		advance();
	}

	private long courtesy() {
		return COURTESY_NANOS + this.engine.random().nextLong(COURTESY_NANOS);
	}

	/**
	 * A master says that the key may have changed.
	 */
	void changed(int master) {
		synchronized (this) {
			this.changed.set(master);
			if (this.attempting || this.changed.cardinality() < this.changesNeeded) {
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

	void answered(Waiter first, @Nullable Attempt attempt, @Nullable Throwable ex) {
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
			won.lease().follow(this.inARow);
			this.impossibleSince = null;
			this.splits = 0;
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
			if (!(attempt instanceof Attempt.Impossible || attempt instanceof Attempt.Unfenced)) {
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
			pause(pauseAfter(attempt));
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
		if (this.releasedMeanwhile != NOTHING) {
			return isTurnOfOthers(this.releasedMeanwhile) ? courtesy() : 0;
		}
		long pause = this.engine.random().nextLong(MOST_PAUSE_NANOS);
		if (!(attempt instanceof Attempt.Taken taken)) {
			return pause;
		}
		if (!taken.held()) {
			// Rivals that part at random and rest for as long again will not meet for
			// ever.
			this.splits = Math.min(this.splits + 1, MOST_SPLITS);
			return this.engine.random().nextLong(SPLIT_PAUSE_NANOS << this.splits);
		}
		this.splits = 0;
		this.changesNeeded = taken.votes().majority() - taken.votes().granted();
		if (this.changed.cardinality() >= this.changesNeeded) {
			return 0;
		}
		// A millisecond more, as the server's clock counts whole ones.
		return Math.min(pause, nanos(taken.free()) + 1_000_000);
	}

	private static long nanos(Duration duration) {
		return (duration.toMillis() < MOST_PAUSE_NANOS) ? duration.toNanos() : MOST_PAUSE_NANOS;
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
		this.pauseEnds = this.engine.clock().monotonicNanos() + shortest;
		this.cancelPause = this.engine.scheduler().schedule(this::pauseIsOver, Duration.ofNanos(shortest));
	}

	/**
	 * Lets the newest waiter end the pause earlier, never later.
	 */
	private void shortenPause() {
		long left = Math.max(0, this.pauseEnds - this.engine.clock().monotonicNanos());
		if (this.waiters.getLast().remainingNanos() < left) {
			pause(left);
		}
	}

	private void pauseIsOver() {
		synchronized (this) {
			this.cancelPause = null;
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
