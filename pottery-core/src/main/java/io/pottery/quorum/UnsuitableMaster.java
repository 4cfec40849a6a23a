package io.pottery.quorum;

/**
 * A master that gets no vote, because it is no independent server or its restarts would
 * not be noticed.
 *
 * @param master the name of the master: an alias or {@code host:port}
 * @param flaw what is wrong with it
 * @param reason the same in words, the rest of a sentence about the master
 * @since 1.0
 */
public record UnsuitableMaster(String master, Flaw flaw, String reason) {

	@Override
	public String toString() {
		return "Master '" + this.master + "' does not vote: " + this.reason;
	}

	/**
	 * What can be wrong with a master.
	 */
	public enum Flaw {

		/**
		 * Another master is the same server, under another address.
		 */
		SAME_SERVER,

		/**
		 * It follows another server instead of deciding by itself.
		 */
		REPLICA,

		/**
		 * It does not tell its run id, which {@link RestartPolicy#QUARANTINE} needs.
		 */
		UNKNOWN_RUN_ID

	}

}
