package io.pottery.quorum;

import java.util.List;
import java.util.concurrent.CompletionStage;

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
	 * Returns the masters that get no vote for what they are, of those that were reached
	 * so far.
	 * @return the same server under another address, replicas, and those that hide what
	 * the restart policy has to know
	 */
	List<UnsuitableMaster> unsuitableMasters();

	/**
	 * Returns when every master was reached or could not be, so that all was said about
	 * {@linkplain #unsuitableMasters() unsuitable} ones.
	 * @return completed after each master's first attempt to connect, whatever its end
	 */
	CompletionStage<Void> firstContact();

	/**
	 * Ends every wait: who waits for a lock gets an {@link IllegalStateException}. Leases
	 * that are held run out: they are renewed no more, and as nobody watches them any
	 * more, their {@linkplain Lease#onLost listeners} are told at once.
	 */
	@Override
	void close();

}
