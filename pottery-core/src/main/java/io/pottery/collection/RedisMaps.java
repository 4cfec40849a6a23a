package io.pottery.collection;

import java.lang.reflect.Type;
import java.util.Map;

import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerFactory;
import io.pottery.container.ContainerType;

/**
 * Opens maps. Opening asks nobody, save where there are initial contents or a random key
 * is looked for.
 *
 * @since 1.0
 */
public interface RedisMaps extends ContainerFactory {

	/**
	 * Opens a map.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return a view of the hash under the key
	 */
	default <K, V> RedisMap<K, V> map(String key, Class<K> keyType, Class<V> valueType) {
		return map(key, (Type) keyType, valueType);
	}

	/**
	 * Opens a map.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return a view of the hash under the key
	 */
	default <K, V> RedisMap<K, V> map(String key, Class<K> keyType, TypeReference<V> valueType) {
		return map(key, keyType, valueType.getType());
	}

	/**
	 * Opens a map.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return a view of the hash under the key
	 */
	default <K, V> RedisMap<K, V> map(String key, TypeReference<K> keyType, Class<V> valueType) {
		return map(key, keyType.getType(), valueType);
	}

	/**
	 * Opens a map.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return a view of the hash under the key
	 */
	default <K, V> RedisMap<K, V> map(String key, TypeReference<K> keyType, TypeReference<V> valueType) {
		return map(key, keyType.getType(), valueType.getType());
	}

	/**
	 * Opens a map whose types are known at run time only.
	 * @param <K> the type of the keys, as the caller knows it
	 * @param <V> the type of the values, as the caller knows it
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return a view of the hash under the key
	 */
	default <K, V> RedisMap<K, V> map(String key, Type keyType, Type valueType) {
		return new DefaultRedisMap<>(
				new HashStore<>(ContainerCore.open(settings(), key, ContainerType.HASH), keyType, valueType));
	}

	/**
	 * Makes a map with initial contents, which appear at once.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param contents the initial contents; where there are none, this only opens the map
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <K, V> RedisMap<K, V> map(String key, Class<K> keyType, Class<V> valueType,
			Map<? extends K, ? extends V> contents) {
		return map(key, (Type) keyType, valueType, contents);
	}

	/**
	 * Makes a map with initial contents, which appear at once.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param contents the initial contents; where there are none, this only opens the map
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <K, V> RedisMap<K, V> map(String key, Class<K> keyType, TypeReference<V> valueType,
			Map<? extends K, ? extends V> contents) {
		return map(key, keyType, valueType.getType(), contents);
	}

	/**
	 * Makes a map with initial contents, which appear at once.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param contents the initial contents; where there are none, this only opens the map
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <K, V> RedisMap<K, V> map(String key, TypeReference<K> keyType, Class<V> valueType,
			Map<? extends K, ? extends V> contents) {
		return map(key, keyType.getType(), valueType, contents);
	}

	/**
	 * Makes a map with initial contents, which appear at once.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param contents the initial contents; where there are none, this only opens the map
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <K, V> RedisMap<K, V> map(String key, TypeReference<K> keyType, TypeReference<V> valueType,
			Map<? extends K, ? extends V> contents) {
		return map(key, keyType.getType(), valueType.getType(), contents);
	}

	/**
	 * Makes a map with initial contents, which appear at once.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param key its Redis key
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @param contents the initial contents; where there are none, this only opens the map
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <K, V> RedisMap<K, V> map(String key, Type keyType, Type valueType,
			Map<? extends K, ? extends V> contents) {
		HashStore<K, V> hash = new HashStore<>(ContainerCore.open(settings(), key, ContainerType.HASH), keyType,
				valueType);
		hash.core().create("HSET", hash.texts(contents), 2);
		return new DefaultRedisMap<>(hash);
	}

	/**
	 * Makes a temporary map under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return an empty map
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <K, V> RedisMap<K, V> map(Class<K> keyType, Class<V> valueType) {
		return map((Type) keyType, valueType);
	}

	/**
	 * Makes a temporary map under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return an empty map
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <K, V> RedisMap<K, V> map(Class<K> keyType, TypeReference<V> valueType) {
		return map(keyType, valueType.getType());
	}

	/**
	 * Makes a temporary map under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return an empty map
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <K, V> RedisMap<K, V> map(TypeReference<K> keyType, Class<V> valueType) {
		return map(keyType.getType(), valueType);
	}

	/**
	 * Makes a temporary map under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return an empty map
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <K, V> RedisMap<K, V> map(TypeReference<K> keyType, TypeReference<V> valueType) {
		return map(keyType.getType(), valueType.getType());
	}

	/**
	 * Makes a temporary map under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param keyType the type of the keys
	 * @param valueType the type of the values
	 * @return an empty map
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <K, V> RedisMap<K, V> map(Type keyType, Type valueType) {
		return new DefaultRedisMap<>(
				new HashStore<>(ContainerCore.temporary(settings(), ContainerType.HASH), keyType, valueType));
	}

}
