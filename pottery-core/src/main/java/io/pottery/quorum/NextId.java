package io.pottery.quorum;

import java.util.PrimitiveIterator;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * Ids that increase over all processes, agreed by a majority of independent masters.
 * Python's {@code NextID}; the algorithm is antirez' (news/102, "A proposal for more
 * reliable locks using Redis", on distributed ids).
 * <p>
 * An id that was asked for after another was returned is larger. Ids may have holes. They
 * are exact up to 2<sup>63</sup>&minus;1. Each id costs two rounds; callers of one
 * process that wait at the same time share them.
 * <p>
 * One object may be shared by all threads.
 *
 * @since 1.0
 */
public interface NextId extends PrimitiveIterator.OfLong, LongSupplier {

	/**
	 * Returns the key of the sequence; it stands in Redis under {@code nextid:KEY}.
	 * @return the key as the application gave it
	 */
	String key();

	/**
	 * Returns a view of this sequence that never blocks.
	 * @return the same sequence, for callers who must not block
	 */
	AsyncNextId async();

	/**
	 * Returns the next id.
	 * @return an id larger than every one returned before, 1 for the first
	 * @throws QuorumNotAchievedException if other processes were faster in every try
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws ArithmeticException if the sequence has reached 2<sup>63</sup>&minus;1
	 */
	@Override
	long nextLong();

	/**
	 * Returns the next ids as one block, at the cost of one id.
	 * @param count how many, at least 1
	 * @return ids that follow each other without holes, in their order; they are decided
	 * already
	 * @throws QuorumNotAchievedException if other processes were faster in every try
	 * @throws QuorumImpossibleException if no majority of the masters was reached
	 * @throws ArithmeticException if less than so many are left up to
	 * 2<sup>63</sup>&minus;1, which are then lost
	 * @throws IllegalArgumentException if the number is less than 1
	 */
	LongStream next(int count);

	/**
	 * Returns the next id, as {@link #nextLong()} does.
	 * @return the next id
	 */
	@Override
	default long getAsLong() {
		return nextLong();
	}

	/**
	 * Tells that there is always a next id.
	 * @return {@code true}
	 */
	@Override
	default boolean hasNext() {
		return true;
	}

	/**
	 * Starts the sequence again from 1. Every master must take part: on one that did not,
	 * the old ids would come back.
	 * @throws QuorumImpossibleException if a master failed; it says which, and the
	 * sequence is to be reset again before it is used
	 */
	void reset();

}
