package io.pottery.quorum;

/**
 * What a server says of itself when a connection to it is opened.
 *
 * @param runId what names the server's process, new with each start; empty where it is
 * not known
 * @param replica whether it copies another server
 * @param evictionPolicy how it makes room once its memory is full, such as
 * {@code volatile-lru}; {@code noeviction} where it never throws a key away
 * @since 1.0
 */
public record ServerFacts(String runId, boolean replica, String evictionPolicy) {

	/** What throws nothing away. */
	public static final String NO_EVICTION = "noeviction";

	/**
	 * Returns the facts of a server that says nothing.
	 * @return no run id, no replica, no eviction
	 */
	public static ServerFacts unknown() {
		return new ServerFacts("", false, NO_EVICTION);
	}

}
