package io.pottery.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.CoreContainer;

/**
 * A {@code ConcurrentMap} on a hash.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
abstract class AbstractRedisHash<K, V> implements ConcurrentMap<K, V>, CoreContainer {

	private static final long FIRST_PAUSE_NANOS = 50_000;

	private static final int MOST_DOUBLINGS = 9;

	private final HashStore<K, V> store;

	AbstractRedisHash(HashStore<K, V> store) {
		this.store = store;
	}

	HashStore<K, V> store() {
		return this.store;
	}

	/**
	 * Reads a map that may live in Redis, in one round trip if it does.
	 * @param operation what was called
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param map any map
	 * @return a map that is read without Redis
	 */
	@SuppressWarnings("unchecked")
	static <K, V> Map<K, V> plain(String operation, Map<K, V> map) {
		return (map instanceof AbstractRedisHash<?, ?> hash) ? (Map<K, V>) hash.copy(operation) : map;
	}

	@Override
	public int size() {
		return this.store.size();
	}

	@Override
	public boolean isEmpty() {
		return this.store.size() == 0;
	}

	@Override
	public boolean containsKey(Object key) {
		byte[] field = this.store.fieldOf(key);
		return field != null && this.store.contains(field);
	}

	@Override
	public boolean containsValue(@Nullable Object value) {
		return this.store.find("containsValue", value) != null;
	}

	@Override
	public @Nullable V get(Object key) {
		byte[] field = this.store.fieldOf(key);
		return (field != null) ? this.store.valueIfAny(this.store.get(field)) : null;
	}

	@Override
	public V getOrDefault(Object key, V defaultValue) {
		byte[] field = this.store.fieldOf(key);
		byte[] text = (field != null) ? this.store.get(field) : null;
		return (text != null) ? this.store.value(text) : defaultValue;
	}

	/**
	 * Copies everything, in one round trip.
	 * @param operation what was called
	 * @return a modifiable copy that no longer knows Redis
	 */
	Map<K, V> copy(String operation) {
		core().inefficient(operation);
		Map<K, V> copy = new LinkedHashMap<>();
		for (Iterator<?> texts = this.store.getAll().iterator(); texts.hasNext();) {
			copy.put(this.store.key((byte[]) texts.next()), this.store.value((byte[]) texts.next()));
		}
		return copy;
	}

	@Override
	public @Nullable V put(K key, V value) {
		return this.store.put(this.store.field(key), this.store.text(value));
	}

	@Override
	public void putAll(Map<? extends K, ? extends V> mappings) {
		this.store.putAll(this.store.texts(mappings));
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		return this.store.putIfAbsent(this.store.field(key), this.store.text(value));
	}

	@Override
	public @Nullable V replace(K key, V value) {
		return this.store.replace(this.store.field(key), this.store.text(value));
	}

	@Override
	public boolean replace(K key, V oldValue, V newValue) {
		return this.store.swapIfEqual(key, oldValue, this.store.text(newValue));
	}

	@Override
	public @Nullable V remove(Object key) {
		byte[] field = this.store.fieldOf(key);
		return (field != null) ? this.store.remove(field) : null;
	}

	@Override
	public boolean remove(Object key, @Nullable Object value) {
		return this.store.swapIfEqual(key, value, null);
	}

	@Override
	public @Nullable V compute(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
		Objects.requireNonNull(remapping, "remapping");
		byte[] field = this.store.field(key);
		return update(field, this.store.get(field), (value) -> true, (value) -> remapping.apply(key, value));
	}

	@Override
	public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends V> mapping) {
		Objects.requireNonNull(mapping, "mapping");
		byte[] field = this.store.field(key);
		return update(field, this.store.get(field), Objects::isNull, (value) -> mapping.apply(key));
	}

	@Override
	public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
		Objects.requireNonNull(remapping, "remapping");
		byte[] field = this.store.field(key);
		return update(field, this.store.get(field), Objects::nonNull, (value) -> remapping.apply(key, value));
	}

	@Override
	public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> remapping) {
		Objects.requireNonNull(remapping, "remapping");
		Objects.requireNonNull(value, "value");
		// The first try takes it that there is no mapping: often the only round trip.
		return update(this.store.field(key), null, (old) -> true,
				(old) -> (old != null) ? remapping.apply(old, value) : value);
	}

	/**
	 * Puts what a function makes of the stored value in its place, unless the stored text
	 * changes meanwhile: then the function is called with the newer value.
	 * @param field the field
	 * @param text the stored text, if any
	 * @param concerned which values to change
	 * @param function what makes the new value, {@code null} for none
	 * @return the new value, or the old one where it is none of those to change
	 */
	private @Nullable V update(byte[] field, byte @Nullable [] text, Predicate<@Nullable V> concerned,
			Function<@Nullable V, ? extends @Nullable V> function) {
		byte[] stored = text;
		for (int failures = 0;; failures++) {
			V old = this.store.valueIfAny(stored);
			if (!concerned.test(old)) {
				return old;
			}
			V next = function.apply(old);
			if (next == null && old == null) {
				return null;
			}
			Object reply = this.store.swap(field, stored, (next != null) ? this.store.text(next) : null);
			if (HashStore.isSwapped(reply)) {
				return next;
			}
			stored = (failures == 0) ? (byte[]) reply : readLater(field, failures);
		}
	}

	private byte @Nullable [] readLater(byte[] field, int failures) {
		long most = FIRST_PAUSE_NANOS << Math.min(failures, MOST_DOUBLINGS);
		LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
		return this.store.get(field);
	}

	@Override
	public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
		Objects.requireNonNull(function, "function");
		Iterator<List<byte[][]>> pages = this.store.pages("replaceAll");
		while (pages.hasNext()) {
			replaceAll(pages.next(), function);
		}
	}

	private void replaceAll(List<byte[][]> page, BiFunction<? super K, ? super V, ? extends V> function) {
		List<byte[]> swaps = new ArrayList<>(3 * page.size());
		for (byte[][] element : page) {
			V next = function.apply(this.store.key(element[0]), this.store.value(element[1]));
			swaps.addAll(List.of(element[0], element[1], this.store.text(next)));
		}
		List<@Nullable Object> replies = this.store.swapAll(swaps);
		for (int i = 0; i < page.size(); i++) {
			if (replies.get(i) instanceof byte[] changed) {
				byte[] field = page.get(i)[0];
				K key = this.store.key(field);
				update(field, changed, Objects::nonNull, (value) -> function.apply(key, value));
			}
		}
	}

	@Override
	public Set<K> keySet() {
		return new HashKeys<>(this.store);
	}

	@Override
	public Collection<V> values() {
		return new HashValues<>(this.store);
	}

	@Override
	public Set<Entry<K, V>> entrySet() {
		return new HashEntries<>(this.store);
	}

	@Override
	public ContainerCore core() {
		return this.store.core();
	}

	@Override
	public void clear() {
		core().clear();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		if (other == this) {
			return true;
		}
		return other instanceof Map<?, ?> map && copy("equals").equals(plain("equals", map));
	}

	@Override
	public int hashCode() {
		return copy("hashCode").hashCode();
	}

	@Override
	public String toString() {
		return copy("toString").toString();
	}

}
