package io.pottery.collection;

import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import junit.framework.Test;
import junit.framework.TestSuite;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

/**
 * Guava's suite for queues, run by JUnit's vintage engine.
 */
public final class RedisDequeGuavaTests {

	private static final RedisDeques DEQUES = Containers::settings;

	private RedisDequeGuavaTests() {
	}

	/**
	 * Builds the suites. Left out are only features that the contract denies: null
	 * elements, iterators that fail fast, serialization. Nothing is suppressed.
	 * @return the suites
	 */
	public static Test suite() {
		TestSuite suite = new TestSuite();
		suite.addTest(suite("RedisDeque", CollectionSize.ANY, () -> DEQUES.deque(KeyNames.fresh(), String.class)));
		suite.addTest(suite("limited RedisDeque", CollectionSize.ANY,
				() -> DEQUES.deque(KeyNames.fresh(), String.class, 1_000)));
		suite.addTest(suite("reversed RedisDeque", CollectionSize.ANY,
				() -> DEQUES.deque(KeyNames.fresh(), String.class).reversed()));
		suite.addTest(suite("temporary RedisDeque", CollectionSize.SEVERAL, () -> DEQUES.deque(String.class)));
		return suite;
	}

	private static Test suite(String name, CollectionSize size, Supplier<RedisDeque<String>> deques) {
		return QueueTestSuiteBuilder.using(new Generator(deques))
			.named(name)
			.withFeatures(size, CollectionFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
					CollectionFeature.ALLOWS_NULL_QUERIES, CollectionFeature.KNOWN_ORDER)
			.createTestSuite();
	}

	private static final class Generator extends TestStringQueueGenerator {

		private final Supplier<RedisDeque<String>> deques;

		Generator(Supplier<RedisDeque<String>> deques) {
			this.deques = deques;
		}

		@Override
		protected Queue<String> create(String[] elements) {
			RedisDeque<String> deque = this.deques.get();
			deque.addAll(List.of(elements));
			return deque;
		}

	}

}
