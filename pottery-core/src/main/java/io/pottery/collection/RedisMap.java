package io.pottery.collection;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

import io.pottery.container.RedisContainer;

/**
 * A {@link ConcurrentMap} that lives in a Redis hash; fields and values are JSON texts.
 * Python's {@code RedisDict}.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @since 1.0
 */
public interface RedisMap<K, V> extends ConcurrentMap<K, V>, RedisContainer {

	/**
	 * Reads several mappings at once, in one round trip for up to 1,000 keys.
	 * @param keys the keys to look up
	 * @return the mappings that exist, in the order of the keys
	 * @throws NullPointerException if a key is {@code null}
	 */
	Map<K, V> getAll(Collection<? extends K> keys);

	/**
	 * Copies the whole map in one round trip.
	 * @return a modifiable copy that no longer knows Redis
	 */
	Map<K, V> snapshot();

	@Override
	void clear();

}
