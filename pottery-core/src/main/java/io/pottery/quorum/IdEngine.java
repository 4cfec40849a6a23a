package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/*
 * NextId, after antirez' description (news/102): read the counter from a majority, take
 * the largest, and raise it on a majority.
 *
 * The description sets "largest + 1 if less". We raise from the largest that was read, r,
 * to r + n, and a master takes part only where its counter has not passed r. For n = 1
 * this is the same. For n > 1 it is what keeps blocks apart: two raises that both won a
 * majority meet on one master, which took the second only because its r' was no less than
 * the first one's r + n. And a raise that begins after another has ended reads at least
 * what that one wrote.
 */
/**
 * Raises counters by majority, with one round under way for each counter and process.
 */
final class IdEngine {

	private final Electorate electorate;

	private final QuorumClock clock;

	private final QuorumScheduler scheduler;

	private final RandomGenerator random;

	private final Duration masterTimeout;

	private final Duration maxLease;

	private final ConcurrentMap<String, IdRounds> sequences = new ConcurrentHashMap<>();

	/** Whoever waits for an id, for close to tell. */
	private final Set<IdRounds.Caller> waiting = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	IdEngine(Electorate electorate, QuorumClock clock, QuorumScheduler scheduler, RandomGenerator random,
			Duration masterTimeout, Duration maxLease) {
		this.electorate = electorate;
		this.clock = clock;
		this.maxLease = maxLease;
		this.scheduler = scheduler;
		this.random = random;
		this.masterTimeout = masterTimeout;
	}

	QuorumClock clock() {
		return this.clock;
	}

	/**
	 * Returns the time after which answers may be those of masters that have forgotten
	 * and come back since.
	 */
	Duration maxLease() {
		return this.maxLease;
	}

	Electorate electorate() {
		return this.electorate;
	}

	QuorumScheduler scheduler() {
		return this.scheduler;
	}

	RandomGenerator random() {
		return this.random;
	}

	/**
	 * Asks for a block of ids.
	 * @param key what exceptions call the sequence
	 * @param redisKey the counter
	 * @param maxTries how many lost races end the wait
	 * @param count how many ids, which follow each other
	 * @return the first of them
	 */
	CompletableFuture<Long> next(String key, String redisKey, int maxTries, int count) {
		IdRounds.Caller caller = new IdRounds.Caller(key, maxTries, count);
		this.waiting.add(caller);
		caller.first().whenComplete((first, ex) -> this.waiting.remove(caller));
		if (this.closed) {
			caller.close();
			throw new IllegalStateException("This Pottery was closed");
		}
		IdRounds[] joined = new IdRounds[1];
		this.sequences.compute(redisKey, (name, rounds) -> {
			joined[0] = (rounds != null) ? rounds : new IdRounds(this, name);
			joined[0].join(caller);
			return joined[0];
		});
		joined[0].advance();
		return caller.first();
	}

	/**
	 * Forgets a sequence that nobody of this process asks for now.
	 */
	void forgetIfIdle(String redisKey) {
		this.sequences.computeIfPresent(redisKey, (name, rounds) -> rounds.idle() ? null : rounds);
	}

	CompletableFuture<Void> reset(String key, String redisKey) {
		return round(QuorumScripts.RESET_COUNTER, redisKey, List.of(),
				(answers) -> (answers.pending() == 0) ? answers.copy() : null)
			.thenAccept((answers) -> {
				if (answers.failed() > 0) {
					Votes votes = answers.votes((reply) -> true);
					throw new QuorumImpossibleException("The sequence '" + key
							+ "' was not reset on every master, and is to be reset again before it is used: " + votes,
							key, votes, answers.failures());
				}
			});
	}

	<T> CompletableFuture<T> round(Script script, String redisKey, List<String> args, Round.Judge<T> judge) {
		return this.electorate.round(script, redisKey, args, this.masterTimeout, judge);
	}

	<T> CompletableFuture<T> round(Script script, String redisKey, List<String> args, Round.Judge<T> judge,
			Consumer<Answers> end) {
		return this.electorate.round(script, redisKey, args, this.masterTimeout, judge, end);
	}

	/**
	 * Asks one master, and waits for nothing.
	 */
	void ask(int master, Script script, String redisKey, List<String> args) {
		this.electorate.ask(master, script, redisKey, args, this.masterTimeout);
	}

	/**
	 * Reads a counter as one master knows it.
	 * @param reply the reply, {@code null} where the counter is missing
	 * @return the number, -1 where this is none
	 */
	static long counter(@Nullable Object reply) {
		if (reply == null) {
			return 0;
		}
		try {
			return Math.max(-1, Long.parseLong(reply.toString()));
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	void close() {
		this.closed = true;
		this.waiting.forEach(IdRounds.Caller::close);
	}

}
