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
import static org.assertj.core.api.Assertions.entry;

/**
 * Replays what Python's pottery did with its cached ordered dictionaries.
 */
class CachedOrderedMapInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final CachedOrderedMaps maps = Containers::settings;

	private final String key = KeyNames.fresh();

	@Test
	void searchResults() {
		CachedOrderedMap<Integer, Object> results = this.maps.cachedOrderedMap(this.key, Integer.class, Object.class,
				List.of(1, 2, 3));
		results.put(1, "one");
		results.put(3, Map.of("t", "three"));
		assertThat(stored()).isEqualTo(InteropCase.SEARCH_RESULTS.fields());
		assertThat(this.maps.cachedOrderedMap(this.key, Integer.class, Object.class, List.of(3, 1)))
			.containsExactly(entry(3, Map.of("t", "three")), entry(1, "one"));
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
