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
	 * Returns what is wrong with the masters that were reached so far: one that is the
	 * same server as another, or a replica, or hides what the restart policy has to know.
	 * @return a sentence for each master that gets no vote for that
	 */
	List<String> unsuitableMasters();

	/**
	 * Tells whether every master was reached at least once, so that all was said about
	 * {@linkplain #unsuitableMasters() unsuitable} ones.
	 * @return whether all were
	 */
	boolean reachedAllMasters();

	/**
	 * Ends every wait: who waits for a lock gets an {@link IllegalStateException}. Leases
	 * that are held run out: they are renewed no more, and as nobody watches them any
	 * more, their {@linkplain Lease#onLost listeners} are told at once.
	 */
	@Override
	void close();

}
