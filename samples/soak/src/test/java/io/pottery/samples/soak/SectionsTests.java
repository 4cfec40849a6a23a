package io.pottery.samples.soak;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sections under locks while masters fail, for a short time.
 */
class SectionsTests {

	@Test
	void sectionsAreAloneAndLoseNoWrite() throws Exception {
		assertSafe(Sections.run(Short.of("sections").orElse("sections", 18_000)), 18_000);
	}

	@Test
	void mastersThatRestartEmptyDoNotHurt() throws Exception {
		assertSafe(
				Sections
					.run(Short.of("emptyMasters").orElse("empty", true).orElse("clients", 2).orElse("sections", 2000)),
				2000);
	}

	@Test
	void emptyMastersThatAreTrustedHurt() throws Exception {
		Sections.Result result = Sections.run(Short.of("emptyMastersTrusted")
			.with("empty", true)
			.with("quarantine", false)
			.with("faults", "FLUSH")
			.with("faultPeriod", 20)
			.with("mostDisturbed", 5)
			.with("hold", 500)
			.with("keys", 4)
			.with("clients", 2)
			.with("sections", 80));
		assertThat(result.overlaps().count()).isPositive();
		assertThat(result.lostUpdates()).isPositive();
	}

	@Test
	void withoutLocksTheChecksFail() throws Exception {
		Sections.Result result = Sections.run(Short.of("noLocks")
			.with("locks", "none")
			.with("sections", 2000)
			.with("clients", 1)
			.with("keys", 2)
			.with("faultPeriod", 0));
		assertThat(result.overlaps().count()).isPositive();
		assertThat(result.lostUpdates()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "redisson", "redisson-redlock" })
	void otherLocksCanBeMeasuredTheSameWay(String locks) throws Exception {
		Sections.Result result = Sections.run(
				Short.of("peers").with("locks", locks).with("sections", 200).with("clients", 1).with("faultPeriod", 0));
		assertThat(result.check().completed()).isOne();
	}

	private static void assertSafe(Sections.Result result, int sections) {
		Short.print(result.figures());
		assertThat(result.overlaps().examples()).as("seed %s", result.options().text("seed")).isEmpty();
		assertThat(result.lostUpdates()).as("seed %s", result.options().text("seed")).isZero();
		assertThat(result.check().size()).isEqualTo(sections);
		assertThat(result.check().completed()).isGreaterThanOrEqualTo(0.99);
		assertThat(result.faultCount()).isPositive();
	}

}
