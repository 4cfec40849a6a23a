package io.pottery.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A map on a hash.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class DefaultRedisMap<K, V> extends AbstractRedisHash<K, V> implements RedisMap<K, V> {

	DefaultRedisMap(HashStore<K, V> store) {
		super(store);
	}

	@Override
	public Map<K, V> getAll(Collection<? extends K> keys) {
		List<K> asked = new ArrayList<>(keys.size());
		List<byte[]> fields = new ArrayList<>(keys.size());
		for (K key : keys) {
			byte[] field = store().fieldOf(key);
			if (field != null) {
				asked.add(key);
				fields.add(field);
			}
		}
		List<byte @Nullable []> texts = store().getAll(fields);
		Map<K, V> found = new LinkedHashMap<>();
		for (int i = 0; i < fields.size(); i++) {
			byte[] text = texts.get(i);
			if (text != null) {
				found.put(asked.get(i), store().value(text));
			}
		}
		return found;
	}

	@Override
	public Map<K, V> snapshot() {
		return copy("snapshot");
	}

}
