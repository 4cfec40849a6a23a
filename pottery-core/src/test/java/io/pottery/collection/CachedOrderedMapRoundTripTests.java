package io.pottery.collection;

import java.util.LinkedHashMap;
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
 * What each method of a cached ordered map costs: one script to open or write, nothing to
 * read.
 */
class CachedOrderedMapRoundTripTests {

	private static final Map<String, Long> NOTHING = Map.of();

	private static final Map<String, Long> WRITE = Map.of("evalsha", 1L, "hset", 1L, "pexpire", 1L);

	private static final Map<String, Long> WRITE_IF_ABSENT = Map.of("evalsha", 1L, "hget", 1L, "hset", 1L, "pexpire",
			1L);

	private final RedisServer server = Containers.ownServer();

	private final CachedOrderedMaps maps = Containers::own;

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<CachedOrderedMap<String, Integer>> call) {
		// The first call makes the scripts known to the server.
		call.accept(map());
		CachedOrderedMap<String, Integer> map = map();
		assertThat(this.server.count(() -> call.accept(map)).calls()).isEqualTo(cost);
	}

	private CachedOrderedMap<String, Integer> map() {
		CachedOrderedMap<String, Integer> map = this.maps.cachedOrderedMap(KeyNames.fresh(), String.class,
				Integer.class, List.of("a", "miss"));
		map.put("a", 1);
		return map;
	}

	private static void open(CachedOrderedMap<String, Integer> map, List<String> keys) {
		CachedOrderedMaps maps = Containers::own;
		maps.cachedOrderedMap(map.key(), String.class, Integer.class, keys);
	}

	private static void openWithoutTimeout(CachedOrderedMap<String, Integer> map) {
		CachedOrderedMaps maps = Containers::own;
		maps.cachedOrderedMapWithoutTimeout(map.key(), String.class, Integer.class, List.of("a"));
	}

	static Stream<Arguments> costs() {
		return Stream.of(
				cost("opening", Map.of("evalsha", 1L, "hmget", 1L, "pexpire", 1L),
						(map) -> open(map, List.of("a", "b"))),
				cost("opening without keys", NOTHING, (map) -> open(map, List.of())),
				cost("opening without a time-out", Map.of("evalsha", 1L, "hmget", 1L),
						CachedOrderedMapRoundTripTests::openWithoutTimeout),
				cost("put", WRITE, (map) -> map.put("a", 2)),
				cost("putAll", WRITE, (map) -> map.putAll(Map.of("a", 2, "miss", 3))),
				cost("putAll of nothing", NOTHING, (map) -> map.putAll(Map.of())),
				cost("putIfAbsent", WRITE_IF_ABSENT, (map) -> map.putIfAbsent("miss", 2)),
				cost("putIfAbsent where there is one", NOTHING, (map) -> map.putIfAbsent("a", 2)),
				cost("computeIfAbsent", WRITE_IF_ABSENT, (map) -> map.computeIfAbsent("miss", (key) -> 2)),
				cost("computeIfAbsent where there is one", NOTHING, (map) -> map.computeIfAbsent("a", (key) -> 2)),
				cost("computeIfAbsent of nothing", NOTHING, (map) -> map.computeIfAbsent("miss", (key) -> null)),
				cost("compute", WRITE, (map) -> map.compute("a", (key, value) -> value + 1)),
				cost("computeIfPresent", WRITE, (map) -> map.computeIfPresent("a", (key, value) -> value + 1)),
				cost("merge", WRITE, (map) -> map.merge("a", 1, Integer::sum)),
				cost("replace", WRITE, (map) -> map.replace("a", 2)),
				cost("replace with old value", WRITE, (map) -> map.replace("a", 1, 2)),
				cost("replaceAll", WRITE, (map) -> map.replaceAll((key, value) -> 2)),
				cost("setValue", WRITE, (map) -> map.entrySet().iterator().next().setValue(2)),
				cost("remove", NOTHING, (map) -> map.remove("a")),
				cost("remove with value", NOTHING, (map) -> map.remove("a", 1)),
				cost("keySet().remove", NOTHING, (map) -> map.keySet().remove("a")),
				cost("get", NOTHING, (map) -> map.get("a")), cost("misses", NOTHING, CachedOrderedMap::misses),
				cost("containsKey", NOTHING, (map) -> map.containsKey("a")),
				cost("containsValue", NOTHING, (map) -> map.containsValue(1)), cost("size", NOTHING, Map::size),
				cost("iteration", NOTHING, LinkedHashMap::new), cost("snapshot", NOTHING, CachedOrderedMap::snapshot),
				cost("toString", NOTHING, Map::toString),
				cost("clear", Map.of("evalsha", 1L, "hlen", 1L, "unlink", 1L), Map::clear),
				cost("timeToLive", Map.of("pttl", 1L), CachedOrderedMap::timeToLive),
				cost("close", NOTHING, CachedOrderedMap::close));
	}

	private static Arguments cost(String method, Map<String, Long> cost,
			Consumer<CachedOrderedMap<String, Integer>> call) {
		return Arguments.of(method, cost, call);
	}

}
