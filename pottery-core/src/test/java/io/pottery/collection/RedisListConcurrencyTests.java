package io.pottery.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen threads over two clients on one list: nothing is lost, and nothing is there
 * twice.
 */
class RedisListConcurrencyTests {

	private static final int THREADS = 16;

	private static final int ROUNDS = 30;

	private static final List<Integer> ALL = IntStream.range(0, THREADS * ROUNDS).boxed().toList();

	private static LettuceConnectionFactory otherClient;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final String key = KeyNames.fresh();

	private final RedisList<Integer> list = list(Containers.settings());

	private final RedisList<Integer> other = list(Containers.settings(otherClient));

	@BeforeAll
	static void connect() {
		otherClient = Containers.factory(RedisServer.shared(), Duration.ofSeconds(60));
	}

	@AfterAll
	static void disconnect() {
		otherClient.destroy();
	}

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	private RedisList<Integer> list(ContainerSettings settings) {
		RedisLists lists = () -> settings;
		return lists.list(this.key, Integer.class);
	}

	@Test
	void addAndInsertLoseNothing() throws Exception {
		all((it, number) -> {
			switch (number % 4) {
				case 0 -> it.add(number);
				case 1 -> it.addFirst(number);
				case 2 -> it.insert(3, number);
				default -> it.insert(-3, number);
			}
		});
		assertThat(this.list).containsExactlyInAnyOrderElementsOf(ALL);
	}

	@Test
	void removeTakesEachElementOnce() throws Exception {
		this.list.addAll(ALL);
		List<Integer> taken = new ArrayList<>();
		all((it, number) -> {
			Integer element = switch (number % 3) {
				case 0 -> it.removeFirst();
				case 1 -> it.removeLast();
				default -> removeSecondOrFirst(it);
			};
			synchronized (taken) {
				taken.add(element);
			}
		});
		assertThat(taken).containsExactlyInAnyOrderElementsOf(ALL);
		assertThat(this.list).isEmpty();
	}

	private static Integer removeSecondOrFirst(RedisList<Integer> list) {
		try {
			return list.remove(1);
		}
		catch (IndexOutOfBoundsException ex) {
			return list.remove(0);
		}
	}

	@Test
	void removeOfAValueHasOneWinner() throws Exception {
		this.list.addAll(IntStream.range(0, ROUNDS).boxed().toList());
		AtomicInteger wins = new AtomicInteger();
		all((it, number) -> {
			if (it.remove((Object) (number % ROUNDS))) {
				wins.incrementAndGet();
			}
		});
		assertThat(wins).hasValue(ROUNDS);
		assertThat(this.list).isEmpty();
	}

	@Test
	void setReturnsEveryValueOnce() throws Exception {
		this.list.add(-1);
		List<Integer> returned = new ArrayList<>();
		all((it, number) -> {
			Integer previous = it.set(0, number);
			synchronized (returned) {
				returned.add(previous);
			}
		});
		returned.add(this.list.get(0));
		returned.remove((Object) (-1));
		assertThat(returned).containsExactlyInAnyOrderElementsOf(ALL);
	}

	@Test
	void sortLosesNoConcurrentChange() throws Exception {
		all((it, number) -> {
			if (number % ROUNDS % 5 == 0) {
				it.sort((number % 2 == 0) ? Comparator.reverseOrder() : null);
			}
			it.insert(number % 7, number);
		});
		this.list.sort(Comparator.reverseOrder());
		assertThat(this.list).containsExactlyElementsOf(
				IntStream.rangeClosed(1, ALL.size()).map((i) -> ALL.size() - i).boxed().toList());
	}

	@Test
	void removeIfRemovesEachElement() throws Exception {
		this.list.addAll(ALL);
		all((it, number) -> assertThat(it.removeIf((value) -> value == number)).isTrue());
		assertThat(this.list).isEmpty();
	}

	@Test
	void iteratorsRemoveOnlyWhatTheyRead() throws Exception {
		this.list.addAll(ALL);
		all((it, number) -> {
			if (number % 2 == 0) {
				it.addFirst(-1);
			}
			else {
				removeFirstOfAll(it);
			}
		});
		List<Integer> left = this.list.snapshot();
		assertThat(left.stream().filter((value) -> value == -1)).hasSize(ALL.size() / 2);
		assertThat(left.stream().filter((value) -> value >= 0)).doesNotHaveDuplicates().isSubsetOf(ALL);
	}

	private static void removeFirstOfAll(RedisList<Integer> list) {
		for (Iterator<Integer> elements = list.iterator(); elements.hasNext();) {
			if (elements.next() >= 0) {
				elements.remove();
				return;
			}
		}
	}

	@Test
	void replaceAllReplacesWhatOthersOnlyMove() throws Exception {
		this.list.addAll(ALL);
		all((it, number) -> {
			if (number % ROUNDS == 0) {
				it.replaceAll((value) -> value - 1_000_000);
			}
			else {
				it.addFirst(-number);
			}
		});
		List<Integer> left = this.list.snapshot();
		assertThat(left).hasSize(ALL.size() + THREADS * (ROUNDS - 1));
		assertThat(left.stream().map((value) -> Math.floorMod(value, 1_000_000))).containsAll(ALL);
	}

	@Test
	void endsThatRunDryAreToldToOne() throws Exception {
		this.list.addAll(ALL.subList(0, ROUNDS));
		AtomicInteger taken = new AtomicInteger();
		AtomicInteger empty = new AtomicInteger();
		all((it, number) -> {
			try {
				it.removeFirst();
				taken.incrementAndGet();
			}
			catch (NoSuchElementException ex) {
				empty.incrementAndGet();
			}
		});
		assertThat(taken).hasValue(ROUNDS);
		assertThat(empty).hasValue(ALL.size() - ROUNDS);
	}

	private void all(Round round) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<?>> futures = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			int first = thread * ROUNDS;
			RedisList<Integer> mine = (thread % 2 == 0) ? this.list : this.other;
			futures.add(this.executor.submit(() -> {
				start.await();
				for (int number = first; number < first + ROUNDS; number++) {
					round.run(mine, number);
				}
				return null;
			}));
		}
		for (Future<?> future : futures) {
			future.get(60, TimeUnit.SECONDS);
		}
	}

	private interface Round {

		void run(RedisList<Integer> list, int number);

	}

}
