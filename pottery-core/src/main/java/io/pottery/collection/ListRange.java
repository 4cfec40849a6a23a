package io.pottery.collection;

/**
 * A range of a list, as a view. It counts what is added and removed through itself and
 * the ranges of it.
 *
 * @param <E> the type of the elements
 */
final class ListRange<E> extends ListWindow<E> {

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

}
