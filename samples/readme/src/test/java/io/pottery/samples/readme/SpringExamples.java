package io.pottery.samples.readme;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import io.pottery.Pottery;
import io.pottery.annotation.RedisCached;
import io.pottery.spring.RedisCaches;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = { "pottery.maps.tel.value-type=java.lang.Integer",
		"pottery.redlocks.printer.auto-release-time=20s", "pottery.redlock.master-timeout=10s" })
@Import({ BoxOffice.class, Payments.class, Directory.class, Desk.class, SpringExamples.Rates.class })
@ExtendWith(PrintedResults.class)
class SpringExamples {

	@DynamicPropertySource
	static void servers(DynamicPropertyRegistry properties) {
		RedisServers servers = RedisServers.shared(6);
		properties.add("spring.data.redis.url", servers.get(0)::uri);
		properties.add("pottery.masters", () -> servers.uris().subList(1, servers.size()));
		// Other tests have started some of these before the rest.
		properties.add("pottery.restart-policy", () -> "trust-persistence");
		properties.add("pottery.key-prefix", () -> KeyNames.fresh() + ":");
	}

	@BeforeEach
	void connect(@Autowired Pottery pottery) {
		OpenPottery.awaitMasters(pottery);
	}

	@Test
	void seatIsSoldOnce(@Autowired BoxOffice office, @Autowired Payments payments) {
		List<CompletableFuture<Boolean>> bookings = Stream.of("Ada", "Grace", "Edsger", "Barbara")
			.map((guest) -> CompletableFuture.supplyAsync(() -> office.book("A1", guest)))
			.toList();
		assertThat(bookings).extracting(CompletableFuture::join).containsOnlyOnce(true);
		assertThat(payments.guests).hasSize(1);
	}

	@Test
	void structuresAreInjectedByName(@Autowired Directory directory) {
		directory.tel.put("jack", 4098);
		assertThat(directory.tel).containsEntry("jack", 4098);
		assertThat(directory.printer.autoReleaseTime()).hasSeconds(20);
	}

	@Test
	void structuresAreInjectedByKey(@Autowired Desk desk) {
		desk.drafts.put(1L, List.of("Dear Sir"));
		assertThat(desk.drafts.snapshot()).containsEntry(1L, List.of("Dear Sir"));
		assertThat(desk.drafts.key()).isEqualTo("drafts");
		assertThat(desk.archive.key()).isEqualTo("archive");
		assertThat(desk.letterIds.nextLong()).isPositive();
	}

	@Test
	void redisCaches(@Autowired Rates rates, @Autowired RedisCaches caches) {
		// @start region = redisCaches
		rates.of("EUR", "USD"); // a miss
		rates.of("EUR", "USD"); // a hit: the method is not called
		caches.bypass("rates", () -> rates.of("EUR", "USD")); // calls it
		System.out.println(caches.info("rates").hits()); // 1
		caches.clear("rates");
		// @end
		assertThat(rates.calls()).isEqualTo(2);
		assertThat(caches.info("rates").currentSize()).isZero();
	}

	@Component
	static class Rates {

		private final AtomicInteger calls = new AtomicInteger();

		// @start region = redisCached
		@RedisCached(key = "rates", timeout = "10m")
		BigDecimal of(String from, String to) {
			return ask(from, to);
		}
		// @end

		int calls() {
			return this.calls.get();
		}

		private BigDecimal ask(String from, String to) {
			this.calls.incrementAndGet();
			return (from + to).equals("EURUSD") ? new BigDecimal("1.0837") : BigDecimal.ONE;
		}

	}

}
