package io.pottery.samples.readme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.pottery.Pottery;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(PrintedResults.class)
class OpeningExamples {

	@Test
	void opening() {
		// @start region = opening
		Pottery pottery = Pottery.builder()
			.server("redis://redis:6379")
			.masters("redis://one:6379", "redis://two:6379", "redis://three:6379")
			.build(); // connects by itself, also to servers that are down now
		// @end
		try (pottery) {
			assertThat(pottery.masters()).containsExactly("one:6379", "two:6379", "three:6379");
		}
	}

}
