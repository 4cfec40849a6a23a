package io.pottery.collection;

import java.io.IOException;
import java.io.InputStream;
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
class RedisDequeInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisDeques deques = Containers::settings;

	private final String key = KeyNames.fresh();

	@Test
	void letters() throws IOException {
		RedisDeque<String> letters = this.deques.deque(this.key, String.class, List.of("g", "h", "i"));
		letters.addLast("j");
		letters.addFirst("f");
		letters.rotate(1);
		letters.extendLeft(List.of("a", "b", "c"));
		assertThat(stored()).isEqualTo(vector("letters"));
		assertThat(letters).containsExactly("c", "b", "a", "j", "f", "g", "h", "i");
	}

	@Test
	void bounded() throws IOException {
		RedisDeque<Integer> bounded = this.deques.deque(this.key, Integer.class, List.of(1, 2, 3, 4, 5), 3);
		bounded.addLast(6);
		bounded.addFirst(7);
		assertThat(stored()).isEqualTo(vector("bounded"));
		assertThat(bounded).containsExactly(7, 4, 5);
	}

	@Test
	void everyCaseIsReplayed() throws IOException {
		assertThat(cases().valueStream()
			.filter((vector) -> vector.get("structure").asString().equals("deque"))
			.map((vector) -> vector.get("key").asString())).containsExactlyInAnyOrder("letters", "bounded");
	}

	private List<?> stored() {
		return (List<?>) this.server.command("LRANGE", this.key, "0", "-1");
	}

	private static List<String> vector(String key) throws IOException {
		return cases().valueStream()
			.filter((vector) -> vector.get("key").asString().equals(key))
			.flatMap((vector) -> vector.get("redis").get("value").valueStream().map(JsonNode::asString))
			.toList();
	}

	private static JsonNode cases() throws IOException {
		try (InputStream file = RedisDequeInteropTests.class.getResourceAsStream("/interop/containers.json")) {
			return JsonMapper.shared().readTree(file).get("cases");
		}
	}

}
