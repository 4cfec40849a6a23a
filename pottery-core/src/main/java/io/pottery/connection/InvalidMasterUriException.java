package io.pottery.connection;

/**
 * Thrown where a master is given by something that is no Redis URI.
 *
 * @since 1.0
 */
public final class InvalidMasterUriException extends IllegalArgumentException {

	/** What was found, without credentials. */
	private final String uri;

	InvalidMasterUriException(String uri, String problem) {
		super("'" + uri + "' is not a Redis URI: " + problem
				+ "; write redis://host:6379, rediss://host:6379 for TLS or redis-sentinel://host:26379#master");
		this.uri = uri;
	}

	/**
	 * Returns what was found, without credentials.
	 * @return the text
	 */
	public String uri() {
		return this.uri;
	}

}
