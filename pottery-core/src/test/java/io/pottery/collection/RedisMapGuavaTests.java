package io.pottery.collection;

import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Supplier;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import junit.framework.Test;
import junit.framework.TestSuite;

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
	 * Builds the suites. Left out are only features that the contract denies: nulls, a
	 * known order, iterators that fail fast, serialization. Nothing is suppressed.
	 * @return the suites
	 */
	public static Test suite() {
		TestSuite suite = new TestSuite();
		suite.addTest(suite("RedisMap", CollectionSize.ANY,
				() -> COLLECTIONS.map(KeyNames.fresh(), String.class, String.class)));
		suite.addTest(
				suite("temporary RedisMap", CollectionSize.SEVERAL, () -> COLLECTIONS.map(String.class, String.class)));
		return suite;
	}

	private static Test suite(String name, CollectionSize size, Supplier<RedisMap<String, String>> maps) {
		return ConcurrentMapTestSuiteBuilder.using(new Generator(maps))
			.named(name)
			.withFeatures(size, MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
			.createTestSuite();
	}

	private static final class Generator extends TestStringMapGenerator {

		private final Supplier<RedisMap<String, String>> maps;

		Generator(Supplier<RedisMap<String, String>> maps) {
			this.maps = maps;
		}

		@Override
		protected Map<String, String> create(Entry<String, String>[] entries) {
			RedisMap<String, String> map = this.maps.get();
			for (Entry<String, String> entry : entries) {
				map.put(entry.getKey(), entry.getValue());
			}
			return map;
		}

	}

}
