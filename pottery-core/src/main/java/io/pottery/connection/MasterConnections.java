package io.pottery.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.pottery.quorum.Master;
import io.pottery.quorum.QuorumScheduler;

/**
 * One connection to each master, with options that are safe for locks, and the timer that
 * watches over them.
 *
 * @since 1.0
 */
public interface MasterConnections extends AutoCloseable {

	/**
	 * Starts to connect, and does not wait: a master that is dead now counts as soon as
	 * it is back.
	 * @param settings the masters
	 * @param neighbour a connection factory whose threads are shared if it is Lettuce's
	 * and has some; {@code null} for own ones
	 * @return the connections
	 */
	static MasterConnections open(List<MasterSettings> settings, @Nullable RedisConnectionFactory neighbour) {
		return new LettuceMasters(settings, neighbour);
	}

	/**
	 * Returns the masters in the order given.
	 * @return the masters
	 */
	List<Master> masters();

	/**
	 * Returns the timer.
	 * @return a scheduler with one daemon thread
	 */
	QuorumScheduler scheduler();

	/**
	 * Closes the connections.
	 */
	@Override
	void close();

}
