package io.pottery.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.pottery.collection.RedisMap;
import io.pottery.quorum.Lease;
import io.pottery.quorum.NextId;
import io.pottery.quorum.Redlock;
import io.pottery.spring.TestApplications;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NamedBeansTests {

	private final String key = KeyNames.fresh();

	private final ApplicationContextRunner application = TestApplications.online()
		.withPropertyValues("pottery.maps.tel.value-type=java.lang.Integer", "pottery.maps.tel.key=" + this.key,
				"pottery.maps.names.key-type=Long", "pottery.maps.names.value-type=java.util.List<java.lang.String>");

	@Test
	void mapsAreInjectedByTheirTypes() {
		this.application.withUserConfiguration(ByType.class).run((context) -> {
			ByType bean = context.getBean(ByType.class);
			assertThat(bean.integers.key()).isEqualTo(this.key);
			assertThat(bean.lists.key()).isEqualTo("names");
			assertThat(bean.numbers).isSameAs(bean.integers);
			assertThat(bean.provider.getObject()).isSameAs(bean.integers);
			assertThat(bean.all).containsOnlyKeys("tel", "names");
		});
	}

	@Test
	void mapsAreInjectedByTheirNames() {
		this.application.withUserConfiguration(ByName.class).run((context) -> {
			ByName bean = context.getBean(ByName.class);
			assertThat(bean.tel.key()).isEqualTo(this.key);
			assertThat(bean.qualified).isSameAs(bean.tel);
			assertThat(bean.plain).isSameAs(bean.tel);
		});
	}

	@Test
	void valuesHaveTheDeclaredTypes() {
		this.application.withUserConfiguration(ByType.class).run((context) -> {
			ByType bean = context.getBean(ByType.class);
			bean.integers.put("jack", 4098);
			assertThat(bean.integers.get("jack")).isEqualTo(4098);
			bean.integers.clear();
		});
	}

	@Test
	void plainMapsOfTheApplicationNeverLiveInRedis() {
		this.application.withUserConfiguration(Plain.class).run((context) -> {
			Plain bean = context.getBean(Plain.class);
			assertThat(bean.map).isNull();
			assertThat(bean.tel).isEmpty();
			assertThat(bean.provider.getIfAvailable()).isNull();
			assertThat(bean.locks).isEmpty();
		});
	}

	@Test
	void plainMapsOfTheApplicationAreFound() {
		this.application.withUserConfiguration(Plain.class, OwnMap.class).run((context) -> {
			Plain bean = context.getBean(Plain.class);
			assertThat(bean.map).isEqualTo(Map.of("own", 1));
			assertThat(bean.provider.getObject()).isSameAs(bean.map);
		});
	}

	@Test
	void mapsOfOtherBeansAreCollected() {
		this.application.withUserConfiguration(Collected.class).run((context) -> {
			Collected bean = context.getBean(Collected.class);
			assertThat(bean.texts).isEqualTo(Map.of("a", "x", "b", "y"));
			assertThat(bean.list).containsExactly("x", "y");
		});
	}

	@Test
	void locksAreBeans() {
		this.application
			.withPropertyValues("pottery.redlocks.printer.auto-release-time=2s",
					"pottery.redlocks.printer.max-extensions=5", "pottery.redlocks.scanner.key=" + this.key)
			.run((context) -> {
				Redlock printer = context.getBean("printer", Redlock.class);
				assertThat(printer.key()).isEqualTo("printer");
				assertThat(printer.autoReleaseTime()).isEqualTo(Duration.ofSeconds(2));
				assertThat(printer.maxExtensions()).isEqualTo(5);
				Redlock scanner = context.getBean("scanner", Redlock.class);
				assertThat(scanner.key()).isEqualTo(this.key);
				assertThat(scanner.autoReleaseTime()).isEqualTo(Duration.ofSeconds(10));
				TestApplications.awaitMasters(context);
				scanner.acquire().close();
			});
	}

	@Test
	void locksAreFencedAndExtendedAsConfigured() {
		this.application
			.withPropertyValues("pottery.redlocks.printer.key=" + this.key,
					"pottery.redlocks.printer.auto-release-time=300ms", "pottery.redlocks.printer.auto-extend=true",
					"pottery.redlocks.printer.max-extensions=1", "pottery.redlocks.printer.interrupt-on-lost=true",
					"pottery.redlocks.printer.fenced=true")
			.run((context) -> {
				TestApplications.awaitMasters(context);
				Redlock printer = context.getBean("printer", Redlock.class);
				long first = printer.acquire().fencingToken();
				// The first lease was renewed once, and its holder was interrupted when
				// it ended.
				assertThatExceptionOfType(InterruptedException.class)
					.isThrownBy(() -> new CountDownLatch(1).await(30, TimeUnit.SECONDS));
				try (Lease second = printer.acquire()) {
					assertThat(second.fencingToken()).isGreaterThan(first);
				}
			});
	}

	@Test
	void locksHaveTheConfiguredAutoReleaseTime() {
		this.application
			.withPropertyValues("pottery.redlock.auto-release-time=3s", "pottery.redlocks.printer.key=" + this.key)
			.run((context) -> assertThat(context.getBean("printer", Redlock.class).autoReleaseTime())
				.isEqualTo(Duration.ofSeconds(3)));
	}

	@Test
	void sequencesAreBeans() {
		this.application.withPropertyValues("pottery.next-ids.orders.key=" + this.key).run((context) -> {
			TestApplications.awaitMasters(context);
			NextId orders = context.getBean("orders", NextId.class);
			assertThat(orders.key()).isEqualTo(this.key);
			assertThat(orders.nextLong()).isOne();
			orders.reset();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class ByType {

		@Autowired
		RedisMap<String, Integer> integers;

		@Autowired
		RedisMap<Long, List<String>> lists;

		@Autowired
		RedisMap<String, ? extends Number> numbers;

		@Autowired
		ObjectProvider<RedisMap<String, Integer>> provider;

		@Autowired
		Map<String, RedisMap<?, ?>> all;

	}

	@Configuration(proxyBeanMethods = false)
	static class ByName {

		@Autowired
		RedisMap<?, ?> tel;

		@Autowired
		@Qualifier("tel")
		RedisMap<?, ?> qualified;

		@Autowired
		@Qualifier("tel")
		Map<String, Integer> plain;

	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Autowired(required = false)
		Map<String, Integer> map;

		@Autowired
		Optional<Map<String, Integer>> tel;

		@Autowired
		ObjectProvider<Map<String, Integer>> provider;

		@Autowired
		Optional<List<Lock>> locks;

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMap {

		@Bean
		Map<String, Integer> own() {
			return Map.of("own", 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Texts.class)
	static class Collected {

		@Autowired
		Map<String, String> texts;

		@Autowired
		List<String> list;

	}

	@Configuration(proxyBeanMethods = false)
	static class Texts {

		@Bean
		String a() {
			return "x";
		}

		@Bean
		String b() {
			return "y";
		}

	}

}
