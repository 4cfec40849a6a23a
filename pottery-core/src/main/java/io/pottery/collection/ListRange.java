package io.pottery.collection;

import org.jspecify.annotations.Nullable;

/**
 * A range of a list, as a view. It counts what is added and removed through itself and
 * the ranges of it.
 *
 * @param <E> the type of the elements
 */
final class ListRange<E> extends ListWindow<E> implements ListEnds<E> {

	private final ListWindow<E> parent;

	private final int offset;

	private int limit;

	ListRange(ListWindow<E> parent, int from, int to) {
		super(parent.store());
		this.parent = parent;
		this.offset = parent.offset() + from;
		this.limit = to - from;
	}

	@Override
	int offset() {
		return this.offset;
	}

	@Override
	int limit() {
		return this.limit;
	}

	@Override
	void resize(int by) {
		this.limit += by;
		this.parent.resize(by);
	}

	@Override
	public void clear() {
		store().removeSlice(this.offset, this.offset + this.limit, 1);
		resize(-this.limit);
	}

	@Override
	public void addFirst(E element) {
		add(0, element);
	}

	@Override
	public void addLast(E element) {
		add(element);
	}

	@Override
	public E getFirst() {
		return end((this.limit > 0) ? store().get(this.offset) : null);
	}

	@Override
	public E getLast() {
		return end((this.limit > 0) ? store().getLast(this.offset, last()) : null);
	}

	private E end(byte @Nullable [] text) {
		if (text == null) {
			throw store().empty();
		}
		return store().value(text);
	}

	@Override
	public E removeFirst() {
		return removeEnd(this.offset);
	}

	@Override
	public E removeLast() {
		return removeEnd(last());
	}

	private E removeEnd(int index) {
		if (this.limit == 0) {
			throw store().empty();
		}
		// An element that cannot be decoded is removed, too, though that throws.
		resize(-1);
		try {
			return store().removeLast(this.offset, index);
		}
		catch (IndexOutOfBoundsException ex) {
			resize(1);
			throw store().empty();
		}
	}

	private int last() {
		return this.offset + this.limit - 1;
	}

}
