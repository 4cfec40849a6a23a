package io.pottery.samples.soak;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The long versions: {@code mvn verify -Psoak}.
 */
@Tag("soak")
class SoakTests {

	@Test
	void nothingHappensThatNeverMay() throws Exception {
		String names = System.getProperty("pottery.soak.scenario", "");
		assertThat(Soak.run(names.isEmpty() ? List.of() : List.of(names.split(",")))).isEmpty();
	}

}
