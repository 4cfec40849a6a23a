package io.pottery.collection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.container.Containers;
import io.pottery.exception.KeyExistsException;
import io.pottery.exception.WrongTypeException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

/**
 * How a map begins, expires and ends, and how it treats what is not its own.
 */
class RedisMapLifeTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisCollections collections = RedisCollections.create(Containers.settings());

	private final String key = KeyNames.fresh();

	@Test
	void expiryIsSetAndRead() {
		RedisMap<String, Integer> map = this.collections.map(this.key, String.class, Integer.class);
		assertThat(map.expire(Duration.ofMinutes(1))).isFalse();
		map.put("a", 1);
		assertThat(map.timeToLive()).isEmpty();
		assertThat(map.expire(Duration.ofMinutes(1))).isTrue();
		assertThat(map.timeToLive()).hasValueSatisfying(
				(remaining) -> assertThat(remaining).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1)));
		map.put("b", 1);
		assertThat(map.timeToLive()).isPresent();
		assertThatIllegalArgumentException().isThrownBy(() -> map.expire(Duration.ofNanos(1)))
			.withMessage("'timeToLive' must be at least one millisecond, was PT0.000000001S");
	}

	@Test
	void closingAnOpenedMapLeavesItAlone() {
		RedisMap<String, Integer> map = this.collections.map(this.key, String.class, Integer.class);
		map.put("a", 1);
		map.close();
		assertThat(map).containsExactly(entry("a", 1));
	}

	@Test
	void aPrefixGoesBeforeTheKey() {
		RedisMap<String, Integer> map = RedisCollections.create(Containers.settings().withKeyPrefix("app:"))
			.map(this.key, String.class, Integer.class);
		map.put("a", 1);
		assertThat(map.key()).isEqualTo(this.key);
		assertThat(this.server.command("HGET", "app:" + this.key, "\"a\"")).isEqualTo("1");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void foreignTypesStayUntouched(String type, String command, List<String> content) {
		String[] arguments = Stream.concat(Stream.of(this.key), content.stream()).toArray(String[]::new);
		this.server.command(command, arguments);
		Object dump = this.server.command("DUMP", this.key);
		RedisMap<String, Integer> map = this.collections.map(this.key, String.class, Integer.class);
		Stream<Consumer<RedisMap<String, Integer>>> operations = Stream.of((m) -> m.get("a"), (m) -> m.put("a", 1),
				(m) -> m.putIfAbsent("a", 1), (m) -> m.replace("a", 1), (m) -> m.replace("a", 1, 2),
				(m) -> m.remove("a"), (m) -> m.remove("a", 1), (m) -> m.containsKey("a"), (m) -> m.containsValue(1),
				(m) -> m.putAll(Map.of("a", 1)), (m) -> m.getAll(List.of("a")), Map::size, Map::isEmpty, Map::clear,
				(m) -> m.merge("a", 1, Integer::sum), (m) -> m.compute("a", (k, v) -> 1),
				(m) -> m.computeIfAbsent("a", (k) -> 1), (m) -> m.computeIfPresent("a", (k, v) -> 1),
				(m) -> m.replaceAll((k, v) -> 1), (m) -> m.keySet().iterator().hasNext(), (m) -> m.keySet().remove("a"),
				(m) -> m.values().remove(1), (m) -> m.entrySet().remove(Map.entry("a", 1)), RedisMap::snapshot,
				Map::hashCode, (m) -> m.expire(Duration.ofMinutes(1)));
		operations.forEach((operation) -> assertThatExceptionOfType(WrongTypeException.class)
			.isThrownBy(() -> operation.accept(map))
			.withMessage("Key '" + this.key + "' holds a " + type + ", expected a hash")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key)));
		assertThat(this.server.command("DUMP", this.key)).isEqualTo(dump);
		assertThat(this.server.command("PTTL", this.key)).isEqualTo(-1L);
	}

	static Stream<Arguments> foreignTypesStayUntouched() {
		return Stream.of(Arguments.of("string", "SET", List.of("x")), Arguments.of("list", "RPUSH", List.of("x")),
				Arguments.of("set", "SADD", List.of("x")), Arguments.of("sorted set", "ZADD", List.of("1", "x")),
				Arguments.of("stream", "XADD", List.of("*", "item", "x")));
	}

	@Nested
	class InitialContents {

		@ParameterizedTest
		@ValueSource(ints = { 1, 1_000, 2_500 })
		void appearUnderAFreeKey(int size) {
			RedisMap<Integer, Integer> map = open(contents(size, 0));
			assertThat(map.snapshot()).isEqualTo(contents(size, 0));
			assertThat(map.timeToLive()).isEmpty();
			assertNoCompanions();
		}

		@ParameterizedTest
		@ValueSource(ints = { 1, 2_500 })
		void leaveATakenKeyAlone(int size) {
			RedisMapLifeTests.this.server.command("HSET", RedisMapLifeTests.this.key, "7", "7");
			assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> open(contents(size, 0)))
				.withMessageContaining("'" + RedisMapLifeTests.this.key + "'")
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(RedisMapLifeTests.this.key));
			assertThat(open(Map.of())).containsExactly(entry(7, 7));
			assertNoCompanions();
		}

		@ParameterizedTest
		@ValueSource(ints = { 1, 1_200 })
		void ofTwoCreatorsOneWins(int size) throws Exception {
			int threads = 4;
			CyclicBarrier start = new CyclicBarrier(threads);
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			try {
				List<Future<Integer>> creators = executor
					.invokeAll(IntStream.range(0, threads).<Callable<Integer>>mapToObj((i) -> () -> {
						start.await();
						try {
							open(contents(size, i));
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
				assertThat(open(Map.of()).snapshot()).isEqualTo(contents(size, winner));
				assertNoCompanions();
			}
			finally {
				executor.shutdownNow();
			}
		}

		@Test
		void needAHashTagOnlyInSteps() {
			String odd = RedisMapLifeTests.this.key + "}";
			assertThat(RedisMapLifeTests.this.collections.map(odd, Integer.class, Integer.class, contents(1_000, 0)))
				.hasSize(1_000);
			assertThatIllegalArgumentException()
				.isThrownBy(() -> RedisMapLifeTests.this.collections.map(odd + "}", Integer.class, Integer.class,
						contents(1_001, 0)))
				.withMessageEndingWith("was '" + odd + "}'");
		}

		private RedisMap<Integer, Integer> open(Map<Integer, Integer> contents) {
			return RedisMapLifeTests.this.collections.map(RedisMapLifeTests.this.key, Integer.class, Integer.class,
					contents);
		}

		private Map<Integer, Integer> contents(int size, int value) {
			Map<Integer, Integer> contents = new HashMap<>();
			IntStream.range(0, size).forEach((i) -> contents.put(i, value));
			return contents;
		}

		private void assertNoCompanions() {
			assertThat((List<?>) RedisMapLifeTests.this.server.command("KEYS", "*" + RedisMapLifeTests.this.key + "*"))
				.hasSize(1);
		}

	}

	@Nested
	class Temporary {

		private final RedisMap<String, Integer> map = RedisCollections
			.create(Containers.settings().withTemporaryTimeToLive(Duration.ofMinutes(10)))
			.map(String.class, Integer.class);

		@Test
		void standsUnderARandomKeyUntilClosed() {
			assertThat(this.map.key()).matches("pottery:[0-9a-f-]{36}");
			this.map.put("a", 1);
			assertThat(RedisMapLifeTests.this.server.command("HGET", this.map.key(), "\"a\"")).isEqualTo("1");
			this.map.close();
			assertThat(RedisMapLifeTests.this.server.command("EXISTS", this.map.key())).isEqualTo(0L);
			this.map.close();
		}

		@Test
		void expiresUnlessItIsUsed() {
			this.map.put("a", 1);
			assertThat(this.map.timeToLive()).hasValueSatisfying(this::isFull);
			this.map.expire(Duration.ofMinutes(8));
			this.map.get("a");
			assertThat(this.map.timeToLive()).hasValueSatisfying(this::isFull);
			this.map.expire(Duration.ofMinutes(8));
			this.map.putIfAbsent("a", 2);
			assertThat(this.map.timeToLive()).hasValueSatisfying(this::isFull);
			this.map.remove("a");
			this.map.put("b", 2);
			assertThat(this.map.timeToLive()).hasValueSatisfying(this::isFull);
			this.map.close();
		}

		@Test
		void isRenewedInTheSameRoundTripAndOnlyWhenDue() {
			this.map.put("a", 1);
			this.map.get("a");
			assertThat(RedisMapLifeTests.this.server.count(() -> this.map.get("a")).calls())
				.isEqualTo(Map.of("evalsha", 1L, "hget", 1L, "pttl", 1L));
			this.map.expire(Duration.ofMinutes(8));
			assertThat(RedisMapLifeTests.this.server.count(() -> this.map.get("a")).calls())
				.isEqualTo(Map.of("evalsha", 1L, "hget", 1L, "pttl", 1L, "pexpire", 1L));
			this.map.close();
		}

		private void isFull(Duration remaining) {
			assertThat(remaining).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
		}

	}

}
