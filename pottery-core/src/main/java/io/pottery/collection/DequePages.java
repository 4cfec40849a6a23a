package io.pottery.collection;

import java.util.ArrayDeque;
import java.util.Deque;
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
		remove(List.of(index(offset), this.page.get(offset)));
	}

	/**
	 * Reads all pages and removes what is not wanted, whenever there is a chunk of it.
	 * @param unwanted decides about a text
	 * @return whether something was removed
	 */
	boolean removeIf(Predicate<byte[]> unwanted) {
		boolean removed = false;
		Deque<byte[]> found = new ArrayDeque<>();
		while (hasNext()) {
			List<byte[]> texts = next();
			for (int i = 0; i < texts.size(); i++) {
				if (unwanted.test(texts.get(i))) {
					found.addFirst(texts.get(i));
					found.addFirst(index(i));
				}
			}
			if (found.size() >= 2 * DequeStore.PAGE_ELEMENTS || !hasNext()) {
				removed |= remove(List.copyOf(found));
				found.clear();
			}
		}
		return removed;
	}

	private byte[] index(int offset) {
		return DequeStore.text(this.end.index(this.start + offset));
	}

	private boolean remove(List<byte[]> read) {
		int removed = this.store.remove(this.end, read);
		this.start -= removed;
		return removed > 0;
	}

}
