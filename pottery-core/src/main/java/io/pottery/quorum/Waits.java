package io.pottery.quorum;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Lets a thread wait for an answer that comes by itself.
 */
final class Waits {

	private Waits() {
	}

	/**
	 * Waits for something that ends within the masters' deadline. An interrupt does not
	 * end it; its flag stays set.
	 * @param <T> the answer
	 * @param answer what to wait for
	 * @return the answer
	 */
	static <T> T join(CompletableFuture<T> answer) {
		try {
			return answer.join();
		}
		catch (CompletionException ex) {
			throw ownTrace(ex);
		}
	}

	/**
	 * Gives the caller its own stack trace instead of that of the thread that heard the
	 * last master.
	 */
	private static RuntimeException ownTrace(CompletionException ex) {
		if (ex.getCause() instanceof RuntimeException cause) {
			cause.setStackTrace(Thread.currentThread().getStackTrace());
			return cause;
		}
		return ex;
	}

}
