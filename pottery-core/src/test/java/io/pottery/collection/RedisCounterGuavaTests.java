package io.pottery.collection;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Supplier;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.Helpers;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import junit.framework.Test;
import junit.framework.TestSuite;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

/**
 * Guava's tests of {@code ConcurrentMap}, run by JUnit's vintage engine.
 */
public final class RedisCounterGuavaTests {

	private static final RedisCounters COUNTERS = Containers::settings;

	private RedisCounterGuavaTests() {
	}

	/**
	 * Builds the suites. Left out are only features that the contract denies: nulls, a
	 * known order, iterators that fail fast, serialization. Nothing is suppressed.
	 * @return the suites
	 */
	public static Test suite() {
		TestSuite suite = new TestSuite();
		suite
			.addTest(suite("RedisCounter", CollectionSize.ANY, () -> COUNTERS.counter(KeyNames.fresh(), String.class)));
		suite.addTest(suite("temporary RedisCounter", CollectionSize.SEVERAL, () -> COUNTERS.counter(String.class)));
		return suite;
	}

	private static Test suite(String name, CollectionSize size, Supplier<RedisCounter<String>> counters) {
		return ConcurrentMapTestSuiteBuilder.using(new Generator(counters))
			.named(name)
			.withFeatures(size, MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
			.createTestSuite();
	}

	/**
	 * Makes counters with given contents.
	 */
	private static final class Generator implements TestMapGenerator<String, Long> {

		private final Supplier<RedisCounter<String>> counters;

		Generator(Supplier<RedisCounter<String>> counters) {
			this.counters = counters;
		}

		@Override
		public SampleElements<Entry<String, Long>> samples() {
			return new SampleElements<>(Helpers.mapEntry("one", 1L), Helpers.mapEntry("two", -2L),
					Helpers.mapEntry("three", 0L), Helpers.mapEntry("four", Long.MAX_VALUE),
					Helpers.mapEntry("five", Long.MIN_VALUE));
		}

		@Override
		@SuppressWarnings("unchecked")
		public Map<String, Long> create(Object... entries) {
			RedisCounter<String> counter = this.counters.get();
			for (Object entry : entries) {
				Entry<String, Long> mapping = (Entry<String, Long>) entry;
				counter.put(mapping.getKey(), mapping.getValue());
			}
			return counter;
		}

		@Override
		@SuppressWarnings({ "rawtypes", "unchecked" })
		public Entry<String, Long>[] createArray(int length) {
			return new Entry[length];
		}

		@Override
		public String[] createKeyArray(int length) {
			return new String[length];
		}

		@Override
		public Long[] createValueArray(int length) {
			return new Long[length];
		}

		@Override
		public Iterable<Entry<String, Long>> order(List<Entry<String, Long>> insertionOrder) {
			return insertionOrder;
		}

	}

}
