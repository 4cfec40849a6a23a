package io.pottery.connection;

import java.util.concurrent.locks.LockSupport;

/**
 * One thread that waits.
 */
final class Waiter {

	private final Thread thread = Thread.currentThread();

	private final long start = System.nanoTime();

	private final long nanos;

	private volatile boolean woken;

	/** Whether its last attempt got no answer. */
	private volatile boolean failing;

	Waiter(long nanos) {
		this.nanos = nanos;
	}

	long remainingNanos() {
		return this.nanos - (System.nanoTime() - this.start);
	}

	boolean isLate() {
		return remainingNanos() <= 0;
	}

	boolean isFailing() {
		return this.failing;
	}

	void setFailing(boolean failing) {
		this.failing = failing;
	}

	void wake() {
		this.woken = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * Rests until this waiter is woken or its time is up.
	 * @param most how many nanoseconds to rest at most
	 * @return whether it was woken since the last rest
	 * @throws InterruptedException if the thread was interrupted
	 */
	boolean rest(long most) throws InterruptedException {
		long begin = System.nanoTime();
		long rest = Math.min(most, remainingNanos());
		while (true) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			long left = rest - (System.nanoTime() - begin);
			if (this.woken || left <= 0) {
				boolean result = this.woken;
				this.woken = false;
				return result;
			}
			LockSupport.parkNanos(this, left);
		}
	}

}
