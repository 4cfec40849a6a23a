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
public final class RedisSimpleQueueGuavaTests {

	private static final RedisSimpleQueues QUEUES = Containers::settings;

	private RedisSimpleQueueGuavaTests() {
	}

	/**
	 * Builds the suites. Left out are only features that the contract denies: nulls,
	 * iterators that fail fast, serialization. Nothing is suppressed.
	 * @return the suites
	 */
	public static Test suite() {
		TestSuite suite = new TestSuite();
		suite
			.addTest(suite("RedisSimpleQueue", CollectionSize.ANY, () -> QUEUES.queue(KeyNames.fresh(), String.class)));
		suite.addTest(suite("temporary RedisSimpleQueue", CollectionSize.SEVERAL, () -> QUEUES.queue(String.class)));
		return suite;
	}

	private static Test suite(String name, CollectionSize size, Supplier<RedisSimpleQueue<String>> queues) {
		return QueueTestSuiteBuilder.using(new Generator(queues))
			.named(name)
			.withFeatures(size, CollectionFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
					CollectionFeature.KNOWN_ORDER)
			.createTestSuite();
	}

	private static final class Generator extends TestStringQueueGenerator {

		private final Supplier<RedisSimpleQueue<String>> queues;

		Generator(Supplier<RedisSimpleQueue<String>> queues) {
			this.queues = queues;
		}

		@Override
		protected Queue<String> create(String[] elements) {
			RedisSimpleQueue<String> queue = this.queues.get();
			queue.addAll(List.of(elements));
			return queue;
		}

	}

}
