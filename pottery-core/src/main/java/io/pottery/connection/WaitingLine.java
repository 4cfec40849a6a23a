package io.pottery.connection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Those who wait for the same keys, in the order of their coming. Its lines guard it.
 */
final class WaitingLine {

	private final List<String> keys;

	private final Set<Waiter> waiters = new LinkedHashSet<>();

	WaitingLine(List<String> keys) {
		this.keys = keys;
	}

	List<String> keys() {
		return this.keys;
	}

	boolean isEmpty() {
		return this.waiters.isEmpty();
	}

	@Nullable Waiter first() {
		return isEmpty() ? null : this.waiters.iterator().next();
	}

	void add(Waiter waiter) {
		this.waiters.add(waiter);
	}

	void remove(Waiter waiter) {
		this.waiters.remove(waiter);
	}

	void wakeFirst() {
		Waiter first = first();
		if (first != null) {
			first.wake();
		}
	}

	void wakeAll() {
		this.waiters.forEach(Waiter::wake);
	}

}
