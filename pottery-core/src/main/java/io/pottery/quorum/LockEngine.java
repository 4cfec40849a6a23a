package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/*
 * Redlock, after antirez' description (redis.io, "Distributed Locks with Redis").
 *
 * An attempt draws a new random token, notes the time before the first byte leaves, and
 * asks all masters at once to set the key to the token, if it is free, for the length of
 * the lease. It has won when a majority did so and time is left: the lease, less what has
 * passed, less the drift of clocks. Any other attempt is undone on every master that may
 * have set the key. The undoing travels behind the setting on the same connection, so it
 * also catches a master that was only slow.
 *
 * Deviations from the description: answers are counted as they come and the round is
 * decided as soon as it can be; a master that said no is not asked to undo anything; elapsed
 * time is the larger of the monotonic and the wall-clock difference, as the monotonic clock
 * stands still in a suspended machine.
 */
/**
 * Makes single attempts at locks, and keeps one waiting line for each lock.
 */
final class LockEngine {

	private static final int TOKEN_BYTES = 20;

	/** Nobody but the holder asks for its next token, so a lost race is a late answer. */
	private static final int FENCE_TRIES = 5;

	private final Electorate electorate;

	private final IdEngine ids;

	private final QuorumClock clock;

	private final QuorumScheduler scheduler;

	private final RandomGenerator random;

	private final Duration masterTimeout;

	private final ConcurrentMap<String, WaitingLine> lines = new ConcurrentHashMap<>();

	private volatile boolean closed;

	LockEngine(Electorate electorate, IdEngine ids, QuorumClock clock, QuorumScheduler scheduler,
			RandomGenerator random, Duration masterTimeout) {
		this.electorate = electorate;
		this.ids = ids;
		this.clock = clock;
		this.scheduler = scheduler;
		this.random = random;
		this.masterTimeout = masterTimeout;
		electorate.onChange(this::changed);
	}

	QuorumClock clock() {
		return this.clock;
	}

	/**
	 * Returns the votes of a round that never was.
	 */
	Votes noVotes() {
		return new Votes(this.electorate.size(), 0, 0, 0);
	}

	QuorumScheduler scheduler() {
		return this.scheduler;
	}

	RandomGenerator random() {
		return this.random;
	}

	/**
	 * Tries once, past any waiting line.
	 * @param terms the lock
	 * @return the answer, completed in about one round trip
	 * @throws IllegalStateException if this was closed
	 */
	CompletableFuture<Attempt> attempt(LockTerms terms) {
		checkOpen();
		String token = newToken();
		Moment started = Moment.now(this.clock);
		Predicate<@Nullable Object> granted = QuorumScripts::yes;
		return round(terms, QuorumScripts.ACQUIRE_IF_FREE,
				List.of(token, Long.toString(terms.autoReleaseTime().toMillis())), (answers) -> {
					int yes = answers.count(granted);
					if (yes >= answers.majority()) {
						return answers.copy();
					}
					boolean lost = yes + answers.pending() < answers.majority();
					return (lost && (answers.answered() >= answers.majority() || answers.impossible())) ? answers.copy()
							: null;
				})
			.thenCompose((answers) -> {
				Votes votes = answers.votes(granted);
				if (votes.granted() >= answers.majority()) {
					return won(terms, token, started, answers);
				}
				undo(terms, token, answers);
				return CompletableFuture.completedFuture((answers.answered() < answers.majority())
						? new Attempt.Impossible(votes, answers.failures())
						: new Attempt.Taken(votes, answers.failures(), free(answers, votes), heldByOne(answers)));
			});
	}

	/**
	 * Goes on where a majority agreed: the fencing token, and last of all whether time is
	 * left.
	 */
	private CompletableFuture<Attempt> won(LockTerms terms, String token, Moment started, Answers answers) {
		if (!terms.fenced()) {
			return CompletableFuture.completedFuture(concluded(terms, token, started, answers, OptionalLong.empty()));
		}
		return fence(terms).handle((fence, ex) -> {
			if (ex == null) {
				return concluded(terms, token, started, answers, OptionalLong.of(fence));
			}
			undo(terms, token, answers);
			Throwable cause = (ex instanceof CompletionException) ? ex.getCause() : ex;
			if (cause instanceof QuorumException failure) {
				return new Attempt.Unfenced(failure);
			}
			throw (cause instanceof RuntimeException failure) ? failure : new IllegalStateException(cause);
		});
	}

	private CompletableFuture<Long> fence(LockTerms terms) {
		try {
			return this.ids.next(terms.key(), terms.fenceKey(), FENCE_TRIES, 1);
		}
		catch (IllegalStateException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Attempt concluded(LockTerms terms, String token, Moment started, Answers answers, OptionalLong fence) {
		DefaultLease lease = new DefaultLease(this, terms, token, started, fence);
		if (lease.isValid()) {
			return new Attempt.Won(lease);
		}
		undo(terms, token, answers);
		return new Attempt.TooLate(answers.votes(QuorumScripts::yes), answers.failures());
	}

	/**
	 * Waits for a lock, behind those of this process who already do.
	 * @param terms the lock
	 * @param wait the longest time to wait, {@code null} for ever
	 * @return the wait
	 */
	Waiter await(LockTerms terms, @Nullable Duration wait) {
		checkOpen();
		Waiter waiter = new Waiter(this, terms, wait);
		WaitingLine joined = this.lines.compute(terms.redisKey(), (key, line) -> {
			WaitingLine open = (line != null) ? line : new WaitingLine(this);
			open.join(waiter);
			return open;
		});
		if (this.closed) {
			joined.close();
		}
		joined.advance();
		return waiter;
	}

	void leave(Waiter waiter) {
		this.lines.computeIfPresent(waiter.terms().redisKey(), (key, line) -> line.leave(waiter) ? null : line);
	}

	private void changed(int master, @Nullable String redisKey) {
		if (redisKey == null) {
			this.lines.values().forEach((line) -> line.changed(master));
			return;
		}
		WaitingLine line = this.lines.get(redisKey);
		if (line != null) {
			line.changed(master);
		}
	}

	/**
	 * Gives a lease up: to the next one who waits for it in this process, where there is
	 * one, and else to everybody.
	 * @param terms the lock
	 * @param token the token of the lease
	 * @param inARow how many leases it follows that were handed over
	 * @return the answers, where {@link QuorumScripts#held} tells who still held it
	 */
	CompletableFuture<Answers> release(LockTerms terms, String token, int inARow) {
		WaitingLine line = this.lines.get(terms.redisKey());
		Waiter next = (line != null) ? line.takeOver(inARow) : null;
		if (next != null) {
			return passOn(terms, token, Objects.requireNonNull(line), next);
		}
		CompletableFuture<Answers> released = round(terms, QuorumScripts.RELEASE_IF_OWNER, List.of(token),
				(answers) -> heldOrNot(answers) ? answers.copy() : null);
		WaitingLine waiting = this.lines.get(terms.redisKey());
		if (waiting != null) {
			if (WaitingLine.isTurnOfOthers(inARow)) {
				released.whenComplete((answers, ex) -> waiting.released(inARow));
			}
			else {
				// What is sent to the masters now reaches each of them behind the
				// release.
				waiting.released(inARow);
			}
		}
		return released;
	}

	private CompletableFuture<Answers> passOn(LockTerms from, String token, WaitingLine line, Waiter next) {
		LockTerms terms = next.terms();
		String nextToken = newToken();
		Moment started = Moment.now(this.clock);
		// No sooner given up than a renewal sent before, which might come last else.
		Duration deadline = Collections
			.max(List.of(from.deadline(this.masterTimeout), terms.deadline(this.masterTimeout)));
		CompletableFuture<Answers> passed = this.electorate.round(QuorumScripts.PASS_ON_IF_OWNER, terms.redisKey(),
				List.of(token, nextToken, Long.toString(terms.autoReleaseTime().toMillis())), deadline, (answers) -> {
					int yes = answers.count(QuorumScripts::yes);
					boolean decided = yes >= answers.majority() || yes + answers.pending() < answers.majority();
					return (decided && heldOrNot(answers)) ? answers.copy() : null;
				});
		passed.thenCompose((answers) -> {
			Votes votes = answers.votes(QuorumScripts::yes);
			if (votes.granted() >= answers.majority()) {
				return won(terms, nextToken, started, answers);
			}
			// Where this was lost on the way the first token may still stand.
			undo(from, token, answers);
			undo(terms, nextToken, answers);
			return CompletableFuture.completedFuture(
					(answers.answered() < answers.majority()) ? new Attempt.Impossible(votes, answers.failures())
							: new Attempt.Taken(votes, answers.failures(), Duration.ZERO, false));
		}).whenComplete((attempt, ex) -> line.answered(next, attempt, ex));
		return passed;
	}

	private static boolean heldOrNot(Answers answers) {
		int held = answers.count(QuorumScripts::held);
		return held >= answers.majority() || answers.pending() == 0 || answers.impossible()
				|| held + answers.pending() < answers.majority() && answers.answered() >= answers.majority();
	}

	<T> CompletableFuture<T> round(LockTerms terms, Script script, List<String> args, Round.Judge<T> judge) {
		return this.electorate.round(script, terms.redisKey(), args, terms.deadline(this.masterTimeout), judge);
	}

	void close() {
		this.closed = true;
		List<WaitingLine> open = new ArrayList<>(this.lines.values());
		this.lines.clear();
		open.forEach(WaitingLine::close);
	}

	private void checkOpen() {
		if (this.closed) {
			throw new IllegalStateException("This Pottery was closed");
		}
	}

	private void undo(LockTerms terms, String token, Answers answers) {
		for (int i = 0; i < answers.masters(); i++) {
			if (!answers.replied(i, (reply) -> !QuorumScripts.yes(reply))) {
				release(i, terms, token);
			}
		}
	}

	/**
	 * Gives a token up wherever it may stand, and waits for nothing.
	 */
	void releaseEverywhere(LockTerms terms, String token) {
		for (int i = 0; i < this.electorate.size(); i++) {
			release(i, terms, token);
		}
	}

	private void release(int master, LockTerms terms, String token) {
		this.electorate.ask(master, QuorumScripts.RELEASE_IF_OWNER, terms.redisKey(), List.of(token),
				terms.deadline(this.masterTimeout));
	}

	/**
	 * Returns when so many of the masters that refused will be free that a majority can
	 * be won, if nobody releases anything.
	 */
	private static Duration free(Answers answers, Votes votes) {
		long[] remaining = answers.replies()
			.stream()
			.filter((reply) -> !QuorumScripts.yes(reply))
			.mapToLong((reply) -> (reply instanceof List<?> list && list.size() > 1
					&& list.get(1) instanceof Long millis && millis >= 0) ? millis : Long.MAX_VALUE)
			.sorted()
			.toArray();
		int needed = answers.majority() - votes.granted();
		return Duration.ofMillis(remaining[needed - 1]);
	}

	private static boolean heldByOne(Answers answers) {
		return answers
			.mostAlike((reply) -> (reply instanceof List<?> list && list.size() > 2) ? list.get(2) : null) >= answers
				.majority();
	}

	private String newToken() {
		byte[] bytes = new byte[TOKEN_BYTES];
		this.random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
