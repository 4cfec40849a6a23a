package io.pottery.collection;

import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The mappings of a map, as a view. An entry knows the value that was read; setting
 * another writes it through.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class HashEntries<K, V> extends AbstractSet<Map.Entry<K, V>> {

	private final HashStore<K, V> store;

	HashEntries(HashStore<K, V> store) {
		this.store = store;
	}

	@Override
	public int size() {
		return this.store.size();
	}

	@Override
	public Iterator<Map.Entry<K, V>> iterator() {
		return this.store.iterator("entrySet", this::entry);
	}

	@Override
	public Spliterator<Map.Entry<K, V>> spliterator() {
		return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.DISTINCT | Spliterator.CONCURRENT);
	}

	@Override
	public boolean contains(@Nullable Object entry) {
		return containsAll(Collections.singleton(entry));
	}

	@Override
	public boolean containsAll(Collection<?> entries) {
		return matching(entries).size() == 3 * entries.size();
	}

	@Override
	public boolean remove(@Nullable Object entry) {
		return entry instanceof Map.Entry<?, ?> mapping && mapping.getKey() != null
				&& this.store.swapIfEqual(mapping.getKey(), mapping.getValue(), null);
	}

	@Override
	public boolean removeAll(Collection<?> entries) {
		return this.store.swapAll(matching(entries)).stream().anyMatch(HashStore::isSwapped);
	}

	@Override
	public boolean retainAll(Collection<?> entries) {
		Objects.requireNonNull(entries, "entries");
		return removeIf((entry) -> !entries.contains(entry));
	}

	@Override
	public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
		Objects.requireNonNull(filter, "filter");
		return this.store.removeIf("entrySet().removeIf", (element) -> filter.test(entry(element)));
	}

	@Override
	public void clear() {
		this.store.core().clear();
	}

	private Map.Entry<K, V> entry(byte[][] element) {
		return new WriteThroughEntry<>(this.store, element);
	}

	/**
	 * Finds the entries that stand in the hash.
	 * @param entries any objects
	 * @return the swaps that would remove those that do
	 */
	private List<byte[]> matching(Collection<?> entries) {
		List<byte[]> fields = new ArrayList<>();
		List<Object> values = new ArrayList<>();
		for (Object entry : entries) {
			byte[] field = (entry instanceof Map.Entry<?, ?> mapping && mapping.getKey() != null)
					? this.store.fieldOf(mapping.getKey()) : null;
			if (field != null) {
				fields.add(field);
				values.add(((Map.Entry<?, ?>) entry).getValue());
			}
		}
		List<byte @Nullable []> texts = this.store.getAll(fields);
		List<byte[]> removals = new ArrayList<>();
		for (int i = 0; i < fields.size(); i++) {
			byte[] text = texts.get(i);
			if (text != null && Objects.equals(this.store.value(text), values.get(i))) {
				removals.addAll(List.of(fields.get(i), text, HashStore.NOTHING));
			}
		}
		return removals;
	}

	/**
	 * A mapping as it was read.
	 *
	 * @param <K> the type of the key
	 * @param <V> the type of the value
	 */
	private static final class WriteThroughEntry<K, V> extends SimpleEntry<K, V> {

		private static final long serialVersionUID = 1L;

		private final transient HashStore<K, V> store;

		private final transient byte[] field;

		WriteThroughEntry(HashStore<K, V> store, byte[][] element) {
			super(store.key(element[0]), store.value(element[1]));
			this.store = store;
			this.field = element[0];
		}

		@Override
		public @Nullable V setValue(V value) {
			V previous = this.store.put(this.field, this.store.text(value));
			super.setValue(value);
			return previous;
		}

	}

}
