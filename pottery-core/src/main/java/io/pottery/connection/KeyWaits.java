package io.pottery.connection;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Where the threads of this process wait until there is something to take from a key.
 * <p>
 * Threads that wait for the same keys stand in one line, first come first served, and
 * only the first in the line asks Redis. Over a Lettuce factory it asks again when the
 * server says that a key has changed, whoever changed it: all lines share one more
 * connection, in a cluster one to each node concerned, that turns {@code CLIENT TRACKING}
 * on and is opened by the first wait. Lest a hint is lost it also asks about once a
 * second. Over any other factory, by RESP2, and where the server refuses tracking, it
 * asks every 20 to 200 milliseconds. No thread is started but the one that opens a
 * connection, which then ends.
 * <p>
 * Safe for all threads.
 *
 * @since 1.0
 */
public interface KeyWaits extends AutoCloseable {

	/**
	 * Tries something until it yields. What it yields is the caller's, even if the time
	 * is up or the thread is interrupted meanwhile: interrupts, and the end of this, have
	 * to wait until a try is answered or its own time-out is over. An attempt that finds
	 * Redis unavailable is repeated while there is time; whatever else it throws ends the
	 * wait.
	 * @param <T> the type of what it yields
	 * @param keys the keys whose change may be what the attempt waits for, of one slot
	 * @param attempt asks Redis once, and yields {@code null} where there is nothing yet
	 * @param nanos how long to wait after the first try, {@link Long#MAX_VALUE} for ever
	 * @return what the attempt yielded, {@code null} if the time was up
	 * @throws InterruptedException if the thread was interrupted; then nothing was taken
	 * @throws io.pottery.exception.ServerUnavailableException if the time was up and the
	 * last try got no answer
	 * @throws IllegalStateException if this is closed, or was while the thread waited
	 */
	<T> @Nullable T await(List<String> keys, Supplier<? extends @Nullable T> attempt, long nanos)
			throws InterruptedException;

	/**
	 * Ends all waits and closes the connection that they opened. The factory stays open.
	 */
	@Override
	void close();

}
