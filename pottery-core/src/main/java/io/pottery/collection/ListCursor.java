package io.pottery.collection;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * Reads a list by pages of positions, in both directions; replaces and removes by the
 * text that was read. Where an element cannot be decoded, {@code next} and
 * {@code previous} throw, stand behind it all the same, and {@code remove} removes it.
 *
 * @param <E> the type of the elements
 */
final class ListCursor<E> implements ListIterator<E> {

	private final ListWindow<E> window;

	private final ListStore<E> store;

	private int cursor;

	private List<byte[]> page = new ArrayList<>();

	/** Where the page begins. */
	private int start;

	/** Whether there was nothing behind the page when it was read. */
	private boolean lastPage;

	private int last;

	/** The text of the last element that was read, if it may be replaced or removed. */
	private byte @Nullable [] lastText;

	ListCursor(ListWindow<E> window, int index) {
		this.window = window;
		this.store = window.store();
		this.cursor = index;
		this.start = index;
		this.store.core().inefficient("iterator");
	}

	@Override
	public boolean hasNext() {
		boolean atEnd = this.lastPage && this.cursor == this.start + this.page.size();
		if (!isRead(this.cursor) && !atEnd) {
			turnTo(this.cursor, this.window.page(this.cursor));
			this.lastPage = this.page.size() < ListStore.PAGE;
		}
		return isRead(this.cursor);
	}

	@Override
	public E next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		this.cursor++;
		return read(this.cursor - 1);
	}

	@Override
	public boolean hasPrevious() {
		while (this.cursor > 0 && !isRead(this.cursor - 1)) {
			int from = Math.max(0, this.cursor - ListStore.PAGE);
			turnTo(from, this.window.read(from, this.cursor - from));
			this.lastPage = false;
			// Where others have removed what was there, the cursor stands at the end now.
			this.cursor = from + this.page.size();
		}
		return this.cursor > 0;
	}

	@Override
	public E previous() {
		if (!hasPrevious()) {
			throw new NoSuchElementException();
		}
		this.cursor--;
		return read(this.cursor);
	}

	private boolean isRead(int index) {
		return index >= this.start && index < this.start + this.page.size();
	}

	private void turnTo(int index, List<byte[]> texts) {
		this.start = index;
		this.page = new ArrayList<>(texts);
	}

	private E read(int index) {
		byte[] text = this.page.get(index - this.start);
		this.last = index;
		this.lastText = text;
		return this.store.value(text);
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
		boolean removed = swapLast(null);
		this.lastText = null;
		if (isRead(this.last)) {
			this.page.remove(this.last - this.start);
		}
		else if (this.last < this.start) {
			this.start--;
		}
		if (this.last < this.cursor) {
			this.cursor--;
		}
		if (removed) {
			this.window.resize(-1);
		}
	}

	@Override
	public void set(E element) {
		byte[] text = this.store.text(element);
		if (!swapLast(text)) {
			throw new ConcurrentModificationException("Element " + this.last + " of '" + this.store.core().key()
					+ "' was changed or removed since it was read");
		}
		this.lastText = text;
		if (isRead(this.last)) {
			this.page.set(this.last - this.start, text);
		}
	}

	private boolean swapLast(byte @Nullable [] text) {
		if (this.lastText == null) {
			throw new IllegalStateException("No element was read since the last addition or removal");
		}
		return this.store.swapAll(ListStore.swap(this.window.offset() + this.last, this.lastText, text)) > 0;
	}

	@Override
	public void add(E element) {
		int index = this.window.offset() + this.cursor;
		byte[] text = this.store.text(element);
		this.store.splice(index, index, List.of(text));
		this.window.resize(1);
		this.lastText = null;
		this.page.add(this.cursor - this.start, text);
		this.cursor++;
	}

}
