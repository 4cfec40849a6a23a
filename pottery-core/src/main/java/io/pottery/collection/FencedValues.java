package io.pottery.collection;

import java.lang.reflect.Type;

import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerFactory;
import io.pottery.container.ContainerType;

/**
 * Opens fenced values. Opening asks nobody. There are no temporary ones: they would
 * forget their tokens.
 *
 * @since 1.0
 */
public interface FencedValues extends ContainerFactory {

	/**
	 * Opens a fenced value.
	 * @param <V> the type of the value
	 * @param key its Redis key
	 * @param valueType the type of the value
	 * @return a view of the hash under the key
	 */
	default <V> FencedValue<V> fencedValue(String key, Class<V> valueType) {
		return fencedValue(key, (Type) valueType);
	}

	/**
	 * Opens a fenced value.
	 * @param <V> the type of the value
	 * @param key its Redis key
	 * @param valueType the type of the value
	 * @return a view of the hash under the key
	 */
	default <V> FencedValue<V> fencedValue(String key, TypeReference<V> valueType) {
		return fencedValue(key, valueType.getType());
	}

	/**
	 * Opens a fenced value whose type is known at run time only.
	 * @param <V> the type of the value, as the caller knows it
	 * @param key its Redis key
	 * @param valueType the type of the value
	 * @return a view of the hash under the key
	 */
	default <V> FencedValue<V> fencedValue(String key, Type valueType) {
		return new DefaultFencedValue<>(ContainerCore.open(settings(), key, ContainerType.HASH), valueType);
	}

}
