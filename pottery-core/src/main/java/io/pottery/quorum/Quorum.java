package io.pottery.quorum;

import java.util.List;

/**
 * A fixed set of independent masters that decide by majority.
 *
 * @since 1.0
 */
public interface Quorum extends AutoCloseable {

	/**
	 * Starts a quorum.
	 * @return a builder
	 */
	static QuorumBuilder builder() {
		return new DefaultQuorum.Builder();
	}

	/**
	 * Returns the masters in the order given.
	 * @return the masters
	 */
	List<Master> masters();

	/**
	 * Returns how many masters must agree.
	 * @return more than half of them
	 */
	int majority();

	/**
	 * Sets up a lock.
	 * @param key what it guards
	 * @return a builder
	 */
	RedlockBuilder redlock(String key);

	/**
	 * Sets up a sequence of ids.
	 * @param key what the ids are for
	 * @return a builder
	 */
	NextIdBuilder nextId(String key);

	/**
	 * Ends every wait: who waits for a lock gets an {@link IllegalStateException}. Leases
	 * that are held run out.
	 */
	@Override
	void close();

}
