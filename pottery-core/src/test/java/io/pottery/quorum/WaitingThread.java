package io.pottery.quorum;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thread that waits for a lock.
 */
final class WaitingThread {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final CompletableFuture<Lease> answer = new CompletableFuture<>();

	private final Thread thread;

	private WaitingThread(Redlock lock) {
		this.thread = new Thread(null, () -> {
			try {
				this.answer.complete(lock.acquire());
			}
			catch (RuntimeException ex) {
				this.answer.completeExceptionally(ex);
			}
		}, "waiting", 1 << 17);
		this.thread.start();
	}

	/**
	 * Starts to wait.
	 */
	static WaitingThread started(Redlock lock) {
		return new WaitingThread(lock);
	}

	/**
	 * Starts to wait, and returns when that has begun.
	 */
	static WaitingThread inLine(Redlock lock) {
		WaitingThread waiting = started(lock);
		waiting.awaitWaiting();
		return waiting;
	}

	void awaitWaiting() {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.until(() -> this.thread.getState() == Thread.State.WAITING);
	}

	boolean isWaiting() {
		return !this.answer.isDone();
	}

	void interrupt() {
		this.thread.interrupt();
	}

	/**
	 * Waits until an interrupted thread has ended, and releases what it got before.
	 */
	void giveUp() {
		try {
			lease().release();
		}
		catch (AcquireInterruptedException ex) {
			assertThat(ex).hasMessageEndingWith(" was interrupted");
		}
	}

	/**
	 * Returns the lease that was waited for, or throws what ended the wait.
	 */
	Lease lease() {
		try {
			return this.answer.get(LONG.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (RuntimeException) ex.getCause();
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError("The thread waits still", ex);
		}
	}

}
