package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The rounds of one sequence. All who ask while a round is under way share the next one;
 * nobody joins a round of which the first byte was sent, so an id is always larger than
 * those that were returned before it was asked for.
 */
final class IdRounds {

	/** The longest pause before a lost race is run again, times the number of the try. */
	private static final long PAUSE_NANOS = 10_000_000;

	private final IdEngine engine;

	private final String redisKey;

	private List<Caller> callers = new ArrayList<>();

	private boolean underWay;

	IdRounds(IdEngine engine, String redisKey) {
		this.engine = engine;
		this.redisKey = redisKey;
	}

	synchronized void join(Caller caller) {
		this.callers.add(caller);
	}

	synchronized boolean idle() {
		return !this.underWay && this.callers.isEmpty();
	}

	/**
	 * Starts a round for all who wait, unless one is under way.
	 */
	void advance() {
		List<Caller> sharing;
		synchronized (this) {
			if (this.underWay || this.callers.isEmpty()) {
				return;
			}
			this.underWay = true;
			sharing = this.callers;
			this.callers = new ArrayList<>();
		}
		read().thenCompose((read) -> raise(read, sharing.stream().mapToLong((caller) -> caller.count).sum()))
			.whenComplete((raise, ex) -> ended(sharing, raise, ex));
	}

	private CompletableFuture<Answers> read() {
		return this.engine.round(QuorumScripts.READ_COUNTER, this.redisKey, List.of(),
				(answers) -> (known(answers) >= answers.majority() || answers.impossible() || answers.pending() == 0)
						? answers.copy() : null);
	}

	private CompletableFuture<Raise> raise(Answers read, long ids) {
		int known = known(read);
		if (known < read.majority()) {
			List<MasterException> failures = failures(read);
			Votes votes = new Votes(read.masters(), known, read.masters() - read.pending() - known - failures.size(),
					failures.size());
			boolean impossible = failures.size() > read.masters() - read.majority();
			return CompletableFuture.completedFuture(new Raise(0, false, impossible, votes, failures));
		}
		long largest = largest(read);
		long block = Math.min(ids, Long.MAX_VALUE - largest);
		if (block == 0) {
			return CompletableFuture.failedFuture(new ArithmeticException(
					"The sequence at '" + this.redisKey + "' has reached its largest number, " + largest));
		}
		Moment started = Moment.now(this.engine.clock());
		return this.engine.round(QuorumScripts.RAISE_COUNTER, this.redisKey,
				List.of(Long.toString(largest), Long.toString(largest + block)), (answers) -> {
					int yes = answers.count(QuorumScripts::yes);
					boolean decided = yes >= answers.majority() || yes + answers.pending() < answers.majority();
					return decided ? answers.copy() : null;
				}, this::restoreWhereUnknown)
			.thenApply((answers) -> {
				Votes raised = answers.votes(QuorumScripts::yes);
				List<MasterException> failures = failures(answers);
				// Whoever agreed so long ago may have forgotten it and be back in
				// service.
				boolean inTime = started.elapsedNanos(this.engine.clock()) < this.engine.maxLease().toNanos();
				return new Raise(largest, inTime && raised.granted() >= answers.majority(),
						raised.granted() < answers.majority()
								&& failures.size() > answers.masters() - answers.majority(),
						raised, failures);
			});
	}

	/**
	 * Masters that have forgotten this counter get to know it again, those too that
	 * answer after the others have decided. What the others hold is read anew for that:
	 * by a question that began after the forgetting, so that nothing which such a master
	 * ever agreed to is missing in the answer.
	 */
	private void restoreWhereUnknown(Answers raised) {
		Map<Integer, String> markers = new HashMap<>();
		for (int i = 0; i < raised.masters(); i++) {
			String marker = unknownUnder(raised, i);
			if (marker != null) {
				markers.put(i, marker);
			}
		}
		if (!markers.isEmpty()) {
			read().thenAccept((read) -> {
				if (known(read) >= read.majority()) {
					String largest = Long.toString(largest(read));
					markers.forEach((master, marker) -> this.engine.ask(master, QuorumScripts.RESTORE_COUNTER,
							this.redisKey, List.of(marker, largest)));
				}
			});
		}
	}

	private List<MasterException> failures(Answers answers) {
		List<MasterException> failures = new ArrayList<>(answers.failures());
		for (int i = 0; i < answers.masters(); i++) {
			if (unknownUnder(answers, i) != null) {
				failures.add(this.engine.electorate()
					.failure(i, MasterException.Reason.NOT_VOTING,
							"it came back and may have forgotten '" + this.redisKey + "'", null));
			}
		}
		return failures;
	}

	private static @Nullable String unknownUnder(Answers answers, int master) {
		return answers.replied(master, (reply) -> QuorumScripts.unknownUnder(reply) != null)
				? QuorumScripts.unknownUnder(answers.reply(master)) : null;
	}

	private static long largest(Answers read) {
		return read.replies().stream().mapToLong(IdEngine::counter).max().orElse(0);
	}

	private void ended(List<Caller> sharing, @Nullable Raise raise, @Nullable Throwable ex) {
		List<Caller> again = new ArrayList<>();
		if (raise == null) {
			Throwable failure = Objects.requireNonNull(ex);
			Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
			sharing.forEach((caller) -> caller.first.completeExceptionally(cause));
		}
		else {
			long next = raise.largest;
			for (Caller caller : sharing) {
				if (raise.agreed && Long.MAX_VALUE - next >= caller.count) {
					caller.first.complete(next + 1);
					next += caller.count;
				}
				else if (raise.agreed) {
					again.add(caller);
				}
				else if (++caller.tries < caller.maxTries) {
					again.add(caller);
				}
				else {
					caller.first.completeExceptionally(raise.failure(caller));
				}
			}
		}
		if (again.isEmpty()) {
			next(again);
		}
		else {
			long pause = this.engine.random().nextLong(PAUSE_NANOS * (again.get(0).tries + 1)) + 1;
			this.engine.scheduler().schedule(() -> next(again), Duration.ofNanos(pause));
		}
	}

	private void next(List<Caller> again) {
		synchronized (this) {
			this.underWay = false;
			this.callers.addAll(0, again);
		}
		advance();
		this.engine.forgetIfIdle(this.redisKey);
	}

	private static int known(Answers answers) {
		return answers.count((reply) -> IdEngine.counter(reply) >= 0);
	}

	/**
	 * One caller who waits for one id or for several that follow each other.
	 */
	static final class Caller {

		private final String key;

		private final int maxTries;

		private final int count;

		private final CompletableFuture<Long> first = new CompletableFuture<>();

		private int tries;

		Caller(String key, int maxTries, int count) {
			this.key = key;
			this.maxTries = maxTries;
			this.count = count;
		}

		CompletableFuture<Long> first() {
			return this.first;
		}

		void close() {
			this.first.completeExceptionally(new IllegalStateException(
					"The wait for the next id of '" + this.key + "' ended: its Pottery was closed"));
		}

	}

	/**
	 * How a round ended.
	 *
	 * @param largest the number that the block starts after
	 * @param agreed whether a majority agreed
	 * @param impossible whether too many masters failed
	 * @param votes the votes of the last step
	 * @param failures the failures of single masters
	 */
	private record Raise(long largest, boolean agreed, boolean impossible, Votes votes,
			List<MasterException> failures) {

		QuorumException failure(Caller caller) {
			if (this.impossible) {
				return new QuorumImpossibleException(
						"The next id of '" + caller.key + "' cannot be decided: " + this.votes, caller.key, this.votes,
						this.failures);
			}
			return new QuorumNotAchievedException("No majority agreed on the next id of '" + caller.key + "' in "
					+ caller.maxTries + " tries: " + this.votes, caller.key, this.votes, this.failures);
		}

	}

}
