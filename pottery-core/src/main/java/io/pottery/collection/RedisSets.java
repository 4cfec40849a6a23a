package io.pottery.collection;

import java.lang.reflect.Type;

import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerFactory;
import io.pottery.container.ContainerType;

/**
 * Opens sets. Opening asks nobody, save where there are initial contents or a random key
 * is looked for.
 *
 * @since 1.0
 */
public interface RedisSets extends ContainerFactory {

	/**
	 * Opens a set.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the set under the key
	 */
	default <E> RedisSet<E> set(String key, Class<E> elementType) {
		return set(key, (Type) elementType);
	}

	/**
	 * Opens a set.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the set under the key
	 */
	default <E> RedisSet<E> set(String key, TypeReference<E> elementType) {
		return set(key, elementType.getType());
	}

	/**
	 * Opens a set whose type is known at run time only.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the set under the key
	 */
	default <E> RedisSet<E> set(String key, Type elementType) {
		return new DefaultRedisSet<>(
				new SetStore<>(ContainerCore.open(settings(), key, ContainerType.SET), elementType));
	}

	/**
	 * Makes a set with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the set
	 * @return a view of the set under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisSet<E> set(String key, Class<E> elementType, Iterable<? extends E> contents) {
		return set(key, (Type) elementType, contents);
	}

	/**
	 * Makes a set with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the set
	 * @return a view of the set under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisSet<E> set(String key, TypeReference<E> elementType, Iterable<? extends E> contents) {
		return set(key, elementType.getType(), contents);
	}

	/**
	 * Makes a set with initial contents, which appear at once.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the set
	 * @return a view of the set under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisSet<E> set(String key, Type elementType, Iterable<? extends E> contents) {
		SetStore<E> set = new SetStore<>(ContainerCore.open(settings(), key, ContainerType.SET), elementType);
		set.core().create("SADD", set.texts(contents), 1);
		return new DefaultRedisSet<>(set);
	}

	/**
	 * Makes a temporary set under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty set
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisSet<E> set(Class<E> elementType) {
		return set((Type) elementType);
	}

	/**
	 * Makes a temporary set under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty set
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisSet<E> set(TypeReference<E> elementType) {
		return set(elementType.getType());
	}

	/**
	 * Makes a temporary set under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param elementType the type of the elements
	 * @return an empty set
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisSet<E> set(Type elementType) {
		return new DefaultRedisSet<>(
				new SetStore<>(ContainerCore.temporary(settings(), ContainerType.SET), elementType));
	}

}
