package io.pottery.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sixteen threads over two clients on one deque: nothing is lost, nothing is there twice.
 */
class RedisDequeConcurrencyTests {

	private static final int THREADS = 16;

	private static final int ROUNDS = 100;

	private static LettuceConnectionFactory other;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final String key = KeyNames.fresh();

	@BeforeAll
	static void connect() {
		other = Containers.factory(RedisServer.shared(), Duration.ofSeconds(30));
	}

	@AfterAll
	static void disconnect() {
		other.destroy();
	}

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	private static RedisDeques deques(int thread) {
		return (thread % 2 == 0) ? Containers::settings : () -> Containers.settings(other);
	}

	private RedisDeque<Integer> deque(int thread) {
		return deques(thread).deque(this.key, Integer.class);
	}

	@Test
	void eachProducersOrderIsKept() throws Exception {
		List<List<Integer>> taken = call((thread) -> {
			RedisDeque<Integer> deque = deque(thread / 2);
			List<Integer> own = new ArrayList<>();
			for (int i = 0; i < ROUNDS; i++) {
				if (thread % 2 == 0) {
					deque.put(thread * ROUNDS + i);
				}
				else {
					own.add(deque.take());
				}
			}
			return own;
		});
		taken.forEach((own) -> {
			Map<Integer, Integer> last = new HashMap<>();
			own.forEach((element) -> {
				Integer previous = last.put(element / ROUNDS, element);
				assertThat(element).isGreaterThan((previous != null) ? previous : -1);
			});
		});
		assertThat(flat(taken)).containsExactlyInAnyOrderElementsOf(
				IntStream.range(0, THREADS * ROUNDS).filter((element) -> element / ROUNDS % 2 == 0).boxed().toList());
		assertThat(deque(0)).isEmpty();
	}

	@Test
	void bothEndsOfferEachElementOnce() throws Exception {
		List<List<Integer>> taken = call((thread) -> {
			RedisDeque<Integer> deque = deque(thread);
			List<Integer> own = new ArrayList<>();
			for (int i = 0; i < ROUNDS; i++) {
				int element = thread * ROUNDS + i;
				switch (element % 4) {
					case 0 -> deque.addFirst(element);
					case 1 -> deque.addLast(element);
					case 2 -> deque.insert(element % 7, element);
					default -> deque.extendLeft(List.of(element));
				}
				deque.rotate(thread - THREADS / 2);
				switch (i % 5) {
					case 0 -> own.add(deque.takeFirst());
					case 1 -> own.add(deque.takeLast());
					case 2 -> deque.drainTo(own, 2);
					case 3 -> deque.reverse();
					default -> own.addAll(removed(deque));
				}
			}
			return own;
		});
		List<Integer> all = flat(taken);
		deque(0).drainTo(all);
		assertThat(all).containsExactlyInAnyOrderElementsOf(IntStream.range(0, THREADS * ROUNDS).boxed().toList());
	}

	private static List<Integer> removed(RedisDeque<Integer> deque) {
		Integer element = deque.peekLast();
		return (element != null && deque.removeFirstOccurrence(element)) ? List.of(element) : List.of();
	}

	@Test
	void eachElementIsRemovedOnceWhereverItMoves() throws Exception {
		List<Integer> elements = IntStream.range(0, THREADS * ROUNDS).boxed().toList();
		deque(0).addAll(elements);
		List<Integer> removed = call((thread) -> {
			RedisDeque<Integer> deque = deque(thread);
			int wins = 0;
			for (int i = 0; i < ROUNDS; i++) {
				wins += deque.removeLastOccurrence(i) ? 1 : 0;
				deque.rotate(1);
			}
			return wins;
		});
		assertThat(removed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROUNDS);
		assertThat(deque(0)).containsExactlyInAnyOrderElementsOf(elements.subList(ROUNDS, elements.size()));
	}

	@Test
	void conditionalRemovalSparesWhatIsWantedWhereverItMoves() throws Exception {
		List<Integer> elements = IntStream.range(0, 2 * THREADS * ROUNDS).boxed().toList();
		deque(0).addAll(elements);
		call((thread) -> {
			RedisDeque<Integer> deque = deque(thread);
			for (Iterator<Integer> walk = deque.iterator(); walk.hasNext();) {
				if (walk.next() % THREADS == thread && thread % 2 == 0) {
					walk.remove();
				}
			}
			return deque.removeIf((element) -> element % 4 == 0);
		});
		assertThat(deque(0)).containsAll(elements.stream().filter((element) -> element % 2 == 1).toList());
		deque(0).removeIf((element) -> element % 2 == 0);
		assertThat(deque(0))
			.containsExactlyElementsOf(elements.stream().filter((element) -> element % 2 == 1).toList());
	}

	@Test
	void aLimitedDequeIsNeverLonger() throws Exception {
		List<Integer> longest = call((thread) -> {
			RedisDeque<Integer> deque = deques(thread).deque(this.key, Integer.class, 10);
			int most = 0;
			for (int i = 0; i < ROUNDS; i++) {
				if (thread % 2 == 0) {
					deque.addLast(i);
				}
				else {
					deque.extendLeft(List.of(i, i, i));
				}
				most = Math.max(most, deque.size());
			}
			return most;
		});
		assertThat(longest).containsOnly(10);
	}

	@Test
	void aLimitedDequeTakesAsManyInsertionsAsFit() throws Exception {
		List<Integer> inserted = call((thread) -> {
			RedisDeque<Integer> deque = deques(thread).deque(this.key, Integer.class, 100);
			int insertions = 0;
			for (int i = 0; i < ROUNDS; i++) {
				try {
					deque.insert(i, thread);
					insertions++;
				}
				catch (IllegalStateException ex) {
					assertThat(ex).hasMessageEndingWith("has its maximum length");
				}
			}
			return insertions;
		});
		assertThat(inserted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
		assertThat(deque(0)).hasSize(100);
	}

	@Test
	void waitersGetWhatComes() throws Exception {
		List<Future<Integer>> waiters = IntStream.range(0, THREADS).mapToObj((i) -> this.executor.submit(() -> {
			RedisDeque<Integer> deque = deque(i);
			return switch (i % 4) {
				case 0 -> deque.take();
				case 1 -> deque.takeLast();
				case 2 -> deque.poll(60, TimeUnit.SECONDS);
				default -> deque.pollLast(60, TimeUnit.SECONDS);
			};
		})).toList();
		List<Integer> elements = IntStream.range(0, THREADS).boxed().toList();
		elements.forEach(deque(0)::put);
		List<Integer> taken = new ArrayList<>();
		for (Future<Integer> waiter : waiters) {
			taken.add(waiter.get(60, TimeUnit.SECONDS));
		}
		assertThat(taken).containsExactlyInAnyOrderElementsOf(elements);
		assertThat(deque(0)).isEmpty();
	}

	@Test
	void anInterruptedWaiterTakesNothing() throws Exception {
		FutureTask<Integer> take = new FutureTask<>(() -> deque(0).take());
		Thread waiter = new Thread(take);
		waiter.start();
		Awaitility.await().until(waiter::getState, (state) -> state == Thread.State.TIMED_WAITING);
		waiter.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> take.get(60, TimeUnit.SECONDS))
			.withCauseInstanceOf(InterruptedException.class);
		deque(0).put(1);
		assertThat(deque(0)).containsExactly(1);
	}

	@Test
	void waitingEndsWithTheTime() throws Exception {
		long start = System.nanoTime();
		assertThat(deque(0).poll(50, TimeUnit.MILLISECONDS)).isNull();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
		deque(0).put(1);
		assertThat(deque(0)).containsExactly(1);
	}

	private static <T> List<T> flat(List<? extends Collection<T>> lists) {
		return new ArrayList<>(lists.stream().flatMap(Collection::stream).toList());
	}

	private <T> List<T> call(Task<T> task) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Callable<T>> tasks = IntStream.range(0, THREADS).<Callable<T>>mapToObj((thread) -> () -> {
			start.await();
			return task.call(thread);
		}).toList();
		List<T> results = new ArrayList<>();
		for (Future<T> future : this.executor.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
			results.add(future.get());
		}
		return results;
	}

	private interface Task<T> {

		T call(int thread) throws Exception;

	}

}
