package io.pottery.collection;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;

import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import junit.framework.Test;
import junit.framework.TestSuite;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

/**
 * Guava's tests of {@code Map}, run by JUnit's vintage engine.
 */
public final class CachedOrderedMapGuavaTests {

	private static final CachedOrderedMaps MAPS = Containers::settings;

	private CachedOrderedMapGuavaTests() {
	}

	/**
	 * Builds the suites. Left out are only features that the contract denies: nulls on
	 * writing, keys that are null, iterators that fail fast, serialization. Nothing is
	 * suppressed.
	 * @return the suites
	 */
	public static Test suite() {
		TestSuite suite = new TestSuite();
		suite.addTest(suite("CachedOrderedMap that was filled", CollectionSize.ANY, new Generator() {

			@Override
			protected Map<String, String> create(Entry<String, String>[] entries) {
				return filled(KeyNames.fresh(), entries);
			}

		}));
		suite.addTest(suite("CachedOrderedMap of hits", CollectionSize.ANY, new Generator() {

			@Override
			protected Map<String, String> create(Entry<String, String>[] entries) {
				String key = KeyNames.fresh();
				filled(key, entries);
				List<String> keys = Stream.of(entries).map(Entry::getKey).toList();
				return MAPS.cachedOrderedMap(key, String.class, String.class, keys);
			}

		}));
		return suite;
	}

	private static Map<String, String> filled(String key, Entry<String, String>[] entries) {
		Map<String, String> map = MAPS.cachedOrderedMap(key, String.class, String.class, List.of());
		for (Entry<String, String> entry : entries) {
			map.put(entry.getKey(), entry.getValue());
		}
		return map;
	}

	private static Test suite(String name, CollectionSize size, Generator generator) {
		return MapTestSuiteBuilder.using(generator)
			.named(name)
			.withFeatures(size, MapFeature.GENERAL_PURPOSE, MapFeature.ALLOWS_NULL_VALUE_QUERIES,
					CollectionFeature.SUPPORTS_ITERATOR_REMOVE, CollectionFeature.KNOWN_ORDER)
			.createTestSuite();
	}

	/**
	 * Makes maps whose order is that of insertion.
	 */
	private abstract static class Generator extends TestStringMapGenerator {

		@Override
		public Iterable<Entry<String, String>> order(List<Entry<String, String>> insertionOrder) {
			return insertionOrder;
		}

	}

}
