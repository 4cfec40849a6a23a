package io.pottery.test;

/**
 * Sets up one server.
 *
 * @since 1.0
 */
public final class RedisServerBuilder extends ServerOptions<RedisServerBuilder> {

	private int port;

	RedisServerBuilder() {
	}

	/**
	 * Sets the port, a free one unless this is called.
	 * @param port the port to listen on
	 * @return this builder
	 */
	public RedisServerBuilder port(int port) {
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("'port' must be between 1 and 65535, was " + port);
		}
		this.port = port;
		return this;
	}

	/**
	 * Starts the server.
	 * @return the server, answering
	 * @throws RedisServerException if there is no binary or it does not start
	 */
	public RedisServer start() {
		return start(this.port);
	}

	@Override
	RedisServerBuilder self() {
		return this;
	}

}
