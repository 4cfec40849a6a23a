package io.pottery.collection;

import java.lang.reflect.Type;
import java.util.Map;

import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerFactory;
import io.pottery.container.ContainerType;

/**
 * Opens counters. Opening asks nobody, save where there are initial contents or a random
 * key is looked for.
 *
 * @since 1.0
 */
public interface RedisCounters extends ContainerFactory {

	/**
	 * Opens a counter.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the hash under the key
	 */
	default <E> RedisCounter<E> counter(String key, Class<E> elementType) {
		return counter(key, (Type) elementType);
	}

	/**
	 * Opens a counter.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the hash under the key
	 */
	default <E> RedisCounter<E> counter(String key, TypeReference<E> elementType) {
		return counter(key, elementType.getType());
	}

	/**
	 * Opens a counter of elements whose type is known at run time only.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @return a view of the hash under the key
	 */
	default <E> RedisCounter<E> counter(String key, Type elementType) {
		return new DefaultRedisCounter<>(
				new HashStore<>(ContainerCore.open(settings(), key, ContainerType.HASH), elementType, Long.class));
	}

	/**
	 * Makes a counter with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param elements what to count; where there is nothing, this only opens the counter
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisCounter<E> counter(String key, Class<E> elementType, Iterable<? extends E> elements) {
		return counter(key, (Type) elementType, elements);
	}

	/**
	 * Makes a counter with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param elements what to count; where there is nothing, this only opens the counter
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisCounter<E> counter(String key, TypeReference<E> elementType, Iterable<? extends E> elements) {
		return counter(key, elementType.getType(), elements);
	}

	/**
	 * Makes a counter with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param elements what to count; where there is nothing, this only opens the counter
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisCounter<E> counter(String key, Type elementType, Iterable<? extends E> elements) {
		return new DefaultRedisCounter<E>(
				new HashStore<>(ContainerCore.open(settings(), key, ContainerType.HASH), elementType, Long.class))
			.create(elements);
	}

	/**
	 * Makes a counter with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param counts the initial counts; where there are none, this only opens the counter
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisCounter<E> counter(String key, Class<E> elementType, Map<? extends E, Long> counts) {
		return counter(key, (Type) elementType, counts);
	}

	/**
	 * Makes a counter with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param counts the initial counts; where there are none, this only opens the counter
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisCounter<E> counter(String key, TypeReference<E> elementType, Map<? extends E, Long> counts) {
		return counter(key, elementType.getType(), counts);
	}

	/**
	 * Makes a counter with initial contents, which appear at once.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param elementType the type of the elements
	 * @param counts the initial counts; where there are none, this only opens the counter
	 * @return a view of the hash under the key
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 */
	default <E> RedisCounter<E> counter(String key, Type elementType, Map<? extends E, Long> counts) {
		return new DefaultRedisCounter<E>(
				new HashStore<>(ContainerCore.open(settings(), key, ContainerType.HASH), elementType, Long.class))
			.create(counts);
	}

	/**
	 * Makes a temporary counter under a random key that starts with {@code pottery:}. It
	 * is deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty counter
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisCounter<E> counter(Class<E> elementType) {
		return counter((Type) elementType);
	}

	/**
	 * Makes a temporary counter under a random key that starts with {@code pottery:}. It
	 * is deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty counter
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisCounter<E> counter(TypeReference<E> elementType) {
		return counter(elementType.getType());
	}

	/**
	 * Makes a temporary counter under a random key that starts with {@code pottery:}. It
	 * is deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param elementType the type of the elements
	 * @return an empty counter
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisCounter<E> counter(Type elementType) {
		return new DefaultRedisCounter<>(
				new HashStore<>(ContainerCore.temporary(settings(), ContainerType.HASH), elementType, Long.class));
	}

}
