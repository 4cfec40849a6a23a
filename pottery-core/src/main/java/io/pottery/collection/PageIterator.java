package io.pottery.collection;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads elements page by page; removes them as they are stored. Where an element cannot
 * be decoded, {@code next} throws and the following call goes on behind it;
 * {@code remove} removes it.
 *
 * @param <S> the type of what is stored
 * @param <T> the type of the elements
 */
final class PageIterator<S, T extends @Nullable Object> implements Iterator<T> {

	private final Iterator<? extends Collection<S>> pages;

	private final Function<S, T> reader;

	private final Consumer<S> remover;

	private Iterator<S> page = Collections.emptyIterator();

	private @Nullable S last;

	/**
	 * Creates an iterator.
	 * @param pages what to read
	 * @param reader makes an element of what is stored
	 * @param remover removes what is stored
	 */
	PageIterator(Iterator<? extends Collection<S>> pages, Function<S, T> reader, Consumer<S> remover) {
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
		S stored = this.page.next();
		this.last = stored;
		return this.reader.apply(stored);
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
