package io.pottery.collection;

import io.pottery.container.ContainerSettings;

/**
 * Opens the collections of this room. Opening asks nobody, save where there are initial
 * contents or a random key is looked for.
 *
 * @since 1.0
 */
public interface RedisCollections extends RedisMaps, RedisSets, RedisLists, RedisCounters, RedisDeques,
		RedisSimpleQueues, CachedOrderedMaps, FencedValues {

	/**
	 * Returns what opens collections on one Redis.
	 * @param settings what they share
	 * @return the factory, safe for all threads
	 */
	static RedisCollections create(ContainerSettings settings) {
		return () -> settings;
	}

}
