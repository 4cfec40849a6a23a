package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

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

	static <T> CompletableFuture<T> start(List<Master> masters, Script script, String key, List<String> args,
			Duration deadline, Judge<T> judge) {
		Round<T> round = new Round<>(masters.size(), judge);
		for (int i = 0; i < masters.size(); i++) {
			int position = i;
			Master master = masters.get(i);
			send(master, script, key, args, deadline)
				.whenComplete((reply, ex) -> round.answer(position, master, reply, ex));
		}
		return round.decision;
	}

	/**
	 * Sends a script to a master and waits for nothing.
	 */
	static CompletionStage<@Nullable Object> send(Master master, Script script, String key, List<String> args,
			Duration deadline) {
		try {
			return master.send(script, key, args, deadline);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void answer(int position, Master master, @Nullable Object reply, @Nullable Throwable ex) {
		T decided;
		synchronized (this) {
			this.answers.put(position, reply, (ex != null) ? failure(master, ex) : null);
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

	private static MasterException failure(Master master, Throwable ex) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		if (cause instanceof MasterException failure) {
			return failure;
		}
		return new MasterException(master.name(), MasterException.Reason.UNANSWERED, String.valueOf(cause), cause);
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
