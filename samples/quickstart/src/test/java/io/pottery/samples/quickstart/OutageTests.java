package io.pottery.samples.quickstart;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.pottery.Pottery;
import io.pottery.quorum.Lease;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OutageTests extends AbstractBoxOfficeTests {

	private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

	private static final Duration LONGER_THAN_THE_LOCK = Duration.ofMillis(3500);

	@Autowired
	private Pottery pottery;

	@Autowired
	private RedisServer data;

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

	@Test
	void saleStandsThoughItsLockIsLostMeanwhile() {
		book("A2", "Ada");
		CompletableFuture<Answer> booking;
		try (Lease lease = this.pottery.redlock("seat-A1").acquire()) {
			long hits = cacheHits();
			booking = CompletableFuture.supplyAsync(() -> book("A1", "Ada"));
			await().until(() -> cacheHits() > hits);
			this.data.command("CLIENT", "PAUSE", String.valueOf(LONGER_THAN_THE_LOCK.toMillis()), "WRITE");
		}
		assertThat(booking.join().took()).isGreaterThan(LONGER_THAN_THE_LOCK);
		assertThat(booking.join().status()).isEqualTo(201);
		assertThat(seats()).containsEntry("A1", booking.join().order());
	}

	private long cacheHits() {
		return get("/api/house").json().path("cacheHits").asLong();
	}

}
