package io.pottery.collection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen threads over two clients, without losing a count.
 */
class RedisCounterConcurrencyTests {

	private static final int THREADS = 16;

	private static final int ROUNDS = 50;

	private static final long ALL = THREADS * ROUNDS;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final LettuceConnectionFactory secondClient = Containers.factory(RedisServer.shared(),
			Duration.ofSeconds(20));

	private final String key = KeyNames.fresh();

	private final RedisCounters first = Containers::settings;

	private final RedisCounters second = () -> Containers.settings(this.secondClient);

	private final RedisCounter<String> counter = this.first.counter(this.key, String.class);

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
		this.secondClient.destroy();
	}

	@Test
	void incrementReturnsEveryCountOnce() throws Exception {
		AtomicLong sum = new AtomicLong();
		all((counter, round) -> sum.addAndGet(counter.increment("a")));
		assertThat(this.counter.count("a")).isEqualTo(ALL);
		assertThat(sum).hasValue(LongStream.rangeClosed(1, ALL).sum());
	}

	@Test
	void updatesSubtractionsAndSumsInPlaceLoseNothing() throws Exception {
		this.counter.put("a", 10 * ALL);
		all((counter, round) -> {
			switch (round % 5) {
				case 0 -> counter.update(List.of("a", "b", "a"));
				case 1 -> counter.subtract(Map.of("a", 3L, "b", -2L));
				case 2 -> counter.plusInPlace(Map.of("a", 5L, "b", 1L));
				case 3 -> counter.minusInPlace(Map.of("a", 1L));
				default -> counter.merge("a", 1L, Long::sum);
			}
		});
		long each = ALL / 5;
		assertThat(this.counter.snapshot())
			.isEqualTo(Map.of("a", 10 * ALL + each * (2 - 3 + 5 - 1 + 1), "b", 4 * each));
	}

	@Test
	void unionsAndIntersectionsInPlaceKeepTheExtreme() throws Exception {
		AtomicLong next = new AtomicLong();
		all((counter, round) -> counter.unionInPlace(Map.of("high", next.incrementAndGet())));
		assertThat(this.counter.count("high")).isEqualTo(ALL);
		all((counter, round) -> counter.intersectionInPlace(Map.of("high", next.getAndDecrement())));
		assertThat(this.counter.count("high")).isEqualTo(1);
	}

	@Test
	void anUpdateIsSeenAsAWhole() throws Exception {
		all((counter, round) -> {
			counter.update(Map.of("a", 1L, "b", -1L, "c", (round % 2 == 0) ? 7L : -7L));
			Map<String, Long> seen = counter.snapshot();
			assertThat(seen.get("a") + seen.get("b")).isZero();
		});
		assertThat(this.counter.snapshot()).isEqualTo(Map.of("a", ALL, "b", -ALL, "c", 0L));
	}

	@Test
	void updatesThatOverflowAreNeverSeen() throws Exception {
		this.counter.put("max", Long.MAX_VALUE);
		all((counter, round) -> {
			try {
				counter.update(Map.of("max", 1L, "a", 1L));
			}
			catch (CountOverflowException ex) {
				counter.increment("failures");
			}
			assertThat(counter.count("a")).isZero();
		});
		assertThat(this.counter.snapshot()).isEqualTo(Map.of("max", Long.MAX_VALUE, "failures", ALL));
	}

	private void all(Round round) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<?>> futures = IntStream.range(0, THREADS).<Future<?>>mapToObj((i) -> this.executor.submit(() -> {
			RedisCounter<String> counter = ((i % 2 == 0) ? this.first : this.second).counter(this.key, String.class);
			start.await();
			for (int number = 0; number < ROUNDS; number++) {
				round.run(counter, number);
			}
			return null;
		})).toList();
		for (Future<?> future : futures) {
			future.get(60, TimeUnit.SECONDS);
		}
	}

	private interface Round {

		void run(RedisCounter<String> counter, int number);

	}

}
