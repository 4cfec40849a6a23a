package io.pottery.probabilistic;

import java.lang.reflect.Type;
import java.util.Collection;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerFactory;

/**
 * Opens HyperLogLogs. Opening asks nobody, save where there are initial elements or a
 * random key is looked for.
 *
 * @since 1.0
 */
public interface HyperLogLogs extends ContainerFactory {

	/**
	 * Opens a HyperLogLog.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @return a view of the HyperLogLog under the key
	 */
	default <E> HyperLogLog<E> hyperLogLog(String key, Class<E> type) {
		return hyperLogLog(key, (Type) type);
	}

	/**
	 * Opens a HyperLogLog.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @return a view of the HyperLogLog under the key
	 */
	default <E> HyperLogLog<E> hyperLogLog(String key, TypeReference<E> type) {
		return hyperLogLog(key, type.getType());
	}

	/**
	 * Opens a HyperLogLog whose type is known at run time only.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @return a view of the HyperLogLog under the key
	 */
	default <E> HyperLogLog<E> hyperLogLog(String key, Type type) {
		return DefaultHyperLogLog.open(settings(), key, type);
	}

	/**
	 * Opens a HyperLogLog and adds elements to what is there, as Python does.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @param elements the elements to add
	 * @return a view of the HyperLogLog under the key
	 */
	default <E> HyperLogLog<E> hyperLogLog(String key, Class<E> type, Collection<? extends @Nullable E> elements) {
		return hyperLogLog(key, (Type) type, elements);
	}

	/**
	 * Opens a HyperLogLog and adds elements to what is there, as Python does.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @param elements the elements to add
	 * @return a view of the HyperLogLog under the key
	 */
	default <E> HyperLogLog<E> hyperLogLog(String key, Type type, Collection<? extends @Nullable E> elements) {
		HyperLogLog<E> log = hyperLogLog(key, type);
		log.addAll(elements);
		return log;
	}

	/**
	 * Makes a temporary HyperLogLog under a random key that starts with {@code pottery:}.
	 * It is deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param type the type of the elements
	 * @return an empty HyperLogLog
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> HyperLogLog<E> hyperLogLog(Class<E> type) {
		return hyperLogLog((Type) type);
	}

	/**
	 * Makes a temporary HyperLogLog under a random key that starts with {@code pottery:}.
	 * It is deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param type the type of the elements
	 * @return an empty HyperLogLog
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> HyperLogLog<E> hyperLogLog(Type type) {
		return DefaultHyperLogLog.temporary(settings(), type);
	}

}
