package io.pottery.collection;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads elements page by page; removes by the text as it is stored. Where an element
 * cannot be decoded, {@code next} throws and the following call goes on behind it;
 * {@code remove} removes it.
 *
 * @param <T> the type of the elements
 */
final class PageIterator<T extends @Nullable Object> implements Iterator<T> {

	private final Iterator<List<byte[][]>> pages;

	private final Function<byte[][], T> reader;

	private final Consumer<byte[]> remover;

	private Iterator<byte[][]> page = List.<byte[][]>of().iterator();

	private byte @Nullable [] last;

	/**
	 * Creates an iterator.
	 * @param pages what to read
	 * @param reader makes an element of its texts
	 * @param remover removes an element by the first of its texts
	 */
	PageIterator(Iterator<List<byte[][]>> pages, Function<byte[][], T> reader, Consumer<byte[]> remover) {
		this.pages = pages;
		this.reader = reader;
		this.remover = remover;
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
		this.remover.accept(this.last);
		this.last = null;
	}

}
