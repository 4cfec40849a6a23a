package io.pottery.quorum;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * Runs the application's code elsewhere than on the threads that hear the masters: there,
 * whoever blocks would keep all locks from their answers.
 */
final class Callbacks {

	/** For leases that nobody was given. */
	static final Callbacks DIRECT = new Callbacks(Runnable::run);

	private final Executor executor;

	Callbacks(Executor executor) {
		this.executor = executor;
	}

	void run(Runnable callback) {
		try {
			this.executor.execute(callback);
		}
		catch (RejectedExecutionException ex) {
			// Better here than never: somebody waits for this.
			callback.run();
		}
	}

	/**
	 * Hands an answer out. The caller's future may be cancelled or completed by anybody
	 * without harm to what completes ours.
	 * @param <T> the answer
	 * @param answer our future
	 * @return the caller's future, which fails with the bare cause
	 */
	<T extends @Nullable Object> CompletableFuture<T> handOut(CompletableFuture<T> answer) {
		CompletableFuture<T> handedOut = new CompletableFuture<>();
		if (answer.isDone()) {
			answer.whenComplete((value, ex) -> complete(handedOut, value, ex));
		}
		else {
			answer.whenComplete((value, ex) -> run(() -> complete(handedOut, value, ex)));
		}
		return handedOut;
	}

	static <T extends @Nullable Object> void complete(CompletableFuture<T> future, T value, @Nullable Throwable ex) {
		if (ex != null) {
			future.completeExceptionally(bare(ex));
		}
		else {
			future.complete(value);
		}
	}

	static Throwable bare(Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
	}

}
