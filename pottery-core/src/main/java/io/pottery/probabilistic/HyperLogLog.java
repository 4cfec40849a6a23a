package io.pottery.probabilistic;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;

/**
 * A count of different elements, however many, in at most 12 KB, with a standard error
 * below one per cent. It lives in a Redis HyperLogLog, which Python's {@code HyperLogLog}
 * reads and writes, too.
 * <p>
 * Every method is one atomic command or script in one round trip, save where it says
 * otherwise. {@link #addAll} and {@link #containsMany} send up to 1,000 elements or 256
 * KiB in one round trip, each such chunk atomically.
 * <p>
 * {@link #contains} tries the element on a copy and answers whether the copy changed. It
 * never denies what was added. But the more was added, the more it claims that was not:
 * about one in 250 other elements when 100 different ones were added, one in 25 at 1,000,
 * a third at 10,000, seven of eight at 100,000 and nearly all at a million. Where the
 * question matters, ask a {@link BloomFilter}.
 * <p>
 * Elements are hashed as their canonical JSON texts; {@code null} is an element like
 * others. Asking for a value that has no JSON text of the declared type answers that it
 * was not added. A string that is no HyperLogLog is a
 * {@link io.pottery.exception.WrongTypeException}. Two HyperLogLogs are equal only if
 * they are the same object; {@code toString} names the key. Safe for all threads and
 * processes.
 *
 * @param <E> the type of the elements
 * @since 1.0
 */
public interface HyperLogLog<E> extends RedisContainer {

	/**
	 * Adds an element, in one round trip.
	 * @param element the element
	 * @return whether that changed the estimate; then the element was new
	 */
	boolean add(@Nullable E element);

	/**
	 * Adds elements, in one round trip for up to 1,000. If one has no JSON text, none is
	 * added.
	 * @param elements the elements
	 * @return whether that changed the estimate
	 */
	boolean addAll(Collection<? extends @Nullable E> elements);

	/**
	 * Adds elements, as {@link #addAll} does. Python's {@code update}.
	 * @param elements the elements
	 */
	default void update(Collection<? extends @Nullable E> elements) {
		addAll(elements);
	}

	/**
	 * Adds what was added to others, in one round trip and atomically. In a cluster,
	 * where others stand in other slots, they travel through this process: two more round
	 * trips for each, each of them added atomically.
	 * @param others the other HyperLogLogs, on the same Redis
	 * @throws IllegalArgumentException if another one lives on another Redis
	 */
	void update(HyperLogLog<?>... others);

	/**
	 * Makes a temporary HyperLogLog of what was added to this one and to others, as
	 * {@link #update(HyperLogLog...)} does, in two round trips.
	 * @param others the other HyperLogLogs, on the same Redis
	 * @return a new HyperLogLog under a random key, deleted when it is closed
	 * @throws IllegalArgumentException if another one lives on another Redis
	 */
	HyperLogLog<E> union(HyperLogLog<?>... others);

	/**
	 * Adds what was added to this one and to others to the HyperLogLog under a key, as
	 * {@link #update(HyperLogLog...)} does, in one round trip. What was added there
	 * before stays.
	 * @param key the key of the HyperLogLog that takes the union
	 * @param others the other HyperLogLogs, on the same Redis
	 * @return a view of the HyperLogLog under the key
	 * @throws IllegalArgumentException if another one lives on another Redis
	 */
	HyperLogLog<E> unionInto(String key, HyperLogLog<?>... others);

	/**
	 * Asks whether an element was added, in one round trip. See above how often it is
	 * wrong.
	 * @param element the element
	 * @return {@code false} if it was certainly not added
	 */
	boolean contains(@Nullable Object element);

	/**
	 * Asks which elements were added, in one round trip for up to 1,000. See above how
	 * often it is wrong.
	 * @param elements the elements
	 * @return for each element, in order, {@code false} if it was certainly not added
	 */
	List<Boolean> containsMany(Collection<?> elements);

	/**
	 * Asks which elements were added, in one round trip for up to 1,000. See above how
	 * often it is wrong.
	 * @param elements the elements; a single collection is asked for its elements
	 * @return for each element, in order, {@code false} if it was certainly not added
	 */
	default List<Boolean> containsMany(@Nullable Object... elements) {
		return containsMany(Arrays.asList(elements));
	}

	/**
	 * Estimates how many different elements were added, in one round trip. Python's
	 * {@code len}.
	 * @return their number, with a standard error of 0.81 per cent
	 */
	long approximateSize();

}
