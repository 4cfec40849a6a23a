package io.pottery.collection;

import java.lang.reflect.Type;
import java.util.Map;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerSettings;
import io.pottery.container.ContainerType;

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
		return new DefaultRedisMap<>(
				hash(ContainerCore.open(this.settings, key, ContainerType.HASH), keyType, valueType));
	}

	@Override
	public <K, V> RedisMap<K, V> map(String key, Type keyType, Type valueType, Map<? extends K, ? extends V> contents) {
		HashStore<K, V> hash = hash(ContainerCore.open(this.settings, key, ContainerType.HASH), keyType, valueType);
		hash.core().create("HSET", hash.texts(contents), 2);
		return new DefaultRedisMap<>(hash);
	}

	@Override
	public <K, V> RedisMap<K, V> map(Type keyType, Type valueType) {
		return new DefaultRedisMap<>(
				hash(ContainerCore.temporary(this.settings, ContainerType.HASH), keyType, valueType));
	}

	private <K, V> HashStore<K, V> hash(ContainerCore core, Type keyType, Type valueType) {
		return new HashStore<>(core, this.settings.codecs().of(keyType), this.settings.codecs().of(valueType));
	}

}
