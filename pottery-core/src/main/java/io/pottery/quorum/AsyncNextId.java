package io.pottery.quorum;

import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * A {@link NextId} for callers who must not block. Python's {@code AIONextID}, on the
 * same keys.
 * <p>
 * No method blocks, and no thread waits on the caller's behalf. A future fails with the
 * exception that the blocking method throws, bare; where this Pottery was closed that is
 * an {@link IllegalStateException}. Every future may be given up: the ids that were meant
 * for it become a hole in the sequence.
 * <p>
 * One object may be shared by all threads.
 *
 * @since 1.0
 */
public interface AsyncNextId {

	/**
	 * Returns the key of the sequence; it stands in Redis under {@code nextid:KEY}.
	 * @return the key as the application gave it
	 */
	String key();

	/**
	 * Asks for the next id, in two rounds, which callers of one process share.
	 * @return an id larger than every one returned before, 1 for the first; or
	 * {@link QuorumNotAchievedException} if other processes were faster in every try,
	 * {@link QuorumImpossibleException} if no majority of the masters was reached,
	 * {@link ArithmeticException} if the sequence has reached 2<sup>63</sup>&minus;1
	 */
	CompletableFuture<Long> next();

	/**
	 * Asks for the next ids as one block, at the cost of one id.
	 * @param count how many, at least 1
	 * @return ids that follow each other without holes, in their order; or what
	 * {@link #next()} fails with, with {@link ArithmeticException} also if less than so
	 * many are left, which are then lost
	 * @throws IllegalArgumentException if the number is less than 1
	 */
	CompletableFuture<LongStream> next(int count);

	/**
	 * Starts the sequence again from 1, in one round. Every master must take part: on one
	 * that did not, the old ids would come back. Giving the future up does not undo it.
	 * @return completed when it is done, or {@link QuorumImpossibleException} if a master
	 * failed; it says which, and the sequence is to be reset again before it is used
	 */
	CompletableFuture<Void> reset();

}
