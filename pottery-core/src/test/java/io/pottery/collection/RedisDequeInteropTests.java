package io.pottery.collection;

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
class RedisDequeInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisDeques deques = Containers::settings;

	private final String key = KeyNames.fresh();

	@Test
	void letters() {
		RedisDeque<String> letters = this.deques.deque(this.key, String.class, List.of("g", "h", "i"));
		letters.addLast("j");
		letters.addFirst("f");
		letters.rotate(1);
		letters.extendLeft(List.of("a", "b", "c"));
		assertThat(stored()).isEqualTo(InteropCase.LETTERS.texts());
		assertThat(letters).containsExactly("c", "b", "a", "j", "f", "g", "h", "i");
	}

	@Test
	void bounded() {
		RedisDeque<Integer> bounded = this.deques.deque(this.key, Integer.class, List.of(1, 2, 3, 4, 5), 3);
		bounded.addLast(6);
		bounded.addFirst(7);
		assertThat(stored()).isEqualTo(InteropCase.BOUNDED.texts());
		assertThat(bounded).containsExactly(7, 4, 5);
	}

	private List<?> stored() {
		return (List<?>) this.server.command("LRANGE", this.key, "0", "-1");
	}

}
