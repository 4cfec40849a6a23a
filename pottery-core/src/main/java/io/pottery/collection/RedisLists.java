package io.pottery.collection;

import java.lang.reflect.Type;

import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerFactory;
import io.pottery.container.ContainerType;

/**
 * Opens lists. Opening asks nobody, save where there are initial contents or a random key
 * is looked for.
 *
 * @since 1.0
 */
public interface RedisLists extends ContainerFactory {

	/**
	 * Opens a list.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the Redis list under the key
	 */
	default <E> RedisList<E> list(String key, Class<E> elementType) {
		return list(key, (Type) elementType);
	}

	/**
	 * Opens a list.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the Redis list under the key
	 */
	default <E> RedisList<E> list(String key, TypeReference<E> elementType) {
		return list(key, elementType.getType());
	}

	/**
	 * Opens a list whose type is known at run time only.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the Redis list under the key
	 */
	default <E> RedisList<E> list(String key, Type elementType) {
		return new DefaultRedisList<>(
				new ListStore<>(ContainerCore.open(settings(), key, ContainerType.LIST), elementType));
	}

	/**
	 * Makes a list with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the
	 * list
	 * @return a view of the Redis list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisList<E> list(String key, Class<E> elementType, Iterable<? extends E> contents) {
		return list(key, (Type) elementType, contents);
	}

	/**
	 * Makes a list with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the
	 * list
	 * @return a view of the Redis list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisList<E> list(String key, TypeReference<E> elementType, Iterable<? extends E> contents) {
		return list(key, elementType.getType(), contents);
	}

	/**
	 * Makes a list with initial contents, which appear at once.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the
	 * list
	 * @return a view of the Redis list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisList<E> list(String key, Type elementType, Iterable<? extends E> contents) {
		ListStore<E> store = new ListStore<>(ContainerCore.open(settings(), key, ContainerType.LIST), elementType);
		store.core().create("RPUSH", store.texts(contents), 1);
		return new DefaultRedisList<>(store);
	}

	/**
	 * Makes a temporary list under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty list
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisList<E> list(Class<E> elementType) {
		return list((Type) elementType);
	}

	/**
	 * Makes a temporary list under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty list
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisList<E> list(TypeReference<E> elementType) {
		return list(elementType.getType());
	}

	/**
	 * Makes a temporary list under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param elementType the type of the elements
	 * @return an empty list
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisList<E> list(Type elementType) {
		return new DefaultRedisList<>(
				new ListStore<>(ContainerCore.temporary(settings(), ContainerType.LIST), elementType));
	}

}
