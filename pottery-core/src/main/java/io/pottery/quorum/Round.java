package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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

	private final CompletableFuture<T> decision = new CompletableFuture<>();

	private Round(int masters, Judge<T> judge) {
		this.answers = new Answers(masters);
		this.judge = judge;
	}

	static <T> CompletableFuture<T> start(Electorate electorate, Script script, List<String> keys, List<String> args,
			Duration deadline, Judge<T> judge) {
		Round<T> round = new Round<>(electorate.size(), judge);
		for (int i = 0; i < electorate.size(); i++) {
			int master = i;
			electorate.send(master, script, keys, args, deadline)
				.whenComplete((reply, ex) -> round.answer(master, reply, ex));
		}
		return round.decision;
	}

	private void answer(int master, @Nullable Object reply, @Nullable Throwable ex) {
		T decided;
		synchronized (this) {
			this.answers.put(master, reply, (ex != null) ? failure(ex) : null);
			if (this.decision.isDone()) {
				return;
			}
			try {
				decided = this.judge.judge(this.answers);
			}
			catch (RuntimeException broken) {
				this.decision.completeExceptionally(broken);
				return;
			}
		}
		if (decided != null) {
			this.decision.complete(decided);
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
