package io.pottery.samples.readme;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

import io.pottery.collection.RedisMap;
import io.pottery.spring.RedisKey;

import static org.assertj.core.api.Assertions.assertThat;

// @start region=embeddedTest
@SpringBootTest(properties = "pottery.embedded.enabled=true")
class EmbeddedExamples {

	@Test
	void mapKeepsWhatWasPut(@RedisKey("seats") RedisMap<String, String> seats) {
		seats.put("A1", "Ada");
		assertThat(seats).containsExactly(Map.entry("A1", "Ada"));
	}

}
// @end
