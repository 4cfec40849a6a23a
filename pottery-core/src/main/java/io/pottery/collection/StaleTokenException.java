package io.pottery.collection;

import io.pottery.exception.PotteryException;

/**
 * Thrown where a fencing token is smaller than one that was seen before: whoever brings
 * it lost the lock meanwhile, perhaps without knowing. Nothing was changed.
 *
 * @since 1.0
 */
public final class StaleTokenException extends PotteryException {

	/** The token that was refused. */
	private final long token;

	/** The largest token seen. */
	private final long lastToken;

	/**
	 * Creates the exception.
	 * @param key the key of what is guarded
	 * @param token the token that is refused
	 * @param lastToken the largest token seen
	 */
	public StaleTokenException(String key, long token, long lastToken) {
		super("The fencing token " + token + " is stale: key '" + key + "' has seen " + lastToken, key, null);
		this.token = token;
		this.lastToken = lastToken;
	}

	/**
	 * Returns the token that was refused.
	 * @return the token
	 */
	public long token() {
		return this.token;
	}

	/**
	 * Returns the largest token seen when this one was refused.
	 * @return the larger token
	 */
	public long lastToken() {
		return this.lastToken;
	}

}
