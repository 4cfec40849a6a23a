package io.pottery.test;

/**
 * Sets up several independent servers that are told the same.
 *
 * @since 1.0
 */
public final class RedisServersBuilder extends ServerOptions<RedisServersBuilder> {

	private int count = 5;

	RedisServersBuilder() {
	}

	/**
	 * Sets how many servers there are, five unless this is called.
	 * @param count the number of servers
	 * @return this builder
	 */
	public RedisServersBuilder count(int count) {
		if (count < 1) {
			throw new IllegalArgumentException("'count' must be at least 1, was " + count);
		}
		this.count = count;
		return this;
	}

	/**
	 * Starts the servers, all at once.
	 * @return the servers, answering
	 * @throws RedisServerException if there is no binary or one does not start; none then
	 * runs
	 */
	public RedisServers start() {
		return RedisServers.start(this.count, () -> start(0));
	}

	@Override
	RedisServersBuilder self() {
		return this;
	}

}
