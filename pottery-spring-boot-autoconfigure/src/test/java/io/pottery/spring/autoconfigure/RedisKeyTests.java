package io.pottery.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;

import io.pottery.collection.RedisMap;
import io.pottery.quorum.NextId;
import io.pottery.quorum.Redlock;
import io.pottery.spring.RedisKey;
import io.pottery.spring.TestApplications;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;

class RedisKeyTests {

	private final ApplicationContextRunner application = TestApplications.online()
		.withPropertyValues("tel.key=${random.uuid}", "pottery.redlock.auto-release-time=4s");

	@Test
	void fieldsNeedNoOtherAnnotation() {
		this.application.withUserConfiguration(Fields.class).run((context) -> {
			Fields bean = context.getBean(Fields.class);
			assertThat(bean.tel.key()).isEqualTo("tel");
			assertThat(bean.named.key()).isEqualTo("other");
			assertThat(bean.printer.key()).isEqualTo("printer");
			assertThat(bean.printer.autoReleaseTime()).hasSeconds(4);
			assertThat(bean.orders.key()).isEqualTo("orders");
		});
	}

	@Test
	void parametersOfConstructorsAndMethodsAreInjected() {
		this.application.withUserConfiguration(Parameters.class).run((context) -> {
			assertThat(context.getBean(Holder.class).map.key()).isEqualTo("held");
			assertThat(context.getBean(Point.class).map().key()).isEqualTo("map");
		});
	}

	@Test
	void indirectionsAreUnderstood() {
		this.application.withUserConfiguration(Indirect.class).run((context) -> {
			Indirect bean = context.getBean(Indirect.class);
			assertThat(bean.optional).map(RedisMap::key).contains("optional");
			assertThat(bean.provider.getObject().key()).isEqualTo("provider");
			assertThat(bean.lazy.key()).isEqualTo("lazy");
		});
	}

	@Test
	void placeholdersAreReplaced() {
		this.application.withPropertyValues("the.name=seats")
			.withUserConfiguration(Placeholder.class)
			.run((context) -> {
				assertThat(context.getBean(Placeholder.class).map.key()).isEqualTo("seats-2");
				assertThat(context.getBean(Placeholder.class).fallback.key()).isEqualTo("none");
			});
	}

	@Test
	void typesAreThoseOfTheInjectionPoint() {
		String key = KeyNames.fresh();
		this.application.withPropertyValues("the.name=" + key).withUserConfiguration(Longs.class).run((context) -> {
			Longs bean = context.getBean(Longs.class);
			bean.values.put(1L, List.of(2L));
			assertThat(bean.values.get(1L)).containsExactly(2L);
			assertThat(bean.raw.get(1)).isEqualTo(List.of(2));
			bean.values.clear();
		});
	}

	@Test
	void oneKeyAndTypeIsOneObject() {
		this.application.withUserConfiguration(Shared.class).run((context) -> {
			Shared bean = context.getBean(Shared.class);
			assertThat(bean.one).isSameAs(bean.two);
			assertThat(bean.other).isNotSameAs(bean.one);
		});
	}

	@Test
	void beansOfTheSameTypeDoNotInterfere() {
		this.application
			.withPropertyValues("pottery.maps.numbers.key=declared", "pottery.maps.numbers.value-type=Integer")
			.withUserConfiguration(Fields.class)
			.run((context) -> assertThat(context.getBean(Fields.class).tel.key()).isEqualTo("tel"));
	}

	@Test
	void aConversionServiceOfTheApplicationDoesNotInterfere() {
		this.application.withUserConfiguration(Fields.class, OwnConversion.class)
			.run((context) -> assertThat(context.getBean(Fields.class).tel.key()).isEqualTo("tel"));
	}

	@Test
	void otherTypesAreRefused() {
		this.application.withUserConfiguration(Unsupported.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("@RedisKey cannot inject java.util.Map<java.lang.String, java.lang.Integer>: "
						+ "it knows io.pottery.collection.RedisMap, io.pottery.collection.RedisSet, "));
	}

	@Test
	void emptyKeysAreRefused() {
		this.application.withPropertyValues("the.name=")
			.withUserConfiguration(Empty.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("@RedisKey(\"${the.name}\") names an empty key"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Fields {

		@RedisKey
		RedisMap<String, Integer> tel;

		@RedisKey("other")
		RedisMap<String, Integer> named;

		@RedisKey
		Redlock printer;

		@RedisKey
		NextId orders;

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Point.class)
	static class Parameters {

		@Bean
		Holder holder(@RedisKey RedisMap<String, Integer> held) {
			return new Holder(held);
		}

	}

	static class Holder {

		final RedisMap<String, Integer> map;

		Holder(RedisMap<String, Integer> map) {
			this.map = map;
		}

	}

	record Point(@RedisKey RedisMap<String, Integer> map) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Indirect {

		@RedisKey
		Optional<RedisMap<String, Integer>> optional;

		@RedisKey
		ObjectProvider<RedisMap<String, Integer>> provider;

		@Lazy
		@RedisKey
		RedisMap<String, Integer> lazy;

	}

	@Configuration(proxyBeanMethods = false)
	static class Placeholder {

		@RedisKey("${the.name}-2")
		RedisMap<String, Integer> map;

		@RedisKey("${no.name:none}")
		RedisMap<String, Integer> fallback;

	}

	static class Generic<T> {

		@RedisKey("${the.name}")
		RedisMap<T, List<T>> values;

	}

	@Configuration(proxyBeanMethods = false)
	static class Longs extends Generic<Long> {

		@RedisKey("${the.name}")
		@SuppressWarnings("rawtypes")
		RedisMap raw;

	}

	@Configuration(proxyBeanMethods = false)
	static class Shared {

		@RedisKey("shared")
		RedisMap<String, List<Integer>> one;

		@RedisKey("shared")
		RedisMap<String, List<Integer>> two;

		@RedisKey("shared")
		RedisMap<String, Integer> other;

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConversion {

		@Bean
		ConversionService conversionService() {
			return new DefaultConversionService();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unsupported {

		@RedisKey
		Map<String, Integer> tel;

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

		@Autowired
		Empty(@RedisKey("${the.name}") RedisMap<String, Integer> tel) {
		}

	}

}
