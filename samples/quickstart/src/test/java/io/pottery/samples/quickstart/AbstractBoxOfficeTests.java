package io.pottery.samples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.Pottery;
import io.pottery.collection.RedisMap;
import io.pottery.test.KeyNames;

import static org.awaitility.Awaitility.await;

/**
 * The application as its users meet it: over HTTP, on six real servers.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class AbstractBoxOfficeTests {

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final JsonMapper json = JsonMapper.shared();

	@Autowired
	private RedisMap<String, Order> seats;

	@Autowired
	private Masters masters;

	@Autowired
	private Pottery pottery;

	@LocalServerPort
	private int port;

	private final AtomicInteger bookings = new AtomicInteger();

	@BeforeEach
	void openTheHouse() {
		this.masters.states().forEach((master) -> {
			this.masters.resume(master.number());
			this.masters.start(master.number());
		});
		await().ignoreExceptions().until(() -> {
			this.pottery.nextId(KeyNames.fresh("probe")).reset();
			return true;
		});
		this.seats.clear();
	}

	static HttpClient http() {
		return http;
	}

	/**
	 * Returns how many bookings this test has asked for.
	 */
	final int bookings() {
		return this.bookings.get();
	}

	final RedisMap<String, Order> seats() {
		return this.seats;
	}

	final Pottery pottery() {
		return this.pottery;
	}

	final Answer get(String path) {
		return send(request(path).GET().build());
	}

	final Answer post(String path) {
		return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
	}

	/**
	 * Books, and tries again while there is no quorum: a machine that stalls is no dead
	 * master.
	 */
	final Answer book(String seat, String buyer) {
		return await().until(() -> bookOnce(seat, buyer), (answer) -> answer.status() != 503);
	}

	final Answer bookOnce(String seat, String buyer) {
		this.bookings.incrementAndGet();
		return post("/api/seats/" + seat + "/booking?buyer=" + URLEncoder.encode(buyer, StandardCharsets.UTF_8));
	}

	final HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(Duration.ofSeconds(60));
	}

	private static Answer send(HttpRequest request) {
		try {
			long asked = System.nanoTime();
			var response = http.send(request, BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body(), asked, System.nanoTime());
		}
		catch (IOException ex) {
			throw new AssertionError(request + " was not answered", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/**
	 * An answer, and when it was asked for and received on the clock of the test.
	 */
	record Answer(int status, String body, long asked, long received) {

		JsonNode json() {
			return json.readTree(this.body);
		}

		String reason() {
			return json().path("detail").asString("");
		}

		Order order() {
			return json.readValue(this.body, Order.class);
		}

		Duration took() {
			return Duration.ofNanos(this.received - this.asked);
		}

	}

}
