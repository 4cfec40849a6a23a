package io.pottery.samples.soak;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sections under locks while masters fail, for a short time.
 */
class SectionsTests {

	@Test
	void sectionsAreAloneAndLoseNoWrite() throws Exception {
		Sections.Result result = Sections.run(Options.of("sections").orElse("sections", 20_000));
		result.figures().forEach((figure) -> System.out.println(figure.row()));
		assertThat(result.overlaps().examples()).as("seed %s", result.options().text("seed")).isEmpty();
		assertThat(result.lostUpdates()).isZero();
		assertThat(result.check().size()).isEqualTo(20_000);
		assertThat(result.check().completed()).isGreaterThanOrEqualTo(0.99);
		assertThat(result.faultCount()).isPositive();
	}

	@Test
	void withoutLocksTheChecksFail() throws Exception {
		Sections.Result result = Sections.run(Options.of("sections")
			.with("locks", "none")
			.with("sections", 4000)
			.with("clients", 2)
			.with("keys", 2)
			.with("faultPeriod", 0));
		assertThat(result.overlaps().count()).isPositive();
		assertThat(result.lostUpdates()).isPositive();
	}

}
