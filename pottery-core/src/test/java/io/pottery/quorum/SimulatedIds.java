package io.pottery.quorum;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Those who ask for ids, in all processes.
 */
final class SimulatedIds {

	static final String KEY = "nextid:ids";

	private final QuorumSimulation simulation;

	private final SimulatedWorld world;

	private final Set<Long> given = new HashSet<>();

	private long largest;

	SimulatedIds(QuorumSimulation simulation) {
		this.simulation = simulation;
		this.world = simulation.world();
		this.largest = simulation.plan().firstId();
	}

	int count() {
		return this.given.size();
	}

	void ask(SimulatedClient client) {
		client.at(this.world.now() + this.world.millisBetween(0, 150), () -> {
			if (this.simulation.goesOn()) {
				for (int i = 0; i < this.world.between(1, 3); i++) {
					next(client, (int) this.world.between(1, 3));
				}
				ask(client);
			}
		});
	}

	/**
	 * Asks for a block.
	 */
	void next(SimulatedClient client, int count) {
		long floor = this.largest;
		client.ids.next("ids", KEY, 3, count).whenComplete((first, ex) -> {
			if (first != null) {
				for (long id = first; id < first + count; id++) {
					this.world.check(this.given.add(id), "an id was given twice");
				}
				this.world.check(first > floor, "an id is no larger than one that was given before it was asked for");
				this.largest = Math.max(this.largest, first + count - 1);
			}
			else {
				Throwable cause = (ex instanceof CompletionException) ? ex.getCause() : ex;
				this.world.check(
						cause instanceof QuorumException || isExhausted() && cause instanceof ArithmeticException,
						"an id failed: " + cause);
			}
		});
	}

	boolean isExhausted() {
		return this.simulation.plan().firstId() > Long.MAX_VALUE / 2;
	}

}
