package io.pottery.collection;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;

/**
 * A {@link BlockingDeque} that lives in a Redis list; its elements are JSON texts.
 * Python's {@code RedisDeque}.
 * <p>
 * Every method that adds, reads or removes at an end, or at an index, is one atomic
 * command or script in one round trip; what searches by value takes more, as said below.
 * {@code addAll}, {@link #extend} and {@link #extendLeft} send up to 1,000 elements or
 * 256 KiB in one round trip, {@code drainTo} fetches up to 1,000, each such chunk
 * atomically.
 * <p>
 * With a {@link #maxLength} no addition blocks or fails: the same script drops as many
 * elements at the other end, and of a length of 0 every element at once. So {@code put}
 * and {@code offer} never wait, and {@code remainingCapacity} is
 * {@link Integer#MAX_VALUE}. Only {@link #insert} refuses a full deque. The limit belongs
 * to this object, not to the key, as in Python: whoever opens the key without one adds
 * without one.
 * <p>
 * {@code take} and the methods that {@code poll} with a time-out wait for an element. An
 * interrupt or the end of the time leaves every element where it is. What a process has
 * taken is gone if the process dies before it is done with it.
 * <p>
 * Iteration reads pages of 1,000 elements by their positions, one round trip each. What
 * others add or remove meanwhile on the side where the iteration began shifts what
 * follows, so that elements may be missed or repeated. {@code Iterator.remove} removes
 * the element where it was read or, if another stands there now, the first other one of
 * the same text.
 * <p>
 * Redis finds an element by its canonical text. Where there is none, the deque is read,
 * one round trip a page, for an equal element that another program wrote in another way.
 * <p>
 * What reads the elements costs time in proportion to the size: such a search, iteration,
 * {@link #count}, {@code containsAll}, {@link #reverse}, {@link #snapshot},
 * {@code toString}, {@code toArray}, {@code removeIf} and its kin. Such calls are logged
 * once for each place that makes them, at DEBUG to the logger
 * {@code io.pottery.inefficient}. An index costs time in proportion to its distance from
 * the nearer end.
 * <p>
 * Elements must not be {@code null}; asking for {@code null}, or for what has no JSON
 * text of the declared type, answers that there is none.
 * <p>
 * An element that cannot be decoded, a JSON {@code null} included, leaves the others
 * readable. Reading it throws {@link io.pottery.exception.UndecodableValueException}; an
 * iterator goes on behind it. What takes or replaces an element does so and then throws
 * that exception with the whole text; {@code drainTo} does so after the chunk, one
 * exception suppressed by another.
 * <p>
 * Two deques are equal if they are the same object, as with {@code java.util}'s deques;
 * compare their {@link #snapshot}s. Safe for all threads and processes.
 *
 * @param <E> the type of the elements
 * @since 1.0
 */
public interface RedisDeque<E> extends BlockingDeque<E>, RedisContainer {

	/**
	 * Returns how many elements are kept; asks nobody.
	 * @return the length, from 0 on, empty if there is no limit
	 */
	OptionalInt maxLength();

	/**
	 * Adds elements at the end, in one round trip a chunk. If one of them has no JSON
	 * text, none is added.
	 * @param elements the elements, which may be those of this deque
	 */
	void extend(Iterable<? extends E> elements);

	/**
	 * Adds elements at the front, one before the other, so that the last one is the first
	 * then; in one round trip a chunk. If one of them has no JSON text, none is added.
	 * @param elements the elements, which may be those of this deque
	 */
	void extendLeft(Iterable<? extends E> elements);

	/**
	 * Moves elements from the end to the front, in one round trip. Redis moves them one
	 * by one, the shorter way.
	 * @param steps how many, if negative from the front to the end; more than there are
	 * go round again
	 */
	void rotate(int steps);

	/**
	 * Reverses the elements in place, in one round trip. Redis serves nobody else
	 * meanwhile.
	 */
	void reverse();

	/**
	 * Returns this deque seen from the other end: a live view that can do all that this
	 * can, at the same cost. Asks nobody.
	 * @return a view in reverse order
	 */
	RedisDeque<E> reversed();

	/**
	 * Reads an element, in one round trip.
	 * @param index its index, -1 for the last, -2 for the one before it
	 * @return the element
	 * @throws IndexOutOfBoundsException if there is no such index
	 */
	E get(int index);

	/**
	 * Replaces an element, in one round trip.
	 * @param index its index, -1 for the last, -2 for the one before it
	 * @param element the new element
	 * @return the element that it replaced
	 * @throws IndexOutOfBoundsException if there is no such index
	 */
	E set(int index, E element);

	/**
	 * Inserts an element, in one round trip. Beyond the ends it is added there.
	 * @param index the index of the element to insert it before, -1 for the last
	 * @param element the element
	 * @throws IllegalStateException if the deque has its {@link #maxLength}
	 */
	void insert(int index, E element);

	/**
	 * Removes an element by its index, in one round trip.
	 * @param index its index, -1 for the last, -2 for the one before it
	 * @return the element
	 * @throws IndexOutOfBoundsException if there is no such index
	 */
	E removeAt(int index);

	/**
	 * Counts the elements that are equal to another, in one round trip a page. What
	 * cannot be decoded is passed over.
	 * @param element the element
	 * @return how many there are
	 */
	int count(@Nullable Object element);

	/**
	 * Copies the whole deque in one round trip. Redis serves nobody else while it
	 * answers.
	 * @return a modifiable copy that no longer knows Redis
	 */
	List<E> snapshot();

	/**
	 * Searches an element: in one round trip where its canonical text is stored,
	 * otherwise in one more a page.
	 * @param element the element
	 * @return whether it is there
	 */
	@Override
	boolean contains(@Nullable Object element);

	/**
	 * Searches elements, all of them in one pass: in one round trip a page until all are
	 * found. What cannot be decoded is passed over.
	 * @param elements the elements, found by canonical text or {@code equals}
	 * @return whether all are there
	 */
	@Override
	boolean containsAll(Collection<?> elements);

	/**
	 * Removes an element: in one round trip where its canonical text is stored, otherwise
	 * in one more a page. Of several, the first of the canonical text is removed, or else
	 * the first that is equal.
	 * @param element the element
	 * @return whether it was there
	 */
	@Override
	boolean removeFirstOccurrence(@Nullable Object element);

	/**
	 * Removes an element: in one round trip where its canonical text is stored, otherwise
	 * in one more a page. Of several, the last of the canonical text is removed, or else
	 * the last that is equal.
	 * @param element the element
	 * @return whether it was there
	 */
	@Override
	boolean removeLastOccurrence(@Nullable Object element);

	/**
	 * Removes an element as {@link #removeFirstOccurrence} does. Its argument is never an
	 * index; see {@link #removeAt}.
	 * @param element the element
	 * @return whether it was there
	 */
	@Override
	boolean remove(@Nullable Object element);

	/**
	 * Removes elements, in one round trip a page and one for each 1,000 removals, which
	 * are atomic.
	 * @param filter decides about an element
	 * @return whether something was removed
	 * @throws io.pottery.exception.UndecodableValueException if an element cannot be
	 * decoded; it stays, and some of the others with it
	 */
	@Override
	boolean removeIf(Predicate<? super E> filter);

	/**
	 * Keeps only elements of a collection, as {@link #removeIf} does.
	 * @param elements what to keep
	 * @return whether something was removed
	 * @throws io.pottery.exception.UndecodableValueException if an element cannot be
	 * decoded; it stays, and some of the others with it
	 */
	@Override
	boolean retainAll(Collection<?> elements);

	/**
	 * Removes elements of a collection, as {@link #removeIf} does. What cannot be decoded
	 * stays.
	 * @param elements what to remove
	 * @return whether something was removed
	 */
	@Override
	boolean removeAll(Collection<?> elements);

	/**
	 * Adds elements at the end, as {@link #extend} does.
	 * @param elements the elements, which may be those of this deque
	 * @return whether there were any
	 */
	@Override
	boolean addAll(Collection<? extends E> elements);

	/**
	 * Moves everything that is there at first to a collection, in one round trip a chunk.
	 * If the collection refuses an element, this and what follows is put back, behind
	 * what cannot be decoded; it expires when it would have.
	 * @param sink what receives the elements
	 * @return how many were moved
	 * @throws IllegalArgumentException if the collection is a container of the same key
	 */
	@Override
	int drainTo(Collection<? super E> sink);

	/**
	 * Moves elements to a collection, in one round trip a chunk. If the collection
	 * refuses an element, this and what follows is put back, behind what cannot be
	 * decoded; it expires when it would have.
	 * @param sink what receives the elements
	 * @param maxElements how many at most
	 * @return how many were moved
	 * @throws IllegalArgumentException if the collection is a container of the same key
	 */
	@Override
	int drainTo(Collection<? super E> sink, int maxElements);

	/**
	 * Adds an element at the end, in one round trip. Never waits.
	 * @param element the element
	 */
	@Override
	void put(E element);

	/**
	 * Adds an element at the front, in one round trip. Never waits.
	 * @param element the element
	 */
	@Override
	void putFirst(E element);

	/**
	 * Adds an element at the end, in one round trip. Never waits.
	 * @param element the element
	 */
	@Override
	void putLast(E element);

	/**
	 * Adds an element at the end, in one round trip. Never waits.
	 * @param element the element
	 * @param timeout of no consequence
	 * @param unit of no consequence
	 * @return {@code true}
	 */
	@Override
	boolean offer(E element, long timeout, TimeUnit unit);

	/**
	 * Adds an element at the front, in one round trip. Never waits.
	 * @param element the element
	 * @param timeout of no consequence
	 * @param unit of no consequence
	 * @return {@code true}
	 */
	@Override
	boolean offerFirst(E element, long timeout, TimeUnit unit);

	/**
	 * Adds an element at the end, in one round trip. Never waits.
	 * @param element the element
	 * @param timeout of no consequence
	 * @param unit of no consequence
	 * @return {@code true}
	 */
	@Override
	boolean offerLast(E element, long timeout, TimeUnit unit);

	/**
	 * Removes the first element, in one round trip. Python's {@code pop} is
	 * {@link #removeLast}.
	 * @return the first element
	 * @throws java.util.NoSuchElementException if the deque is empty
	 */
	@Override
	E pop();

	/**
	 * Reads the elements from the first to the last, in one round trip a page.
	 * @return an iterator that can remove
	 */
	@Override
	Iterator<E> iterator();

	/**
	 * Reads the elements from the last to the first, in one round trip a page.
	 * @return an iterator that can remove
	 */
	@Override
	Iterator<E> descendingIterator();

	@Override
	void clear();

}
