package io.pottery.connection;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Lets interrupts wait until commands are answered: who gives up on a command that takes
 * something never learns what it took.
 */
final class Uninterruptibly {

	private static final ThreadLocal<Boolean> ACTIVE = new ThreadLocal<>();

	private Uninterruptibly() {
	}

	/**
	 * Calls something whose commands are to be answered.
	 * @param <T> the type of what it returns
	 * @param commands sends commands
	 * @return what it returns; an interrupt meanwhile is kept as the thread's flag
	 */
	static <T> @Nullable T call(Supplier<? extends @Nullable T> commands) {
		if (isActive()) {
			return commands.get();
		}
		ACTIVE.set(true);
		try {
			return commands.get();
		}
		finally {
			ACTIVE.remove();
		}
	}

	static boolean isActive() {
		return ACTIVE.get() != null;
	}

	static @Nullable Object get(Future<@Nullable Object> reply, long nanos)
			throws ExecutionException, TimeoutException {
		long start = System.nanoTime();
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return reply.get(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
