package io.pottery.collection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen threads over two clients, each with tokens of its own and none with a lock.
 */
class FencedValueConcurrencyTests {

	private static final int THREADS = 16;

	private static final int ROUNDS = 100;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);

	private final LettuceConnectionFactory secondClient = Containers.factory(RedisServer.shared(),
			Duration.ofSeconds(20));

	private final String key = KeyNames.fresh();

	private final FencedValues first = Containers::settings;

	private final FencedValues second = () -> Containers.settings(this.secondClient);

	private final FencedValue<Long> value = this.first.fencedValue(this.key, Long.class);

	private final AtomicLong tokens = new AtomicLong();

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
		this.secondClient.destroy();
	}

	@Test
	void tokensOfTheWritesThatAreSeenNeverDecrease() throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		Future<Long> observer = this.executor.submit(() -> {
			long last = 0;
			while (!over.get()) {
				Long seen = this.value.get();
				if (seen != null) {
					assertThat(seen).isGreaterThanOrEqualTo(last);
					last = seen;
				}
			}
			return last;
		});
		all((value) -> {
			long token = this.tokens.incrementAndGet();
			try {
				value.set(token, token);
			}
			catch (StaleTokenException ex) {
				assertThat(ex.lastToken()).isGreaterThan(token);
			}
		});
		over.set(true);
		assertThat(observer.get(60, TimeUnit.SECONDS)).isLessThanOrEqualTo(THREADS * ROUNDS);
		assertThat(this.value.get()).isEqualTo(THREADS * ROUNDS);
		assertThat(this.value.lastToken()).isEqualTo(THREADS * ROUNDS);
	}

	@Test
	void noUpdateThatSucceedsIsLost() throws Exception {
		AtomicLong successes = new AtomicLong();
		all((value) -> {
			try {
				value.update(this.tokens.incrementAndGet(), (old) -> (old != null) ? old + 1 : 1);
				successes.incrementAndGet();
			}
			catch (StaleTokenException ex) {
				assertThat(ex.lastToken()).isGreaterThan(ex.token());
			}
		});
		assertThat(this.value.get()).isEqualTo(successes.get()).isPositive();
	}

	private void all(Round round) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<?>> futures = IntStream.range(0, THREADS).<Future<?>>mapToObj((i) -> this.executor.submit(() -> {
			FencedValue<Long> value = ((i % 2 == 0) ? this.first : this.second).fencedValue(this.key, Long.class);
			start.await();
			for (int number = 0; number < ROUNDS; number++) {
				round.run(value);
			}
			return null;
		})).toList();
		for (Future<?> future : futures) {
			future.get(60, TimeUnit.SECONDS);
		}
	}

	private interface Round {

		void run(FencedValue<Long> value);

	}

}
