package io.pottery.samples.soak;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whose locks are tried.
 */
interface LockClient extends AutoCloseable {

	/**
	 * Opens the locks that the option {@code locks} names, on the masters of the option
	 * {@code masters}.
	 */
	static LockClient open(Options options) {
		return switch (options.text("locks")) {
			case "pottery" -> new PotteryLocks(options);
			case "redisson" -> new RedissonLocks(options, options.texts("masters").subList(0, 1));
			case "redisson-redlock" -> new RedissonLocks(options, options.texts("masters"));
			case "none" -> new NoLocks(options);
			default -> throw new IllegalArgumentException("'locks' must be known, was " + options.text("locks"));
		};
	}

	/**
	 * Waits for a lock.
	 * @param key which lock
	 * @param wait the longest time to wait; zero tries once
	 * @return the hold, {@code null} if the lock was not had
	 * @throws InterruptedException if the thread is interrupted
	 */
	@Nullable Hold acquire(String key, Duration wait) throws InterruptedException;

	@Override
	void close();

	/**
	 * A lock that is held.
	 */
	interface Hold {

		/**
		 * Returns when it was held first, on the monotonic clock.
		 */
		long since();

		/**
		 * Returns when the lease is over at the latest, on the monotonic clock.
		 */
		long validUntil();

		/**
		 * Tells whether the holder may still believe to hold it.
		 */
		boolean isValid();

		/**
		 * Gives the lock back.
		 */
		Section.End release();

	}

}
