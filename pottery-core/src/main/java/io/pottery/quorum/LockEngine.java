package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

	private final List<Master> masters;

	private final QuorumClock clock;

	private final QuorumScheduler scheduler;

	private final RandomGenerator random;

	private final Duration masterTimeout;

	private final ConcurrentMap<String, WaitingLine> lines = new ConcurrentHashMap<>();

	private volatile boolean closed;

	LockEngine(List<Master> masters, QuorumClock clock, QuorumScheduler scheduler, RandomGenerator random,
			Duration masterTimeout) {
		this.masters = masters;
		this.clock = clock;
		this.scheduler = scheduler;
		this.random = random;
		this.masterTimeout = masterTimeout;
	}

	QuorumClock clock() {
		return this.clock;
	}

	/**
	 * Returns the votes of a round that never was.
	 */
	Votes noVotes() {
		return new Votes(this.masters.size(), 0, 0, 0);
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
			.thenApply((answers) -> {
				Votes votes = answers.votes(granted);
				if (votes.granted() >= answers.majority()) {
					DefaultLease lease = new DefaultLease(this, terms, token, started);
					if (lease.isValid()) {
						return new Attempt.Won(lease);
					}
					undo(terms, token, answers);
					return new Attempt.TooLate(votes, answers.failures());
				}
				undo(terms, token, answers);
				if (answers.answered() < answers.majority()) {
					return new Attempt.Impossible(votes, answers.failures());
				}
				return new Attempt.Taken(votes, answers.failures(), free(answers, votes));
			});
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
			WaitingLine open = (line != null) ? line : new WaitingLine(this, key);
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

	/**
	 * Tells the local line that a lease was given up: what is sent to the masters now
	 * reaches each of them behind the release.
	 * @param redisKey the lock
	 */
	void released(String redisKey) {
		WaitingLine line = this.lines.get(redisKey);
		if (line != null) {
			line.released();
		}
	}

	<T> CompletableFuture<T> round(LockTerms terms, Script script, List<String> args, Round.Judge<T> judge) {
		return Round.start(this.masters, script, terms.redisKey(), args, terms.deadline(this.masterTimeout), judge);
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
		for (int i = 0; i < this.masters.size(); i++) {
			if (!answers.replied(i, (reply) -> !QuorumScripts.yes(reply))) {
				Round.send(this.masters.get(i), QuorumScripts.RELEASE_IF_OWNER, terms.redisKey(), List.of(token),
						terms.deadline(this.masterTimeout));
			}
		}
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
		int needed = Math.min(remaining.length, answers.majority() - votes.granted());
		return Duration.ofMillis(remaining[needed - 1]);
	}

	private String newToken() {
		byte[] bytes = new byte[TOKEN_BYTES];
		this.random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
