package io.pottery.collection;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;

/**
 * A {@link List} that lives in a Redis list; elements are JSON texts. Python's
 * {@code RedisList}.
 * <p>
 * Every method that concerns one index, one end or one slice is one atomic command or
 * script in one round trip, and returns what {@code java.util} promises; where an index
 * is refused, asking for the size takes another. {@code addAll}, {@link #setSlice},
 * {@link #plus} and {@link #containsAll} send up to 1,000 elements or 256 KiB in one
 * round trip, each such chunk atomically; elements are written as JSON before the first
 * is sent.
 * <p>
 * Iteration reads pages of 1,000 positions, one round trip each, in both directions. It
 * is weakly consistent: what others insert or remove in front of it shifts the elements
 * that it reads next, so that it may repeat or miss some. {@code remove} and {@code set}
 * of an iterator act on the text that it read, where it stood or, if others moved it, on
 * the first such text; where it is gone, {@code remove} has nothing to do and {@code set}
 * throws {@link java.util.ConcurrentModificationException}.
 * <p>
 * Redis lists are chains of blocks: both ends are fast, and the middle takes the server
 * time in proportion to the distance from the nearer end, or to the size where elements
 * are inserted, removed or sought there. Only what is asked for travels over the network.
 * What reads everything is iteration, searches for what is not there, {@link #removeIf}
 * and its kin, {@link #replaceAll}, {@link #sort} by a comparator, {@link #plus},
 * {@link #equals}, {@link #hashCode}, {@code toString}, {@code toArray} and
 * {@link #snapshot}. Such calls are logged once for each place that makes them, at DEBUG
 * to the logger {@code io.pottery.inefficient}. A list is no
 * {@link java.util.RandomAccess}: iterate, instead of counting indexes.
 * <p>
 * Elements may be {@code null}, stored as the JSON {@code null}. An element that is asked
 * for is found by its canonical text first, then by {@code equals}; one that has no JSON
 * text of the declared type is nowhere.
 * <p>
 * An element that cannot be decoded leaves the others readable. Reading it throws
 * {@link io.pottery.exception.UndecodableValueException}; an iterator goes on behind it.
 * {@code set} and {@code remove} do their work and then throw that exception with the
 * whole text of what they replaced or removed; {@link #setSlice}, {@link #removeSlice},
 * {@code clear} and that of a range do not read what goes.
 * <p>
 * A list equals every {@link List} with equal elements in the same order, whatever its
 * key in Redis. Safe for all threads and processes; iterators and views of ranges are for
 * one thread at a time.
 *
 * @param <E> the type of the elements
 * @since 1.0
 */
public interface RedisList<E> extends List<E>, RedisContainer {

	/**
	 * Reads the elements from an index on, in one round trip. Python's
	 * {@code list[from:]}.
	 * @param from the first index, counted from the end where it is negative,
	 * {@code null} for the beginning
	 * @return a modifiable copy that no longer knows Redis
	 */
	default List<E> slice(@Nullable Integer from) {
		return slice(from, null, 1);
	}

	/**
	 * Reads the elements of a range, in one round trip. Python's {@code list[from:to]}.
	 * @param from the first index, counted from the end where it is negative,
	 * {@code null} for the beginning
	 * @param to the index behind the last, counted from the end where it is negative,
	 * {@code null} for the end
	 * @return a modifiable copy that no longer knows Redis; bounds beyond the list stand
	 * for its ends
	 */
	default List<E> slice(@Nullable Integer from, @Nullable Integer to) {
		return slice(from, to, 1);
	}

	/**
	 * Reads elements at a distance from each other, in one round trip. Python's
	 * {@code list[from:to:step]}.
	 * @param from where to begin, counted from the end where it is negative, {@code null}
	 * for an open end
	 * @param to where to end, exclusively, counted from the end where it is negative,
	 * {@code null} for an open end
	 * @param step the distance, negative to go backwards
	 * @return a modifiable copy that no longer knows Redis; bounds beyond the list stand
	 * for its ends
	 * @throws IllegalArgumentException if the step is 0
	 */
	List<E> slice(@Nullable Integer from, @Nullable Integer to, int step);

	/**
	 * Replaces a range by elements, which may be more or fewer, in one round trip for up
	 * to 1,000 elements. Of more, the first chunk takes the place of the range, and each
	 * other is inserted behind. What stood there is not read: texts that cannot be
	 * decoded are replaced without notice. Python's {@code list[from:to] = replacement}.
	 * @param from the first index, counted from the end where it is negative,
	 * {@code null} for the beginning
	 * @param to the index behind the last, counted from the end where it is negative,
	 * {@code null} for the end; where it is not behind the first, the elements are
	 * inserted
	 * @param replacement the new elements
	 */
	void setSlice(@Nullable Integer from, @Nullable Integer to, Collection<? extends E> replacement);

	/**
	 * Removes the elements of a range, in one round trip. They are not read: texts that
	 * cannot be decoded are removed without notice. Python's {@code del list[from:to]}.
	 * @param from the first index, counted from the end where it is negative,
	 * {@code null} for the beginning
	 * @param to the index behind the last, counted from the end where it is negative,
	 * {@code null} for the end
	 */
	default void removeSlice(@Nullable Integer from, @Nullable Integer to) {
		removeSlice(from, to, 1);
	}

	/**
	 * Removes the elements that {@link #slice(Integer, Integer, int)} reads, in one round
	 * trip. They are not read: texts that cannot be decoded are removed without notice.
	 * Python's {@code del list[from:to:step]}.
	 * @param from where to begin, counted from the end where it is negative, {@code null}
	 * for an open end
	 * @param to where to end, exclusively, counted from the end where it is negative,
	 * {@code null} for an open end
	 * @param step the distance, negative to go backwards
	 * @throws IllegalArgumentException if the step is 0
	 */
	void removeSlice(@Nullable Integer from, @Nullable Integer to, int step);

	/**
	 * Inserts an element before another, in one round trip. Python's
	 * {@code list.insert(index, element)}.
	 * @param index the index, counted from the end where it is negative; one beyond the
	 * list stands for its end or beginning
	 * @param element the element
	 */
	void insert(int index, E element);

	/**
	 * Copies the list and appends elements, in one round trip for the reading and one for
	 * each chunk. Texts are copied as they are stored. Python's {@code list + elements}.
	 * @param elements what follows the elements of this list
	 * @return a temporary list, to be closed by the caller
	 */
	RedisList<E> plus(Collection<? extends E> elements);

	/**
	 * Copies the whole list in one round trip. Redis serves nobody else while it answers.
	 * @return a modifiable copy that no longer knows Redis
	 */
	List<E> snapshot();

	/**
	 * Inserts an element at the beginning, in one round trip.
	 * @param element the element
	 */
	void addFirst(E element);

	/**
	 * Appends an element, in one round trip.
	 * @param element the element
	 */
	void addLast(E element);

	/**
	 * Reads the first element, in one round trip.
	 * @return the element
	 * @throws java.util.NoSuchElementException if the list is empty
	 */
	E getFirst();

	/**
	 * Reads the last element, in one round trip.
	 * @return the element
	 * @throws java.util.NoSuchElementException if the list is empty
	 */
	E getLast();

	/**
	 * Removes the first element, in one round trip.
	 * @return the element
	 * @throws java.util.NoSuchElementException if the list is empty
	 */
	E removeFirst();

	/**
	 * Removes the last element, in one round trip.
	 * @return the element
	 * @throws java.util.NoSuchElementException if the list is empty
	 */
	E removeLast();

	/**
	 * Returns the elements from the last to the first as a live view. What concerns one
	 * index, one end or one value costs there what it costs here; an iterator takes one
	 * round trip more to find the end. Clearing a range of the view takes one round trip
	 * and does not read what it removes.
	 * @return a view that writes through
	 */
	List<E> reversed();

	/**
	 * Returns a range as a live view; one round trip to check the bounds. The view shows
	 * the positions of its range, and counts what is added and removed through itself and
	 * its own ranges; what others insert or remove in front of it shifts the elements
	 * that it shows, and it ends where the list does. Its methods cost what those of the
	 * list do, save that {@code add}, {@code remove(Object)} and searches work at
	 * positions and by pages. Its {@code clear} takes one round trip and does not read
	 * what it removes: texts that cannot be decoded go without notice.
	 * @param from the first index
	 * @param to the index behind the last
	 * @return a view that writes through
	 * @throws IndexOutOfBoundsException if a bound is beyond the list
	 * @throws IllegalArgumentException if {@code from} is above {@code to}
	 */
	@Override
	List<E> subList(int from, int to);

	/**
	 * Sorts the list, keeping equal elements in their order. By {@code null}, numbers and
	 * strings are sorted on the server, in one round trip, where their texts tell the
	 * natural order of Java: integers of up to 15 characters, floating point numbers, and
	 * strings of printable ASCII without spaces, exclamation and quotation marks and
	 * backslashes. Otherwise all elements are read, and the new order is sent in four
	 * bytes for each; where anything has changed meanwhile, both are done again. An
	 * element that cannot be decoded prevents it, and nothing changes.
	 * @param comparator the order, {@code null} for the natural one; may be used several
	 * times
	 * @throws ClassCastException if there is no comparator and elements have no natural
	 * order
	 */
	@Override
	void sort(@Nullable Comparator<? super E> comparator);

	/**
	 * Tells whether there is an element, in one round trip where it stands there in its
	 * canonical text; otherwise every page is read and compared by {@code equals}.
	 * Elements that cannot be decoded are passed over.
	 * @param value the element
	 * @return whether it is there
	 */
	@Override
	boolean contains(@Nullable Object value);

	/**
	 * Tells whether all elements are there, in one round trip a chunk where they stand
	 * there in their canonical texts; otherwise every page is read and compared by
	 * {@code equals}. Elements that cannot be decoded are passed over.
	 * @param values the elements
	 * @return whether all are there
	 */
	@Override
	boolean containsAll(Collection<?> values);

	/**
	 * Finds the first element with the canonical text, in one round trip. Only where
	 * there is none, every page is read for an element that is equal though written in
	 * another way. Elements that cannot be decoded are passed over.
	 * @param value the element
	 * @return its index, -1 if there is none
	 */
	@Override
	int indexOf(@Nullable Object value);

	/**
	 * Finds the last element with the canonical text, in one round trip. Only where there
	 * is none, every page is read for an element that is equal though written in another
	 * way. Elements that cannot be decoded are passed over.
	 * @param value the element
	 * @return its index, -1 if there is none
	 */
	@Override
	int lastIndexOf(@Nullable Object value);

	/**
	 * Removes the first element with the canonical text, in one round trip. Only where
	 * there is none, every page is read for an element that is equal though written in
	 * another way. Elements that cannot be decoded are passed over.
	 * @param value the element
	 * @return whether one was removed
	 */
	@Override
	boolean remove(@Nullable Object value);

	/**
	 * Removes elements that are in a collection, in two round trips a page: each
	 * atomically and only if its text still stands there, the whole not. Elements that
	 * cannot be decoded stay.
	 * @param values what to remove
	 * @return whether something was removed
	 */
	@Override
	boolean removeAll(Collection<?> values);

	/**
	 * Removes elements that are not in a collection, in two round trips a page: each
	 * atomically and only if its text still stands there, the whole not. An element that
	 * cannot be decoded ends it.
	 * @param values what to keep
	 * @return whether something was removed
	 */
	@Override
	boolean retainAll(Collection<?> values);

	/**
	 * Removes elements by a condition, in two round trips a page: each atomically and
	 * only if its text still stands there, the whole not. Where the condition throws, the
	 * pages before are done.
	 * @param filter what to remove
	 * @return whether something was removed
	 */
	@Override
	boolean removeIf(Predicate<? super E> filter);

	/**
	 * Replaces every element, in two round trips a page: each atomically and only if its
	 * text still stands there, so that what others change meanwhile stays as they left
	 * it. Where the operator throws, the pages before are done.
	 * @param operator makes the new element
	 */
	@Override
	void replaceAll(UnaryOperator<E> operator);

	/**
	 * Iterates from an index on, in one round trip more than from the beginning.
	 * @param index the index of the first element that {@code next} reads
	 * @return an iterator that writes through
	 * @throws IndexOutOfBoundsException if the index is beyond the list
	 */
	@Override
	ListIterator<E> listIterator(int index);

	@Override
	void clear();

}
