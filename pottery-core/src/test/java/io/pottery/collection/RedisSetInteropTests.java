package io.pottery.collection;

import java.util.Arrays;
import java.util.List;

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
class RedisSetInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisSets sets = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisSet<Object> magic = this.sets.set(this.key, Object.class);

	@Test
	void elementsAreWrittenAsPythonWritesThem() {
		for (String letter : "abracadabra".split("")) {
			this.magic.add(letter);
		}
		this.magic.add(1);
		this.magic.add("1");
		this.magic.remove("b");
		assertThat((List<?>) this.server.command("SMEMBERS", this.key)).map(String.class::cast)
			.containsExactlyInAnyOrderElementsOf(InteropCase.MAGIC.texts());
	}

	@Test
	void elementsAreReadAsPythonWroteThem() {
		List<String> texts = InteropCase.MAGIC.texts();
		texts.forEach((text) -> this.server.command("SADD", this.key, text));
		List<Object> expected = Arrays.asList("1", "a", "c", "d", "r", 1);
		assertThat(this.magic).containsExactlyInAnyOrderElementsOf(expected);
		assertThat(this.magic.containsAll(expected)).isTrue();
		assertThat(this.magic.isSubsetOf(expected)).isTrue();
		assertThat(this.magic.removeAll(expected)).isTrue();
		assertThat(this.magic).isEmpty();
	}

}
