package io.pottery.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.pottery.container.ClusterClient;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Collections of one key on whatever node of a cluster, over both clients: several of
 * each, so that every node holds some.
 */
class CollectionsClusterTests {

	private static final int EACH = 6;

	@ParameterizedTest
	@EnumSource
	void maps(ClusterClient client) {
		RedisMaps maps = client::settings;
		for (int i = 0; i < EACH; i++) {
			RedisMap<String, Integer> map = maps.map(KeyNames.fresh(), String.class, Integer.class, Map.of("a", 1));
			assertThat(map.put("a", 2)).isEqualTo(1);
			assertThat(map.putIfAbsent("b", 3)).isNull();
			assertThat(map.merge("a", 5, Integer::sum)).isEqualTo(7);
			assertThat(map.replace("b", 3, 4)).isTrue();
			assertThat(map.getAll(List.of("a", "b", "c"))).containsExactly(entry("a", 7), entry("b", 4));
			assertThat(map.snapshot()).isEqualTo(map).hasSize(2);
			assertThat(map.values().remove(4)).isTrue();
			assertThat(map.remove("a")).isEqualTo(7);
			map.putAll(numbers(1_500));
			assertThat(map.keySet()).hasSize(1_500);
			map.clear();
			assertThat(map).isEmpty();
		}
		try (RedisMap<String, Integer> temporary = maps.map(String.class, Integer.class)) {
			temporary.put("a", 1);
			assertThat(temporary.get("a")).isEqualTo(1);
		}
		String tagged = "{" + KeyNames.fresh() + "}";
		assertThat(maps.map(tagged, String.class, Integer.class, numbers(2_500))).hasSize(2_500);
	}

	private static Map<String, Integer> numbers(int count) {
		Map<String, Integer> numbers = new HashMap<>();
		IntStream.range(0, count).forEach((number) -> numbers.put("n" + number, number));
		return numbers;
	}

	@ParameterizedTest
	@EnumSource
	void lists(ClusterClient client) {
		RedisLists lists = client::settings;
		for (int i = 0; i < EACH; i++) {
			RedisList<Integer> list = lists.list(KeyNames.fresh(), Integer.class, List.of(3, 1, 2));
			list.sort(null);
			assertThat(list).containsExactly(1, 2, 3);
			list.add(1, 9);
			assertThat(list.set(0, 7)).isEqualTo(1);
			assertThat(list.remove(1)).isEqualTo(9);
			assertThat(list.remove((Object) 3)).isTrue();
			assertThat(list.slice(null, null, -1)).containsExactly(2, 7);
			list.setSlice(0, 1, List.of(4, 5));
			assertThat(list.indexOf(5)).isEqualTo(1);
			list.addAll(IntStream.range(0, 1_500).boxed().toList());
			assertThat(list.stream().mapToInt((number) -> number).sum()).isEqualTo(4 + 5 + 2 + 1_499 * 750);
			try (RedisList<Integer> longer = list.plus(List.of(6))) {
				assertThat(longer).hasSize(1_504);
			}
			list.clear();
			assertThat(list).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void deques(ClusterClient client) throws InterruptedException {
		RedisDeques deques = client::settings;
		for (int i = 0; i < EACH; i++) {
			RedisDeque<Integer> deque = deques.deque(KeyNames.fresh(), Integer.class, List.of(1, 2, 3, 4), 3);
			assertThat(deque.snapshot()).containsExactly(2, 3, 4);
			deque.addFirst(1);
			deque.rotate(1);
			assertThat(deque.takeFirst()).isEqualTo(3);
			assertThat(deque.pollLast(1, TimeUnit.SECONDS)).isEqualTo(2);
			assertThat(deque.poll(1, TimeUnit.MILLISECONDS)).isEqualTo(1);
			assertThat(deque.poll(1, TimeUnit.MILLISECONDS)).isNull();
			deque.extendLeft(List.of(1, 2));
			assertThat(deque.removeLastOccurrence(1)).isTrue();
			assertThat(deque).containsExactly(2);
			deque.clear();
		}
	}

	@ParameterizedTest
	@EnumSource
	void counters(ClusterClient client) {
		RedisCounters counters = client::settings;
		for (int i = 0; i < EACH; i++) {
			RedisCounter<String> counter = counters.counter(KeyNames.fresh(), String.class, List.of("a", "b", "a"));
			assertThat(counter.increment("a", 3)).isEqualTo(5);
			counter.subtract(Map.of("b", 4L));
			assertThat(counter.snapshot()).isEqualTo(Map.of("a", 5L, "b", -3L));
			counter.unionInPlace(Map.of("c", 2L));
			assertThat(counter.mostCommon()).containsExactly(entry("a", 5L), entry("c", 2L));
			counter.clear();
			assertThat(counter).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void cachedOrderedMaps(ClusterClient client) {
		CachedOrderedMaps maps = client::settings;
		for (int i = 0; i < EACH; i++) {
			String key = KeyNames.fresh();
			CachedOrderedMap<Integer, String> map = maps.cachedOrderedMap(key, Integer.class, String.class,
					List.of(2, 1));
			map.putAll(Map.of(1, "one", 2, "two"));
			assertThat(maps.cachedOrderedMap(key, Integer.class, String.class, List.of(1, 3)))
				.containsExactly(entry(1, "one"), entry(3, null));
			map.clear();
		}
	}

	@ParameterizedTest
	@EnumSource
	void fencedValues(ClusterClient client) {
		FencedValues values = client::settings;
		for (int i = 0; i < EACH; i++) {
			// No companion stands beside it, so its key may be odd.
			FencedValue<String> value = values.fencedValue(KeyNames.fresh() + "}", String.class);
			assertThat(value.fence(33)).isNull();
			value.set(34, "a");
			assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> value.set(33, "b"))
				.satisfies((ex) -> assertThat(ex.lastToken()).isEqualTo(34));
			assertThat(value.update(35, (old) -> old + "c")).isEqualTo("ac");
			assertThat(value.get()).isEqualTo("ac");
			assertThat(value.lastToken()).isEqualTo(35);
			value.clear();
		}
	}

}
