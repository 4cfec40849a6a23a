package io.pottery.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen threads over two clients on one set: nothing is lost, each contest has one
 * winner, and what is atomic is seen whole or not at all.
 */
class RedisSetConcurrencyTests {

	private static final int THREADS = 16;

	private static final int ROUNDS = 50;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final LettuceConnectionFactory secondClient = Containers.factory(RedisServer.shared(),
			Duration.ofSeconds(60));

	private final RedisSets first = Containers::settings;

	private final RedisSets second = () -> Containers.settings(this.secondClient);

	private final String key = KeyNames.fresh();

	private final RedisSet<Integer> set = this.first.set(this.key, Integer.class);

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
		this.secondClient.destroy();
	}

	@Test
	void everyElementIsNewToOneThread() throws Exception {
		List<Long> added = all((set, thread) -> IntStream.range(0, ROUNDS).filter(set::add).count());
		assertThat(added.stream().mapToLong(Long::longValue).sum()).isEqualTo(ROUNDS);
		assertThat(this.set).hasSize(ROUNDS);
	}

	@Test
	void everyElementIsRemovedByOneThread() throws Exception {
		this.set.addAll(IntStream.range(0, ROUNDS).boxed().toList());
		List<Long> removed = all((set, thread) -> IntStream.range(0, ROUNDS).filter(set::remove).count());
		assertThat(removed.stream().mapToLong(Long::longValue).sum()).isEqualTo(ROUNDS);
		assertThat(this.set).isEmpty();
	}

	@Test
	void everyElementIsPoppedOnce() throws Exception {
		List<Integer> elements = IntStream.range(0, THREADS * ROUNDS).boxed().toList();
		this.set.addAll(elements);
		List<List<Integer>> popped = all((set, thread) -> {
			List<Integer> mine = new ArrayList<>();
			try {
				while (mine.size() <= elements.size()) {
					mine.add(set.pop());
				}
			}
			catch (NoSuchElementException ex) {
				// All are popped.
			}
			return mine;
		});
		assertThat(popped.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(elements);
	}

	@Test
	void addAllTellsOneThreadThatAnElementIsNew() throws Exception {
		RedisSet<Integer> source = this.first.set(KeyNames.fresh(), Integer.class, List.of(1, 2, 3));
		assertThat(all((set, thread) -> set.addAll((thread % 4 < 2) ? List.of(1, 2, 3) : source)))
			.containsOnlyOnce(true);
		assertThat(all((set, thread) -> set.removeAll((thread % 4 < 2) ? List.of(1, 2, 3) : source)))
			.containsOnlyOnce(true);
	}

	@Test
	void symmetricDifferencesAreSeenWhole() throws Exception {
		List<Boolean> whole = all((set, thread) -> {
			boolean seen = true;
			for (int i = 0; i < ROUNDS; i++) {
				set.symmetricDifferenceInPlace(List.of(1, 2, 3));
				seen &= set.snapshot().size() % 3 == 0;
			}
			return seen;
		});
		assertThat(whole).containsOnly(true);
		// Each thread turned everything round an even number of times.
		assertThat(this.set).isEmpty();
	}

	@Test
	void resultsReplaceEachOtherAtOnce() throws Exception {
		Set<Integer> few = Set.of(1, 2);
		Set<Integer> many = IntStream.range(10, 2_510).boxed().collect(Collectors.toSet());
		String target = KeyNames.fresh();
		this.first.set(target, Integer.class, few);
		List<Set<Integer>> seen = all((set, thread) -> {
			Set<Integer> sizes = new HashSet<>();
			for (int i = 0; i < 10; i++) {
				sizes.add(set.unionInto(target, (thread % 3 == 0) ? many : few).size());
			}
			return sizes;
		});
		assertThat(seen.stream().flatMap(Set::stream)).containsOnly(2, 2_500);
		assertThat((List<?>) RedisServer.shared().command("KEYS", "*" + target + "*")).hasSize(1);
	}

	private <T> List<T> all(Task<T> task) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<T>> futures = IntStream.range(0, THREADS).mapToObj((thread) -> this.executor.submit(() -> {
			RedisSet<Integer> mine = ((thread % 2 == 0) ? this.first : this.second).set(this.key, Integer.class);
			start.await();
			return task.run(mine, thread);
		})).toList();
		List<T> results = new ArrayList<>();
		for (Future<T> future : futures) {
			results.add(future.get(120, TimeUnit.SECONDS));
		}
		return results;
	}

	private interface Task<T> {

		T run(RedisSet<Integer> set, int thread) throws Exception;

	}

}
