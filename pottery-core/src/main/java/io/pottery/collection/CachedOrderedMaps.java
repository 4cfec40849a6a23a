package io.pottery.collection;

import java.lang.reflect.Type;
import java.time.Duration;

import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerFactory;
import io.pottery.container.ContainerType;

/**
 * Opens cached ordered maps. Opening looks the keys up, in one round trip for up to 1,000
 * of them.
 *
 * @since 1.0
 */
public interface CachedOrderedMaps extends ContainerFactory {

	/**
	 * Opens a map over a cache that is deleted 60 seconds after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return the keys with what the cache has of them
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(String key, Class<K> keyType, Class<V> valueType,
			Iterable<? extends K> keys) {
		return cachedOrderedMap(key, (Type) keyType, valueType, keys);
	}

	/**
	 * Opens a map over a cache that is deleted 60 seconds after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return the keys with what the cache has of them
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(String key, Class<K> keyType, TypeReference<V> valueType,
			Iterable<? extends K> keys) {
		return cachedOrderedMap(key, keyType, valueType.getType(), keys);
	}

	/**
	 * Opens a map over a cache that is deleted 60 seconds after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return the keys with what the cache has of them
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(String key, TypeReference<K> keyType, Class<V> valueType,
			Iterable<? extends K> keys) {
		return cachedOrderedMap(key, keyType.getType(), valueType, keys);
	}

	/**
	 * Opens a map over a cache that is deleted 60 seconds after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return the keys with what the cache has of them
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(String key, TypeReference<K> keyType,
			TypeReference<V> valueType, Iterable<? extends K> keys) {
		return cachedOrderedMap(key, keyType.getType(), valueType.getType(), keys);
	}

	/**
	 * Opens a map, whose types are known at run time only, over a cache that is deleted
	 * 60 seconds after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return the keys with what the cache has of them
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(String key, Type keyType, Type valueType,
			Iterable<? extends K> keys) {
		return cachedOrderedMap(key, keyType, valueType, keys, Duration.ofSeconds(60));
	}

	/**
	 * Opens a map over a cache that is deleted some time after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @param timeout the time, at least one millisecond
	 * @return the keys with what the cache has of them
	 * @throws IllegalArgumentException if the time is shorter than a millisecond
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(String key, Class<K> keyType, Class<V> valueType,
			Iterable<? extends K> keys, Duration timeout) {
		return cachedOrderedMap(key, (Type) keyType, valueType, keys, timeout);
	}

	/**
	 * Opens a map over a cache that is deleted some time after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @param timeout the time, at least one millisecond
	 * @return the keys with what the cache has of them
	 * @throws IllegalArgumentException if the time is shorter than a millisecond
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(String key, Type keyType, Type valueType,
			Iterable<? extends K> keys, Duration timeout) {
		return new DefaultCachedOrderedMap<>(
				new HashStore<>(ContainerCore.open(settings(), key, ContainerType.HASH), keyType, valueType), keys,
				timeout);
	}

	/**
	 * Opens a map over a cache that stays until it is cleared. An expiry that the cache
	 * has already is left as it is.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return the keys with what the cache has of them
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMapWithoutTimeout(String key, Class<K> keyType,
			Class<V> valueType, Iterable<? extends K> keys) {
		return cachedOrderedMapWithoutTimeout(key, (Type) keyType, valueType, keys);
	}

	/**
	 * Opens a map over a cache that stays until it is cleared. An expiry that the cache
	 * has already is left as it is.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key the Redis key of the cache
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return the keys with what the cache has of them
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMapWithoutTimeout(String key, Type keyType, Type valueType,
			Iterable<? extends K> keys) {
		return new DefaultCachedOrderedMap<>(
				new HashStore<>(ContainerCore.open(settings(), key, ContainerType.HASH), keyType, valueType), keys,
				null);
	}

	/**
	 * Makes a map over a temporary cache under a random key that starts with
	 * {@code pottery:}. It is deleted when it is closed, or an hour after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return a map of nothing but misses
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(Class<K> keyType, Class<V> valueType,
			Iterable<? extends K> keys) {
		return cachedOrderedMap((Type) keyType, valueType, keys);
	}

	/**
	 * Makes a map over a temporary cache under a random key that starts with
	 * {@code pottery:}. It is deleted when it is closed, or an hour after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param keys the keys to look up, in the order of the map; of equal ones the first
	 * counts
	 * @return a map of nothing but misses
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <K, V> CachedOrderedMap<K, V> cachedOrderedMap(Type keyType, Type valueType, Iterable<? extends K> keys) {
		return new DefaultCachedOrderedMap<>(
				new HashStore<>(ContainerCore.temporary(settings(), ContainerType.HASH), keyType, valueType), keys,
				null);
	}

}
