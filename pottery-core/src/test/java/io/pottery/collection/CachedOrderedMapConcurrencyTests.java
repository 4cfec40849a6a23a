package io.pottery.collection;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen threads on one map, and on one cache over two clients.
 */
class CachedOrderedMapConcurrencyTests {

	private static final int THREADS = 16;

	private static final int ROUNDS = 50;

	private static final List<Integer> KEYS = IntStream.range(0, ROUNDS).boxed().toList();

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final LettuceConnectionFactory secondClient = Containers.factory(RedisServer.shared(),
			Duration.ofSeconds(20));

	private final String key = KeyNames.fresh();

	private final CachedOrderedMap<Integer, Integer> map = open(Containers::settings);

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
		this.secondClient.destroy();
	}

	@Test
	void theLastWriteHereIsTheLastInTheCache() throws Exception {
		all((thread) -> {
			for (int key : KEYS) {
				this.map.put(key, thread);
			}
		});
		assertThat(open(Containers::settings)).isEqualTo(this.map);
		assertThat(this.map.keySet()).containsExactlyElementsOf(KEYS);
	}

	@Test
	void mergeOnOneMapLosesNothing() throws Exception {
		all((thread) -> KEYS.forEach((key) -> this.map.merge(key % 5, 1, Integer::sum)));
		int sum = THREADS * ROUNDS / 5;
		assertThat(new LinkedHashMap<>(this.map).values().stream().limit(5)).containsOnly(sum);
		assertThat(open(Containers::settings)).isEqualTo(this.map);
	}

	@Test
	void putIfAbsentOfManyProcessesHasOneWinnerForAll() throws Exception {
		AtomicInteger wins = new AtomicInteger();
		List<CachedOrderedMap<Integer, Integer>> maps = IntStream.range(0, THREADS)
			.mapToObj((i) -> (i % 2 == 0) ? open(Containers::settings)
					: open(() -> Containers.settings(this.secondClient)))
			.toList();
		all((thread) -> {
			for (int key : KEYS) {
				if (maps.get(thread).putIfAbsent(key, thread) == null) {
					wins.incrementAndGet();
				}
			}
		});
		assertThat(wins).hasValue(ROUNDS);
		Map<Integer, Integer> cached = open(Containers::settings).snapshot();
		assertThat(maps).allSatisfy((map) -> assertThat(map.snapshot()).isEqualTo(cached));
	}

	@Test
	void readersSeeTheMapWholeWhileOthersWrite() throws Exception {
		all((thread) -> {
			for (int key : KEYS) {
				if (thread % 2 == 0) {
					this.map.putAll(Map.of(key, thread, key + ROUNDS, thread));
				}
				else {
					assertThat(this.map.snapshot().size()).isGreaterThanOrEqualTo(ROUNDS);
					assertThat(this.map.keySet().stream().limit(ROUNDS)).containsExactlyElementsOf(KEYS);
				}
			}
		});
		assertThat(this.map.misses()).isEmpty();
		assertThat(this.map).hasSize(2 * ROUNDS);
	}

	private CachedOrderedMap<Integer, Integer> open(CachedOrderedMaps maps) {
		return maps.cachedOrderedMap(this.key, Integer.class, Integer.class, KEYS);
	}

	private void all(Task task) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<?>> futures = IntStream.range(0, THREADS).<Future<?>>mapToObj((i) -> this.executor.submit(() -> {
			start.await();
			task.run(i);
			return null;
		})).toList();
		for (Future<?> future : futures) {
			future.get(60, TimeUnit.SECONDS);
		}
	}

	private interface Task {

		void run(int thread);

	}

}
