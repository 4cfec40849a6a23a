package io.pottery.collection;

import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What a list and the views of its ranges have in common: elements from an offset on, not
 * more than a limit.
 *
 * @param <E> the type of the elements
 */
abstract class ListWindow<E> extends AbstractList<E> {

	private static final long FIRST_PAUSE_NANOS = 50_000;

	private static final int MOST_DOUBLINGS = 9;

	private final ListStore<E> store;

	ListWindow(ListStore<E> store) {
		this.store = store;
	}

	final ListStore<E> store() {
		return this.store;
	}

	/**
	 * Returns where the window begins.
	 * @return an index of the stored list
	 */
	abstract int offset();

	/**
	 * Returns how many elements the window shows at most.
	 * @return the number
	 */
	abstract int limit();

	/**
	 * Takes note that this window has changed its number of elements.
	 * @param by how many there are more now
	 */
	abstract void resize(int by);

	@Override
	public int size() {
		return Math.max(0, Math.min(limit(), this.store.size() - offset()));
	}

	@Override
	public boolean isEmpty() {
		return size() == 0;
	}

	@Override
	public E get(int index) {
		byte[] text = (index >= 0 && index < limit()) ? this.store.get(offset() + index) : null;
		if (text == null) {
			throw outOfBounds(index);
		}
		return this.store.value(text);
	}

	@Override
	public E set(int index, E element) {
		byte[] text = this.store.text(element);
		checkIndex(index, limit() - 1);
		return this.store.set(offset() + index, text);
	}

	@Override
	public boolean add(E element) {
		return append(List.of(this.store.text(element)));
	}

	@Override
	public void add(int index, E element) {
		insert(index, List.of(this.store.text(element)));
	}

	@Override
	public boolean addAll(Collection<? extends E> elements) {
		return append(this.store.texts(elements));
	}

	@Override
	public boolean addAll(int index, Collection<? extends E> elements) {
		return insert(index, this.store.texts(elements));
	}

	boolean append(List<byte[]> texts) {
		return insert(limit(), texts);
	}

	private boolean insert(int index, List<byte[]> texts) {
		checkIndex(index, limit());
		this.store.insert(offset() + index, texts);
		resize(texts.size());
		return !texts.isEmpty();
	}

	@Override
	public E remove(int index) {
		checkIndex(index, limit() - 1);
		// An element that cannot be decoded is removed, too, though that throws.
		resize(-1);
		try {
			return this.store.remove(offset() + index);
		}
		catch (IndexOutOfBoundsException ex) {
			resize(1);
			throw ex;
		}
	}

	@Override
	public boolean remove(@Nullable Object value) {
		return this.store.textOf(value) != null && removeTexts("remove", (text) -> this.store.isEqual(text, value), 1);
	}

	@Override
	public boolean removeAll(Collection<?> values) {
		Objects.requireNonNull(values, "values");
		return removeTexts("removeAll", (text) -> this.store.isAmong(text, values), Integer.MAX_VALUE);
	}

	@Override
	public boolean retainAll(Collection<?> values) {
		Objects.requireNonNull(values, "values");
		return removeTexts("retainAll", (text) -> !values.contains(this.store.value(text)), Integer.MAX_VALUE);
	}

	@Override
	public boolean removeIf(Predicate<? super E> filter) {
		Objects.requireNonNull(filter, "filter");
		return removeTexts("removeIf", (text) -> filter.test(this.store.value(text)), Integer.MAX_VALUE);
	}

	private boolean removeTexts(String operation, Predicate<byte[]> unwanted, int most) {
		this.store.core().inefficient(operation);
		int removed = 0;
		int index = 0;
		List<byte[]> page;
		do {
			page = page(index);
			int gone = this.store.swapAll(removals(index, page, unwanted, most - removed));
			resize(-gone);
			removed += gone;
			index += page.size() - gone;
		}
		while (page.size() >= ListStore.PAGE && removed < most);
		return removed > 0;
	}

	/**
	 * Describes removals, the last of them first, so that the others stay where they were
	 * read.
	 * @param index where the page begins
	 * @param page what was read
	 * @param unwanted decides about the texts
	 * @param most how many to remove at most
	 * @return what {@link ListStore#swapAll} takes
	 */
	private List<byte[]> removals(int index, List<byte[]> page, Predicate<byte[]> unwanted, int most) {
		Deque<Integer> places = new ArrayDeque<>();
		for (int i = 0; i < page.size() && places.size() < most; i++) {
			if (unwanted.test(page.get(i))) {
				places.push(i);
			}
		}
		List<byte[]> removals = new ArrayList<>(3 * places.size());
		places.forEach((i) -> removals.addAll(ListStore.swap((long) offset() + index + i, page.get(i), null)));
		return removals;
	}

	@Override
	public void replaceAll(UnaryOperator<E> operator) {
		Objects.requireNonNull(operator, "operator");
		this.store.core().inefficient("replaceAll");
		int index = 0;
		List<byte[]> page;
		do {
			page = page(index);
			List<byte[]> swaps = new ArrayList<>();
			for (int i = 0; i < page.size(); i++) {
				byte[] text = page.get(i);
				byte[] next = this.store.text(operator.apply(this.store.value(text)));
				if (!Arrays.equals(text, next)) {
					swaps.addAll(ListStore.swap((long) offset() + index + i, text, next));
				}
			}
			this.store.swapAll(swaps);
			index += page.size();
		}
		while (page.size() >= ListStore.PAGE);
	}

	@Override
	public void sort(@Nullable Comparator<? super E> comparator) {
		sort(comparator, false);
	}

	/**
	 * Sorts what the window shows, again and again until nobody else changed it
	 * meanwhile.
	 * @param comparator the order, {@code null} for the natural one
	 * @param backwards whether the last element becomes the least
	 */
	@SuppressWarnings("unchecked")
	final void sort(@Nullable Comparator<? super E> comparator, boolean backwards) {
		this.store.core().inefficient("sort");
		Comparator<? super E> order = (comparator != null) ? comparator
				: (Comparator<E>) Comparator.<Comparable<Object>>naturalOrder();
		for (int failures = 0; !trySort(order, backwards); failures++) {
			long most = FIRST_PAUSE_NANOS << Math.min(failures, MOST_DOUBLINGS);
			LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
		}
	}

	private boolean trySort(Comparator<? super E> order, boolean backwards) {
		List<byte[]> read = read();
		List<E> values = this.store.values(read);
		List<Integer> places = new ArrayList<>(values.size());
		for (int i = 0; i < values.size(); i++) {
			places.add(i);
		}
		if (backwards) {
			Collections.reverse(places);
		}
		places.sort((first, second) -> order.compare(values.get(first), values.get(second)));
		if (backwards) {
			Collections.reverse(places);
		}
		return places.size() < 2 || this.store.order(offset(), read, places);
	}

	@Override
	public boolean contains(@Nullable Object value) {
		return indexOf(value) >= 0;
	}

	@Override
	public boolean containsAll(Collection<?> values) {
		Set<Object> missing = new HashSet<>(values);
		if (missing.isEmpty()) {
			return true;
		}
		this.store.core().inefficient("containsAll");
		int index = 0;
		List<byte[]> page = page(0);
		while (!page.isEmpty() && !missing.isEmpty()) {
			this.store.decodable(page).forEach(missing::remove);
			index += page.size();
			page = (page.size() >= ListStore.PAGE) ? page(index) : List.of();
		}
		return missing.isEmpty();
	}

	@Override
	public int indexOf(@Nullable Object value) {
		return find("indexOf", value, false);
	}

	@Override
	public int lastIndexOf(@Nullable Object value) {
		return find("lastIndexOf", value, true);
	}

	private int find(String operation, @Nullable Object value, boolean last) {
		if (this.store.textOf(value) == null) {
			return -1;
		}
		this.store.core().inefficient(operation);
		return this.store.find(this::page, value, last);
	}

	@Override
	public Iterator<E> iterator() {
		return listIterator();
	}

	@Override
	public ListIterator<E> listIterator() {
		return new ListCursor<>(this, 0);
	}

	@Override
	public ListIterator<E> listIterator(int index) {
		if (index != 0) {
			checkIndex(index, (index > 0) ? size() : 0);
		}
		return new ListCursor<>(this, index);
	}

	@Override
	public Spliterator<E> spliterator() {
		return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.CONCURRENT);
	}

	@Override
	public List<E> subList(int from, int to) {
		if (from > to) {
			throw new IllegalArgumentException("'from' must not be above 'to', was " + from + " and " + to);
		}
		checkIndex(from, Integer.MAX_VALUE);
		checkIndex(to, size());
		return new ListRange<>(this, from, to);
	}

	/**
	 * Reads a page.
	 * @param index the index of its first element
	 * @return the texts; a full page may not be the last one
	 */
	final List<byte[]> page(int index) {
		return read(index, Math.min(ListStore.PAGE, limit() - index));
	}

	private List<byte[]> read() {
		return read(0, limit());
	}

	/**
	 * Reads a range of the window.
	 * @param index the index of its first element
	 * @param count how many elements it has
	 * @return the texts of those that are there
	 */
	final List<byte[]> read(int index, int count) {
		long first = (long) offset() + index;
		return (count > 0) ? this.store.range(first, first + count - 1) : List.of();
	}

	final List<E> snapshot(String operation) {
		this.store.core().inefficient(operation);
		return this.store.values(read());
	}

	@Override
	public Object[] toArray() {
		return snapshot("toArray").toArray();
	}

	@Override
	public <T> T[] toArray(T[] array) {
		return snapshot("toArray").toArray(array);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		if (other == this) {
			return true;
		}
		if (!(other instanceof List<?>)) {
			return false;
		}
		Object plain = (other instanceof ListWindow<?> window) ? window.snapshot("equals") : other;
		return snapshot("equals").equals(plain);
	}

	@Override
	public int hashCode() {
		return snapshot("hashCode").hashCode();
	}

	@Override
	public String toString() {
		return snapshot("toString").toString();
	}

	private void checkIndex(int index, int most) {
		if (index < 0 || index > most) {
			throw outOfBounds(index);
		}
	}

	private IndexOutOfBoundsException outOfBounds(int index) {
		return ListStore.outOfBounds(index, size());
	}

}
