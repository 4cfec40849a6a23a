package io.pottery.collection;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The keys of a map, as a view.
 *
 * @param <K> the type of the keys
 */
final class HashKeys<K> extends AbstractSet<K> {

	private final HashStore<K, ?> store;

	HashKeys(HashStore<K, ?> store) {
		this.store = store;
	}

	@Override
	public int size() {
		return this.store.size();
	}

	@Override
	public Iterator<K> iterator() {
		return this.store.iterator("keySet", (element) -> this.store.key(element[0]));
	}

	@Override
	public Spliterator<K> spliterator() {
		return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.DISTINCT | Spliterator.CONCURRENT);
	}

	@Override
	public boolean contains(@Nullable Object key) {
		byte[] field = this.store.fieldOf(key);
		return field != null && this.store.contains(field);
	}

	@Override
	public boolean containsAll(Collection<?> keys) {
		List<byte[]> fields = fields(keys);
		return fields.size() == keys.size() && this.store.containsAll(fields);
	}

	@Override
	public boolean remove(@Nullable Object key) {
		return removeAll(List.of(key));
	}

	@Override
	public boolean removeAll(Collection<?> keys) {
		return this.store.delete(fields(keys));
	}

	@Override
	public boolean retainAll(Collection<?> keys) {
		Objects.requireNonNull(keys, "keys");
		return removeIf((key) -> !keys.contains(key));
	}

	@Override
	public boolean removeIf(Predicate<? super K> filter) {
		Objects.requireNonNull(filter, "filter");
		boolean removed = false;
		Iterator<List<byte[][]>> pages = this.store.pages("keySet().removeIf");
		while (pages.hasNext()) {
			removed |= this.store.delete(pages.next()
				.stream()
				.map((element) -> element[0])
				.filter((field) -> filter.test(this.store.key(field)))
				.toList());
		}
		return removed;
	}

	@Override
	public void clear() {
		this.store.core().clear();
	}

	private List<byte[]> fields(Collection<?> keys) {
		List<byte[]> fields = new ArrayList<>(keys.size());
		for (Object key : keys) {
			byte[] field = this.store.fieldOf(key);
			if (field != null) {
				fields.add(field);
			}
		}
		return fields;
	}

}
