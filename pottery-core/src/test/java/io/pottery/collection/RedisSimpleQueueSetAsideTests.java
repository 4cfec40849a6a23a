package io.pottery.collection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.Pottery;
import io.pottery.connection.RedisCommands;
import io.pottery.container.Containers;
import io.pottery.exception.UndecodableValueException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Items that cannot be decoded while something else goes wrong: each shows in its own way
 * what happens between the taking and the setting aside.
 */
class RedisSimpleQueueSetAsideTests {

	private static final ThreadLocal<Runnable> WHILE_DECODING = new ThreadLocal<>();

	private static final String TEXT = "{\"fuse\": 1}";

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	@Test
	void theTextReachesWhoTookItAfterTheEndOfPottery() {
		LettuceConnectionFactory factory = Containers.factory(this.server, Duration.ofSeconds(20));
		for (Taking taking : List.<Taking>of(RedisSimpleQueue::take, RedisSimpleQueue::receive,
				RedisSimpleQueue::poll)) {
			Pottery pottery = Pottery.builder().connectionFactory(factory).build();
			RedisSimpleQueue<Bomb> queue = pottery.queue(KeyNames.fresh(), Bomb.class);
			this.server.command("XADD", queue.key(), "*", "item", TEXT);
			WHILE_DECODING.set(pottery::close);
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> taking.from(queue))
				.satisfies((ex) -> {
					assertThat(ex.rawText()).isEqualTo(TEXT);
					assertThat(ex.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
				});
		}
		factory.destroy();
	}

	@Test
	void whatIsSetAsideKeepsItsBytes() {
		byte[] bad = { '"', (byte) 0xC3, (byte) 0xFF, '"' };
		RedisCommands commands = Containers.settings().commands();
		RedisSimpleQueues queues = Containers::settings;
		RedisSimpleQueue<String> queue = queues.queue(this.key, String.class);
		for (String field : List.of("item", "other")) {
			commands.call("XADD", this.key, "*".getBytes(StandardCharsets.UTF_8),
					field.getBytes(StandardCharsets.UTF_8), bad);
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(queue::poll);
		}
		List<?> entries = (List<?>) commands.call("XRANGE", "{" + this.key + "}:pottery:undecodable:" + this.key,
				"-".getBytes(StandardCharsets.UTF_8), "+".getBytes(StandardCharsets.UTF_8));
		assertThat(entries).hasSize(2)
			.allSatisfy((entry) -> assertThat(((List<?>) ((List<?>) entry).get(1)).get(1)).isEqualTo(bad));
	}

	private interface Taking {

		void from(RedisSimpleQueue<Bomb> queue) throws InterruptedException;

	}

	record Bomb(int fuse) {

		Bomb {
			WHILE_DECODING.get().run();
			throw new IllegalArgumentException("cannot be made");
		}

	}

}
