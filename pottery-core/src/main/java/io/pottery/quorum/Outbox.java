package io.pottery.quorum;

import java.util.ArrayDeque;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * Sends what was put in, in that order and one after the other, on a thread that asks for
 * it and with no lock held. A send may run foreign code, which would ask for locks of its
 * own: that of another lease, say, whose answer it heard.
 */
final class Outbox {

	private final Queue<Runnable> sends = new ArrayDeque<>();

	private boolean sending;

	synchronized void put(Runnable send) {
		this.sends.add(send);
	}

	/**
	 * Sends everything, unless another thread is at it, which then sends this too.
	 */
	void flush() {
		boolean mine = start();
		while (mine) {
			Runnable send = next();
			if (send == null) {
				return;
			}
			send.run();
		}
	}

	private synchronized boolean start() {
		boolean idle = !this.sending;
		this.sending = true;
		return idle;
	}

	private synchronized @Nullable Runnable next() {
		Runnable send = this.sends.poll();
		this.sending = send != null;
		return send;
	}

}
