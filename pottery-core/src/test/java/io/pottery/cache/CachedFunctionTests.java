package io.pottery.cache;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.connection.KeyWaits;
import io.pottery.connection.RedisCommands;
import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.exception.PotteryException;
import io.pottery.exception.ServerUnavailableException;
import io.pottery.exception.UnencodableValueException;
import io.pottery.internal.script.Script;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class CachedFunctionTests {

	private final RedisServer server = Containers.ownServer();

	private final String key = KeyNames.fresh();

	private final String generation = "{" + this.key + "}:pottery:generation:" + this.key;

	private final AtomicInteger calls = new AtomicInteger();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final CachedFunction<Integer, Integer> square = cached(Integer.class, (number) -> {
		this.calls.incrementAndGet();
		return number * number;
	});

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@Test
	void theFunctionRunsOnce() {
		assertThat(this.square.apply(3)).isEqualTo(9);
		assertThat(this.square.apply(3)).isEqualTo(9);
		assertThat(this.calls).hasValue(1);
		assertThat(this.square.info()).isEqualTo(new CacheInfo(1, 1, OptionalLong.empty(), 1));
	}

	@Test
	void anotherProcessFindsTheResult() {
		this.square.apply(3);
		CachedFunction<Integer, Integer> other = cached(Integer.class, CachedFunctionTests::fail);
		assertThat(other.apply(3)).isEqualTo(9);
		assertThat(other.info()).isEqualTo(new CacheInfo(1, 0, OptionalLong.empty(), 1));
	}

	@Test
	void anEntryIsArgumentsAndResult() {
		this.square.apply(3);
		assertThat(this.server.command("HGETALL", this.key)).isEqualTo(List.of("[3]", "[null, 9]"));
	}

	@Test
	void aHitIsOneCommand() {
		this.square.apply(3);
		this.square.apply(3);
		assertThat(this.server.count(() -> this.square.apply(3)).calls())
			.isEqualTo(Map.of("evalsha", 1L, "hget", 1L, "pttl", 1L, "time", 1L));
	}

	@Test
	void aMissIsTwo() {
		this.square.apply(3);
		assertThat(this.server.count(() -> this.square.apply(4)).of("evalsha")).isEqualTo(2);
	}

	@Test
	void nullResultsAreRemembered() {
		CachedFunction<String, String> nothing = cached(String.class, (argument) -> {
			this.calls.incrementAndGet();
			return null;
		});
		assertThat(nothing.apply("a")).isNull();
		assertThat(nothing.apply("a")).isNull();
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void differentArgumentsNeverMeet() {
		List<Object> arguments = Arrays.asList("Aa", "BB", null, "null", 1, 1.0, "1", true, "true", List.of(),
				List.of(1), "[1]", Map.of("a", 1), "", " ", -1, -2, 0, false, "\u0000", "a, b", List.of("a, b"),
				List.of("a", "b"));
		CachedFunction<Object, Integer> count = cached(Integer.class, (argument) -> this.calls.incrementAndGet());
		List<Integer> first = new ArrayList<>();
		arguments.forEach((argument) -> first.add(count.apply(argument)));
		assertThat(first).doesNotHaveDuplicates();
		List<Integer> second = new ArrayList<>();
		arguments.forEach((argument) -> second.add(count.apply(argument)));
		assertThat(second).isEqualTo(first);
	}

	@Test
	void bypassReloadsAndCountsNothing() {
		CachedFunction<String, Integer> count = cached(Integer.class, (argument) -> this.calls.incrementAndGet());
		assertThat(count.apply("a")).isEqualTo(1);
		assertThat(count.bypass("a")).isEqualTo(2);
		assertThat(count.apply("a")).isEqualTo(2);
		assertThat(count.info()).isEqualTo(new CacheInfo(1, 1, OptionalLong.empty(), 1));
	}

	@Test
	void uncachedIsTheFunctionItself() {
		Function<Integer, Integer> function = (number) -> number + 1;
		assertThat(cached(Integer.class, function).uncached()).isSameAs(function);
	}

	@Test
	void clearForgetsResultsAndCounts() {
		this.square.apply(3);
		this.square.apply(3);
		this.square.clear();
		assertThat(this.square.info()).isEqualTo(new CacheInfo(0, 0, OptionalLong.empty(), 0));
		assertThat(this.server.command("EXISTS", this.key, this.generation)).isEqualTo(0L);
		this.square.apply(3);
		assertThat(this.calls).hasValue(2);
	}

	@Test
	void exceptionsAreNotRemembered() {
		CachedFunction<String, Integer> moody = cached(Integer.class, (argument) -> {
			if (this.calls.incrementAndGet() == 1) {
				throw new IllegalStateException("first time");
			}
			return 1;
		});
		assertThatIllegalStateException().isThrownBy(() -> moody.apply("a")).withMessage("first time");
		assertThat(moody.apply("a")).isEqualTo(1);
	}

	@Test
	void argumentsAndResultsWithoutJsonAreNamed() {
		CachedFunction<Double, Double> half = cached(Double.class, (number) -> number / 0.0);
		assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> half.apply(Double.NaN))
			.withMessageStartingWith("Argument 1 of cache '" + this.key + "': ");
		assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> half.apply(1.0))
			.withMessageStartingWith("Result of cache '" + this.key + "': ")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[", "[null", "poison", "[null, ]", "[null, x]", "[null, 1, 2]", "null", "[1, 9]",
			"[null, \"nine\"]" })
	void whatCannotBeReadIsAMissAndIsReplaced(String poison) {
		this.server.command("HSET", this.key, "[3]", poison);
		assertThat(this.square.apply(3)).isEqualTo(9);
		assertThat(this.server.command("HGET", this.key, "[3]")).isEqualTo("[null, 9]");
		assertThat(this.square.info()).isEqualTo(new CacheInfo(0, 1, OptionalLong.empty(), 1));
	}

	@Test
	void anEntryExpiresByTheServersClock() {
		long now = Long.parseLong((String) ((List<?>) this.server.command("TIME")).get(0)) * 1_000;
		this.server.command("HSET", this.key, "[3]", "[" + (now + 60_000) + ", 8]", "[4]", "[" + (now - 1) + ", 8]");
		assertThat(this.square.apply(3)).isEqualTo(8);
		assertThat(this.square.apply(4)).isEqualTo(16);
	}

	@Test
	void aKeyWithoutHashTagIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ResultCache.builder(Containers.own(), "a}b", Integer.class).build())
			.withMessageEndingWith("was 'a}b'");
	}

	@Test
	void declaredTypesTellShapesApart() {
		ResultCache<Integer> areas = ResultCache.<Integer>builder(Containers.own(), this.key, Integer.class)
			.argumentTypes(List.of(Integer.class, Long.class))
			.build();
		assertThat(areas.get(Arrays.asList(1, null), () -> 1)).isEqualTo(1);
		assertThat(areas.get(Arrays.asList(1, 2L, "x"), () -> 2)).isEqualTo(2);
		assertThat(areas.get(List.of(), () -> 3)).isEqualTo(3);
		assertThat((List<?>) this.server.command("HKEYS", this.key)).extracting(String::valueOf)
			.containsExactlyInAnyOrder("[1, null]", "[1, 2, \"x\"]", "[]");
	}

	private <A, R> CachedFunction<A, R> cached(Type resultType, Function<A, R> function) {
		return CachedFunction.of(ResultCache.<R>builder(Containers.own(), this.key, resultType).build(), function);
	}

	private static Integer fail(Integer argument) {
		throw new IllegalStateException("on purpose");
	}

	@Nested
	class Timeout {

		private final CachedFunctionTests test = CachedFunctionTests.this;

		@Test
		void isThatOfTheWholeCache() {
			this.test.square.apply(3);
			assertThat(left()).isBetween(35_000L, 60_000L);
		}

		@Test
		void isRenewedByAHitWhenAFifthHasPassed() {
			long timeout = Duration.ofHours(10).toMillis();
			ResultCache<Integer> cache = ResultCache.<Integer>builder(Containers.own(), this.test.key, Integer.class)
				.timeout(Duration.ofMillis(timeout))
				.build();
			cache.get(List.of(3), () -> 9);
			long rather = timeout * 81 / 100;
			this.test.server.command("PEXPIRE", this.test.key, Long.toString(rather));
			assertThat(cache.get(List.of(3), () -> 0)).isEqualTo(9);
			assertThat(left()).isBetween(timeout * 80 / 100, rather);
			this.test.server.command("PEXPIRE", this.test.key, Long.toString(timeout * 79 / 100));
			assertThat(cache.get(List.of(3), () -> 0)).isEqualTo(9);
			assertThat(left()).isBetween(timeout * 99 / 100, timeout);
		}

		@Test
		void isRenewedByMissesAndBypasses() {
			this.test.square.apply(3);
			this.test.server.command("PEXPIRE", this.test.key, "30000");
			this.test.square.apply(4);
			assertThat(left()).isBetween(35_000L, 60_000L);
			this.test.server.command("PEXPIRE", this.test.key, "30000");
			this.test.square.bypass(4);
			assertThat(left()).isBetween(35_000L, 60_000L);
		}

		@Test
		void mayBeNone() {
			ResultCache<Integer> cache = ResultCache.<Integer>builder(Containers.own(), this.test.key, Integer.class)
				.noTimeout()
				.build();
			cache.get(List.of(1), () -> 1);
			cache.get(List.of(1), () -> 1);
			assertThat(left()).isEqualTo(-1);
			assertThat((Long) this.test.server.command("PTTL", this.test.generation)).isPositive();
		}

		@Test
		void endsTheCache() {
			ResultCache<Integer> cache = ResultCache.<Integer>builder(Containers.own(), this.test.key, Integer.class)
				.timeout(Duration.ofMillis(50))
				.build();
			cache.get(List.of(1), () -> 1);
			await().until(() -> cache.info().currentSize() == 0);
			assertThat(cache.get(List.of(1), () -> 2)).isEqualTo(2);
		}

		@Test
		void isAMillisecondAtLeast() {
			assertThatIllegalArgumentException().isThrownBy(
					() -> ResultCache.builder(Containers.own(), this.test.key, Integer.class).timeout(Duration.ZERO))
				.withMessage("'timeout' must be at least one millisecond, was PT0S");
		}

		private long left() {
			return (Long) this.test.server.command("PTTL", this.test.key);
		}

	}

	@Nested
	class Generation {

		private final CachedFunctionTests test = CachedFunctionTests.this;

		private final ResultCache<Integer> cache = ResultCache
			.<Integer>builder(Containers.own(), this.test.key, Integer.class)
			.build();

		@Test
		void aClearDuringTheLoadDropsTheResult() {
			assertThat(this.cache.get(List.of(1), () -> {
				this.cache.clear();
				return 1;
			})).isEqualTo(1);
			assertThat(this.cache.info().currentSize()).isZero();
		}

		@Test
		void anEvictionDuringTheLoadDropsTheResult() {
			assertThat(this.cache.get(List.of(1), () -> {
				assertThat(this.cache.evict(List.of(1))).isFalse();
				return 1;
			})).isEqualTo(1);
			assertThat(this.cache.info().currentSize()).isZero();
		}

		@Test
		void aLoadAfterTheClearIsStoredThoughAnOlderOneRuns() {
			this.cache.get(List.of(1), () -> {
				this.cache.clear();
				assertThat(this.cache.get(List.of(1), () -> 2)).isEqualTo(2);
				return 1;
			});
			assertThat(this.cache.get(List.of(1), () -> 3)).isEqualTo(2);
		}

		@Test
		void evictForgetsOneResult() {
			this.cache.get(List.of(1), () -> 1);
			this.cache.get(List.of(2), () -> 2);
			assertThat(this.cache.evict(List.of(1))).isTrue();
			assertThat(this.cache.get(List.of(1), () -> 10)).isEqualTo(10);
			assertThat(this.cache.get(List.of(2), () -> 20)).isEqualTo(2);
		}

		@Test
		void theTwoHalvesOfGetStandAlone() {
			CacheLookup<Integer> miss = this.cache.lookup(List.of(1));
			assertThat(miss.hit()).isFalse();
			assertThat(this.cache.store(List.of(1), miss.generation(), 1)).isTrue();
			assertThat(this.cache.lookup(List.of(1))).satisfies((lookup) -> {
				assertThat(lookup.hit()).isTrue();
				assertThat(lookup.result()).isEqualTo(1);
			});
			this.cache.clear();
			assertThat(this.cache.store(List.of(1), miss.generation(), 1)).isFalse();
			assertThat(this.cache.info()).isEqualTo(new CacheInfo(0, 0, OptionalLong.empty(), 0));
		}

	}

	@Nested
	class SingleFlight {

		private final CachedFunctionTests test = CachedFunctionTests.this;

		@Test
		void fiftyThreadsLoadOnce() throws Exception {
			CyclicBarrier start = new CyclicBarrier(50);
			CachedFunction<Integer, Integer> slow = this.test.cached(Integer.class, (number) -> {
				this.test.calls.incrementAndGet();
				await().until(() -> start.getNumberWaiting() == 0);
				return number;
			});
			List<Future<Integer>> futures = IntStream.range(0, 50).mapToObj((i) -> this.test.executor.submit(() -> {
				start.await();
				return slow.apply(7);
			})).toList();
			for (Future<Integer> future : futures) {
				assertThat(future.get(60, TimeUnit.SECONDS)).isEqualTo(7);
			}
			assertThat(this.test.calls).hasValue(1);
			CacheInfo info = slow.info();
			assertThat(info.misses()).isEqualTo(1);
			assertThat(info.hits()).isEqualTo(49);
		}

		@Test
		void aLoadThatEndedBetweenLookUpAndStartIsFound() throws Exception {
			CountDownLatch missed = new CountDownLatch(1);
			CountDownLatch goOn = new CountDownLatch(1);
			ContainerSettings settings = Containers.own();
			RedisCommands slow = new AfterFirstScript(settings.commands(), () -> {
				missed.countDown();
				awaitQuietly(goOn);
			});
			ResultCache<Integer> cache = ResultCache
				.<Integer>builder(ContainerSettings.of(slow, settings.codecs()), this.test.key, Integer.class)
				.build();
			Future<Integer> late = this.test.executor.submit(() -> cache.get(List.of(1), () -> 2));
			missed.await();
			assertThat(cache.get(List.of(1), () -> 1)).isEqualTo(1);
			goOn.countDown();
			assertThat(late.get(60, TimeUnit.SECONDS)).isEqualTo(1);
			assertThat(cache.info()).isEqualTo(new CacheInfo(1, 1, OptionalLong.empty(), 1));
		}

		@Test
		void waitersTryThemselvesWhereTheLoadFails() throws Exception {
			CountDownLatch loading = new CountDownLatch(1);
			CountDownLatch fail = new CountDownLatch(1);
			CachedFunction<Integer, Integer> moody = this.test.cached(Integer.class, (number) -> {
				if (this.test.calls.incrementAndGet() > 1) {
					return number;
				}
				loading.countDown();
				awaitQuietly(fail);
				throw new IllegalStateException("first");
			});
			Future<Integer> first = this.test.executor.submit(() -> moody.apply(1));
			loading.await();
			Thread[] waiter = new Thread[1];
			Future<Integer> second = this.test.executor.submit(() -> {
				waiter[0] = Thread.currentThread();
				return moody.apply(1);
			});
			await().until(() -> waiter[0] != null && waiter[0].getState() == Thread.State.WAITING);
			fail.countDown();
			assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(1);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get).withMessageContaining("first");
		}

		@Test
		void aFunctionMayCallItself() throws Exception {
			List<CachedFunction<Integer, Integer>> self = new ArrayList<>();
			self.add(this.test.cached(Integer.class,
					(number) -> (this.test.calls.incrementAndGet() < 3) ? self.get(0).apply(number) + 1 : number));
			assertThat(this.test.executor.submit(() -> self.get(0).apply(5)).get(60, TimeUnit.SECONDS)).isEqualTo(7);
		}

		@Test
		void functionsThatWaitForEachOtherEnd() throws Exception {
			CyclicBarrier both = new CyclicBarrier(2);
			List<ResultCache<String>> caches = IntStream.range(0, 2)
				.mapToObj((i) -> ResultCache.<String>builder(Containers.own(), this.test.key + "-" + i, String.class)
					.build())
				.toList();
			List<Future<String>> futures = IntStream.range(0, 2)
				.mapToObj((i) -> this.test.executor.submit(() -> caches.get(i).get(List.of(), () -> {
					meet(both);
					return i + caches.get(1 - i).get(List.of(), () -> "inner");
				})))
				.toList();
			assertThat(futures.get(0).get(60, TimeUnit.SECONDS)).startsWith("0");
			assertThat(futures.get(1).get(60, TimeUnit.SECONDS)).startsWith("1");
		}

		@Test
		void anInterruptedWaiterLoadsAndStaysInterrupted() throws Exception {
			CountDownLatch loading = new CountDownLatch(1);
			CountDownLatch end = new CountDownLatch(1);
			CachedFunction<Integer, Integer> slow = this.test.cached(Integer.class, (number) -> {
				if (this.test.calls.incrementAndGet() == 1) {
					loading.countDown();
					awaitQuietly(end);
				}
				return number;
			});
			Future<Integer> first = this.test.executor.submit(() -> slow.apply(1));
			loading.await();
			Thread[] waiter = new Thread[1];
			Future<Boolean> second = this.test.executor.submit(() -> {
				waiter[0] = Thread.currentThread();
				slow.apply(1);
				return Thread.interrupted();
			});
			await().until(() -> waiter[0] != null && waiter[0].getState() == Thread.State.WAITING);
			waiter[0].interrupt();
			assertThat(second.get(60, TimeUnit.SECONDS)).isTrue();
			end.countDown();
			assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(1);
			assertThat(this.test.calls).hasValue(2);
		}

		private static void awaitQuietly(CountDownLatch latch) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static void meet(CyclicBarrier barrier) {
			try {
				barrier.await(60, TimeUnit.SECONDS);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	@Nested
	class WithoutRedis {

		private final CachedFunctionTests test = CachedFunctionTests.this;

		@Test
		void callsGoThroughUnlessToldOtherwise() {
			try (RedisServer own = RedisServer.started()) {
				LettuceConnectionFactory factory = Containers.factory(own, Duration.ofSeconds(1));
				ContainerSettings settings = Containers.settings(factory);
				ResultCache<Integer> cache = ResultCache.<Integer>builder(settings, this.test.key, Integer.class)
					.build();
				ResultCache<Integer> strict = ResultCache.<Integer>builder(settings, this.test.key, Integer.class)
					.onError(OnError.THROW)
					.build();
				assertThat(cache.get(List.of(1), () -> 1)).isEqualTo(1);
				own.stop();
				assertThat(cache.get(List.of(1), () -> 2)).isEqualTo(2);
				assertThat(cache.bypass(List.of(1), () -> 3)).isEqualTo(3);
				CacheLookup<Integer> lookup = cache.lookup(List.of(1));
				assertThat(lookup.hit()).isFalse();
				assertThat(cache.store(List.of(1), lookup.generation(), 4)).isFalse();
				assertThatExceptionOfType(ServerUnavailableException.class)
					.isThrownBy(() -> strict.get(List.of(1), () -> 5))
					.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.test.key));
				assertThatExceptionOfType(ServerUnavailableException.class).isThrownBy(cache::clear);
				factory.destroy();
			}
		}

		@Test
		void aResultLoadedDuringAnOutageIsNotStored() {
			try (RedisServer own = RedisServer.started()) {
				LettuceConnectionFactory factory = Containers.factory(own, Duration.ofSeconds(1));
				ResultCache<Integer> cache = ResultCache
					.<Integer>builder(Containers.settings(factory), this.test.key, Integer.class)
					.build();
				cache.get(List.of(0), () -> 0);
				own.pause();
				assertThat(cache.get(List.of(1), () -> {
					own.resume();
					return 1;
				})).isEqualTo(1);
				assertThat(own.command("HEXISTS", this.test.key, "[1]")).isEqualTo(0L);
				await().until(() -> {
					assertThat(cache.get(List.of(1), () -> 2)).isEqualTo(2);
					return Long.valueOf(1).equals(own.command("HEXISTS", this.test.key, "[1]"));
				});
				await().until(() -> cache.get(List.of(1), () -> 3) == 2);
				factory.destroy();
			}
		}

		@Test
		void aForeignTypeIsLeftAloneAndCallsGoThrough() {
			this.test.server.command("RPUSH", this.test.key, "x");
			assertThat(this.test.square.apply(3)).isEqualTo(9);
			assertThatExceptionOfType(PotteryException.class).isThrownBy(this.test.square::clear)
				.withMessage("Key '" + this.test.key + "' holds a list, expected a hash");
			assertThat(this.test.server.command("LRANGE", this.test.key, "0", "-1"))
				.isEqualTo(Collections.singletonList("x"));
		}

	}

	/**
	 * The real Redis, which lets something happen between the reply to the first script
	 * and its use.
	 *
	 * @param commands the real Redis
	 * @param first what happens, once
	 */
	private record AfterFirstScript(RedisCommands commands, AtomicReference<Runnable> first) implements RedisCommands {

		AfterFirstScript(RedisCommands commands, Runnable first) {
			this(commands, new AtomicReference<>(first));
		}

		@Override
		public RedisCommands about(String name, String type) {
			return new AfterFirstScript(this.commands.about(name, type), this.first);
		}

		@Override
		public boolean isTogether(String key, String other) {
			return this.commands.isTogether(key, other);
		}

		@Override
		public Object call(String command, String key, byte[]... args) {
			return this.commands.call(command, key, args);
		}

		@Override
		public Object run(Script script, List<String> keys, byte[]... args) {
			Object reply = this.commands.run(script, keys, args);
			Runnable action = this.first.getAndSet(null);
			if (action != null) {
				action.run();
			}
			return reply;
		}

		@Override
		public KeyWaits waits() {
			return this.commands.waits();
		}

		@Override
		public void close() {
			this.commands.close();
		}

	}

}
