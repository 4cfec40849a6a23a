package io.pottery.collection;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Python's pottery leaves in Redis after some steps is what we leave, and what we
 * read.
 */
class RedisSetInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisSets sets = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisSet<Object> magic = this.sets.set(this.key, Object.class);

	@Test
	void elementsAreWrittenAsPythonWritesThem() throws IOException {
		for (String letter : "abracadabra".split("")) {
			this.magic.add(letter);
		}
		this.magic.add(1);
		this.magic.add("1");
		this.magic.remove("b");
		assertThat((List<?>) this.server.command("SMEMBERS", this.key)).map(String.class::cast)
			.containsExactlyInAnyOrderElementsOf(vector());
	}

	@Test
	void elementsAreReadAsPythonWroteThem() throws IOException {
		List<String> texts = vector();
		texts.forEach((text) -> this.server.command("SADD", this.key, text));
		List<Object> expected = Arrays.asList("1", "a", "c", "d", "r", 1);
		assertThat(this.magic).containsExactlyInAnyOrderElementsOf(expected);
		assertThat(this.magic.containsAll(expected)).isTrue();
		assertThat(this.magic.isSubsetOf(expected)).isTrue();
		assertThat(this.magic.removeAll(expected)).isTrue();
		assertThat(this.magic).isEmpty();
	}

	private static List<String> vector() throws IOException {
		try (InputStream file = RedisSetInteropTests.class.getResourceAsStream("/interop/containers.json")) {
			List<JsonNode> vectors = JsonMapper.shared()
				.readTree(file)
				.get("cases")
				.valueStream()
				.filter((vector) -> vector.get("structure").asString().equals("set"))
				.toList();
			assertThat(vectors).hasSize(1);
			return vectors.get(0).get("redis").get("value").valueStream().map(JsonNode::asString).toList();
		}
	}

}
