package io.pottery.collection;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import io.pottery.container.RedisContainer;

/**
 * Counts of elements, in a Redis hash of integers. Python's {@code RedisCounter}.
 * <p>
 * What adds, adds on the server: no increment is ever lost, whoever else writes.
 * {@link #increment(Object, long) increment} and the operations in place are one atomic
 * script, in one round trip unless the operand is large; {@code update} and
 * {@code subtract} send up to 1,000 elements or 256 KiB in one round trip, each such
 * chunk atomically. As a {@link ConcurrentMap} it behaves as a {@link RedisMap} does, in
 * every method and view: {@code get} is {@code null} where nothing is stored, and
 * {@link #count} is 0 there. Counts may be zero or negative, and are kept so by all but
 * the operations that say otherwise.
 * <p>
 * The other operand of an operation may be any map from elements to counts, which are 0
 * where it has none. If it lives in Redis, it is read first, in one more round trip; what
 * happens to it later is not seen.
 * <p>
 * Iteration, and {@link #elements} too, reads pages and is weakly consistent. What reads
 * everything costs time in proportion to the size, in one round trip: {@link #plus},
 * {@link #minus}, {@link #union}, {@link #intersection}, {@link #positive},
 * {@link #negative}, {@link #mostCommon}, {@link #total}, {@link #snapshot}. The
 * operations in place read everything, too, but on the server, which serves nobody else
 * meanwhile. An operand of theirs beyond 1,000 elements or 256 KiB travels in one more
 * round trip for each so many, to a companion key that is gone afterwards, in ten minutes
 * if this process dies meanwhile; a key with <code>}</code> needs a hash tag for that.
 * <p>
 * Elements and counts that are written must not be {@code null}. A stored value that is
 * no integer of 64 bits, JSON {@code null} included, leaves the others readable. What
 * needs it as a count throws {@link io.pottery.exception.UndecodableValueException} and
 * changes nothing, and so does what would need more than 64 bits, with a
 * {@link CountOverflowException}.
 * <p>
 * Two counters are equal if their mappings are, as {@code java.util.Map} demands: an
 * element with the count 0 is a mapping. Safe for all threads and processes.
 *
 * @param <E> the type of the elements
 * @since 1.0
 */
public interface RedisCounter<E> extends ConcurrentMap<E, Long>, RedisContainer {

	/**
	 * Returns the count of an element, in one round trip.
	 * @param element the element; one that has no JSON text of the declared type has the
	 * count 0
	 * @return its count, 0 where nothing is stored
	 */
	long count(Object element);

	/**
	 * Adds 1 to the count of an element, atomically, in one round trip.
	 * @param element the element
	 * @return its new count
	 * @throws CountOverflowException if the new count would need more than 64 bits
	 */
	default long increment(E element) {
		return increment(element, 1);
	}

	/**
	 * Adds to the count of an element, atomically, in one round trip.
	 * @param element the element
	 * @param number what to add, which may be negative
	 * @return its new count
	 * @throws CountOverflowException if the new count would need more than 64 bits
	 */
	long increment(E element, long number);

	/**
	 * Adds 1 for each occurrence of an element, in one round trip a chunk.
	 * @param elements the elements
	 * @throws CountOverflowException if a count would need more than 64 bits; then the
	 * chunk was not added, nor those behind it
	 */
	void update(Iterable<? extends E> elements);

	/**
	 * Adds counts, in one round trip a chunk.
	 * @param counts what to add to which count; 0 stores a count where there is none
	 * @throws CountOverflowException if a count would need more than 64 bits; then the
	 * chunk was not added, nor those behind it
	 */
	void update(Map<? extends E, Long> counts);

	/**
	 * Subtracts 1 for each occurrence of an element, in one round trip a chunk.
	 * @param elements the elements
	 * @throws CountOverflowException if a count would need more than 64 bits; then the
	 * chunk was not subtracted, nor those behind it
	 */
	void subtract(Iterable<? extends E> elements);

	/**
	 * Subtracts counts, in one round trip a chunk.
	 * @param counts what to subtract from which count; 0 stores a count where there is
	 * none
	 * @throws CountOverflowException if a count would need more than 64 bits, or
	 * {@link Long#MIN_VALUE} is to be subtracted; then the chunk was not subtracted, nor
	 * those behind it
	 */
	void subtract(Map<? extends E, Long> counts);

	/**
	 * Adds the counts of both. Python's {@code +}.
	 * @param other the other counts
	 * @return the sums above 0, in a modifiable map that does not know Redis
	 * @throws CountOverflowException if a sum would need more than 64 bits
	 */
	Map<E, Long> plus(Map<? extends E, Long> other);

	/**
	 * Subtracts other counts. Python's {@code -}.
	 * @param other the counts to subtract
	 * @return the differences above 0, in a modifiable map that does not know Redis
	 * @throws CountOverflowException if a difference would need more than 64 bits, or
	 * {@link Long#MIN_VALUE} is to be subtracted
	 */
	Map<E, Long> minus(Map<? extends E, Long> other);

	/**
	 * Takes the larger one of both counts. Python's {@code |}.
	 * @param other the other counts
	 * @return the counts above 0, in a modifiable map that does not know Redis
	 */
	Map<E, Long> union(Map<? extends E, Long> other);

	/**
	 * Takes the smaller one of both counts. Python's {@code &}.
	 * @param other the other counts
	 * @return the counts above 0, in a modifiable map that does not know Redis
	 */
	Map<E, Long> intersection(Map<? extends E, Long> other);

	/**
	 * Adds other counts and keeps only counts above 0, atomically. Python's {@code +=}.
	 * @param other the other counts
	 * @throws CountOverflowException if a sum would need more than 64 bits; then nothing
	 * was changed
	 */
	void plusInPlace(Map<? extends E, Long> other);

	/**
	 * Subtracts other counts and keeps only counts above 0, atomically. Python's
	 * {@code -=}.
	 * @param other the counts to subtract
	 * @throws CountOverflowException if a difference would need more than 64 bits, or
	 * {@link Long#MIN_VALUE} is to be subtracted; then nothing was changed
	 */
	void minusInPlace(Map<? extends E, Long> other);

	/**
	 * Raises each count to another one that is larger and keeps only counts above 0,
	 * atomically. Python's {@code |=}.
	 * @param other the other counts
	 */
	void unionInPlace(Map<? extends E, Long> other);

	/**
	 * Lowers each count to another one that is smaller and keeps only counts above 0,
	 * atomically. Python's {@code &=}.
	 * @param other the other counts
	 */
	void intersectionInPlace(Map<? extends E, Long> other);

	/**
	 * Returns the counts above 0. Python's unary {@code +}.
	 * @return a modifiable map that does not know Redis
	 */
	Map<E, Long> positive();

	/**
	 * Returns the counts below 0, without their sign. Python's unary {@code -}.
	 * @return a modifiable map that does not know Redis
	 * @throws CountOverflowException if a count is {@link Long#MIN_VALUE}
	 */
	Map<E, Long> negative();

	/**
	 * Returns all counts, the largest first, equal ones in no particular order.
	 * @return elements with their counts, unmodifiable
	 */
	default List<Entry<E, Long>> mostCommon() {
		return mostCommon(Integer.MAX_VALUE);
	}

	/**
	 * Returns the largest counts, the largest first, equal ones in no particular order.
	 * @param most how many at most
	 * @return elements with their counts, unmodifiable
	 * @throws IllegalArgumentException if the number is negative
	 */
	List<Entry<E, Long>> mostCommon(int most);

	/**
	 * Repeats each element as often as its count says; one with a count below 1 does not
	 * occur. Pages are read when they are needed, one round trip each.
	 * @return a sequential stream that holds one page at a time
	 */
	Stream<E> elements();

	/**
	 * Adds all counts up, zero and negative ones included, in one round trip.
	 * @return the sum, 0 where nothing is stored
	 * @throws CountOverflowException if the sum needs more than 64 bits
	 */
	long total();

	/**
	 * Copies all counts in one round trip. Redis serves nobody else while it answers.
	 * @return a modifiable copy that no longer knows Redis
	 */
	Map<E, Long> snapshot();

	@Override
	void clear();

}
