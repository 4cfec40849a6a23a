package io.pottery.quorum;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the leases of one quorum that are watched, so that closing it can tell their
 * holders.
 */
final class LeaseKeeper {

	private final Callbacks callbacks;

	private final Set<LeaseWatch> watches = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	LeaseKeeper(Callbacks callbacks) {
		this.callbacks = callbacks;
	}

	Callbacks callbacks() {
		return this.callbacks;
	}

	/**
	 * Notes a lease that is watched from now on.
	 * @return whether it is; {@code false} after closing
	 */
	boolean add(LeaseWatch watch) {
		this.watches.add(watch);
		return !this.closed || !this.watches.remove(watch);
	}

	void remove(LeaseWatch watch) {
		this.watches.remove(watch);
	}

	void close() {
		this.closed = true;
		for (LeaseWatch watch : this.watches) {
			if (this.watches.remove(watch)) {
				watch.closed();
			}
		}
	}

}
