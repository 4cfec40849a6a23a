package io.pottery.collection;

import java.lang.reflect.Type;
import java.util.Map;

import io.pottery.container.ContainerSettings;

/**
 * Opens the collections of this room. Opening asks nobody, save where there are initial
 * contents or a random key is looked for.
 *
 * @since 1.0
 */
public interface RedisCollections {

	/**
	 * Returns what opens collections on one Redis.
	 * @param settings what they share
	 * @return the factory, safe for all threads
	 */
	static RedisCollections create(ContainerSettings settings) {
		return new DefaultRedisCollections(settings);
	}

	/**
	 * Opens a map.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its key, without the prefix
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return a view of the hash under the key
	 */
	<K, V> RedisMap<K, V> map(String key, Type keyType, Type valueType);

	/**
	 * Makes a map with initial contents, which appear at once. Where there are none, this
	 * only opens the map.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its key, without the prefix
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param contents the initial contents
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	<K, V> RedisMap<K, V> map(String key, Type keyType, Type valueType, Map<? extends K, ? extends V> contents);

	/**
	 * Makes a temporary map under a random key. It is deleted when it is closed, or when
	 * it was not used for the configured time.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return an empty map
	 * @throws io.pottery.exception.RandomKeyException if three random keys in a row were
	 * taken
	 */
	<K, V> RedisMap<K, V> temporaryMap(Type keyType, Type valueType);

}
