package io.pottery.collection;

import java.util.Iterator;
import java.util.List;

/**
 * Reads a deque page by page. Where an element cannot be decoded, {@code next} throws and
 * the following call goes on behind it; {@code remove} removes it.
 *
 * @param <E> the type of the elements
 */
final class DequeIterator<E> implements Iterator<E> {

	private final DequeStore<E> store;

	private final DequePages pages;

	private List<byte[]> page = List.of();

	private int next;

	private boolean removable;

	DequeIterator(DequeStore<E> store, String operation, DequeEnd end) {
		this.store = store;
		this.pages = store.pages(operation, end);
	}

	@Override
	public boolean hasNext() {
		return this.next < this.page.size() || this.pages.hasNext();
	}

	@Override
	public E next() {
		if (this.next == this.page.size()) {
			this.page = this.pages.next();
			this.next = 0;
		}
		this.removable = true;
		return this.store.read(this.page.get(this.next++));
	}

	@Override
	public void remove() {
		if (!this.removable) {
			throw new IllegalStateException("No element was read since the last removal");
		}
		this.removable = false;
		this.pages.remove(this.next - 1);
	}

}
