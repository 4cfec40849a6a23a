package io.pottery.container;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.exception.KeyExistsException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How initial contents appear: at once, under a free key, or not at all.
 *
 * @param <C> the type of the container
 */
public interface InitialContentsContract<C extends RedisContainer> {

	/**
	 * Makes a container with initial contents.
	 * @param key its key
	 * @param size how many elements, which differ from each other
	 * @param mark what tells these contents from those of another mark
	 * @return the container
	 */
	C create(String key, int size, int mark);

	/**
	 * Returns what {@link #create} wrote, in a form that is equal for equal contents.
	 * @param container the container
	 * @return the contents
	 */
	Object contents(C container);

	@ParameterizedTest
	@ValueSource(ints = { 1, 1_000, 2_500 })
	default void initialContentsAppearUnderAFreeKey(int size) {
		C container = create(KeyNames.fresh(), size, 1);
		C same = create(KeyNames.fresh(), size, 1);
		C other = create(KeyNames.fresh(), size, 2);
		assertThat(contents(container)).isEqualTo(contents(same)).isNotEqualTo(contents(other));
		assertThat(container.timeToLive()).isEmpty();
		assertNoCompanions(container.key());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2_500 })
	default void initialContentsLeaveATakenKeyAlone(int size) {
		C first = create(KeyNames.fresh(), 3, 1);
		Object before = contents(first);
		assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> create(first.key(), size, 2))
			.withMessageContaining("'" + first.key() + "'")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(first.key()));
		assertThat(contents(first)).isEqualTo(before);
		assertThat(contents(create(first.key(), 0, 1))).isEqualTo(before);
		assertNoCompanions(first.key());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1_200 })
	default void ofTwoCreatorsOneWins(int size) throws Exception {
		int threads = 4;
		String key = KeyNames.fresh();
		CyclicBarrier start = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<Integer>> creators = executor
				.invokeAll(IntStream.range(0, threads).<Callable<Integer>>mapToObj((i) -> () -> {
					start.await();
					try {
						create(key, size, i);
						return i;
					}
					catch (KeyExistsException ex) {
						return -1;
					}
				}).toList(), 60, TimeUnit.SECONDS);
			int winner = -1;
			int wins = 0;
			for (Future<Integer> creator : creators) {
				winner = Math.max(winner, creator.get());
				wins += (creator.get() >= 0) ? 1 : 0;
			}
			assertThat(wins).isEqualTo(1);
			assertThat(contents(create(key, 0, 0))).isEqualTo(contents(create(KeyNames.fresh(), size, winner)));
			assertNoCompanions(key);
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	default void initialContentsNeedAHashTagOnlyInSteps() {
		String odd = KeyNames.fresh() + "}";
		assertThat(contents(create(odd, 1_000, 1))).isEqualTo(contents(create(KeyNames.fresh(), 1_000, 1)));
		assertThatIllegalArgumentException().isThrownBy(() -> create(odd + "}", 1_001, 1))
			.withMessageEndingWith("was '" + odd + "}'");
	}

	private static void assertNoCompanions(String key) {
		assertThat((List<?>) RedisServer.shared().command("KEYS", "*" + key + "*")).hasSize(1);
	}

}
