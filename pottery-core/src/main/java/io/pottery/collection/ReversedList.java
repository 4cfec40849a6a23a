package io.pottery.collection;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A list from its end to its beginning, as a view.
 *
 * @param <E> the type of the elements
 */
final class ReversedList<E> extends AbstractList<E> implements ListEnds<E> {

	private final DefaultRedisList<E> list;

	private final ListStore<E> store;

	ReversedList(DefaultRedisList<E> list) {
		this.list = list;
		this.store = list.store();
	}

	@Override
	public int size() {
		return this.list.size();
	}

	@Override
	public E get(int index) {
		byte[] text = (index >= 0) ? this.store.get(-1 - index) : null;
		if (text == null) {
			throw ListStore.outOfBounds(index, size());
		}
		return this.store.value(text);
	}

	@Override
	public E set(int index, E element) {
		byte[] text = this.store.text(element);
		return this.store.set(fromEnd(index), text);
	}

	@Override
	public boolean add(E element) {
		this.list.addFirst(element);
		return true;
	}

	@Override
	public void add(int index, E element) {
		addAll(index, Collections.singletonList(element));
	}

	@Override
	public boolean addAll(Collection<? extends E> elements) {
		return this.list.addAll(0, reversed(elements));
	}

	@Override
	public boolean addAll(int index, Collection<? extends E> elements) {
		List<byte[]> texts = this.store.texts(reversed(elements));
		this.store.insert((fromEnd(index) < -1) ? Integer.valueOf(-index) : null, texts);
		return !texts.isEmpty();
	}

	@Override
	public E remove(int index) {
		return this.store.remove(fromEnd(index));
	}

	@Override
	public void addFirst(E element) {
		this.list.addLast(element);
	}

	@Override
	public void addLast(E element) {
		this.list.addFirst(element);
	}

	@Override
	public E getFirst() {
		return this.list.getLast();
	}

	@Override
	public E getLast() {
		return this.list.getFirst();
	}

	@Override
	public E removeFirst() {
		return this.list.removeLast();
	}

	@Override
	public E removeLast() {
		return this.list.removeFirst();
	}

	@Override
	protected void removeRange(int from, int to) {
		if (from < to) {
			this.store.removeSlice(-to, (from > 0) ? Integer.valueOf(-from) : null, 1);
		}
	}

	private int fromEnd(int index) {
		if (index < 0) {
			throw ListStore.outOfBounds(index, size());
		}
		return -1 - index;
	}

	private static <E> List<E> reversed(Collection<? extends E> elements) {
		List<E> copy = new ArrayList<>(elements);
		Collections.reverse(copy);
		return copy;
	}

	@Override
	public boolean remove(@Nullable Object value) {
		byte[] text = this.store.textOf(value);
		return text != null && (this.store.removeText(text, -1) || removeEqual(value));
	}

	private boolean removeEqual(@Nullable Object value) {
		this.store.core().inefficient("remove");
		int index = 0;
		List<byte[]> page;
		do {
			page = page(index);
			for (int i = 0; i < page.size(); i++) {
				byte[] text = page.get(i);
				if (this.store.isEqual(text, value)
						&& this.store.swapAll(ListStore.swap(fromEnd(index + i), text, null)) > 0) {
					return true;
				}
			}
			index += page.size();
		}
		while (page.size() >= ListStore.PAGE);
		return false;
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
		byte[] text = this.store.textOf(value);
		if (text == null) {
			return -1;
		}
		OptionalLong index = this.store.findFromEnd(text, last ? 1 : -1);
		if (index.isPresent()) {
			return (int) index.getAsLong();
		}
		this.store.core().inefficient(operation);
		return this.store.find(this::page, value, last);
	}

	/**
	 * Reads a page.
	 * @param index the index of its first element, from the end
	 * @return the texts; a full page may not be the last one
	 */
	private List<byte[]> page(int index) {
		return reversed(this.store.range(-(long) index - ListStore.PAGE, -1L - index));
	}

	@Override
	public boolean removeAll(Collection<?> values) {
		return this.list.removeAll(values);
	}

	@Override
	public boolean retainAll(Collection<?> values) {
		return this.list.retainAll(values);
	}

	@Override
	public boolean removeIf(Predicate<? super E> filter) {
		return this.list.removeIf(filter);
	}

	@Override
	public void replaceAll(UnaryOperator<E> operator) {
		this.list.replaceAll(operator);
	}

	@Override
	public void sort(@Nullable Comparator<? super E> comparator) {
		this.list.sort(comparator, true);
	}

	@Override
	public void clear() {
		this.list.clear();
	}

	@Override
	public boolean contains(@Nullable Object value) {
		return this.list.contains(value);
	}

	@Override
	public boolean containsAll(Collection<?> values) {
		return this.list.containsAll(values);
	}

	@Override
	public Iterator<E> iterator() {
		return listIterator();
	}

	@Override
	public ListIterator<E> listIterator(int index) {
		int size = size();
		if (index < 0 || index > size) {
			throw ListStore.outOfBounds(index, size);
		}
		return new ReversedIterator<>(new ListCursor<>(this.list, size - index), index);
	}

	@Override
	public Spliterator<E> spliterator() {
		return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.CONCURRENT);
	}

	@Override
	public Object[] toArray() {
		return reversed(this.list.snapshot()).toArray();
	}

	@Override
	public <T> T[] toArray(T[] array) {
		return reversed(this.list.snapshot()).toArray(array);
	}

	private static final class ReversedIterator<E> implements ListIterator<E> {

		private final ListIterator<E> forwards;

		private int cursor;

		/** Where the last element was read, if it may be replaced or removed. */
		private int last = -1;

		ReversedIterator(ListIterator<E> forwards, int cursor) {
			this.forwards = forwards;
			this.cursor = cursor;
		}

		@Override
		public boolean hasNext() {
			return this.forwards.hasPrevious();
		}

		@Override
		public E next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			this.last = this.cursor;
			this.cursor++;
			return this.forwards.previous();
		}

		@Override
		public boolean hasPrevious() {
			return this.forwards.hasNext();
		}

		@Override
		public E previous() {
			if (!hasPrevious()) {
				throw new NoSuchElementException();
			}
			this.cursor--;
			this.last = this.cursor;
			return this.forwards.next();
		}

		@Override
		public int nextIndex() {
			return this.cursor;
		}

		@Override
		public int previousIndex() {
			return this.cursor - 1;
		}

		@Override
		public void remove() {
			checkLast();
			this.forwards.remove();
			this.cursor = this.last;
			this.last = -1;
		}

		@Override
		public void set(E element) {
			checkLast();
			this.forwards.set(element);
		}

		@Override
		public void add(E element) {
			this.forwards.add(element);
			// What was added comes before the cursor, seen from the end.
			this.forwards.previous();
			this.cursor++;
			this.last = -1;
		}

		private void checkLast() {
			if (this.last < 0) {
				throw new IllegalStateException("No element was read since the last addition or removal");
			}
		}

	}

}
