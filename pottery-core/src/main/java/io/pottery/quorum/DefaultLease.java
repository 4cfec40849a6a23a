package io.pottery.quorum;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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

	private final OptionalLong fence;

	private final Moment acquired;

	/** Its monitor guards what changes here; nothing is sent or called while held. */
	private final LeaseWatch watch;

	/**
	 * Renewals and the release in their order: on every master the renewal that asked for
	 * most comes last, and nothing comes after the release.
	 */
	private final Outbox outbox = new Outbox();

	private volatile State state = State.HELD;

	/** What the clocks once said is over stays over, even if they are set back. */
	private volatile boolean over;

	private volatile Span span;

	/**
	 * Whether masters may yet carry out a renewal of which nothing was heard. They would
	 * bring the keys back even after the lease was lost.
	 */
	private volatile boolean doubtful;

	/** How many leases this one follows that were handed over. */
	private volatile int inARow;

	/** What a renewal asks for; it only grows, as no renewal may shorten another. */
	private volatile Duration length;

	private int extensions;

	/** Where the lease was lost or released: why, and after how long. */
	private @Nullable Ending ending;

	DefaultLease(LockEngine engine, LockTerms terms, String token, Moment started, OptionalLong fence) {
		this.engine = engine;
		this.terms = terms;
		this.token = token;
		this.fence = fence;
		this.acquired = started;
		this.span = new Span(started, terms.reliableNanos());
		this.length = terms.autoReleaseTime();
		this.watch = new LeaseWatch(this, engine, terms);
	}

	/**
	 * Hands the lease to whoever acquired it. From now on it is renewed, if it is to be.
	 * @param keeper who knows the leases that are watched
	 * @param holder the thread, {@code null} where it belongs to none
	 * @return this lease
	 */
	DefaultLease handTo(LeaseKeeper keeper, @Nullable Thread holder) {
		this.watch.start(keeper, holder);
		return this;
	}

	@Override
	public String key() {
		return this.terms.key();
	}

	@Override
	public Duration remaining() {
		if (this.over || !isHeld()) {
			return Duration.ZERO;
		}
		long left = leftNanos();
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
	public long fencingToken() {
		return this.fence.orElseThrow(() -> new IllegalStateException(
				"The lock '" + key() + "' gives no fencing tokens: set fenced(true) on its builder"));
	}

	@Override
	public Duration locked() {
		return Waits.join(askLocked());
	}

	@Override
	public CompletableFuture<Duration> lockedAsync() {
		return this.watch.callbacks().handOut(askLocked());
	}

	@Override
	public void extend() {
		Waits.join(extendOnce());
	}

	@Override
	public CompletableFuture<Void> extendAsync() {
		return this.watch.callbacks().handOut(extendOnce());
	}

	@Override
	public void onLost(Consumer<? super LeaseLostException> listener) {
		this.watch.listen(Objects.requireNonNull(listener, "listener"));
	}

	@Override
	public ReleaseOutcome release() {
		return Waits.join(giveUp());
	}

	@Override
	public CompletableFuture<ReleaseOutcome> releaseAsync() {
		return this.watch.callbacks().handOut(giveUp());
	}

	@Override
	public void close() {
		if (!isReleased()) {
			release();
		}
	}

	@Override
	public String toString() {
		return "Lease of '" + key() + "' with " + remaining().toMillis() + " ms left";
	}

	boolean isHeld() {
		return this.state == State.HELD;
	}

	boolean isReleased() {
		return this.state == State.RELEASED;
	}

	/**
	 * Returns what is left of the lease, not positive once it is over.
	 */
	long leftNanos() {
		return this.over ? Math.min(0, spanLeftNanos()) : spanLeftNanos();
	}

	long lengthNanos() {
		return this.length.toNanos();
	}

	/**
	 * Returns how long ago the lease was last renewed, or else acquired.
	 */
	long sinceRenewedNanos() {
		return this.span.since().elapsedNanos(this.engine.clock());
	}

	private long spanLeftNanos() {
		return this.span.leftNanos(this.engine.clock());
	}

	private CompletableFuture<Duration> askLocked() {
		if (!isValid()) {
			return CompletableFuture.completedFuture(Duration.ZERO);
		}
		Moment asked = Moment.now(this.engine.clock());
		Predicate<@Nullable Object> ours = (reply) -> reply instanceof List<?> held && held.size() == 2
				&& this.token.equals(held.get(0));
		return this.engine.round(this.terms, QuorumScripts.INSPECT_LOCK, List.of(), (answers) -> {
			int holding = answers.count(ours);
			boolean decided = holding >= answers.majority() || answers.impossible()
					|| holding + answers.pending() < answers.majority() && answers.answered() >= answers.majority();
			return decided ? answers.copy() : null;
		}).thenApply((answers) -> {
			Votes votes = answers.votes(ours);
			if (votes.granted() >= answers.majority()) {
				long nanos = Duration.ofMillis(guaranteedMillis(answers, ours)).toNanos();
				long left = nanos - LockTerms.driftNanos(nanos) - asked.elapsedNanos(this.engine.clock());
				return (left > 0 && isValid()) ? Duration.ofNanos(left) : Duration.ZERO;
			}
			if (answers.answered() < answers.majority()) {
				throw new QuorumImpossibleException("Whether the lock '" + key() + "' is held is unknown: " + votes,
						key(), votes, answers.failures());
			}
			return Duration.ZERO;
		});
	}

	/**
	 * Returns for how long a majority still holds the token. It lasts as long as the
	 * shortest of its members: were k masters to hold it, majority is lost with the one
	 * at k - majority, counted from the first to let go.
	 */
	static long guaranteedMillis(Answers answers, Predicate<@Nullable Object> ours) {
		return answers.replies()
			.stream()
			.filter(ours)
			.map((reply) -> (Long) Objects.requireNonNull(((List<?>) Objects.requireNonNull(reply)).get(1)))
			.sorted(Comparator.reverseOrder())
			.skip(answers.majority() - 1)
			.findFirst()
			.map((millis) -> Math.max(0, millis))
			.orElse(0L);
	}

	/**
	 * Extends the lease, which counts.
	 */
	CompletableFuture<Void> extendOnce() {
		return renew(this.terms.autoReleaseTime(), true);
	}

	/**
	 * Asks again for an extension of which nobody knows whether it was granted.
	 */
	CompletableFuture<Void> extendAgain() {
		return renew(this.terms.autoReleaseTime(), false);
	}

	/**
	 * Makes sure that a length of time is left, for a thread that enters the lock again.
	 * Not counted as an extension: only a running thread does it.
	 * @param length the length of the inner lease
	 */
	CompletableFuture<Void> ensure(Duration length) {
		return renew(length, false);
	}

	private CompletableFuture<Void> renew(Duration atLeast, boolean counted) {
		@Nullable CompletableFuture<Void> renewed;
		synchronized (this.watch) {
			if (isValid() && counted && !count()) {
				return CompletableFuture.failedFuture(tooManyExtensions());
			}
			renewed = isValid() ? askFor(atLeast) : null;
		}
		if (renewed == null) {
			expire();
			return CompletableFuture.failedFuture(notExtended(this.engine.noVotes(), List.of()));
		}
		this.outbox.flush();
		return renewed;
	}

	private CompletableFuture<Void> askFor(Duration atLeast) {
		this.length = (atLeast.compareTo(this.length) > 0) ? atLeast : this.length;
		long nanos = this.length.toNanos();
		Span asked = new Span(Moment.now(this.engine.clock()), nanos - LockTerms.driftNanos(nanos));
		List<String> args = List.of(this.token, Long.toString(this.length.toMillis()));
		CompletableFuture<Void> renewed = new CompletableFuture<>();
		this.outbox.put(() -> sendRenewal(args, asked, renewed));
		return renewed;
	}

	private boolean count() {
		if (this.terms.maxExtensions() == Integer.MAX_VALUE) {
			return true;
		}
		if (this.extensions >= this.terms.maxExtensions()) {
			return false;
		}
		this.extensions++;
		return true;
	}

	private void sendRenewal(List<String> args, Span asked, CompletableFuture<Void> renewed) {
		if (!isHeld()) {
			renewed.completeExceptionally(notExtended(this.engine.noVotes(), List.of()));
			return;
		}
		this.engine.round(this.terms, QuorumScripts.EXTEND_IF_OWNER, args, DefaultLease::majorityOrNot)
			.thenAccept((answers) -> judgeRenewal(answers, asked))
			.whenComplete((done, ex) -> Callbacks.complete(renewed, done, ex));
	}

	private void judgeRenewal(Answers answers, Span asked) {
		Votes votes = answers.votes(QuorumScripts::yes);
		boolean agreed = votes.granted() >= answers.majority();
		boolean refused = votes.refused() > answers.masters() - answers.majority();
		if (agreed && extendTo(asked)) {
			return;
		}
		if (refused) {
			lose(NotHeldReason.TAKEN, votes, answers.failures());
		}
		else if (!agreed && isValid()) {
			this.doubtful = true;
			throw new QuorumImpossibleException("The lease of '" + key() + "' may not be extended: " + votes, key(),
					votes, answers.failures());
		}
		else {
			// An answer after the end is too late even where the masters still held the
			// key: the holder was told that it is over.
			lose(NotHeldReason.EXPIRED, votes, answers.failures());
		}
		throw notExtended(votes, answers.failures());
	}

	private boolean extendTo(Span asked) {
		synchronized (this.watch) {
			QuorumClock clock = this.engine.clock();
			if (!isValid()) {
				return false;
			}
			if (asked.leftNanos(clock) > this.span.leftNanos(clock)) {
				this.span = asked;
			}
			return isValid();
		}
	}

	/**
	 * Ends a lease whose time is over without a release.
	 */
	void expire() {
		lose(NotHeldReason.EXPIRED, this.engine.noVotes(), List.of());
	}

	/**
	 * Notes that the lease is lost, tells so, and gives back what single masters may
	 * still hold of it: a renewal that was not answered, or too late, may have been
	 * granted.
	 */
	private void lose(NotHeldReason reason, Votes votes, List<MasterException> failures) {
		synchronized (this.watch) {
			if (!isHeld()) {
				return;
			}
			this.ending = endNow(reason, votes);
			this.state = State.LOST;
			this.watch.lost(lost(this.ending, votes, failures));
			this.outbox.put(() -> this.engine.releaseEverywhere(this.terms, this.token));
		}
		this.outbox.flush();
		this.watch.tell();
	}

	private CompletableFuture<ReleaseOutcome> giveUp() {
		CompletableFuture<ReleaseOutcome> outcome = new CompletableFuture<>();
		synchronized (this.watch) {
			Ending before = this.ending;
			Ending now = endNow(NotHeldReason.RELEASED, this.engine.noVotes());
			if (before != null) {
				if (before.reason() != NotHeldReason.RELEASED) {
					this.ending = now;
				}
				this.state = State.RELEASED;
				return CompletableFuture.failedFuture(notReleased(before, List.of()));
			}
			this.ending = now;
			this.state = State.RELEASED;
			this.watch.stop();
			this.outbox.put(() -> this.engine.release(this.terms, this.token, this.inARow)
				.thenApply((answers) -> judgeRelease(answers, now))
				.whenComplete((released, ex) -> Callbacks.complete(outcome, released, ex)));
		}
		this.outbox.flush();
		if (logger.isDebugEnabled()) {
			logger.debug("Lock '{}' was held for {} ms", key(), heldMillis());
		}
		return outcome;
	}

	private ReleaseOutcome judgeRelease(Answers answers, Ending released) {
		Votes votes = answers.votes(QuorumScripts::held);
		if (votes.granted() >= answers.majority() && (released.leftNanos() > 0 || !this.doubtful)) {
			return ReleaseOutcome.RELEASED;
		}
		if (released.leftNanos() <= 0) {
			throw notReleased(released.as(NotHeldReason.EXPIRED, votes), answers.failures());
		}
		if (votes.refused() > answers.masters() - answers.majority()) {
			throw notReleased(released.as(NotHeldReason.TAKEN, votes), answers.failures());
		}
		logger.warn("Lock '{}' was released, but too few masters confirmed it: {}. Its keys expire by themselves",
				key(), votes);
		return ReleaseOutcome.UNKNOWN;
	}

	/**
	 * Sets how many leases this one follows that were handed over, before anybody has it.
	 */
	void follow(int leases) {
		this.inARow = leases;
	}

	/**
	 * Gives up a lease that nobody waits for any more.
	 */
	void abandon() {
		giveUp().whenComplete((outcome, ex) -> {
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

	/**
	 * Returns what to tell the holder of a lease that nobody watches any more.
	 */
	LeaseLostException unwatched() {
		Votes none = this.engine.noVotes();
		return lost(endNow(NotHeldReason.CLOSED, none), none, List.of());
	}

	private LeaseLostException lost(Ending end, Votes votes, List<MasterException> failures) {
		return new LeaseLostException("The lock '" + key() + "' was lost: " + why(end), end.reason(), key(), votes,
				failures);
	}

	private ReleaseUnlockedLockException notReleased(Ending end, List<MasterException> failures) {
		String what = (end.reason() == NotHeldReason.RELEASED) ? "' is not held: " : "' was lost: ";
		return new ReleaseUnlockedLockException("The lock '" + key() + what + why(end), end.reason(), key(), failures);
	}

	private TooManyExtensionsException tooManyExtensions() {
		return new TooManyExtensionsException("The lease of '" + key() + "' was extended " + this.terms.maxExtensions()
				+ " times, which is as often as it may be", key(), this.engine.noVotes(), List.of());
	}

	private ExtendUnlockedLockException notExtended(Votes votes, List<MasterException> failures) {
		Ending end;
		synchronized (this.watch) {
			end = (this.ending != null) ? this.ending : endNow(NotHeldReason.EXPIRED, votes);
		}
		return new ExtendUnlockedLockException("The lock '" + key() + "' cannot be extended: " + why(end), end.reason(),
				key(), votes, failures);
	}

	private String why(Ending end) {
		long left = toMillis(Math.max(0, end.leftNanos()));
		long held = (end.reason() != NotHeldReason.RELEASED) ? heldMillis() : end.heldMillis();
		String facts = " (held for " + held + " ms, lease of " + this.length.toMillis() + " ms)";
		return switch (end.reason()) {
			case RELEASED -> "its lease was released before" + facts;
			case TAKEN -> "others may hold it, with " + left + " ms left" + facts + ": " + end.votes();
			case CLOSED -> "its Pottery was closed, so nobody renews or watches it, with " + left + " ms left" + facts;
			default -> "its lease ended " + toMillis(Math.max(0, -spanLeftNanos())) + " ms ago" + facts;
		};
	}

	private Ending endNow(NotHeldReason reason, Votes votes) {
		return new Ending(reason, heldMillis(), leftNanos(), votes);
	}

	private long heldMillis() {
		return toMillis(this.acquired.elapsedNanos(this.engine.clock()));
	}

	private static long toMillis(long nanos) {
		return Duration.ofNanos(nanos).toMillis();
	}

	private enum State {

		/** Neither released nor known to be lost; it may be over. */
		HELD,

		/** Known to be lost, and the holder was told. */
		LOST,

		/** Its release has begun. */
		RELEASED

	}

	/**
	 * How a lease ended.
	 *
	 * @param reason why
	 * @param heldMillis how long it had been held then
	 * @param leftNanos what was left of it then, not positive if nothing
	 * @param votes what the masters said
	 */
	private record Ending(NotHeldReason reason, long heldMillis, long leftNanos, Votes votes) {

		Ending as(NotHeldReason other, Votes votes) {
			return new Ending(other, this.heldMillis, this.leftNanos, votes);
		}

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
