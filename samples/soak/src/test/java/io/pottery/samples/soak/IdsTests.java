package io.pottery.samples.soak;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids drawn by several processes while masters fail, for a short time.
 */
class IdsTests {

	@ParameterizedTest
	@CsvSource({ "false, 5", "true, 2" })
	void idsAreUniqueAndGrow(boolean empty, int clients) throws Exception {
		Ids.Result result = Ids.run(Short.of("ids").with("empty", empty).with("clients", clients).orElse("ids", 5000));
		Short.print(result.figures());
		assertThat(result.duplicates()).as("seed %s", result.options().text("seed")).isZero();
		assertThat(result.inversions()).as("seed %s", result.options().text("seed")).isZero();
		assertThat(result.check().ids()).isGreaterThanOrEqualTo(5000);
	}

	@Test
	void withoutAnAgreementTheChecksFail() throws Exception {
		Ids.Result result = Ids.run(
				Short.of("careless").with("agreed", false).with("clients", 1).with("ids", 5000).with("faultPeriod", 0));
		assertThat(result.duplicates()).isPositive();
		assertThat(result.inversions()).isPositive();
	}

	@Test
	void manyCallersShareRounds() throws Exception {
		IdRate.Result result = IdRate.run(Short.of("idRate").orElse("turns", 2).orElse("turnMillis", 300));
		Short.print(result.figures());
		assertThat(result.many()).isGreaterThan(result.one());
	}

}
