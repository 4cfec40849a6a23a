package io.pottery.collection;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Reads a list page by page from one end to the other, and removes from the page that was
 * read last.
 */
final class DequePages implements Iterator<List<byte[]>> {

	private final DequeStore<?> store;

	private final DequeEnd end;

	private long start;

	private List<byte[]> page = List.of();

	private @Nullable List<byte[]> following;

	private boolean last;

	DequePages(DequeStore<?> store, DequeEnd end) {
		this.store = store;
		this.end = end;
	}

	@Override
	public boolean hasNext() {
		return !following().isEmpty();
	}

	@Override
	public List<byte[]> next() {
		List<byte[]> next = following();
		if (next.isEmpty()) {
			throw new NoSuchElementException();
		}
		this.start += this.page.size();
		this.page = next;
		this.following = null;
		this.last = next.size() < DequeStore.PAGE_ELEMENTS;
		return next;
	}

	private List<byte[]> following() {
		List<byte[]> next = this.following;
		if (next == null) {
			long from = this.start + this.page.size();
			next = this.last ? List.of() : this.store.range(this.end, from, from + DequeStore.PAGE_ELEMENTS - 1);
			this.following = next;
		}
		return next;
	}

	/**
	 * Removes one element of the page, after which the others of the page keep their
	 * offsets here and move by one in Redis.
	 * @param offset where it stands in the page, behind all that were removed before
	 */
	void remove(int offset) {
		remove(List.of(offset));
	}

	/**
	 * Removes what is not wanted, page by page.
	 * @param unwanted decides about a text
	 * @return whether something was removed
	 */
	boolean removeIf(Predicate<byte[]> unwanted) {
		boolean removed = false;
		while (hasNext()) {
			List<byte[]> texts = next();
			List<Integer> offsets = new ArrayList<>();
			for (int i = texts.size() - 1; i >= 0; i--) {
				if (unwanted.test(texts.get(i))) {
					offsets.add(i);
				}
			}
			removed |= remove(offsets) > 0;
		}
		return removed;
	}

	private int remove(List<Integer> offsets) {
		List<byte[]> read = new ArrayList<>(2 * offsets.size());
		for (int offset : offsets) {
			read.add(DequeStore.text(this.end.index(this.start + offset)));
			read.add(this.page.get(offset));
		}
		int removed = this.store.remove(this.end, read);
		this.start -= removed;
		return removed;
	}

}
