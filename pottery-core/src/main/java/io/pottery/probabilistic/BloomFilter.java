package io.pottery.probabilistic;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;

/**
 * A set that knows for certain what was never added to it, that needs about ten bits an
 * element to be wrong in one of a hundred other cases, and that cannot list its elements.
 * It lives in a Redis string of bits, which Python's {@code BloomFilter} reads and
 * writes, too.
 * <p>
 * {@link #contains} never denies what was added. Of what was not added it claims a small
 * part all the same: about {@link #falsePositives()} of it when
 * {@link #expectedElements()} different elements were added, less before and more
 * afterwards. Nothing can be removed but everything.
 * <p>
 * Every method that asks Redis is one atomic script in one round trip. {@link #addAll}
 * and {@link #containsMany} send up to 1,000 elements or 256 KiB in one round trip, each
 * such chunk atomically. Redis keeps the string up to its highest bit, and clears that
 * memory when the first element is added.
 * <p>
 * What reads all bits, {@link #approximateSize}, {@link #bitCount}, {@link #update} and
 * the unions, costs time in proportion to the size of the filter. Such calls are logged
 * once for each place that makes them, at DEBUG to the logger
 * {@code io.pottery.inefficient}.
 * <p>
 * The parameters stand beside the filter, in the companion key {@code bloom}, and every
 * method that asks Redis compares them. A filter without any, which Python has written,
 * takes those of the first who asks about it; parameters without a filter are void. Every
 * method throws {@link IncompatibleParametersException} where others stand there, or
 * where the string is longer than the filter, and then leaves everything as it was. It
 * does so, too, with a {@link io.pottery.exception.WrongTypeException}, where a
 * {@link HyperLogLog} stands there, which Redis also keeps in a string.
 * <p>
 * Elements are hashed as their canonical JSON texts; {@code null} is an element like
 * others. Asking for a value that has no JSON text of the declared type answers that it
 * was not added. Two filters are equal only if they are the same object; {@code toString}
 * names the key. Safe for all threads and processes.
 * <p>
 * The largest filter has 4,294,967,296 bits. As in Python an element's hashes have 32
 * bits, which spread unevenly over more than 2,147,483,648: beyond that there are more
 * false positives than configured.
 *
 * @param <E> the type of the elements
 * @since 1.0
 */
public interface BloomFilter<E> extends RedisContainer {

	/**
	 * Adds an element, in one round trip.
	 * @param element the element
	 * @return whether it is certain that it was new; a new element is taken for a known
	 * one as often as {@link #contains} is wrong
	 */
	boolean add(@Nullable E element);

	/**
	 * Adds elements, in one round trip for up to 1,000. Python's {@code update}. If one
	 * has no JSON text, none is added.
	 * @param elements the elements
	 * @return whether it is certain that one of them was new
	 */
	boolean addAll(Collection<? extends @Nullable E> elements);

	/**
	 * Asks whether an element was added, in one round trip.
	 * @param element the element
	 * @return {@code false} if it was certainly not added
	 */
	boolean contains(@Nullable Object element);

	/**
	 * Asks which elements were added, in one round trip for up to 1,000.
	 * @param elements the elements
	 * @return for each element, in order, {@code false} if it was certainly not added
	 */
	List<Boolean> containsMany(Collection<?> elements);

	/**
	 * Asks which elements were added, in one round trip for up to 1,000.
	 * @param elements the elements; a single collection is asked for its elements
	 * @return for each element, in order, {@code false} if it was certainly not added
	 */
	default List<Boolean> containsMany(@Nullable Object... elements) {
		return containsMany(Arrays.asList(elements));
	}

	/**
	 * Estimates how many different elements were added, in one round trip. Python's
	 * {@code len}. The error is small as long as the filter is not overfull. Redis counts
	 * the bits, in time in proportion to the size of the filter.
	 * @return their number, {@link Long#MAX_VALUE} where every bit is set and nothing can
	 * be said
	 */
	long approximateSize();

	/**
	 * Counts the bits that are set, in one round trip and in time in proportion to the
	 * size of the filter.
	 * @return from 0 to {@link #sizeInBits()}
	 */
	long bitCount();

	/**
	 * Adds to this filter what was added to others, in one round trip and atomically.
	 * Takes time in proportion to the size of the filters. In a cluster, where others
	 * stand in other slots, their bits travel through this process: two more round trips
	 * for each, each of them added atomically.
	 * @param others the other filters, with equal parameters, on the same Redis
	 * @throws IncompatibleParametersException if another one has other parameters
	 * @throws IllegalArgumentException if another one lives on another Redis
	 */
	void update(BloomFilter<?>... others);

	/**
	 * Makes a temporary filter of what was added to this one and to others, as
	 * {@link #update} does, in two round trips.
	 * @param others the other filters, with equal parameters, on the same Redis
	 * @return a new filter under a random key, deleted when it is closed
	 * @throws IncompatibleParametersException if another one has other parameters
	 * @throws IllegalArgumentException if another one lives on another Redis
	 */
	BloomFilter<E> union(BloomFilter<?>... others);

	/**
	 * Adds what was added to this filter and to others to the filter under a key, as
	 * {@link #update} does, in one round trip. What was added there before stays.
	 * @param key the key of the filter that takes the union
	 * @param others the other filters, with equal parameters, on the same Redis
	 * @return a view of the filter under the key
	 * @throws IncompatibleParametersException if one has other parameters
	 * @throws IllegalArgumentException if another one lives on another Redis
	 */
	BloomFilter<E> unionInto(String key, BloomFilter<?>... others);

	/**
	 * Returns how many elements the filter was opened for; asks nobody. Python's
	 * {@code num_elements}.
	 * @return the number of elements
	 */
	long expectedElements();

	/**
	 * Returns which part of elements never added the filter may claim when it has as many
	 * as expected; asks nobody. Python's {@code false_positives}.
	 * @return a probability above 0 and below 1
	 */
	double falsePositives();

	/**
	 * Returns how many bits the filter has, set or not; asks nobody. Python's
	 * {@code size()}.
	 * @return their number, which follows from the parameters
	 */
	long sizeInBits();

	/**
	 * Returns how many hashes an element has, each of which sets a bit; asks nobody.
	 * Python's {@code num_hashes()}.
	 * @return their number, which follows from the parameters
	 */
	int hashCount();

}
