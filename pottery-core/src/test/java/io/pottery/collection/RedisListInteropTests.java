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
class RedisListInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisLists lists = Containers::settings;

	private final String key = KeyNames.fresh();

	@Test
	void squares() {
		RedisList<Object> squares = this.lists.list(this.key, Object.class, List.of(1, 4, 9, 16, 25));
		squares.add(36);
		squares.insert(0, 0);
		squares.insert(3, "x");
		squares.remove(1);
		squares.set(0, null);
		squares.addAll(List.of(49, 64));
		squares.remove((Object) 9);
		assertThat(this.server.command("LRANGE", this.key, "0", "-1")).isEqualTo(InteropCase.SQUARES.texts());
		assertThat(squares).containsExactly(null, 4, "x", 16, 25, 36, 49, 64);
	}

	@Test
	void examplesOfPythonsDocumentation() {
		RedisList<Integer> squares = this.lists.list(this.key, Integer.class, List.of(1, 4, 9, 16, 25));
		assertThat(squares).hasToString("[1, 4, 9, 16, 25]");
		assertThat(squares.get(0)).isEqualTo(1);
		assertThat(squares.getLast()).isEqualTo(25);
		assertThat(squares.slice(-3)).containsExactly(9, 16, 25);
		assertThat(squares.slice(null)).containsExactly(1, 4, 9, 16, 25);
		try (RedisList<Integer> more = squares.plus(List.of(36, 49, 64, 81, 100))) {
			assertThat(more).containsExactly(1, 4, 9, 16, 25, 36, 49, 64, 81, 100);
		}
	}

}
