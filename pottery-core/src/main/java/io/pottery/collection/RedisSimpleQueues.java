package io.pottery.collection;

import java.lang.reflect.Type;

import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerFactory;
import io.pottery.container.ContainerType;

/**
 * Opens queues. Opening asks nobody, save where a random key is looked for.
 *
 * @since 1.0
 */
public interface RedisSimpleQueues extends ContainerFactory {

	/**
	 * Opens a queue.
	 * @param <E> the type of the items
	 * @param key its Redis key
	 * @param type the type of the items
	 * @return a view of the stream under the key
	 * @throws IllegalArgumentException if the key contains <code>}</code> but no hash tag
	 */
	default <E> RedisSimpleQueue<E> queue(String key, Class<E> type) {
		return queue(key, (Type) type);
	}

	/**
	 * Opens a queue.
	 * @param <E> the type of the items
	 * @param key its Redis key
	 * @param type the type of the items
	 * @return a view of the stream under the key
	 * @throws IllegalArgumentException if the key contains <code>}</code> but no hash tag
	 */
	default <E> RedisSimpleQueue<E> queue(String key, TypeReference<E> type) {
		return queue(key, type.getType());
	}

	/**
	 * Opens a queue whose type is known at run time only.
	 * @param <E> the type of the items, as the caller knows it
	 * @param key its Redis key
	 * @param type the type of the items
	 * @return a view of the stream under the key
	 * @throws IllegalArgumentException if the key contains <code>}</code> but no hash tag
	 */
	default <E> RedisSimpleQueue<E> queue(String key, Type type) {
		return queue(key, type, RedeliveryPolicy.standard());
	}

	/**
	 * Opens a queue with another visibility time-out or limit of deliveries.
	 * @param <E> the type of the items
	 * @param key its Redis key
	 * @param type the type of the items
	 * @param policy what becomes of items that this view receives
	 * @return a view of the stream under the key
	 * @throws IllegalArgumentException if the key contains <code>}</code> but no hash tag
	 */
	default <E> RedisSimpleQueue<E> queue(String key, Class<E> type, RedeliveryPolicy policy) {
		return queue(key, (Type) type, policy);
	}

	/**
	 * Opens a queue with another visibility time-out or limit of deliveries.
	 * @param <E> the type of the items
	 * @param key its Redis key
	 * @param type the type of the items
	 * @param policy what becomes of items that this view receives
	 * @return a view of the stream under the key
	 * @throws IllegalArgumentException if the key contains <code>}</code> but no hash tag
	 */
	default <E> RedisSimpleQueue<E> queue(String key, TypeReference<E> type, RedeliveryPolicy policy) {
		return queue(key, type.getType(), policy);
	}

	/**
	 * Opens a queue with another visibility time-out or limit of deliveries, whose type
	 * is known at run time only.
	 * @param <E> the type of the items, as the caller knows it
	 * @param key its Redis key
	 * @param type the type of the items
	 * @param policy what becomes of items that this view receives
	 * @return a view of the stream under the key
	 * @throws IllegalArgumentException if the key contains <code>}</code> but no hash tag
	 */
	default <E> RedisSimpleQueue<E> queue(String key, Type type, RedeliveryPolicy policy) {
		return new DefaultRedisSimpleQueue<>(new StreamStore<>(
				ContainerCore.open(settings(), key, ContainerType.STREAM, StreamStore.COMPANIONS), type, policy));
	}

	/**
	 * Makes a temporary queue under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use; a thread that waits for
	 * an item uses it.
	 * @param <E> the type of the items
	 * @param type the type of the items
	 * @return an empty queue
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisSimpleQueue<E> queue(Class<E> type) {
		return queue((Type) type);
	}

	/**
	 * Makes a temporary queue under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use; a thread that waits for
	 * an item uses it.
	 * @param <E> the type of the items
	 * @param type the type of the items
	 * @return an empty queue
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisSimpleQueue<E> queue(TypeReference<E> type) {
		return queue(type.getType());
	}

	/**
	 * Makes a temporary queue under a random key that starts with {@code pottery:}. It is
	 * deleted when it is closed, or an hour after its last use; a thread that waits for
	 * an item uses it.
	 * @param <E> the type of the items, as the caller knows it
	 * @param type the type of the items
	 * @return an empty queue
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> RedisSimpleQueue<E> queue(Type type) {
		return new DefaultRedisSimpleQueue<>(
				new StreamStore<>(ContainerCore.temporary(settings(), ContainerType.STREAM, StreamStore.COMPANIONS),
						type, RedeliveryPolicy.standard()));
	}

}
