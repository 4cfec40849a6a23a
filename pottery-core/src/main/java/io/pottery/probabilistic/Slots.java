package io.pottery.probabilistic;

import java.util.List;

import io.pottery.container.ContainerCore;

/**
 * Which containers of a cluster one script can use.
 */
final class Slots {

	private Slots() {
	}

	/**
	 * Tells whether containers of one Redis are too far apart for one script.
	 * @param core a container
	 * @param others the containers to be used with it
	 * @return whether they share a Redis, but not a slot
	 */
	static boolean areSeveral(ContainerCore core, List<ContainerCore> others) {
		return others.stream().allMatch((other) -> other.settings().commands() == core.settings().commands())
				&& !others.stream().allMatch(core::isBeside);
	}

}
