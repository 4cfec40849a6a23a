package io.pottery.spring.aop;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pottery.annotation.RedisCached;
import io.pottery.exception.ServerUnavailableException;
import io.pottery.spring.RedisCaches;
import io.pottery.spring.TestApplications;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisCachedTests {

	private final String key = KeyNames.fresh();

	private final ApplicationContextRunner application = TestApplications.online()
		.withUserConfiguration(Beans.class)
		.withPropertyValues("the.key=" + this.key, "the.timeout=1h");

	@Test
	void resultsAreRememberedByArguments() {
		run((rates, caches) -> {
			assertThat(rates.rate("EUR", 1)).isEqualTo(new BigDecimal("1.25"));
			assertThat(rates.rate("EUR", 1)).isEqualTo(new BigDecimal("1.25"));
			assertThat(rates.calls()).isOne();
			rates.rate("EUR", 2);
			rates.rate("EUR1", 2);
			assertThat(rates.calls()).isEqualTo(3);
			assertThat(caches.info(this.key)).satisfies((info) -> {
				assertThat(info.hits()).isOne();
				assertThat(info.misses()).isEqualTo(3);
				assertThat(info.currentSize()).isEqualTo(3);
			});
			assertThat((Long) RedisServer.shared().command("PTTL", this.key)).isBetween(3_500_000L, 3_600_000L);
		});
	}

	@Test
	void genericResultsKeepTheirTypes() {
		run((rates, caches) -> {
			rates.lists();
			assertThat(rates.lists()).isEqualTo(Map.of("a", List.of(1L)));
			assertThat(rates.calls()).isOne();
		});
	}

	@Test
	void typesOfGenericClassesAreThoseOfTheSubclass() {
		run((rates, caches) -> {
			rates.find(7L);
			assertThat(rates.find(7L)).isEqualTo(new Rate("EUR"));
			assertThat(rates.calls()).isOne();
		});
	}

	@Test
	void nullIsRemembered() {
		run((rates, caches) -> {
			assertThat(rates.nothing()).isNull();
			assertThat(rates.nothing()).isNull();
			assertThat(rates.calls()).isOne();
		});
	}

	@Test
	void optionalsAreRemembered() {
		run((rates, caches) -> {
			rates.optional(true);
			assertThat(rates.optional(true)).contains(new Rate("EUR"));
			rates.optional(false);
			assertThat(rates.optional(false)).isEmpty();
			assertThat(rates.calls()).isEqualTo(2);
		});
	}

	@Test
	void stagesAreRemembered() {
		run((rates, caches) -> {
			assertThat(rates.stage().join()).contains(new Rate("EUR"));
			assertThat(rates.stage().join()).contains(new Rate("EUR"));
			assertThat(rates.calls()).isOne();
		});
	}

	@Test
	void monosAreRemembered() {
		run((rates, caches) -> {
			assertThat(rates.mono(true).block()).isEqualTo(new Rate("EUR"));
			assertThat(rates.mono(true).block()).isEqualTo(new Rate("EUR"));
			assertThat(rates.mono(false).block()).isNull();
			assertThat(rates.mono(false).block()).isNull();
			assertThat(rates.calls()).isEqualTo(2);
		});
	}

	@Test
	void fluxesAreRemembered() {
		run((rates, caches) -> {
			assertThat(rates.flux().collectList().block()).containsExactly(new Rate("EUR"), new Rate("USD"));
			assertThat(rates.flux().collectList().block()).containsExactly(new Rate("EUR"), new Rate("USD"));
			assertThat(rates.calls()).isOne();
		});
	}

	@Test
	void failuresAreNotRemembered() {
		run((rates, caches) -> {
			assertThatExceptionOfType(IOException.class).isThrownBy(rates::fail).withMessage("broken 1");
			assertThatExceptionOfType(IOException.class).isThrownBy(rates::fail).withMessage("broken 2");
		});
	}

	@Test
	void theNameOfAnEmptyAnnotationIsTheMethod() {
		run((rates, caches) -> assertThat(caches.names()).contains(this.key,
				Rates.class.getName() + ".unnamed(java.lang.String,int)"));
	}

	@Test
	void cachesAreCleared() {
		run((rates, caches) -> {
			rates.rate("EUR", 1);
			caches.clear(this.key);
			rates.rate("EUR", 1);
			assertThat(rates.calls()).isEqualTo(2);
			assertThat(caches.info(this.key).misses()).isOne();
		});
	}

	@Test
	void cachesAreBypassed() {
		run((rates, caches) -> {
			rates.rate("EUR", 1);
			assertThat(caches.bypass(this.key, () -> rates.rate("EUR", 1))).isEqualTo(new BigDecimal("1.25"));
			assertThat(rates.calls()).isEqualTo(2);
			assertThat(caches.info(this.key)).satisfies((info) -> {
				assertThat(info.hits()).isZero();
				assertThat(info.misses()).isOne();
			});
			rates.rate("EUR", 1);
			assertThat(rates.calls()).isEqualTo(2);
		});
	}

	@Test
	void asynchronousCachesAreBypassed() {
		run((rates, caches) -> {
			rates.stage().join();
			caches.bypass(this.key + "-stage", rates::stage).join();
			assertThat(rates.calls()).isEqualTo(2);
			assertThat(rates.stage().join()).contains(new Rate("EUR"));
			rates.mono(true).block();
			caches.bypass(this.key + "-mono", () -> rates.mono(true)).block();
			assertThat(rates.calls()).isEqualTo(4);
		});
	}

	@Test
	void whatABypassLoadedBeforeAClearIsNotRemembered() {
		run((rates, caches) -> {
			CompletableFuture<String> bypassed = caches.bypass(this.key + "-gated", rates::gated);
			caches.clear(this.key + "-gated");
			rates.open("old");
			assertThat(bypassed.join()).isEqualTo("old");
			assertThat(caches.info(this.key + "-gated").currentSize()).isZero();
		});
	}

	@Test
	void cachesAreLeftOut() {
		run((rates, caches) -> {
			caches.uncached(this.key, () -> rates.rate("EUR", 1));
			rates.rate("EUR", 1);
			assertThat(rates.calls()).isEqualTo(2);
			assertThat(caches.info(this.key).misses()).isOne();
		});
	}

	@Test
	void onlyTheNamedCacheIsBypassed() {
		run((rates, caches) -> {
			rates.rate("EUR", 1);
			caches.bypass(this.key + "-optional", () -> rates.rate("EUR", 1));
			assertThat(rates.calls()).isOne();
		});
	}

	@Test
	void unknownCachesAreNamed() {
		run((rates, caches) -> assertThatIllegalArgumentException().isThrownBy(() -> caches.info("nobody"))
			.withMessageStartingWith("No cache is named 'nobody'; there are ["));
	}

	@Test
	void methodsRunWhileRedisFails() {
		this.application.withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1").run((context) -> {
			Rates rates = context.getBean(Rates.class);
			rates.rate("EUR", 1);
			rates.rate("EUR", 1);
			assertThat(rates.calls()).isEqualTo(2);
		});
	}

	@Test
	void callsFailWithRedisIfWanted() {
		this.application.withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1", "pottery.cache.on-error=throw")
			.run((context) -> assertThatExceptionOfType(ServerUnavailableException.class)
				.isThrownBy(() -> context.getBean(Rates.class).rate("EUR", 1)));
	}

	private void run(Claim claim) {
		this.application.run((context) -> {
			assertThat(context).hasNotFailed();
			RedisCaches caches = context.getBean(RedisCaches.class);
			try {
				claim.hold(context.getBean(Rates.class), caches);
			}
			finally {
				caches.names().forEach(caches::clear);
			}
		});
	}

	@FunctionalInterface
	interface Claim {

		void hold(Rates rates, RedisCaches caches) throws Exception;

	}

	record Rate(String currency) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Rates rates() {
			return new Rates();
		}

	}

	abstract static class Repository<T> {

		@RedisCached(key = "${the.key}-find")
		T find(Long id) {
			return load(id);
		}

		abstract T load(Long id);

	}

	static class Rates extends Repository<Rate> {

		private final AtomicInteger calls = new AtomicInteger();

		private final CompletableFuture<String> gate = new CompletableFuture<>();

		int calls() {
			return this.calls.get();
		}

		void open(String result) {
			this.gate.complete(result);
		}

		@RedisCached(key = "${the.key}-gated")
		CompletableFuture<String> gated() {
			return this.gate;
		}

		@Override
		Rate load(Long id) {
			this.calls.incrementAndGet();
			return new Rate("EUR");
		}

		@RedisCached(key = "${the.key}", timeout = "${the.timeout}")
		BigDecimal rate(String currency, int day) {
			this.calls.incrementAndGet();
			return new BigDecimal("1.25");
		}

		@RedisCached(key = "${the.key}-lists", timeout = "none")
		Map<String, List<Long>> lists() {
			this.calls.incrementAndGet();
			return Map.of("a", List.of(1L));
		}

		@RedisCached(key = "${the.key}-nothing")
		@Nullable Rate nothing() {
			this.calls.incrementAndGet();
			return null;
		}

		@RedisCached(key = "${the.key}-optional")
		Optional<Rate> optional(boolean present) {
			this.calls.incrementAndGet();
			return present ? Optional.of(new Rate("EUR")) : Optional.empty();
		}

		@RedisCached(key = "${the.key}-stage")
		CompletableFuture<Optional<Rate>> stage() {
			this.calls.incrementAndGet();
			return CompletableFuture.supplyAsync(() -> Optional.of(new Rate("EUR")));
		}

		@RedisCached(key = "${the.key}-mono")
		Mono<Rate> mono(boolean present) {
			this.calls.incrementAndGet();
			return present ? Mono.just(new Rate("EUR")) : Mono.empty();
		}

		@RedisCached(key = "${the.key}-flux")
		Flux<Rate> flux() {
			this.calls.incrementAndGet();
			return Flux.just(new Rate("EUR"), new Rate("USD"));
		}

		@RedisCached(key = "${the.key}-fail")
		String fail() throws IOException {
			throw new IOException("broken " + this.calls.incrementAndGet());
		}

		@RedisCached
		String unnamed(String text, int number) {
			return text;
		}

	}

}
