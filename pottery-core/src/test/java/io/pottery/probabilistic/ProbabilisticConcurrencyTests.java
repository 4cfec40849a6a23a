package io.pottery.probabilistic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen threads over two clients on one structure: what is new is new to one of them.
 */
class ProbabilisticConcurrencyTests {

	private static final int THREADS = 16;

	private static final int ELEMENTS = 200;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final List<LettuceConnectionFactory> factories = List.of(
			Containers.factory(RedisServer.shared(), Duration.ofSeconds(20)),
			Containers.factory(RedisServer.shared(), Duration.ofSeconds(20)));

	private final List<ContainerSettings> clients = this.factories.stream().map(Containers::settings).toList();

	private final String key = KeyNames.fresh();

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
		this.factories.forEach(LettuceConnectionFactory::destroy);
	}

	@Test
	void anElementIsNewToOneOfAll() throws Exception {
		int added = all((thread) -> {
			BloomFilters filters = () -> this.clients.get(thread % 2);
			BloomFilter<Integer> filter = filters.bloomFilter(this.key, Integer.class, 10_000, 1.0E-9);
			return (int) IntStream.range(0, ELEMENTS).filter(filter::add).count();
		});
		assertThat(added).isEqualTo(ELEMENTS);
		BloomFilters filters = () -> this.clients.get(0);
		BloomFilter<Integer> filter = filters.bloomFilter(this.key, Integer.class, 10_000, 1.0E-9);
		assertThat(filter.containsMany(IntStream.range(0, ELEMENTS).boxed().toList())).doesNotContain(false);
	}

	@Test
	void ofTwoParametersOneWins() throws Exception {
		AtomicInteger refused = new AtomicInteger();
		int added = all((thread) -> {
			BloomFilters filters = () -> this.clients.get(thread % 2);
			BloomFilter<Integer> filter = filters.bloomFilter(this.key, Integer.class, 1_000 + thread % 2, 0.01);
			try {
				filter.add(thread);
				return 1;
			}
			catch (IncompatibleParametersException ex) {
				refused.incrementAndGet();
				return 0;
			}
		});
		assertThat(added).isEqualTo(THREADS / 2);
		assertThat(refused).hasValue(THREADS / 2);
	}

	@Test
	void unionsLoseNothing() throws Exception {
		all((thread) -> {
			BloomFilters filters = () -> this.clients.get(thread % 2);
			BloomFilter<Integer> filter = filters.bloomFilter(this.key, Integer.class, 10_000, 1.0E-9);
			for (int i = 0; i < 20; i++) {
				if (thread < THREADS / 2) {
					filter.add(100 * thread + i);
				}
				else {
					BloomFilter<Integer> other = filters.bloomFilter(Integer.class, 10_000, 1.0E-9);
					other.add(100 * thread + i);
					filter.update(other);
					other.close();
				}
			}
			return 0;
		});
		BloomFilters filters = () -> this.clients.get(0);
		BloomFilter<Integer> filter = filters.bloomFilter(this.key, Integer.class, 10_000, 1.0E-9);
		List<Integer> all = IntStream.range(0, THREADS)
			.flatMap((thread) -> IntStream.range(0, 20).map((i) -> 100 * thread + i))
			.boxed()
			.toList();
		assertThat(filter.containsMany(all)).doesNotContain(false);
		assertThat(filter.approximateSize()).isBetween(all.size() - 2L, all.size() + 2L);
	}

	@Test
	void questionsAndAdditionsDoNotDisturbEachOther() throws Exception {
		all((thread) -> {
			HyperLogLogs logs = () -> this.clients.get(thread % 2);
			HyperLogLog<Integer> log = logs.hyperLogLog(this.key, Integer.class);
			for (int i = 0; i < 50; i++) {
				int element = 100 * thread + i;
				log.add(element);
				assertThat(log.containsMany(element, -element)).first().isEqualTo(true);
			}
			return 0;
		});
		HyperLogLogs logs = () -> this.clients.get(0);
		HyperLogLog<Integer> alone = logs.hyperLogLog(KeyNames.fresh(), Integer.class);
		IntStream.range(0, THREADS)
			.forEach((thread) -> alone.addAll(IntStream.range(0, 50).map((i) -> 100 * thread + i).boxed().toList()));
		assertThat(logs.hyperLogLog(this.key, Integer.class).approximateSize()).isEqualTo(alone.approximateSize());
		assertThat((List<?>) RedisServer.shared().command("KEYS", "*" + this.key + "*")).hasSize(1);
	}

	private int all(ToIntFunction<Integer> task) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<Integer>> futures = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int thread = i;
			futures.add(this.executor.submit(() -> {
				start.await();
				return task.applyAsInt(thread);
			}));
		}
		int sum = 0;
		for (Future<Integer> future : futures) {
			sum += future.get(60, TimeUnit.SECONDS);
		}
		return sum;
	}

}
