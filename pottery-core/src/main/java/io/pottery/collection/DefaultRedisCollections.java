package io.pottery.collection;

import java.lang.reflect.Type;
import java.util.Map;

import io.pottery.container.ContainerSettings;

/**
 * Opens collections with shared settings.
 */
final class DefaultRedisCollections implements RedisCollections {

	private final ContainerSettings settings;

	DefaultRedisCollections(ContainerSettings settings) {
		this.settings = settings;
	}

	@Override
	public <K, V> RedisMap<K, V> map(String key, Type keyType, Type valueType) {
		throw new UnsupportedOperationException("Not there yet on " + this.settings.keyPrefix());
	}

	@Override
	public <K, V> RedisMap<K, V> map(String key, Type keyType, Type valueType, Map<? extends K, ? extends V> contents) {
		throw new UnsupportedOperationException("Not there yet");
	}

	@Override
	public <K, V> RedisMap<K, V> temporaryMap(Type keyType, Type valueType) {
		throw new UnsupportedOperationException("Not there yet");
	}

}
