package io.pottery.collection;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each method of a counter costs; those of {@code ConcurrentMap} cost what they cost
 * in a map.
 */
class RedisCounterRoundTripTests {

	private static final Map<String, Long> READ = Map.of("hget", 1L);

	private static final Map<String, Long> ADD = Map.of("evalsha", 1L, "hget", 2L, "hincrby", 1L);

	private static final Map<String, Long> ADD_TWO = Map.of("evalsha", 1L, "hget", 3L, "hincrby", 2L);

	private static final Map<String, Long> READ_ALL = Map.of("hgetall", 1L);

	private static final Map<String, Long> READ_BOTH = Map.of("hgetall", 2L);

	private final RedisServer server = Containers.ownServer();

	private final RedisCounters counters = Containers::own;

	private final RedisCounter<String> other = this.counters.counter(KeyNames.fresh(), String.class, Map.of("b", 2L));

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<RedisCounter<String>> call) {
		// The first call makes the scripts known to the server.
		call.accept(counter());
		RedisCounter<String> counter = counter();
		assertThat(this.server.count(() -> call.accept(counter)).calls()).isEqualTo(cost);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("costsOfCounters")
	void operandInRedisCosts(String method, Map<String, Long> cost, Operation call) {
		call.accept(counter(), this.other);
		RedisCounter<String> counter = counter();
		assertThat(this.server.count(() -> call.accept(counter, this.other)).calls()).isEqualTo(cost);
	}

	private RedisCounter<String> counter() {
		return this.counters.counter(KeyNames.fresh(), String.class, Map.of("a", 1L));
	}

	static Stream<Arguments> costs() {
		Map<String, Long> other = Map.of("a", 1L, "b", 1L);
		return Stream.of(cost("count", READ, (counter) -> counter.count("a")),
				cost("increment", ADD, (counter) -> counter.increment("a")),
				cost("increment by a number", ADD, (counter) -> counter.increment("b", 5)),
				cost("update with elements", ADD_TWO, (counter) -> counter.update(List.of("a", "b", "a"))),
				cost("update with counts", ADD_TWO, (counter) -> counter.update(other)),
				cost("update with nothing", Map.of(), (counter) -> counter.update(List.of())),
				cost("subtract elements", ADD_TWO, (counter) -> counter.subtract(List.of("a", "b", "b"))),
				cost("subtract counts", ADD_TWO, (counter) -> counter.subtract(other)),
				cost("plus", READ_ALL, (counter) -> counter.plus(other)),
				cost("minus", READ_ALL, (counter) -> counter.minus(other)),
				cost("union", READ_ALL, (counter) -> counter.union(other)),
				cost("intersection", READ_ALL, (counter) -> counter.intersection(other)),
				cost("plusInPlace", Map.of("evalsha", 1L, "hget", 2L, "hincrby", 2L, "hgetall", 1L),
						(counter) -> counter.plusInPlace(other)),
				cost("minusInPlace", Map.of("evalsha", 1L, "hget", 2L, "hincrby", 2L, "hgetall", 1L, "hdel", 2L),
						(counter) -> counter.minusInPlace(other)),
				cost("unionInPlace", Map.of("evalsha", 1L, "hgetall", 1L, "hset", 1L),
						(counter) -> counter.unionInPlace(other)),
				cost("intersectionInPlace", Map.of("evalsha", 1L, "hgetall", 1L, "hdel", 1L),
						(counter) -> counter.intersectionInPlace(Map.of("b", 1L))),
				cost("positive", READ_ALL, RedisCounter::positive), cost("negative", READ_ALL, RedisCounter::negative),
				cost("mostCommon", READ_ALL, RedisCounter::mostCommon),
				cost("mostCommon of some", READ_ALL, (counter) -> counter.mostCommon(1)),
				cost("elements", Map.of("hscan", 1L), (counter) -> counter.elements().toList()),
				cost("total", Map.of("hvals", 1L), RedisCounter::total),
				cost("snapshot", READ_ALL, RedisCounter::snapshot), cost("get", READ, (counter) -> counter.get("a")),
				cost("put", Map.of("evalsha", 1L, "hget", 1L, "hset", 1L), (counter) -> counter.put("a", 2L)),
				cost("remove", Map.of("evalsha", 1L, "hget", 1L, "hdel", 1L), (counter) -> counter.remove("a")));
	}

	private static Arguments cost(String method, Map<String, Long> cost, Consumer<RedisCounter<String>> call) {
		return Arguments.of(method, cost, call);
	}

	static Stream<Arguments> costsOfCounters() {
		return Stream.of(costOfCounter("plus", READ_BOTH, RedisCounter::plus),
				costOfCounter("minus", READ_BOTH, RedisCounter::minus),
				costOfCounter("union", READ_BOTH, RedisCounter::union),
				costOfCounter("intersection", READ_BOTH, RedisCounter::intersection),
				costOfCounter("equals", READ_BOTH, RedisCounter::equals),
				costOfCounter("update", Map.of("evalsha", 1L, "hget", 2L, "hincrby", 1L, "hgetall", 1L),
						RedisCounter::update),
				costOfCounter("plusInPlace", Map.of("evalsha", 1L, "hget", 1L, "hincrby", 1L, "hgetall", 2L),
						RedisCounter::plusInPlace),
				costOfCounter("unionInPlace", Map.of("evalsha", 1L, "hset", 1L, "hgetall", 2L),
						RedisCounter::unionInPlace));
	}

	private static Arguments costOfCounter(String method, Map<String, Long> cost, Operation call) {
		return Arguments.of(method, cost, call);
	}

	private interface Operation {

		void accept(RedisCounter<String> counter, RedisCounter<String> other);

	}

}
