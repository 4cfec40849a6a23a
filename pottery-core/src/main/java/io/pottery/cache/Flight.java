package io.pottery.cache;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * A load that other threads may wait for.
 */
final class Flight {

	/** Which load each waiting thread waits for, over all caches. */
	private static final Map<Thread, Flight> WAITING = new ConcurrentHashMap<>();

	private final Thread pilot = Thread.currentThread();

	private final CompletableFuture<byte @Nullable []> landing = new CompletableFuture<>();

	/**
	 * Ends the load, if it has not ended yet.
	 * @param text the result as JSON, {@code null} if there is none
	 */
	void land(byte @Nullable [] text) {
		this.landing.complete(text);
	}

	/**
	 * Waits for the end.
	 * @return the result as JSON; {@code null} if the load failed, if it waits for this
	 * thread itself, or if this thread was interrupted
	 */
	byte @Nullable [] await() {
		Thread me = Thread.currentThread();
		// First in the books, then looking for a circle: of two threads that close one at
		// the same time, one at least sees it.
		WAITING.put(me, this);
		try {
			return waitsFor(me) ? null : this.landing.get();
		}
		catch (InterruptedException ex) {
			me.interrupt();
			return null;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			WAITING.remove(me);
		}
	}

	private boolean waitsFor(Thread thread) {
		Flight flight = this;
		while (flight != null && flight.pilot != thread) {
			flight = WAITING.get(flight.pilot);
		}
		return flight != null;
	}

}
