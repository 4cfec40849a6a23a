package io.pottery.collection;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.container.Containers;
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
	void lettersOfGallahad() throws IOException {
		RedisCounter<String> counter = this.counters.counter(this.key, String.class, List.of("gallahad".split("")));
		counter.update(Map.of("a", 2L, "z", -3L));
		counter.subtract(Map.of("l", 5L));
		counter.put("q", 0L);
		assertThat(stored()).isEqualTo(vector("my-counter"));
		assertThat(counter.snapshot())
			.isEqualTo(Map.of("a", 5L, "d", 1L, "g", 1L, "h", 1L, "l", -3L, "q", 0L, "z", -3L));
	}

	@Test
	void addingInPlaceKeepsCountsAboveZero() throws IOException {
		RedisCounter<String> counter = this.counters.counter(this.key, String.class,
				Map.of("a", 4L, "b", 2L, "c", 0L, "d", -2L));
		counter.plusInPlace(Map.of("a", 1L, "b", -5L, "e", 3L));
		assertThat(stored()).isEqualTo(vector("c2"));
		assertThat(counter.snapshot()).isEqualTo(Map.of("a", 5L, "e", 3L));
	}

	@Test
	void everyCaseIsReplayed() throws IOException {
		assertThat(cases()).extracting((vector) -> vector.get("key").asString())
			.containsExactlyInAnyOrder("my-counter", "c2");
	}

	private Map<String, String> stored() {
		List<Object> texts = new ArrayList<>((List<?>) this.server.command("HGETALL", this.key));
		Map<String, String> stored = new TreeMap<>();
		for (int i = 0; i < texts.size(); i += 2) {
			stored.put((String) texts.get(i), (String) texts.get(i + 1));
		}
		return stored;
	}

	private static Map<String, String> vector(String key) throws IOException {
		Map<String, String> fields = new TreeMap<>();
		for (JsonNode vector : cases()) {
			if (vector.get("key").asString().equals(key)) {
				vector.get("redis")
					.get("value")
					.properties()
					.forEach((field) -> fields.put(field.getKey(), field.getValue().asString()));
			}
		}
		return fields;
	}

	private static List<JsonNode> cases() throws IOException {
		try (InputStream file = RedisCounterInteropTests.class.getResourceAsStream("/interop/containers.json")) {
			return JsonMapper.shared()
				.readTree(file)
				.get("cases")
				.valueStream()
				.filter((vector) -> vector.get("structure").asString().equals("counter"))
				.toList();
		}
	}

}
