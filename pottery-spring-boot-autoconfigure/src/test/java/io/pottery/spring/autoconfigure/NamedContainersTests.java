package io.pottery.spring.autoconfigure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pottery.collection.Delivery;
import io.pottery.collection.FencedValue;
import io.pottery.collection.RedisCounter;
import io.pottery.collection.RedisDeque;
import io.pottery.collection.RedisList;
import io.pottery.collection.RedisSet;
import io.pottery.collection.RedisSimpleQueue;
import io.pottery.container.RedisContainer;
import io.pottery.probabilistic.BloomFilter;
import io.pottery.probabilistic.HyperLogLog;
import io.pottery.spring.RedisKey;
import io.pottery.spring.TestApplications;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of container but the map: declared by properties, and injected by key.
 */
class NamedContainersTests {

	private final String key = KeyNames.fresh() + ":";

	private final ApplicationContextRunner application = TestApplications.online()
		.withPropertyValues("pottery.key-prefix=" + this.key, "pottery.sets.visitors.element-type=java.lang.Long",
				"pottery.lists.steps.element-type=java.util.List<java.lang.Integer>",
				"pottery.deques.recent.max-length=2", "pottery.queues.jobs.max-deliveries=1",
				"pottery.queues.jobs.visibility-timeout=1ms", "pottery.counters.words.key=other-words",
				"pottery.bloom-filters.seen.expected-elements=1000", "pottery.bloom-filters.seen.false-positives=0.1",
				"pottery.hyper-log-logs.searches.key=google",
				"pottery.fenced-values.balance.value-type=java.lang.Integer");

	@Test
	void containersAreDeclared() {
		this.application.withUserConfiguration(Declared.class).run((context) -> {
			Declared bean = context.getBean(Declared.class);
			assertThat(bean.visitors.add(1L)).isTrue();
			assertThat(bean.visitors).containsExactly(1L);
			bean.steps.add(List.of(1, 2));
			assertThat(bean.steps.get(0)).isEqualTo(List.of(1, 2));
			bean.recent.extend(List.of("a", "b", "c"));
			assertThat(bean.recent.snapshot()).containsExactly("b", "c");
			assertThat(bean.words.key()).isEqualTo("other-words");
			assertThat(bean.words.increment("a", 2)).isEqualTo(2);
			assertThat(bean.seen.expectedElements()).isEqualTo(1000);
			assertThat(bean.seen.falsePositives()).isEqualTo(0.1);
			assertThat(bean.seen.add("a")).isTrue();
			assertThat(bean.searches.add("a")).isTrue();
			bean.balance.set(33, 100);
			assertThat(bean.balance.fence(34)).isEqualTo(100);
			bean.jobs.add("a");
			assertThat(bean.jobs.receive()).extracting(Delivery::item).isEqualTo("a");
			clear(bean.visitors, bean.steps, bean.recent, bean.words, bean.seen, bean.searches, bean.balance,
					bean.jobs);
		});
	}

	@Test
	void containersAreInjectedByKey() {
		this.application.withUserConfiguration(ByKey.class).run((context) -> {
			ByKey bean = context.getBean(ByKey.class);
			assertThat(bean.set.add(1)).isTrue();
			assertThat(bean.list.add("a")).isTrue();
			assertThat(bean.deque.offer("a")).isTrue();
			assertThat(bean.queue.offer("a")).isTrue();
			assertThat(bean.counter.increment("a")).isOne();
			assertThat(bean.hyperLogLog.add("a")).isTrue();
			bean.fencedValue.set(1, "a");
			assertThat(bean.set.key()).isEqualTo("set");
			clear(bean.set, bean.list, bean.deque, bean.queue, bean.counter, bean.hyperLogLog, bean.fencedValue);
		});
	}

	@Test
	void plainCollectionsOfTheApplicationNeverLiveInRedis() {
		this.application.withUserConfiguration(Plain.class).run((context) -> {
			Plain bean = context.getBean(Plain.class);
			assertThat(bean.visitors).isEmpty();
			assertThat(bean.recent).containsExactly("own");
		});
	}

	private static void clear(RedisContainer... containers) {
		for (RedisContainer container : containers) {
			container.clear();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Declared {

		@Autowired
		RedisSet<Long> visitors;

		@Autowired
		RedisList<List<Integer>> steps;

		@Autowired
		RedisDeque<String> recent;

		@Autowired
		RedisSimpleQueue<String> jobs;

		@Autowired
		RedisCounter<String> words;

		@Autowired
		BloomFilter<String> seen;

		@Autowired
		HyperLogLog<String> searches;

		@Autowired
		FencedValue<Integer> balance;

	}

	@Configuration(proxyBeanMethods = false)
	static class ByKey {

		@RedisKey
		RedisSet<Integer> set;

		@RedisKey
		RedisList<String> list;

		@RedisKey
		RedisDeque<String> deque;

		@RedisKey
		RedisSimpleQueue<String> queue;

		@RedisKey
		RedisCounter<String> counter;

		@RedisKey
		HyperLogLog<String> hyperLogLog;

		@RedisKey
		FencedValue<String> fencedValue;

	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Autowired
		Optional<Set<Long>> visitors;

		@Autowired
		Deque<String> recent;

		@Bean
		static Deque<String> own() {
			return new ArrayDeque<>(List.of("own"));
		}

	}

}
