package io.pottery.collection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many values are sought in one pass.
 */
class RedisDequeContainsAllTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisDeques deques = Containers::settings;

	@Test
	void noElementIsComparedWithAllValues() {
		int count = 500;
		String key = KeyNames.fresh();
		for (int i = 0; i < count; i++) {
			this.server.command("RPUSH", key, "{ \"id\": " + i + " }");
		}
		RedisDeque<Counted> deque = this.deques.deque(key, Counted.class);
		Counted.COMPARISONS.set(0);
		assertThat(deque.containsAll(IntStream.range(0, count).mapToObj(Counted::new).toList())).isTrue();
		assertThat(deque.containsAll(IntStream.range(1, count + 1).mapToObj(Counted::new).toList())).isFalse();
		assertThat(Counted.COMPARISONS).hasValueLessThan(10 * count);
	}

	/**
	 * An element that counts how often it is compared.
	 *
	 * @param id its number
	 */
	record Counted(int id) {

		static final AtomicInteger COMPARISONS = new AtomicInteger();

		@Override
		public boolean equals(Object other) {
			COMPARISONS.incrementAndGet();
			return other instanceof Counted counted && counted.id == this.id;
		}

		@Override
		public int hashCode() {
			return Integer.hashCode(this.id);
		}

	}

}
