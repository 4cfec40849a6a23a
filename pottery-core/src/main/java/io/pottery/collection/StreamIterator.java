package io.pottery.collection;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * Reads the items of a stream; removes by the entry's id. Where an item cannot be
 * decoded, {@code next} throws and the following call goes on behind it; {@code remove}
 * removes it.
 *
 * @param <E> the type of the items
 */
final class StreamIterator<E> implements Iterator<E> {

	private final StreamStore<E> store;

	private final StreamPages pages;

	private Iterator<StreamEntry> page = List.<StreamEntry>of().iterator();

	private byte @Nullable [] last;

	StreamIterator(StreamStore<E> store) {
		this.store = store;
		this.pages = new StreamPages(store, "iterator");
	}

	@Override
	public boolean hasNext() {
		if (!this.page.hasNext() && this.pages.hasNext()) {
			this.page = this.pages.next().iterator();
		}
		return this.page.hasNext();
	}

	@Override
	public E next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		StreamEntry entry = this.page.next();
		this.last = entry.id();
		return this.store.read(entry);
	}

	@Override
	public void remove() {
		if (this.last == null) {
			throw new IllegalStateException("No item was read since the last removal");
		}
		this.store.delete(List.of(this.last));
		this.last = null;
	}

}
