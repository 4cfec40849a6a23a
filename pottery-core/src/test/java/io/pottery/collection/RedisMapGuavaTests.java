package io.pottery.collection;

import java.util.Map;
import java.util.Map.Entry;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import junit.framework.Test;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

/**
 * Guava's suite for concurrent maps, run by JUnit's vintage engine.
 */
public final class RedisMapGuavaTests {

	private static final RedisCollections COLLECTIONS = RedisCollections.create(Containers.settings());

	private RedisMapGuavaTests() {
	}

	/**
	 * Builds the suite. Left out are only features that the contract denies: nulls, a
	 * known order, iterators that fail fast, serialization.
	 * @return the suite
	 */
	public static Test suite() {
		return ConcurrentMapTestSuiteBuilder.using(new Generator())
			.named("RedisMap")
			.withFeatures(CollectionSize.ANY, MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
			.createTestSuite();
	}

	private static final class Generator extends TestStringMapGenerator {

		@Override
		protected Map<String, String> create(Entry<String, String>[] entries) {
			RedisMap<String, String> map = COLLECTIONS.map(KeyNames.fresh(), String.class, String.class);
			for (Entry<String, String> entry : entries) {
				map.put(entry.getKey(), entry.getValue());
			}
			return map;
		}

	}

}
