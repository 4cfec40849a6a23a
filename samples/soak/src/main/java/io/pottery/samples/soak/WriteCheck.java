package io.pottery.samples.soak;

import java.util.Comparator;
import java.util.List;

/**
 * Looks through the writes of all processes for those that came too late.
 */
final class WriteCheck {

	private final List<Write> all;

	private final List<Write> accepted;

	WriteCheck(List<Write> writes) {
		this.all = writes;
		this.accepted = writes.stream().filter(Write::accepted).sorted(Comparator.comparingLong(Write::order)).toList();
	}

	int accepted() {
		return this.accepted.size();
	}

	int refused() {
		return this.all.size() - this.accepted.size();
	}

	/**
	 * Counts the accepted writes whose lease was over when their answer came.
	 */
	long afterTheLease() {
		return this.accepted.stream().filter((write) -> !write.valid()).count();
	}

	/**
	 * Counts the writes that were accepted after one of a later lease, or as if that one
	 * had not been.
	 */
	long stale() {
		long count = 0;
		long highest = 0;
		long last = 0;
		for (Write write : this.accepted) {
			if (write.token() < highest || write.order() == last) {
				count++;
			}
			highest = Math.max(highest, write.token());
			last = write.order();
		}
		return count;
	}

	/**
	 * Counts the tokens that two leases had.
	 */
	long sameTokens() {
		return this.all.size() - this.all.stream().mapToLong(Write::token).distinct().count();
	}

	/**
	 * Counts the accepted writes, each of which added one, that the counter does not
	 * show.
	 */
	long lostUpdates(long counter) {
		return this.accepted.size() - counter;
	}

}
