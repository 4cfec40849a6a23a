package io.pottery.probabilistic;

import io.pottery.exception.ServerRefusalException;

/**
 * What a cluster says about keys that no single node holds.
 */
final class Slots {

	private Slots() {
	}

	/**
	 * Tells whether a script was refused because its keys are of several slots. Then it
	 * has not run.
	 * @param ex the refusal
	 * @return whether the server or a client that looks ahead, such as Jedis, said so
	 */
	static boolean areSeveral(ServerRefusalException ex) {
		String words = String.valueOf(ex.getMessage());
		return words.contains("CROSSSLOT") || words.contains("same hashslot");
	}

}
