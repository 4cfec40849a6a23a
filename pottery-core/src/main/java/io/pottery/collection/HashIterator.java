package io.pottery.collection;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads a hash page by page; removes by the field as it is stored. Where an element
 * cannot be decoded, {@code next} throws and the following call goes on behind it;
 * {@code remove} removes it.
 *
 * @param <T> the type of the elements
 */
final class HashIterator<T> implements Iterator<T> {

	private final HashStore<?, ?> store;

	private final Function<byte[][], T> reader;

	private final Iterator<List<byte[][]>> pages;

	private Iterator<byte[][]> page = List.<byte[][]>of().iterator();

	private byte @Nullable [] last;

	HashIterator(HashStore<?, ?> store, String operation, Function<byte[][], T> reader) {
		this.store = store;
		this.reader = reader;
		this.pages = store.pages(operation);
	}

	@Override
	public boolean hasNext() {
		if (!this.page.hasNext() && this.pages.hasNext()) {
			this.page = this.pages.next().iterator();
		}
		return this.page.hasNext();
	}

	@Override
	public T next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		byte[][] element = this.page.next();
		this.last = element[0];
		return this.reader.apply(element);
	}

	@Override
	public void remove() {
		if (this.last == null) {
			throw new IllegalStateException("No element was read since the last removal");
		}
		this.store.delete(List.of(this.last));
		this.last = null;
	}

}
