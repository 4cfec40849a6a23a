package io.pottery.samples.quickstart;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OutageTests extends AbstractBoxOfficeTests {

	private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

	@ParameterizedTest
	@CsvSource({ "stop, start", "pause, resume" })
	void noQuorumIsSaidWithinTwoSecondsAndEndsWithOneMasterMore(String away, String back) {
		for (int master = 1; master <= 3; master++) {
			post("/api/masters/" + master + "/" + away);
		}
		Answer answer = book("A1", "Ada");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.took()).isLessThan(TWO_SECONDS);
		assertThat(answer.json().path("title").asString()).isEqualTo("No quorum");
		assertThat(answer.reason()).startsWith("Nothing was sold. The lock 'seat-A1' cannot be decided: ")
			.endsWith("; the quorum is 3.");
		assertThat(seats()).isEmpty();
		post("/api/masters/1/" + back);
		await().atMost(Duration.ofSeconds(10)).until(() -> book("A1", "Ada").status(), (status) -> status == 201);
		assertThat(seats()).containsOnlyKeys("A1");
	}

	@ParameterizedTest
	@CsvSource({ "stop", "pause" })
	void twoMastersAreNotMissed(String away) {
		assertThat(book("B1", "Ada").status()).isEqualTo(201);
		post("/api/masters/2/" + away);
		post("/api/masters/5/" + away);
		for (int number = 2; number <= 20; number++) {
			Answer answer = book("B" + number, "Grace");
			assertThat(answer.status()).isEqualTo(201);
			assertThat(answer.took()).isLessThan(Duration.ofSeconds(1));
		}
		assertThat(book("B1", "Grace").status()).isEqualTo(409);
	}

}
