package io.pottery.probabilistic;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.pottery.container.Containers;
import io.pottery.container.InteropCase;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A HyperLogLog as Python's pottery leaves it.
 */
class HyperLogLogInteropTests {

	private final HyperLogLogs logs = Containers::settings;

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	private final HyperLogLog<String> searches = this.logs.hyperLogLog(this.key, String.class);

	@Test
	void googleSearches() {
		JsonNode redis = InteropCase.GOOGLE_SEARCHES.redis();
		this.searches.add("sonic the hedgehog video game");
		this.searches.update(List.of("google in 1998", "minesweeper"));
		assertThat(this.searches.approximateSize()).isEqualTo(redis.get("length").asLong());
		String python = KeyNames.fresh();
		redis.get("pfcount_equals_that_of_pfadd").forEach((text) -> {
			assertThat(this.server.command("PFADD", this.key, text.asString())).isEqualTo(0L);
			this.server.command("PFADD", python, text.asString());
		});
		this.searches.approximateSize();
		assertThat(this.server.command("PFCOUNT", python)).isEqualTo(redis.get("length").asLong());
		assertThat(this.server.command("DUMP", this.key)).isEqualTo(this.server.command("DUMP", python));
	}

	@Test
	void whatPythonWroteIsRead() {
		InteropCase.GOOGLE_SEARCHES.redis()
			.get("pfcount_equals_that_of_pfadd")
			.forEach((text) -> this.server.command("PFADD", this.key, text.asString()));
		assertThat(this.searches.containsMany("minesweeper", "google in 1998", "jennifer aniston"))
			.containsExactly(true, true, false);
	}

}
