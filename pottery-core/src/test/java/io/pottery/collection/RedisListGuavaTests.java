package io.pottery.collection;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.testers.ListListIteratorTester;
import junit.framework.Test;
import junit.framework.TestSuite;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

/**
 * Guava's suite for lists, run by JUnit's vintage engine.
 */
public final class RedisListGuavaTests {

	private static final RedisLists LISTS = Containers::settings;

	private RedisListGuavaTests() {
	}

	/**
	 * Builds the suites. Left out are only features that the contract denies: iterators
	 * that fail fast, serialization, refusal of nulls. One test is suppressed, for the
	 * temporary list only: it tries every sequence of an iterator's methods, which are
	 * the same code as for a list with a key, in tens of thousands of round trips.
	 * @return the suites
	 */
	public static Test suite() {
		TestSuite suite = new TestSuite();
		suite.addTest(suite("RedisList", CollectionSize.ANY, RedisListGuavaTests::list));
		suite.addTest(builder("temporary RedisList", CollectionSize.SEVERAL, (elements) -> {
			RedisList<String> list = LISTS.list(String.class);
			list.addAll(elements);
			return list;
		}).suppressing(ListListIteratorTester.getListIteratorFullyModifiableMethod()).createTestSuite());
		suite.addTest(suite("RedisList.reversed", CollectionSize.ANY, (elements) -> {
			List<String> list = list(List.of()).reversed();
			list.addAll(elements);
			return list;
		}));
		suite.addTest(suite("RedisList.subList", CollectionSize.ANY, (elements) -> {
			RedisList<String> list = list(List.of("before", "between", "after"));
			list.addAll(2, elements);
			list.add(1, "more");
			return list.subList(3, 3 + elements.size());
		}));
		return suite;
	}

	private static RedisList<String> list(List<String> elements) {
		return LISTS.list(KeyNames.fresh(), String.class, elements);
	}

	private static Test suite(String name, CollectionSize size, Function<List<String>, List<String>> lists) {
		return builder(name, size, lists).createTestSuite();
	}

	private static ListTestSuiteBuilder<String> builder(String name, CollectionSize size,
			Function<List<String>, List<String>> lists) {
		return ListTestSuiteBuilder.using(new Generator(lists))
			.named(name)
			.withFeatures(size, ListFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
					CollectionFeature.ALLOWS_NULL_VALUES, CollectionFeature.ALLOWS_NULL_QUERIES);
	}

	private static final class Generator extends TestStringListGenerator {

		private final Function<List<String>, List<String>> lists;

		Generator(Function<List<String>, List<String>> lists) {
			this.lists = lists;
		}

		@Override
		protected List<String> create(String[] elements) {
			return this.lists.apply(Arrays.asList(elements));
		}

	}

}
