package io.pottery.collection;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;

/**
 * A {@link BlockingQueue} of any number of producers and consumers that lives in a Redis
 * stream, each entry with the JSON text of an item in the field {@code item}. Python's
 * {@code RedisSimpleQueue}. It has no bound: adding never waits and never fails for lack
 * of room.
 * <p>
 * Adding, {@code poll}, {@code peek} and {@code size} are one atomic command or script in
 * one round trip; {@code addAll} and {@code drainTo} send and fetch up to 1,000 items or
 * 256 KiB in one, each such chunk atomically. The items of one producer come in the order
 * in which it added them.
 * <p>
 * There are two ways to consume, and a process that dies loses different things:
 * <ul>
 * <li>{@code take}, {@code poll}, {@code remove} and {@code drainTo} remove an item
 * before they return it. No item is ever consumed twice. A consumer that dies, or gets no
 * answer although Redis has done the work, loses what it has taken and not yet dealt
 * with: one item, with {@code drainTo} a chunk.</li>
 * <li>{@link #receive} puts an item in flight until it is acknowledged. A consumer that
 * dies loses nothing: when the visibility time-out (30 seconds unless the queue was
 * opened with another) is over by the server's clock, the item is delivered again, before
 * all others. So an item may be dealt with twice, by a consumer that is slow or dies just
 * before it acknowledges. An item that was delivered five times (unless configured
 * otherwise) goes to the undeliverable ones.</li>
 * </ul>
 * Both lose what Redis itself loses. Items in flight are no longer in the queue: only
 * {@code receive} sees them again, and {@code size} does not count them.
 * <p>
 * An item that cannot be decoded, a JSON {@code null} and an entry without item do not
 * hold up the queue: whoever takes one gets an
 * {@link io.pottery.exception.UndecodableValueException} with the whole text, and the
 * entry is appended as it is, in a second round trip, to the stream
 * <code>{KEY}:pottery:undecodable:KEY</code> with its {@code reason}. What only looks,
 * such as {@code peek} and iteration, leaves it where it is. Undeliverable items stand in
 * <code>{KEY}:pottery:undeliverable:KEY</code> likewise. Both streams are queues
 * themselves, to be opened by these names.
 * <p>
 * Threads that wait stand in one line for each queue and connection, first come first
 * served, and need one more connection in all; see
 * {@link io.pottery.connection.KeyWaits}. An interrupt or the end of the time leaves
 * every item in the queue. Waiting goes on while Redis is away: without a time limit
 * until it is back, otherwise until the time is up, which is a
 * {@link io.pottery.exception.ServerUnavailableException} if the last try failed.
 * <p>
 * Iteration reads pages of 1,000 items, one round trip each, and is weakly consistent: it
 * yields every item once that stands there from beginning to end. {@code Iterator.remove}
 * removes exactly the item that was read. Iteration, {@link #contains},
 * {@link #containsAll}, {@link #remove(Object)}, {@code removeAll}, {@code retainAll},
 * {@link #removeIf}, {@link #snapshot}, {@code toArray} and {@code toString} cost time in
 * proportion to the size. They are logged once for each place that calls them, at DEBUG
 * to the logger {@code io.pottery.inefficient}.
 * <p>
 * Items must not be {@code null}. Asking for a value that has no JSON text of the
 * declared type answers that there is none. {@code equals} and {@code hashCode} are those
 * of {@link Object}, as for the queues of {@code java.util}. Safe for all threads and
 * processes.
 *
 * @param <E> the type of the items
 * @since 1.0
 */
public interface RedisSimpleQueue<E> extends BlockingQueue<E>, RedisContainer {

	/**
	 * Receives an item, waiting for one if necessary. It comes back unless the delivery
	 * is acknowledged in time.
	 * @return the delivery of an overdue item, otherwise of the first one
	 * @throws InterruptedException if the thread was interrupted; then nothing is in
	 * flight
	 * @throws io.pottery.exception.UndecodableValueException if the item cannot be
	 * decoded; it is not delivered again
	 * @throws IllegalStateException if the Pottery is or was closed
	 */
	Delivery<E> receive() throws InterruptedException;

	/**
	 * Receives an item, waiting for one if necessary. It comes back unless the delivery
	 * is acknowledged in time.
	 * @param timeout how long to wait; zero or less for one try
	 * @return the delivery of an overdue item, otherwise of the first one; empty if there
	 * was none in time
	 * @throws InterruptedException if the thread was interrupted; then nothing is in
	 * flight
	 * @throws io.pottery.exception.UndecodableValueException if the item cannot be
	 * decoded; it is not delivered again
	 * @throws IllegalStateException if the Pottery is or was closed
	 */
	Optional<Delivery<E>> receive(Duration timeout) throws InterruptedException;

	/**
	 * Copies all items in one round trip. Redis serves nobody else while it answers.
	 * @return a modifiable copy, the first item first
	 */
	List<E> snapshot();

	/**
	 * Appends an item, in one round trip, at once.
	 * @param item the item
	 */
	@Override
	void put(E item);

	/**
	 * Appends an item, in one round trip, at once.
	 * @param item the item
	 * @param timeout without meaning
	 * @param unit without meaning
	 * @return {@code true}
	 */
	@Override
	boolean offer(E item, long timeout, TimeUnit unit);

	/**
	 * Appends items, in one round trip for up to 1,000. Nothing is appended if one of
	 * them is {@code null} or has no JSON text.
	 * @param items the items
	 * @return whether there were any
	 * @throws IllegalArgumentException if they are this queue
	 */
	@Override
	boolean addAll(Collection<? extends E> items);

	/**
	 * Returns that there is no bound; asks nobody.
	 * @return {@link Integer#MAX_VALUE}
	 */
	@Override
	int remainingCapacity();

	/**
	 * Moves up to as many items as there are, in one round trip for the size and one for
	 * up to 1,000 items. Items that cannot be decoded are set aside and reported when the
	 * others of their chunk have been moved. If the target refuses an item, this one and
	 * what was fetched with it go back to the end of the queue.
	 * @param target where the items go
	 * @param maxElements how many at most
	 * @return how many were moved
	 * @throws IllegalArgumentException if the target is this queue
	 */
	@Override
	int drainTo(Collection<? super E> target, int maxElements);

	/**
	 * Searches page by page, by the canonical text and by {@code equals}.
	 * @param value the value
	 * @return whether it is in the queue
	 */
	@Override
	boolean contains(@Nullable Object value);

	/**
	 * Searches for all values in one pass, page by page, by the canonical text and by
	 * {@code equals}; the whole is not atomic.
	 * @param values the values
	 * @return whether each of them is in the queue
	 */
	@Override
	boolean containsAll(Collection<?> values);

	/**
	 * Removes the first item that is equal, in one round trip for each page and one for
	 * the removal.
	 * @param value the value
	 * @return whether it was removed by this call
	 */
	@Override
	boolean remove(@Nullable Object value);

	/**
	 * Removes items page by page, in two round trips each; the whole is not atomic.
	 * @param filter says which
	 * @return whether any was removed by this call
	 */
	@Override
	boolean removeIf(Predicate<? super E> filter);

	/**
	 * Removes everything, in one round trip: items in flight, which can no longer be
	 * acknowledged, undecodable and undeliverable ones too.
	 */
	@Override
	void clear();

}
