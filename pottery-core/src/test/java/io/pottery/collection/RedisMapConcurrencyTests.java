package io.pottery.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen threads on one mapping: no update is lost, and each contest has one winner.
 */
class RedisMapConcurrencyTests {

	private static final int THREADS = 16;

	private static final int ROUNDS = 50;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final RedisMap<String, Integer> map = RedisCollections.create(Containers.settings())
		.map(KeyNames.fresh(), String.class, Integer.class);

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@Test
	void mergeLosesNothing() throws Exception {
		all((round) -> this.map.merge("sum", 1, Integer::sum));
		assertThat(this.map.get("sum")).isEqualTo(THREADS * ROUNDS);
	}

	@Test
	void computeLosesNothing() throws Exception {
		all((round) -> this.map.compute("sum", (key, value) -> (value != null) ? value + 1 : 1));
		assertThat(this.map.get("sum")).isEqualTo(THREADS * ROUNDS);
	}

	@Test
	void computeThatRemovesLosesNothing() throws Exception {
		AtomicInteger removed = new AtomicInteger();
		all((round) -> {
			Integer before = this.map.merge("sum", 1, Integer::sum);
			if (before > 3) {
				Integer taken = this.map.remove("sum");
				removed.addAndGet((taken != null) ? taken : 0);
			}
		});
		assertThat(removed.get() + this.map.getOrDefault("sum", 0)).isEqualTo(THREADS * ROUNDS);
	}

	@Test
	void replaceLosesNothing() throws Exception {
		this.map.put("sum", 0);
		all((round) -> {
			Integer old = this.map.get("sum");
			while (!this.map.replace("sum", old, old + 1)) {
				old = this.map.get("sum");
			}
		});
		assertThat(this.map.get("sum")).isEqualTo(THREADS * ROUNDS);
	}

	@Test
	void putIfAbsentHasOneWinner() throws Exception {
		AtomicInteger wins = new AtomicInteger();
		all((round) -> {
			if (this.map.putIfAbsent("round-" + round, 1) == null) {
				wins.incrementAndGet();
			}
		});
		assertThat(wins).hasValue(ROUNDS);
	}

	@Test
	void computeIfAbsentReturnsTheSameToAll() throws Exception {
		AtomicInteger next = new AtomicInteger();
		List<Integer> values = call(() -> this.map.computeIfAbsent("one", (key) -> next.incrementAndGet()));
		assertThat(values).hasSize(THREADS).containsOnly(this.map.get("one"));
	}

	@Test
	void removeWithValueHasOneWinner() throws Exception {
		this.map.put("one", 1);
		List<Boolean> removed = call(() -> this.map.remove("one", 1));
		assertThat(removed).containsOnlyOnce(true);
	}

	@Test
	void putReturnsEveryValueOnce() throws Exception {
		AtomicInteger next = new AtomicInteger();
		AtomicInteger returned = new AtomicInteger();
		all((round) -> {
			Integer previous = this.map.put("one", next.incrementAndGet());
			returned.addAndGet((previous != null) ? previous : 0);
		});
		int sum = IntStream.rangeClosed(1, THREADS * ROUNDS).sum();
		assertThat(returned.get() + this.map.snapshot().get("one")).isEqualTo(sum);
		assertThat(this.map).isEqualTo(Map.of("one", this.map.get("one")));
	}

	private void all(Round round) throws Exception {
		call(() -> {
			for (int i = 0; i < ROUNDS; i++) {
				round.run(i);
			}
			return true;
		});
	}

	private <T> List<T> call(Callable<T> task) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<T>> futures = IntStream.range(0, THREADS).mapToObj((i) -> this.executor.submit(() -> {
			start.await();
			return task.call();
		})).toList();
		List<T> results = new ArrayList<>();
		for (Future<T> future : futures) {
			results.add(future.get(60, TimeUnit.SECONDS));
		}
		return results;
	}

	private interface Round {

		void run(int number);

	}

}
