package io.pottery.collection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerContract;
import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.container.InitialContentsContract;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a map begins, expires and ends, and how it treats what is not its own.
 */
class RedisMapLifeTests
		implements ContainerContract<RedisMap<Integer, Integer>>, InitialContentsContract<RedisMap<Integer, Integer>> {

	private final RedisCollections collections = RedisCollections.create(Containers.settings());

	@Override
	public RedisMap<Integer, Integer> open(ContainerSettings settings, String key) {
		return RedisCollections.create(settings).map(key, Integer.class, Integer.class);
	}

	@Override
	public RedisMap<Integer, Integer> temporary(ContainerSettings settings) {
		return RedisCollections.create(settings).map(Integer.class, Integer.class);
	}

	@Override
	public RedisMap<Integer, Integer> create(String key, int size, int mark) {
		Map<Integer, Integer> contents = new HashMap<>();
		IntStream.range(0, size).forEach((i) -> contents.put(i, mark));
		return this.collections.map(key, Integer.class, Integer.class, contents);
	}

	@Override
	public Object contents(RedisMap<Integer, Integer> map) {
		return map.snapshot();
	}

	@Override
	public void fill(RedisMap<Integer, Integer> map) {
		map.put(1, 1);
	}

	@Override
	public String type() {
		return "a hash";
	}

	@Override
	public List<Consumer<RedisMap<Integer, Integer>>> operations() {
		return List.of((map) -> map.get(1), (map) -> map.put(1, 1), (map) -> map.putIfAbsent(1, 1),
				(map) -> map.replace(1, 1), (map) -> map.replace(1, 1, 2), (map) -> map.remove(1),
				(map) -> map.remove(1, 1), (map) -> map.containsKey(1), (map) -> map.containsValue(1),
				(map) -> map.putAll(Map.of(1, 1)), (map) -> map.getAll(List.of(1)), Map::size, Map::isEmpty,
				(map) -> map.merge(1, 1, Integer::sum), (map) -> map.compute(1, (k, v) -> 1),
				(map) -> map.computeIfAbsent(1, (k) -> 1), (map) -> map.computeIfPresent(1, (k, v) -> 1),
				(map) -> map.replaceAll((k, v) -> 1), (map) -> map.keySet().iterator().hasNext(),
				(map) -> map.keySet().remove(1), (map) -> map.values().remove(1),
				(map) -> map.entrySet().remove(Map.entry(1, 1)), RedisMap::snapshot, Map::hashCode);
	}

	@Test
	void aTemporaryMapIsRenewedInTheSameRoundTripAndOnlyWhenDue() {
		RedisMap<Integer, Integer> map = temporary(Containers.own().withTemporaryTimeToLive(Duration.ofMinutes(10)));
		map.put(1, 1);
		map.get(1);
		assertThat(Containers.ownServer().count(() -> map.get(1)).calls())
			.isEqualTo(Map.of("evalsha", 1L, "hget", 1L, "pttl", 1L));
		map.expire(Duration.ofMinutes(8));
		assertThat(Containers.ownServer().count(() -> map.get(1)).calls())
			.isEqualTo(Map.of("evalsha", 1L, "hget", 1L, "pttl", 1L, "pexpire", 1L));
		map.close();
	}

}
