package io.pottery.samples.soak;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids drawn by several processes while masters fail, for a short time.
 */
class IdsTests {

	@Test
	void idsAreUniqueAndGrow() throws Exception {
		Ids.Result result = Ids.run(Options.of("ids").orElse("ids", 20_000));
		result.figures().forEach((figure) -> System.out.println(figure.row()));
		assertThat(result.duplicates()).as("seed %s", result.options().text("seed")).isZero();
		assertThat(result.inversions()).isZero();
		assertThat(result.check().ids()).isGreaterThanOrEqualTo(20_000);
	}

}
