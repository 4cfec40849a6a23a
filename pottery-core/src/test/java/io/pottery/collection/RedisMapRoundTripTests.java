package io.pottery.collection;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * What every method costs: what the server ran, commands inside scripts included. The map
 * holds one mapping, "a" to 1.
 */
class RedisMapRoundTripTests {

	private static final Map<String, Long> WRITE = Map.of("evalsha", 1L, "hget", 1L, "hset", 1L);

	private static final Map<String, Long> REMOVE = Map.of("evalsha", 1L, "hget", 1L, "hdel", 1L);

	private static final Map<String, Long> LOOK = Map.of("evalsha", 1L, "hget", 1L);

	private static final Map<String, Long> READ = Map.of("hget", 1L);

	private static final Map<String, Long> READ_AND_WRITE = Map.of("hget", 2L, "evalsha", 1L, "hset", 1L);

	private static final Map<String, Long> READ_AND_REMOVE = Map.of("hget", 2L, "evalsha", 1L, "hdel", 1L);

	private static final Map<String, Long> PAGE = Map.of("hscan", 1L);

	private final RedisServer server = Containers.ownServer();

	private final RedisCollections collections = RedisCollections.create(Containers.own());

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<RedisMap<String, Integer>> call) {
		// The first call makes the scripts known to the server.
		call.accept(map());
		RedisMap<String, Integer> map = map();
		assertThat(this.server.count(() -> call.accept(map)).calls()).isEqualTo(cost);
	}

	private RedisMap<String, Integer> map() {
		RedisMap<String, Integer> map = this.collections.map(KeyNames.fresh(), String.class, Integer.class);
		map.put("a", 1);
		return map;
	}

	static Stream<Arguments> costs() {
		return Stream.of(cost("put", WRITE, (map) -> map.put("a", 2)), cost("get", READ, (map) -> map.get("a")),
				cost("getOrDefault", READ, (map) -> map.getOrDefault("b", 2)),
				cost("containsKey", Map.of("hexists", 1L), (map) -> map.containsKey("a")),
				cost("remove", REMOVE, (map) -> map.remove("a")),
				cost("remove what is absent", LOOK, (map) -> map.remove("b")),
				cost("putIfAbsent", WRITE, (map) -> map.putIfAbsent("b", 2)),
				cost("putIfAbsent where there is one", LOOK, (map) -> map.putIfAbsent("a", 2)),
				cost("replace", WRITE, (map) -> map.replace("a", 2)),
				cost("replace with old value", WRITE, (map) -> map.replace("a", 1, 2)),
				cost("replace with another value", LOOK, (map) -> map.replace("a", 3, 2)),
				cost("remove with value", REMOVE, (map) -> map.remove("a", 1)),
				cost("remove with another value", LOOK, (map) -> map.remove("a", 2)),
				cost("putAll", Map.of("hset", 1L), (map) -> map.putAll(Map.of("a", 2, "b", 3))),
				cost("putAll of nothing", Map.of(), (map) -> map.putAll(Map.of())),
				cost("getAll", Map.of("hmget", 1L), (map) -> map.getAll(List.of("a", "b"))),
				cost("size", Map.of("hlen", 1L), Map::size), cost("isEmpty", Map.of("hlen", 1L), Map::isEmpty),
				cost("clear", Map.of("evalsha", 1L, "hlen", 1L, "unlink", 1L), Map::clear),
				cost("containsValue", PAGE, (map) -> map.containsValue(2)),
				cost("compute", READ_AND_WRITE, (map) -> map.compute("a", (key, value) -> 2)),
				cost("compute nothing", READ_AND_REMOVE, (map) -> map.compute("a", (key, value) -> null)),
				cost("computeIfAbsent", READ_AND_WRITE, (map) -> map.computeIfAbsent("b", (key) -> 2)),
				cost("computeIfAbsent where there is one", READ, (map) -> map.computeIfAbsent("a", (key) -> 2)),
				cost("computeIfPresent", READ_AND_WRITE, (map) -> map.computeIfPresent("a", (key, value) -> 2)),
				cost("computeIfPresent where there is none", READ,
						(map) -> map.computeIfPresent("b", (key, value) -> 2)),
				cost("merge", Map.of("evalsha", 2L, "hget", 2L, "hset", 1L), (map) -> map.merge("a", 2, Integer::sum)),
				cost("merge where there is none", WRITE, (map) -> map.merge("b", 2, Integer::sum)),
				cost("replaceAll", Map.of("hscan", 1L, "evalsha", 1L, "hget", 1L, "hset", 1L),
						(map) -> map.replaceAll((key, value) -> 2)),
				cost("forEach", PAGE, (map) -> map.forEach((key, value) -> {
				})), cost("snapshot", Map.of("hgetall", 1L), RedisMap::snapshot),
				cost("equals", Map.of("hgetall", 1L), (map) -> map.equals(Map.of("a", 1))),
				cost("hashCode", Map.of("hgetall", 1L), Map::hashCode),
				cost("toString", Map.of("hgetall", 1L), Map::toString),
				cost("keySet().contains", Map.of("hexists", 1L), (map) -> map.keySet().contains("a")),
				cost("keySet().containsAll", Map.of("evalsha", 1L, "hexists", 2L),
						(map) -> map.keySet().containsAll(List.of("a", "b"))),
				cost("keySet().remove", Map.of("hdel", 1L), (map) -> map.keySet().remove("a")),
				cost("keySet().removeAll", Map.of("hdel", 1L), (map) -> map.keySet().removeAll(List.of("a", "b"))),
				cost("keySet().retainAll", Map.of("hscan", 1L, "hdel", 1L), (map) -> map.keySet().retainAll(Set.of())),
				cost("values().contains", PAGE, (map) -> map.values().contains(1)),
				cost("values().remove", Map.of("hscan", 1L, "evalsha", 1L, "hget", 1L, "hdel", 1L),
						(map) -> map.values().remove(1)),
				cost("entrySet().contains", Map.of("hmget", 1L), (map) -> map.entrySet().contains(Map.entry("a", 1))),
				cost("entrySet().remove", REMOVE, (map) -> map.entrySet().remove(Map.entry("a", 1))),
				cost("timeToLive", Map.of("pttl", 1L), RedisMap::timeToLive), cost("close", Map.of(), RedisMap::close));
	}

	private static Arguments cost(String method, Map<String, Long> cost, Consumer<RedisMap<String, Integer>> call) {
		return Arguments.of(method, cost, call);
	}

}
