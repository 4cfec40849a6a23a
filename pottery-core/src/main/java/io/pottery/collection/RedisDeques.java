package io.pottery.collection;

import java.lang.reflect.Type;
import java.util.OptionalInt;

import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerFactory;
import io.pottery.container.ContainerType;

/**
 * Opens deques. Opening asks nobody, save where there is a maximum length or initial
 * contents, or a random key is looked for.
 *
 * @since 1.0
 */
public interface RedisDeques extends ContainerFactory {

	/**
	 * Opens a deque.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the list under the key
	 */
	default <E> RedisDeque<E> deque(String key, Class<E> elementType) {
		return deque(key, (Type) elementType);
	}

	/**
	 * Opens a deque that keeps some elements only, in one round trip.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param maxLength how many elements are kept, from 0 on
	 * @return a view of the list under the key
	 * @throws IllegalArgumentException if the length is negative
	 * @throws IllegalStateException if more elements are stored under the key
	 */
	default <E> RedisDeque<E> deque(String key, Class<E> elementType, int maxLength) {
		return deque(key, (Type) elementType, maxLength);
	}

	/**
	 * Makes a deque with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the
	 * deque
	 * @return a view of the list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisDeque<E> deque(String key, Class<E> elementType, Iterable<? extends E> contents) {
		return deque(key, (Type) elementType, contents);
	}

	/**
	 * Makes a deque with initial contents, which appear at once, that keeps some elements
	 * only.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents, of which the last stay; where none do, this
	 * only opens the deque
	 * @param maxLength how many elements are kept, from 0 on
	 * @return a view of the list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 * @throws IllegalArgumentException if the length is negative
	 * @throws IllegalStateException if more elements are stored under the key
	 */
	default <E> RedisDeque<E> deque(String key, Class<E> elementType, Iterable<? extends E> contents, int maxLength) {
		return deque(key, (Type) elementType, contents, maxLength);
	}

	/**
	 * Makes a temporary deque under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty deque
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisDeque<E> deque(Class<E> elementType) {
		return deque((Type) elementType);
	}

	/**
	 * Makes a temporary deque that keeps some elements only, under a random key that
	 * starts with {@code pottery:}. It is deleted when it is closed, or an hour after its
	 * last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @param maxLength how many elements are kept, from 0 on
	 * @return an empty deque
	 * @throws IllegalArgumentException if the length is negative
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisDeque<E> deque(Class<E> elementType, int maxLength) {
		return deque((Type) elementType, maxLength);
	}

	/**
	 * Opens a deque.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the list under the key
	 */
	default <E> RedisDeque<E> deque(String key, TypeReference<E> elementType) {
		return deque(key, elementType.getType());
	}

	/**
	 * Opens a deque that keeps some elements only, in one round trip.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param maxLength how many elements are kept, from 0 on
	 * @return a view of the list under the key
	 * @throws IllegalArgumentException if the length is negative
	 * @throws IllegalStateException if more elements are stored under the key
	 */
	default <E> RedisDeque<E> deque(String key, TypeReference<E> elementType, int maxLength) {
		return deque(key, elementType.getType(), maxLength);
	}

	/**
	 * Makes a deque with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the
	 * deque
	 * @return a view of the list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisDeque<E> deque(String key, TypeReference<E> elementType, Iterable<? extends E> contents) {
		return deque(key, elementType.getType(), contents);
	}

	/**
	 * Makes a deque with initial contents, which appear at once, that keeps some elements
	 * only.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents, of which the last stay; where none do, this
	 * only opens the deque
	 * @param maxLength how many elements are kept, from 0 on
	 * @return a view of the list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 * @throws IllegalArgumentException if the length is negative
	 * @throws IllegalStateException if more elements are stored under the key
	 */
	default <E> RedisDeque<E> deque(String key, TypeReference<E> elementType, Iterable<? extends E> contents,
			int maxLength) {
		return deque(key, elementType.getType(), contents, maxLength);
	}

	/**
	 * Makes a temporary deque under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty deque
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisDeque<E> deque(TypeReference<E> elementType) {
		return deque(elementType.getType());
	}

	/**
	 * Makes a temporary deque that keeps some elements only, under a random key that
	 * starts with {@code pottery:}. It is deleted when it is closed, or an hour after its
	 * last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @param maxLength how many elements are kept, from 0 on
	 * @return an empty deque
	 * @throws IllegalArgumentException if the length is negative
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisDeque<E> deque(TypeReference<E> elementType, int maxLength) {
		return deque(elementType.getType(), maxLength);
	}

	/**
	 * Opens a deque whose type is known at run time only.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the list under the key
	 */
	default <E> RedisDeque<E> deque(String key, Type elementType) {
		return new DefaultRedisDeque<>(new DequeStore<>(ContainerCore.open(settings(), key, ContainerType.LIST),
				elementType, OptionalInt.empty()));
	}

	/**
	 * Opens a deque that keeps some elements only and whose type is known at run time
	 * only, in one round trip.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param maxLength how many elements are kept, from 0 on
	 * @return a view of the list under the key
	 * @throws IllegalArgumentException if the length is negative
	 * @throws IllegalStateException if more elements are stored under the key
	 */
	default <E> RedisDeque<E> deque(String key, Type elementType, int maxLength) {
		return new DefaultRedisDeque<>(new DequeStore<E>(ContainerCore.open(settings(), key, ContainerType.LIST),
				elementType, OptionalInt.of(maxLength))
			.requireFitting());
	}

	/**
	 * Makes a deque with initial contents, which appear at once.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents; where there are none, this only opens the
	 * deque
	 * @return a view of the list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisDeque<E> deque(String key, Type elementType, Iterable<? extends E> contents) {
		return new DefaultRedisDeque<>(new DequeStore<E>(ContainerCore.open(settings(), key, ContainerType.LIST),
				elementType, OptionalInt.empty())
			.create(contents));
	}

	/**
	 * Makes a deque with initial contents, which appear at once, that keeps some elements
	 * only.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param contents the initial contents, of which the last stay; where none do, this
	 * only opens the deque
	 * @param maxLength how many elements are kept, from 0 on
	 * @return a view of the list under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 * @throws IllegalArgumentException if the length is negative
	 * @throws IllegalStateException if more elements are stored under the key
	 */
	default <E> RedisDeque<E> deque(String key, Type elementType, Iterable<? extends E> contents, int maxLength) {
		return new DefaultRedisDeque<>(new DequeStore<E>(ContainerCore.open(settings(), key, ContainerType.LIST),
				elementType, OptionalInt.of(maxLength))
			.create(contents));
	}

	/**
	 * Makes a temporary deque under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param elementType the type of the elements
	 * @return an empty deque
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisDeque<E> deque(Type elementType) {
		return new DefaultRedisDeque<>(new DequeStore<>(ContainerCore.temporary(settings(), ContainerType.LIST),
				elementType, OptionalInt.empty()));
	}

	/**
	 * Makes a temporary deque that keeps some elements only, under a random key that
	 * starts with {@code pottery:}. It is deleted when it is closed, or an hour after its
	 * last use.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param elementType the type of the elements
	 * @param maxLength how many elements are kept, from 0 on
	 * @return an empty deque
	 * @throws IllegalArgumentException if the length is negative
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisDeque<E> deque(Type elementType, int maxLength) {
		return new DefaultRedisDeque<>(new DequeStore<>(ContainerCore.temporary(settings(), ContainerType.LIST),
				elementType, OptionalInt.of(maxLength)));
	}

}
