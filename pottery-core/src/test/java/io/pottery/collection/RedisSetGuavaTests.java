package io.pottery.collection;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;

import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.SetFeature;
import junit.framework.Test;
import junit.framework.TestSuite;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

/**
 * Guava's suite for sets, run by JUnit's vintage engine.
 */
public final class RedisSetGuavaTests {

	private static final RedisSets SETS = Containers::settings;

	private RedisSetGuavaTests() {
	}

	/**
	 * Builds the suites. Left out are only features that the contract denies: a known
	 * order, iterators that fail fast, serialization. Nothing is suppressed.
	 * @return the suites
	 */
	public static Test suite() {
		TestSuite suite = new TestSuite();
		suite.addTest(suite("RedisSet", CollectionSize.ANY, () -> SETS.set(KeyNames.fresh(), String.class)));
		suite.addTest(suite("temporary RedisSet", CollectionSize.ANY, () -> SETS.set(String.class)));
		return suite;
	}

	private static Test suite(String name, CollectionSize size, Supplier<RedisSet<String>> sets) {
		return SetTestSuiteBuilder.using(new Generator(sets))
			.named(name)
			.withFeatures(size, SetFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
					CollectionFeature.ALLOWS_NULL_VALUES)
			.createTestSuite();
	}

	private static final class Generator extends TestStringSetGenerator {

		private final Supplier<RedisSet<String>> sets;

		Generator(Supplier<RedisSet<String>> sets) {
			this.sets = sets;
		}

		@Override
		protected Set<String> create(String[] elements) {
			RedisSet<String> set = this.sets.get();
			set.addAll(Arrays.asList(elements));
			return set;
		}

	}

}
