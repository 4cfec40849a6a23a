package io.pottery.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.pottery.container.Containers;
import io.pottery.container.InteropCase;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays what Python's pottery did with its counters.
 */
class RedisCounterInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisCounters counters = Containers::settings;

	private final String key = KeyNames.fresh();

	@Test
	void lettersOfGallahad() {
		RedisCounter<String> counter = this.counters.counter(this.key, String.class, List.of("gallahad".split("")));
		counter.update(Map.of("a", 2L, "z", -3L));
		counter.subtract(Map.of("l", 5L));
		counter.put("q", 0L);
		assertThat(stored()).isEqualTo(InteropCase.MY_COUNTER.fields());
		assertThat(counter.snapshot())
			.isEqualTo(Map.of("a", 5L, "d", 1L, "g", 1L, "h", 1L, "l", -3L, "q", 0L, "z", -3L));
	}

	@Test
	void addingInPlaceKeepsCountsAboveZero() {
		RedisCounter<String> counter = this.counters.counter(this.key, String.class,
				Map.of("a", 4L, "b", 2L, "c", 0L, "d", -2L));
		counter.plusInPlace(Map.of("a", 1L, "b", -5L, "e", 3L));
		assertThat(stored()).isEqualTo(InteropCase.C2.fields());
		assertThat(counter.snapshot()).isEqualTo(Map.of("a", 5L, "e", 3L));
	}

	private Map<String, String> stored() {
		List<Object> texts = new ArrayList<>((List<?>) this.server.command("HGETALL", this.key));
		Map<String, String> stored = new TreeMap<>();
		for (int i = 0; i < texts.size(); i += 2) {
			stored.put((String) texts.get(i), (String) texts.get(i + 1));
		}
		return stored;
	}

}
