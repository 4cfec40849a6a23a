package io.pottery.collection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.CoreContainer;
import io.pottery.exception.UndecodableValueException;
import io.pottery.internal.script.Script;

/**
 * A linked map over a cache in a hash. The lock orders writers, so that the last one in
 * Redis is the last one here; readers need only the monitor of the linked map and never
 * wait for Redis.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class DefaultCachedOrderedMap<K, V> extends AbstractMap<K, V> implements CachedOrderedMap<K, V>, CoreContainer {

	private static final Script GET_FIELDS_AND_RENEW = Script.load("get-fields-and-renew");

	private static final Script PUT_FIELDS_AND_RENEW = Script.load("put-fields-and-renew");

	private static final Script PUT_FIELD_IF_ABSENT_AND_RENEW = Script.load("put-field-if-absent-and-renew");

	private final HashStore<K, V> store;

	private final ContainerCore core;

	private final byte[] timeout;

	private final Map<K, Cached<V>> local = new LinkedHashMap<>();

	private final ReentrantLock writing = new ReentrantLock();

	/**
	 * Opens a map.
	 * @param store the cache
	 * @param keys the keys to look up
	 * @param timeout how long after its last use the cache is deleted, {@code null} for
	 * never
	 */
	DefaultCachedOrderedMap(HashStore<K, V> store, Iterable<? extends K> keys, @Nullable Duration timeout) {
		this.store = store;
		this.core = store.core();
		this.timeout = (timeout != null) ? millis(timeout) : HashStore.NOTHING;
		lookUp(keys);
	}

	private static byte[] millis(Duration timeout) {
		if (timeout.toMillis() < 1) {
			throw new IllegalArgumentException("'timeout' must be at least one millisecond, was " + timeout);
		}
		return Long.toString(timeout.toMillis()).getBytes(StandardCharsets.US_ASCII);
	}

	private void lookUp(Iterable<? extends K> keys) {
		Set<K> distinct = new LinkedHashSet<>();
		keys.forEach(distinct::add);
		List<byte[]> fields = new ArrayList<>(distinct.size());
		distinct.forEach((key) -> fields.add(this.store.field(key)));
		Iterator<K> next = distinct.iterator();
		for (byte[][] chunk : ContainerCore.chunks(fields, 1)) {
			for (Object text : (List<?>) Objects.requireNonNull(run(GET_FIELDS_AND_RENEW, chunk))) {
				this.local.put(next.next(), cached((byte[]) text));
			}
		}
	}

	@Override
	public Set<K> misses() {
		Set<K> misses = new LinkedHashSet<>();
		copy().forEach((key, cached) -> {
			if (cached.isMiss()) {
				misses.add(key);
			}
		});
		return misses;
	}

	@Override
	public Map<K, @Nullable V> snapshot() {
		Map<K, @Nullable V> snapshot = new LinkedHashMap<>();
		copy().forEach((key, cached) -> snapshot.put(key, value(cached)));
		return snapshot;
	}

	@Override
	public int size() {
		synchronized (this.local) {
			return this.local.size();
		}
	}

	@Override
	public boolean containsKey(Object key) {
		return find(Objects.requireNonNull(key, "key")) != null;
	}

	@Override
	public boolean containsValue(@Nullable Object value) {
		return copy().values().stream().anyMatch((cached) -> cached.isValue(value));
	}

	@Override
	public @Nullable V get(Object key) {
		return value(find(Objects.requireNonNull(key, "key")));
	}

	@Override
	@SuppressWarnings("NullAway")
	public V getOrDefault(Object key, V defaultValue) {
		Cached<V> cached = find(Objects.requireNonNull(key, "key"));
		return (cached != null) ? value(cached) : defaultValue;
	}

	@Override
	public @Nullable V put(K key, V value) {
		byte[] field = this.store.field(key);
		byte[] text = this.store.text(value);
		Cached<V> previous = alone(() -> {
			run(PUT_FIELDS_AND_RENEW, field, text);
			return keep(key, new Cached<>(value, null));
		});
		return (previous != null && previous.undecodable() != null) ? this.store.taken(previous.undecodable())
				: value(previous);
	}

	@Override
	public void putAll(Map<? extends K, ? extends V> mappings) {
		Map<K, V> copy = new LinkedHashMap<>(AbstractRedisHash.plain("putAll", mappings));
		List<byte[][]> chunks = ContainerCore.chunks(this.store.texts(copy), 2);
		alone(() -> {
			chunks.forEach((chunk) -> run(PUT_FIELDS_AND_RENEW, chunk));
			copy.forEach((key, value) -> keep(key, new Cached<>(value, null)));
			return null;
		});
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		byte[] field = this.store.field(key);
		byte[] text = this.store.text(value);
		return alone(() -> {
			Cached<V> held = find(key);
			if (held != null && !held.isMiss()) {
				return value(held);
			}
			byte[] stored = (byte[]) run(PUT_FIELD_IF_ABSENT_AND_RENEW, field, text);
			keep(key, (stored != null) ? cached(stored) : new Cached<>(value, null));
			return (stored != null) ? get(key) : null;
		});
	}

	@Override
	public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mapping) {
		Objects.requireNonNull(mapping, "mapping");
		return alone(() -> {
			V held = get(key);
			if (held != null) {
				return held;
			}
			V value = mapping.apply(key);
			if (value == null) {
				return null;
			}
			V faster = putIfAbsent(key, value);
			return (faster != null) ? faster : value;
		});
	}

	@Override
	public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
		return alone(() -> CachedOrderedMap.super.computeIfPresent(key, remapping));
	}

	@Override
	public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
		return alone(() -> CachedOrderedMap.super.compute(key, remapping));
	}

	@Override
	public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
		return alone(() -> CachedOrderedMap.super.merge(key, value, remapping));
	}

	@Override
	public @Nullable V replace(K key, V value) {
		return alone(() -> CachedOrderedMap.super.replace(key, value));
	}

	@Override
	public boolean replace(K key, V oldValue, V newValue) {
		return alone(() -> CachedOrderedMap.super.replace(key, oldValue, newValue));
	}

	@Override
	public void replaceAll(BiFunction<? super K, ? super @Nullable V, ? extends V> function) {
		Objects.requireNonNull(function, "function");
		alone(() -> {
			Map<K, V> replaced = new LinkedHashMap<>();
			copy().forEach((key, cached) -> replaced.put(key, function.apply(key, value(cached))));
			putAll(replaced);
			return null;
		});
	}

	@Override
	public @Nullable V remove(Object key) {
		return value(forget(Objects.requireNonNull(key, "key")));
	}

	@Override
	public boolean remove(Object key, @Nullable Object value) {
		return alone(() -> CachedOrderedMap.super.remove(key, value));
	}

	@Override
	public Set<K> keySet() {
		return new Keys();
	}

	@Override
	public Set<Entry<K, V>> entrySet() {
		return new Entries();
	}

	@Override
	public ContainerCore core() {
		return this.core;
	}

	@Override
	public void clear() {
		alone(() -> {
			this.core.clear();
			synchronized (this.local) {
				this.local.clear();
			}
			return null;
		});
	}

	private @Nullable Object run(Script script, byte[]... args) {
		return this.core.run(script, HashStore.prepend(this.timeout, args));
	}

	private <T extends @Nullable Object> T alone(Supplier<T> write) {
		this.writing.lock();
		try {
			return write.get();
		}
		finally {
			this.writing.unlock();
		}
	}

	private @Nullable Cached<V> find(@Nullable Object key) {
		synchronized (this.local) {
			return this.local.get(key);
		}
	}

	private @Nullable Cached<V> keep(K key, Cached<V> cached) {
		synchronized (this.local) {
			return this.local.put(key, cached);
		}
	}

	private @Nullable Cached<V> forget(@Nullable Object key) {
		return alone(() -> {
			synchronized (this.local) {
				return this.local.remove(key);
			}
		});
	}

	private Map<K, Cached<V>> copy() {
		synchronized (this.local) {
			return new LinkedHashMap<>(this.local);
		}
	}

	private <T> Iterator<T> iterator(Function<Entry<K, Cached<V>>, T> reader) {
		return new PageIterator<>(List.of(copy().entrySet()).iterator(), reader, (element) -> forget(element.getKey()));
	}

	private Cached<V> cached(byte @Nullable [] text) {
		try {
			return new Cached<>(this.store.valueIfAny(text), null);
		}
		catch (UndecodableValueException ex) {
			return new Cached<>(null, text);
		}
	}

	private @Nullable V value(@Nullable Cached<V> cached) {
		if (cached == null) {
			return null;
		}
		return (cached.undecodable() != null) ? this.store.value(cached.undecodable()) : cached.value();
	}

	/**
	 * What the cache had of a key.
	 *
	 * @param <V> the type of the values
	 * @param value the value, {@code null} for a miss
	 * @param undecodable the text that is no value
	 */
	private record Cached<V>(@Nullable V value, byte @Nullable [] undecodable) {

		boolean isMiss() {
			return this.value == null && this.undecodable == null;
		}

		boolean isValue(@Nullable Object other) {
			return this.undecodable == null && Objects.equals(this.value, other);
		}

	}

	private final class Keys extends AbstractSet<K> {

		@Override
		public int size() {
			return DefaultCachedOrderedMap.this.size();
		}

		@Override
		public Iterator<K> iterator() {
			return DefaultCachedOrderedMap.this.iterator(Entry::getKey);
		}

		@Override
		public boolean contains(Object key) {
			return containsKey(key);
		}

		@Override
		public boolean remove(Object key) {
			return forget(Objects.requireNonNull(key, "key")) != null;
		}

		@Override
		public void clear() {
			DefaultCachedOrderedMap.this.clear();
		}

	}

	private final class Entries extends AbstractSet<Entry<K, V>> {

		@Override
		public int size() {
			return DefaultCachedOrderedMap.this.size();
		}

		@Override
		public Iterator<Entry<K, V>> iterator() {
			return DefaultCachedOrderedMap.this
				.iterator((element) -> new WriteThroughEntry(element.getKey(), value(element.getValue())));
		}

		@Override
		public boolean contains(@Nullable Object entry) {
			if (entry instanceof Entry<?, ?> mapping) {
				Cached<V> cached = find(mapping.getKey());
				return cached != null && cached.isValue(mapping.getValue());
			}
			return false;
		}

		@Override
		public boolean remove(@Nullable Object entry) {
			return entry instanceof Entry<?, ?> mapping
					&& alone(() -> contains(mapping) && forget(mapping.getKey()) != null);
		}

		@Override
		public void clear() {
			DefaultCachedOrderedMap.this.clear();
		}

	}

	/**
	 * A mapping as it was when it was copied.
	 */
	private final class WriteThroughEntry extends SimpleEntry<K, V> {

		private static final long serialVersionUID = 1L;

		@SuppressWarnings("NullAway")
		WriteThroughEntry(K key, @Nullable V value) {
			super(key, value);
		}

		@Override
		public @Nullable V setValue(V value) {
			V previous = put(getKey(), value);
			super.setValue(value);
			return previous;
		}

	}

}
