package io.pottery.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
class RedisSimpleQueueInteropTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisSimpleQueues queues = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisSimpleQueue<Object> cars = this.queues.queue(this.key, Object.class);

	@Test
	void ourStreamIsPythons() {
		this.cars.put("Jeep");
		this.cars.put("Honda");
		this.cars.put(Map.of("b", 1, "a", 2));
		assertThat(this.cars.poll()).isEqualTo("Jeep");
		assertThat(this.server.command("TYPE", this.key)).isEqualTo("stream");
		assertThat(stored()).isEqualTo(vector());
	}

	@Test
	void pythonsItemsAreOurs() {
		for (List<String> fields : vector()) {
			this.server.command("XADD", this.key, "*", fields.get(0), fields.get(1));
		}
		assertThat(this.cars.poll()).isEqualTo("Honda");
		assertThat(this.cars.poll()).isEqualTo(Map.of("a", 2, "b", 1));
		assertThat(this.cars.poll()).isNull();
	}

	private List<List<String>> stored() {
		List<List<String>> stored = new ArrayList<>();
		for (Object entry : (List<?>) this.server.command("XRANGE", this.key, "-", "+")) {
			stored.add(((List<?>) ((List<?>) entry).get(1)).stream().map(String.class::cast).toList());
		}
		return stored;
	}

	private static List<List<String>> vector() {
		return InteropCase.CARS.redis()
			.get("value")
			.valueStream()
			.flatMap((entry) -> entry.properties().stream())
			.map((field) -> List.of(field.getKey(), field.getValue().asString()))
			.toList();
	}

}
