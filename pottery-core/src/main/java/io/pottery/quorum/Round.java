package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * One script sent to every master at once, decided as soon as a judge can.
 *
 * @param <T> the decision
 */
final class Round<T> {

	private final Judge<T> judge;

	private final Answers answers;

	private final Consumer<Answers> end;

	private final CompletableFuture<T> decision = new CompletableFuture<>();

	private Round(int masters, Judge<T> judge, Consumer<Answers> end) {
		this.answers = new Answers(masters);
		this.judge = judge;
		this.end = end;
	}

	/**
	 * Starts a round.
	 * @param <T> the decision
	 * @param electorate the masters
	 * @param script what to ask
	 * @param keys its keys
	 * @param args its arguments
	 * @param deadline how long one master may take
	 * @param judge what decides
	 * @param end told all answers when the last one is there, mostly after the decision
	 * @return the decision
	 */
	static <T> CompletableFuture<T> start(Electorate electorate, Script script, List<String> keys, List<String> args,
			Duration deadline, Judge<T> judge, Consumer<Answers> end) {
		Round<T> round = new Round<>(electorate.size(), judge, end);
		for (int i = 0; i < electorate.size(); i++) {
			int master = i;
			electorate.send(master, script, keys, args, deadline)
				.whenComplete((reply, ex) -> round.answer(master, reply, ex));
		}
		return round.decision;
	}

	private void answer(int master, @Nullable Object reply, @Nullable Throwable ex) {
		boolean last;
		T decided = null;
		synchronized (this) {
			this.answers.put(master, reply, (ex != null) ? failure(ex) : null);
			last = this.answers.pending() == 0;
			if (!this.decision.isDone()) {
				try {
					decided = this.judge.judge(this.answers);
				}
				catch (RuntimeException broken) {
					this.decision.completeExceptionally(broken);
				}
			}
		}
		if (decided != null) {
			this.decision.complete(decided);
		}
		if (last) {
			this.end.accept(this.answers);
		}
	}

	private static MasterException failure(Throwable ex) {
		return (MasterException) ((ex instanceof CompletionException) ? Objects.requireNonNull(ex.getCause()) : ex);
	}

	/**
	 * Decides a round.
	 *
	 * @param <T> the decision
	 */
	@FunctionalInterface
	interface Judge<T> {

		/**
		 * Looks at the answers after each one that comes in.
		 * @param answers the answers so far, valid during the call only
		 * @return the decision, {@code null} to wait for more; never {@code null} once no
		 * answer is pending
		 */
		@Nullable T judge(Answers answers);

	}

}
