package io.pottery.quorum;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One token on a majority of the masters.
 */
final class DefaultLease implements Lease {

	private static final Logger logger = LoggerFactory.getLogger(Redlock.class);

	private final LockEngine engine;

	private final LockTerms terms;

	private final String token;

	private final Moment acquired;

	private final OptionalLong fence;

	private final AtomicInteger extensions = new AtomicInteger();

	private final AtomicBoolean released = new AtomicBoolean();

	/** What the clocks once said is over stays over, even if they are set back. */
	private volatile boolean over;

	private volatile Span span;

	/** What a renewal asks for; it only grows, as no renewal may shorten another. */
	private Duration length;

	DefaultLease(LockEngine engine, LockTerms terms, String token, Moment started, OptionalLong fence) {
		this.fence = fence;
		this.engine = engine;
		this.terms = terms;
		this.token = token;
		this.acquired = started;
		this.span = new Span(started, terms.reliableNanos());
		this.length = terms.autoReleaseTime();
	}

	@Override
	public String key() {
		return this.terms.key();
	}

	@Override
	public long fencingToken() {
		return this.fence.orElseThrow(() -> new IllegalStateException(
				"The lock '" + key() + "' gives no fencing tokens: set fenced(true) on its builder"));
	}

	@Override
	public Duration remaining() {
		if (this.over || this.released.get()) {
			return Duration.ZERO;
		}
		long left = this.span.leftNanos(this.engine.clock());
		if (left <= 0) {
			this.over = true;
			return Duration.ZERO;
		}
		return Duration.ofNanos(left);
	}

	@Override
	public boolean isValid() {
		return !remaining().isZero();
	}

	@Override
	public Duration locked() {
		return Waits.join(lockedAsync());
	}

	@Override
	public void extend() {
		Waits.join(extendAsync());
	}

	@Override
	public ReleaseOutcome release() {
		return Waits.join(releaseAsync());
	}

	@Override
	public void close() {
		if (!this.released.get()) {
			release();
		}
	}

	@Override
	public String toString() {
		return "Lease of '" + key() + "' with " + remaining().toMillis() + " ms left";
	}

	CompletableFuture<Duration> lockedAsync() {
		Moment asked = Moment.now(this.engine.clock());
		Predicate<@Nullable Object> ours = (reply) -> reply instanceof List<?> state && state.size() == 2
				&& this.token.equals(state.get(0));
		return this.engine.round(this.terms, QuorumScripts.INSPECT_LOCK, List.of(), (answers) -> {
			int held = answers.count(ours);
			boolean decided = held >= answers.majority() || answers.impossible()
					|| held + answers.pending() < answers.majority() && answers.answered() >= answers.majority();
			return decided ? answers.copy() : null;
		}).thenApply((answers) -> {
			Votes votes = answers.votes(ours);
			if (votes.granted() >= answers.majority()) {
				return guaranteed(answers, ours, asked);
			}
			if (answers.answered() < answers.majority()) {
				throw new QuorumImpossibleException("Whether the lock '" + key() + "' is held is unknown: " + votes,
						key(), votes, answers.failures());
			}
			return Duration.ZERO;
		});
	}

	CompletableFuture<Void> extendAsync() {
		if (!isValid()) {
			return CompletableFuture.failedFuture(notExtended(this.engine.noVotes(), List.of()));
		}
		if (this.extensions.getAndUpdate((n) -> Math.min(n + 1, this.terms.maxExtensions())) >= this.terms
			.maxExtensions()) {
			return CompletableFuture.failedFuture(
					new TooManyExtensionsException(
							"The lease of '" + key() + "' was extended " + this.terms.maxExtensions()
									+ " times, which is as often as it may be",
							key(), this.engine.noVotes(), List.of()));
		}
		return renew(this.terms.autoReleaseTime());
	}

	/**
	 * Makes sure that a length of time is left, for a thread that enters the lock again.
	 * Not counted as an extension: only a running thread does it.
	 * @param length the length of the inner lease
	 */
	CompletableFuture<Void> ensure(Duration length) {
		if (!isValid()) {
			return CompletableFuture.failedFuture(notExtended(this.engine.noVotes(), List.of()));
		}
		return renew(length);
	}

	/**
	 * Asks for more time. Renewals are sent one after the other, so that on every master
	 * the one that asked for most comes last.
	 */
	private synchronized CompletableFuture<Void> renew(Duration atLeast) {
		this.length = (atLeast.compareTo(this.length) > 0) ? atLeast : this.length;
		long nanos = this.length.toNanos();
		Moment started = Moment.now(this.engine.clock());
		return this.engine
			.round(this.terms, QuorumScripts.EXTEND_IF_OWNER,
					List.of(this.token, Long.toString(this.length.toMillis())), DefaultLease::majorityOrNot)
			.thenAccept((answers) -> {
				Votes votes = answers.votes(QuorumScripts::yes);
				boolean agreed = votes.granted() >= answers.majority();
				if (!agreed && votes.refused() <= answers.masters() - answers.majority() && isValid()) {
					throw new QuorumImpossibleException("The lease of '" + key() + "' may not be extended: " + votes,
							key(), votes, answers.failures());
				}
				// An answer after the end is too late even where the masters still held
				// the key: the holder was told that it is over.
				if (!agreed || !isValid()) {
					ExtendUnlockedLockException lost = notExtended(votes, answers.failures());
					this.over = true;
					this.engine.releaseEverywhere(this.terms, this.token);
					throw lost;
				}
				extendTo(new Span(started, nanos - LockTerms.driftNanos(nanos)));
			});
	}

	private synchronized void extendTo(Span longer) {
		QuorumClock clock = this.engine.clock();
		if (longer.leftNanos(clock) > this.span.leftNanos(clock)) {
			this.span = longer;
		}
	}

	CompletableFuture<ReleaseOutcome> releaseAsync() {
		if (!this.released.compareAndSet(false, true)) {
			return CompletableFuture.failedFuture(new ReleaseUnlockedLockException(
					"The lock '" + key() + "' is not held: its lease was released before", key(), List.of()));
		}
		long left = this.over ? 0 : this.span.leftNanos(this.engine.clock());
		CompletableFuture<ReleaseOutcome> outcome = this.engine.release(this.terms, this.token).thenApply((answers) -> {
			Votes votes = answers.votes(QuorumScripts::held);
			if (votes.granted() >= answers.majority()) {
				return ReleaseOutcome.RELEASED;
			}
			if (left <= 0) {
				throw new ReleaseUnlockedLockException(
						"The lock '" + key() + "' was lost: its lease of " + this.terms.autoReleaseTime().toMillis()
								+ " ms ended " + Duration.ofNanos(-left).toMillis() + " ms before its release",
						key(), answers.failures());
			}
			if (votes.refused() > answers.masters() - answers.majority()) {
				throw new ReleaseUnlockedLockException(
						"The lock '" + key() + "' was lost before its release, with "
								+ Duration.ofNanos(left).toMillis() + " ms left of its lease: " + votes,
						key(), answers.failures());
			}
			logger.warn("Lock '{}' was released, but too few masters confirmed it: {}. Its keys expire by themselves",
					key(), votes);
			return ReleaseOutcome.UNKNOWN;
		});
		if (logger.isDebugEnabled()) {
			logger.debug("Lock '{}' was held for {} ms", key(),
					Duration.ofNanos(this.acquired.elapsedNanos(this.engine.clock())).toMillis());
		}
		return outcome;
	}

	/**
	 * Gives up a lease that nobody waits for any more.
	 */
	void abandon() {
		releaseAsync().whenComplete((outcome, ex) -> {
			if (ex != null) {
				logger.debug("Lock '{}' was won when nobody waited any more, and lost before it was given back", key());
			}
		});
	}

	/**
	 * Decides as soon as a majority agreed, or cannot agree any more and it is known why.
	 */
	private static @Nullable Answers majorityOrNot(Answers answers) {
		int yes = answers.count(QuorumScripts::yes);
		int no = answers.answered() - yes;
		boolean decided = yes >= answers.majority() || no > answers.masters() - answers.majority()
				|| answers.impossible() || answers.pending() == 0;
		return decided ? answers.copy() : null;
	}

	private Duration guaranteed(Answers answers, Predicate<@Nullable Object> ours, Moment asked) {
		// The majority lasts as long as its shortest member, were the others to let go
		// first.
		long millis = answers.replies()
			.stream()
			.filter(ours)
			.map((reply) -> (Long) Objects.requireNonNull(((List<?>) Objects.requireNonNull(reply)).get(1)))
			.sorted(Comparator.reverseOrder())
			.skip(answers.majority() - 1)
			.findFirst()
			.orElse(0L);
		long nanos = Duration.ofMillis(Math.max(0, millis)).toNanos();
		long left = nanos - LockTerms.driftNanos(nanos) - asked.elapsedNanos(this.engine.clock());
		return Duration.ofNanos(Math.max(0, left));
	}

	private ExtendUnlockedLockException notExtended(Votes votes, List<MasterException> failures) {
		String why;
		if (this.released.get()) {
			why = "it was released before";
		}
		else if (this.over) {
			why = "it ended " + Duration.ofNanos(Math.max(0, -this.span.leftNanos(this.engine.clock()))).toMillis()
					+ " ms ago";
		}
		else {
			why = votes.toString();
		}
		return new ExtendUnlockedLockException("The lease of '" + key() + "' cannot be extended: " + why, key(), votes,
				failures);
	}

	/**
	 * A stretch of time that the masters guarantee.
	 *
	 * @param since its beginning
	 * @param nanos its length, drift taken off
	 */
	private record Span(Moment since, long nanos) {

		long leftNanos(QuorumClock clock) {
			return this.nanos - this.since.elapsedNanos(clock);
		}

	}

}
