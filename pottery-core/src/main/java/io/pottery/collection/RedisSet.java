package io.pottery.collection;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;

/**
 * A {@link Set} that lives in a Redis set; elements are JSON texts. Python's
 * {@code RedisSet}.
 * <p>
 * Every method that concerns one element is one atomic command in one round trip, and
 * returns what {@code java.util} promises. {@code addAll}, {@code removeAll},
 * {@code containsAll} and {@link #containsMany} send up to 1,000 elements or 256 KiB in
 * one round trip, each such chunk atomically.
 * <p>
 * Where a method takes collections, they may be any: plain ones, whose elements are sent
 * or compared here, and other Redis sets. Sets of the same Redis, in a cluster of the
 * same slot, are combined on the server by their texts, atomically, in one script and one
 * round trip, whatever their size; Redis serves nobody else meanwhile. Sets of another
 * slot are read in one round trip each, and those of another Redis too, as plain copies.
 * <p>
 * Iteration reads pages of about 1,000 elements, one round trip each, and is weakly
 * consistent: it yields every element that stands there from beginning to end, and none
 * twice, as long as the set has no more than a million elements (configurable; an
 * iteration needs about 24 bytes for each). Beyond that, elements may be repeated where
 * the set grows or shrinks meanwhile. {@code Iterator.remove} removes the text as it is
 * stored. Streams are sequential readers of these pages.
 * <p>
 * What reads everything costs time in proportion to the size: iteration, {@link #equals},
 * {@link #hashCode}, {@code toString}, {@code toArray}, {@link #snapshot},
 * {@link #removeIf}, {@link #retainAll}, every combination, and what is done with the
 * elements of another Redis set, such as {@link #addAll} or {@link #isSubsetOf}. Such
 * calls are logged once for each place that makes them, at DEBUG to the logger
 * {@code io.pottery.inefficient}.
 * <p>
 * Two elements are the same if they have the same canonical JSON text. What another
 * program wrote in another way, such as {@code 1} in a set of doubles, is read as an
 * equal value, but is another element, which only an iteration finds. Asking for a value
 * that has no JSON text of the declared type answers that there is none; writing it
 * throws {@link io.pottery.exception.UnencodableValueException}, or
 * {@link ClassCastException} if it is of another type. {@code null} is an element as any
 * other, stored as the JSON {@code null}.
 * <p>
 * An element that cannot be decoded leaves the others readable. Reading it throws
 * {@link io.pottery.exception.UndecodableValueException}; an iterator goes on behind it.
 * {@link #pop} takes it and then throws that exception with its whole text.
 * <p>
 * Two sets are equal if their elements are, as {@code java.util.Set} demands, whatever
 * their keys in Redis. Safe for all threads and processes.
 *
 * @param <E> the type of the elements
 * @since 1.0
 */
public interface RedisSet<E extends @Nullable Object> extends Set<E>, RedisContainer {

	/**
	 * Tells which of several elements are there, in one round trip for up to 1,000.
	 * @param elements the elements to look for
	 * @return an answer for each, in their order
	 */
	List<Boolean> containsMany(Collection<? extends @Nullable Object> elements);

	/**
	 * Tells which of several elements are there, in one round trip for up to 1,000.
	 * @param elements the elements to look for; a single collection is asked for its
	 * elements
	 * @return an answer for each, in their order
	 */
	default List<Boolean> containsMany(@Nullable Object... elements) {
		return containsMany(Arrays.asList(elements));
	}

	/**
	 * Removes an arbitrary element, in one round trip.
	 * @return the element, which no other caller gets
	 * @throws java.util.NoSuchElementException if there is none
	 * @throws io.pottery.exception.UndecodableValueException if what was removed cannot
	 * be decoded; it carries the whole text
	 */
	E pop();

	/**
	 * Copies the whole set in one round trip. Redis serves nobody else while it answers.
	 * @return a modifiable copy that no longer knows Redis
	 */
	Set<E> snapshot();

	/**
	 * Adds what is not there yet; Python's {@code update}. The elements of a plain
	 * collection are written before any is sent, so that none is stored where one cannot
	 * be.
	 * @param elements the elements
	 * @return whether one of them was new
	 */
	@Override
	boolean addAll(Collection<? extends E> elements);

	/**
	 * Removes what is there; Python's {@code difference_update}.
	 * @param elements the elements
	 * @return whether one of them was there
	 */
	@Override
	boolean removeAll(Collection<? extends @Nullable Object> elements);

	/**
	 * Removes what is not among some elements; Python's {@code intersection_update}. With
	 * a plain collection it goes page by page, in two round trips each. What cannot be
	 * decoded is not among them.
	 * @param elements the elements to keep
	 * @return whether something was removed
	 */
	@Override
	boolean retainAll(Collection<? extends @Nullable Object> elements);

	/**
	 * Removes the elements that are there and adds those that are not, in one round trip
	 * a chunk; Python's {@code symmetric_difference_update}.
	 * @param elements the elements, of which repetitions count once
	 * @return whether there was one, and the set changed
	 */
	boolean symmetricDifferenceInPlace(Collection<? extends E> elements);

	/**
	 * Removes what a function finds, page by page, in two round trips each. Where an
	 * element cannot be decoded, or the function throws, that page keeps its elements.
	 * @param filter tells which elements to remove
	 * @return whether something was removed
	 */
	@Override
	boolean removeIf(Predicate<? super E> filter);

	/**
	 * Tells whether all elements of a collection are in this set, as
	 * {@link #isSupersetOf}.
	 * @param elements the elements
	 * @return whether all are there
	 */
	@Override
	boolean containsAll(Collection<? extends @Nullable Object> elements);

	/**
	 * Tells whether this set and a collection have nothing in common.
	 * @param other the collection
	 * @return whether no element of it is there
	 */
	boolean isDisjoint(Collection<? extends @Nullable Object> other);

	/**
	 * Tells whether all elements of this set are in a collection. This set is not read:
	 * it is asked how many elements it has and how many of those of the collection.
	 * @param other the collection
	 * @return whether this set has no other elements
	 */
	boolean isSubsetOf(Collection<? extends @Nullable Object> other);

	/**
	 * Tells whether all elements of a collection are in this set.
	 * @param other the collection
	 * @return whether all are there
	 */
	boolean isSupersetOf(Collection<? extends @Nullable Object> other);

	/**
	 * Reads what is in this set or in any of some collections, this set in one round
	 * trip.
	 * @param others the collections, whose elements are as if they were added
	 * @return a modifiable plain set
	 */
	Set<E> union(Collection<?>... others);

	/**
	 * Reads what is in this set and in all of some collections, this set in one round
	 * trip. It is not read as a whole where the elements that the plain collections have
	 * in common fit one chunk.
	 * @param others the collections
	 * @return a modifiable plain set
	 */
	Set<E> intersection(Collection<?>... others);

	/**
	 * Reads what is in this set and in none of some collections, this set in one round
	 * trip.
	 * @param others the collections
	 * @return a modifiable plain set
	 */
	Set<E> difference(Collection<?>... others);

	/**
	 * Reads what is in an odd number of this set and some collections, which of two is
	 * what only one of them has; this set in one round trip.
	 * @param others the collections, whose elements are as if they were added
	 * @return a modifiable plain set
	 */
	Set<E> symmetricDifference(Collection<?>... others);

	/**
	 * Stores what {@link #union} reads. What stood under the key is replaced at once,
	 * expiry included; that happens on the server, atomically with the reading, where all
	 * collections are sets of the same Redis, in a cluster of the same slot as the key.
	 * Otherwise the elements pass through this process.
	 * @param key the key to leave the result under, which may be that of a set concerned
	 * @param others the collections
	 * @return a view of the set under the key
	 * @throws io.pottery.exception.WrongTypeException if the key, or a set's, holds
	 * another type, which stays untouched
	 */
	RedisSet<E> unionInto(String key, Collection<?>... others);

	/**
	 * Stores what {@link #intersection} reads, as {@link #unionInto} does.
	 * @param key the key to leave the result under, which may be that of a set concerned
	 * @param others the collections
	 * @return a view of the set under the key
	 * @throws io.pottery.exception.WrongTypeException if the key, or a set's, holds
	 * another type, which stays untouched
	 */
	RedisSet<E> intersectionInto(String key, Collection<?>... others);

	/**
	 * Stores what {@link #difference} reads, as {@link #unionInto} does.
	 * @param key the key to leave the result under, which may be that of a set concerned
	 * @param others the collections
	 * @return a view of the set under the key
	 * @throws io.pottery.exception.WrongTypeException if the key, or a set's, holds
	 * another type, which stays untouched
	 */
	RedisSet<E> differenceInto(String key, Collection<?>... others);

	/**
	 * Stores what {@link #symmetricDifference} reads, as {@link #unionInto} does.
	 * @param key the key to leave the result under, which may be that of a set concerned
	 * @param others the collections
	 * @return a view of the set under the key
	 * @throws io.pottery.exception.WrongTypeException if the key, or a set's, holds
	 * another type, which stays untouched
	 */
	RedisSet<E> symmetricDifferenceInto(String key, Collection<?>... others);

	@Override
	void clear();

}
