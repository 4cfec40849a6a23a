package io.pottery.quorum;

import org.jspecify.annotations.Nullable;

/**
 * Why one master gave no vote.
 *
 * @since 1.0
 */
public final class MasterException extends RuntimeException {

	/** The name of the master, without credentials. */
	private final String master;

	/** What happened. */
	private final Reason reason;

	/**
	 * Creates the exception.
	 * @param master the name of the master, without credentials
	 * @param reason what happened
	 * @param detail the words of the client or the server
	 * @param cause what the client threw, if anything
	 */
	public MasterException(String master, Reason reason, String detail, @Nullable Throwable cause) {
		// Made on the client's own threads, many a second while a master is down: their
		// trace
		// would say nothing.
		super("Master '" + master + "' " + reason.words + ": " + detail, cause, true, false);
		this.master = master;
		this.reason = reason;
	}

	/**
	 * Returns which master it was.
	 * @return an alias or {@code host:port}
	 */
	public String master() {
		return this.master;
	}

	/**
	 * Returns what happened.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * What can happen to a command on its way to a master.
	 */
	public enum Reason {

		/**
		 * The command was never sent: no connection.
		 */
		UNREACHABLE("is not reachable"),

		/**
		 * No answer came in time, or the connection broke: the command may have run.
		 */
		UNANSWERED("did not answer"),

		/**
		 * The master answered with an error: the command had no effect.
		 */
		REFUSED("refused"),

		/**
		 * The master must not vote: it came back without its data, or it is no
		 * independent master. The command had no effect.
		 */
		NOT_VOTING("does not vote");

		private final String words;

		Reason(String words) {
			this.words = words;
		}

	}

}
