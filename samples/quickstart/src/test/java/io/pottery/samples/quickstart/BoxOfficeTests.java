package io.pottery.samples.quickstart;

import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class BoxOfficeTests extends AbstractBoxOfficeTests {

	@Test
	void firstBuyerGetsTheSeat() {
		Answer answer = book("A1", " Ada ");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("orderId", "seat", "buyer", "price");
		assertThat(answer.order()).isEqualTo(new Order(answer.order().orderId(), "A1", "Ada", 120));
		assertThat(seats()).containsEntry("A1", answer.order());
	}

	@Test
	void secondBuyerIsToldWhoWasFaster() {
		book("J20", "Ada");
		Answer answer = book("J20", "Grace");
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.reason()).isEqualTo("Seat J20 is sold to Ada.");
		assertThat(seats().get("J20").buyer()).isEqualTo("Ada");
	}

	@ParameterizedTest
	@ValueSource(strings = { "A0", "A21", "K1", "a1", "A01", "A", "1", "A1x" })
	void unknownSeatIsNotFound(String seat) {
		Answer answer = book(seat, "Ada");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.reason()).isEqualTo("There is no seat " + seat + ".");
	}

	@Test
	void buyerNeedsAName() {
		assertThat(post("/api/seats/A1/booking").status()).isEqualTo(400);
		assertThat(post("/api/seats/A1/booking").reason()).contains("buyer");
		for (String buyer : List.of("", "  ", "x".repeat(61))) {
			Answer answer = book("A1", buyer);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.reason()).isEqualTo("A buyer needs a name of up to 60 characters.");
		}
		assertThat(seats()).isEmpty();
	}

	@Test
	void houseTellsWhatWasSoldAndHowThePriceCacheDid() {
		JsonNode before = get("/api/house").json();
		Order first = book("C3", "Ada").order();
		Order second = book("C4", "Grace").order();
		JsonNode house = get("/api/house").json();
		assertThat(house.path("seatsSold").asInt()).isEqualTo(2);
		assertThat(house.path("orders").asInt()).isEqualTo(2);
		assertThat(house.path("seats").path("C3").path("orderId").asLong()).isEqualTo(first.orderId());
		assertThat(house.path("seats").path("C4").path("buyer").asString()).isEqualTo("Grace");
		assertThat(second.orderId()).isGreaterThan(first.orderId());
		assertThat(lookups(house) - lookups(before)).isEqualTo(bookings());
		assertThat(house.path("cacheHits").asLong()).isGreaterThan(before.path("cacheHits").asLong());
	}

	@Test
	void mastersAreStoppedStartedPausedAndResumedAsOftenAsOneLikes() {
		assertThat(states(get("/api/masters"))).containsExactly("alive", "alive", "alive", "alive", "alive");
		for (int i = 0; i < 2; i++) {
			assertThat(states(post("/api/masters/1/stop"))).containsExactly("dead", "alive", "alive", "alive", "alive");
		}
		for (String action : List.of("pause", "resume")) {
			assertThat(states(post("/api/masters/1/" + action))).startsWith("dead");
		}
		for (int i = 0; i < 2; i++) {
			assertThat(states(post("/api/masters/5/pause"))).containsExactly("dead", "alive", "alive", "alive",
					"paused");
		}
		for (int i = 0; i < 2; i++) {
			assertThat(states(post("/api/masters/1/start"))).containsExactly("alive", "alive", "alive", "alive",
					"paused");
		}
		for (int i = 0; i < 2; i++) {
			assertThat(states(post("/api/masters/5/resume"))).containsOnly("alive");
		}
		post("/api/masters/3/pause");
		assertThat(states(post("/api/masters/3/stop"))).containsExactly("alive", "alive", "dead", "alive", "alive");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0/stop", "6/stop", "x/stop", "-1/start", "1/explode", "99999999999/stop" })
	void otherMastersAndActionsAreNotFound(String path) {
		assertThat(post("/api/masters/" + path).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/app.js", "/style.css" })
	void pageIsServed(String path) {
		assertThat(get(path).status()).isEqualTo(200);
	}

	@Test
	void healthIsUp() {
		Answer answer = get("/actuator/health");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("status").asString()).isEqualTo("UP");
	}

	@Test
	void openPagesHearTheNews() throws Exception {
		Order order = book("D4", "Ada").order();
		book("D4", "Grace");
		JsonNode news = http().sendAsync(request("/api/events").GET().build(), BodyHandlers.ofLines())
			.thenApply((response) -> firstEvent(response.body()))
			.get(30, TimeUnit.SECONDS);
		assertThat(news.path("house").path("seatsSold").asInt()).isEqualTo(1);
		assertThat(news.path("lastOrders").get(0).path("orderId").asLong()).isEqualTo(order.orderId());
		assertThat(news.path("masters").size()).isEqualTo(5);
		assertThat(news.path("refused").asLong()).isPositive();
		assertThat(news.path("bookingsPerSecond").isNumber()).isTrue();
	}

	private static JsonNode firstEvent(Stream<String> lines) {
		try (lines) {
			return lines.filter((line) -> line.startsWith("data:"))
				.findFirst()
				.map((line) -> JsonMapper.shared().readTree(line.substring("data:".length())))
				.orElseThrow();
		}
	}

	private static long lookups(JsonNode house) {
		return house.path("cacheHits").asLong() + house.path("cacheMisses").asLong();
	}

	private static List<String> states(Answer answer) {
		assertThat(answer.status()).isEqualTo(200);
		return answer.json().valueStream().map((master) -> master.path("state").asString()).toList();
	}

}
