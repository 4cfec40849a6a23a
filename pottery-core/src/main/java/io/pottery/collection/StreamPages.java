package io.pottery.collection;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * Reads a stream page by page, from its beginning to the end that it has then.
 */
final class StreamPages implements Iterator<List<StreamEntry>> {

	private final StreamStore<?> store;

	private byte @Nullable [] last;

	private @Nullable List<StreamEntry> next;

	StreamPages(StreamStore<?> store, String operation) {
		this.store = store;
		store.core().inefficient(operation);
	}

	@Override
	public boolean hasNext() {
		return !page().isEmpty();
	}

	@Override
	public List<StreamEntry> next() {
		List<StreamEntry> page = page();
		if (page.isEmpty()) {
			throw new NoSuchElementException();
		}
		this.last = page.get(page.size() - 1).id();
		// A page that is not full is the last one: what comes later came too late.
		this.next = (page.size() < StreamStore.CHUNK_ELEMENTS) ? List.of() : null;
		return page;
	}

	private List<StreamEntry> page() {
		List<StreamEntry> page = this.next;
		if (page == null) {
			page = this.store.page(this.last, StreamStore.CHUNK_ELEMENTS);
			this.next = page;
		}
		return page;
	}

}
