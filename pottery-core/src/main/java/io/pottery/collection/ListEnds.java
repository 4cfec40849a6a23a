package io.pottery.collection;

/**
 * The ends of a view of a list, each reached in one round trip. Java 21 gives every list
 * these methods, at the cost of two round trips between which others may change the list.
 *
 * @param <E> the type of the elements
 */
interface ListEnds<E> {

	void addFirst(E element);

	void addLast(E element);

	E getFirst();

	E getLast();

	E removeFirst();

	E removeLast();

}
