package io.pottery.samples.soak;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The long versions: {@code mvn verify -Psoak}.
 */
@Tag("soak")
class SoakTests {

	@Test
	void runsTheScenarios() throws Exception {
		String names = System.getProperty("pottery.soak.scenario", "");
		Soak.run(names.isEmpty() ? List.of() : List.of(names.split(",")));
	}

}
