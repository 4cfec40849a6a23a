package io.pottery.connection;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * A connection of our own to the Redis that holds containers and caches, for applications
 * without one.
 *
 * @since 1.0
 */
public interface ServerConnection extends AutoCloseable {

	/**
	 * Starts a client for a server; connects when it is first used.
	 * @param uri where the server is
	 * @return the connection
	 * @throws InvalidMasterUriException if this is not a Redis URI
	 */
	static ServerConnection open(String uri) {
		return new LettuceServer(MasterUris.parse(uri));
	}

	/**
	 * Returns what opens connections.
	 * @return the factory
	 */
	RedisConnectionFactory connectionFactory();

	/**
	 * Closes the connection.
	 */
	@Override
	void close();

}
