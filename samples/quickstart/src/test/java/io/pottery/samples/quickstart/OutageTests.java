package io.pottery.samples.quickstart;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.pottery.quorum.Lease;
import io.pottery.quorum.Redlock;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OutageTests extends AbstractBoxOfficeTests {

	private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

	private static final Duration LONGER_THAN_THE_LOCK = Duration.ofMillis(3500);

	@Autowired
	private RedisServer data;

	@ParameterizedTest
	@CsvSource({ "stop, start", "pause, resume" })
	void noQuorumIsSaidWithinTwoSecondsAndEndsWithOneMasterMore(String away, String back) {
		// From now on the price of the row is known.
		book("A2", "Ada");
		for (int master = 1; master <= 3; master++) {
			post("/api/masters/" + master + "/" + away);
		}
		// Where the machine stalls, another try is as good.
		Duration fastest = ChronoUnit.FOREVER.getDuration();
		for (int tries = 0; tries < 5 && fastest.compareTo(TWO_SECONDS) >= 0; tries++) {
			Answer answer = bookOnce("A1", "Ada");
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.json().path("title").asString()).isEqualTo("No quorum");
			assertThat(answer.reason()).startsWith("Nothing was sold. The lock 'seat-A1' cannot be decided: ")
				.endsWith("; the quorum is 3.");
			fastest = (answer.took().compareTo(fastest) < 0) ? answer.took() : fastest;
		}
		assertThat(fastest).isLessThan(TWO_SECONDS);
		assertThat(seats()).containsOnlyKeys("A2");
		post("/api/masters/1/" + back);
		await().atMost(Duration.ofSeconds(30)).until(() -> bookOnce("A1", "Ada").status(), (status) -> status == 201);
		assertThat(seats()).containsOnlyKeys("A1", "A2");
	}

	@ParameterizedTest
	@CsvSource({ "stop", "pause" })
	void twoMastersAreNotMissed(String away) {
		assertThat(book("B1", "Ada").status()).isEqualTo(201);
		post("/api/masters/2/" + away);
		post("/api/masters/5/" + away);
		List<Duration> soldAtOnce = new ArrayList<>();
		for (int number = 2; number <= 20; number++) {
			Answer answer = bookOnce("B" + number, "Grace");
			if (answer.status() == 201) {
				soldAtOnce.add(answer.took());
			}
			else {
				assertThat(answer.status()).isEqualTo(503);
				assertThat(book("B" + number, "Grace").status()).isEqualTo(201);
			}
		}
		// Where the machine stalls, a few find no quorum.
		assertThat(soldAtOnce).hasSizeGreaterThanOrEqualTo(15);
		Collections.sort(soldAtOnce);
		assertThat(soldAtOnce.get(soldAtOnce.size() / 2)).isLessThan(Duration.ofMillis(500));
		assertThat(book("B1", "Grace").status()).isEqualTo(409);
	}

	@Test
	void saleStandsThoughItsLockIsLostMeanwhile() {
		book("A6", "Ada");
		Answer answer = Stream.of("A1", "A2", "A3", "A4", "A5")
			.map(this::bookAndLoseTheLock)
			.filter((booked) -> booked.status() != 503)
			.findFirst()
			.orElseThrow();
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.took()).isGreaterThan(LONGER_THAN_THE_LOCK);
		assertThat(seats()).containsEntry(answer.order().seat(), answer.order());
	}

	/**
	 * Books with a lock that is lost before the sale; not, if the machine stalls until
	 * the buyer has waited long enough for the lock.
	 */
	private Answer bookAndLoseTheLock(String seat) {
		CompletableFuture<Answer> booking;
		Redlock lock = pottery().redlockBuilder("seat-" + seat).quorumPatience(Duration.ofSeconds(30)).build();
		try (Lease lease = lock.acquire()) {
			long hits = cacheHits();
			booking = CompletableFuture.supplyAsync(() -> bookOnce(seat, "Ada"));
			await().pollInterval(Duration.ofMillis(10)).until(() -> cacheHits() > hits);
			this.data.command("CLIENT", "PAUSE", String.valueOf(LONGER_THAN_THE_LOCK.toMillis()), "WRITE");
		}
		Answer answer = booking.join();
		this.data.command("CLIENT", "UNPAUSE");
		return answer;
	}

	private long cacheHits() {
		return get("/api/house").json().path("cacheHits").asLong();
	}

}
