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
 * What Python's pottery leaves in Redis after some steps is what we leave, and what we
 * read.
 */
class RedisMapInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisCollections collections = RedisCollections.create(Containers.settings());

	private final String key = KeyNames.fresh();

	@Test
	void telephoneNumbers() {
		RedisMap<String, Integer> tel = this.collections.map(this.key, String.class, Integer.class,
				Map.of("jack", 4098, "sape", 4139));
		tel.put("guido", 4127);
		tel.remove("sape");
		tel.put("irv", 4127);
		assertThat(stored()).isEqualTo(InteropCase.TEL.fields());
		assertThat(tel.snapshot()).isEqualTo(Map.of("jack", 4098, "guido", 4127, "irv", 4127));
	}

	@Test
	void mixedTypes() {
		RedisMap<Object, Object> mixed = this.collections.map(this.key, Object.class, Object.class);
		mixed.put(1, "int");
		mixed.put("1", "str");
		mixed.put(true, List.of(1, Map.of("b", 2, "a", 1)));
		mixed.put(1.5, 2.0);
		mixed.put("\u00e9", "\u00fc");
		this.server.command("HSET", this.key, "null", "null");
		assertThat(stored()).isEqualTo(InteropCase.MIXED.fields());
		assertThat(mixed.get(1)).isEqualTo("int");
		assertThat(mixed.get("1")).isEqualTo("str");
		assertThat(mixed.get(true)).isEqualTo(List.of(1, Map.of("a", 1, "b", 2)));
		assertThat(mixed.get(1.5)).isEqualTo(2.0);
		assertThat(mixed.get("\u00e9")).isEqualTo("\u00fc");
		assertThat(mixed.snapshot()).hasSize(6).containsEntry(null, null);
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
