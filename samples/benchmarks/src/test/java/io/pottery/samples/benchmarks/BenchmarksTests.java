package io.pottery.samples.benchmarks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * That what is compared is the same work.
 */
class BenchmarksTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final RedisServers servers = RedisServers.shared(Servers.COUNT);

	@BeforeAll
	static void runBesideOthers() {
		System.setProperty("jmh.ignoreLock", "true");
	}

	@Test
	void everyWorkIsMeasuredForEveryPeer() throws Exception {
		Settings once = new Settings(1, 0, 0, 1, TimeValue.milliseconds(1), 1);
		List<String> lines = new Benchmarks(this.servers, once, new PrintStream(OutputStream.nullOutputStream())).run();
		List<String> rows = lines.stream().filter((line) -> line.matches("\\|.*\\*\\*.*")).toList();
		int comparisons = Work.ALL.stream().mapToInt((work) -> work.peers().size() - 1).sum();
		assertThat(rows).hasSize(comparisons).noneMatch((row) -> row.contains("NaN"));
		assertThat(Work.ALL.stream().flatMap((work) -> work.peers().stream()).distinct())
			.hasSize(MapPeer.values().length + LockPeer.values().length + IdPeer.values().length);
	}

	@ParameterizedTest
	@EnumSource
	void mapsReturnAndStoreTheSame(MapPeer peer) throws Exception {
		MapBenchmark benchmark = new MapBenchmark();
		benchmark.peer = peer;
		benchmark.open();
		Map<String, Order> expected = new HashMap<>(benchmark.orders);
		assertThat(stored(benchmark.key)).isEqualTo(json(expected));
		assertThat(benchmark.get()).isEqualTo(expected.get(MapBenchmark.ORDER));
		Order merged = Order.of(7).plus(Order.of(7));
		assertThat(benchmark.merge()).isEqualTo(merged);
		expected.put(MapBenchmark.ORDER, merged);
		assertThat(stored(benchmark.key)).isEqualTo(json(expected));
		assertThat(benchmark.put()).isEqualTo(merged);
		assertThat(benchmark.get()).isEqualTo(Order.of(7));
		benchmark.merge();
		benchmark.putAll();
		assertThat(stored(benchmark.key)).isEqualTo(json(benchmark.orders));
		benchmark.close();
	}

	@ParameterizedTest
	@EnumSource
	void locksStandOnTheirMastersForTenSeconds(LockPeer peer) throws Exception {
		LockBenchmark benchmark = new LockBenchmark();
		benchmark.peer = peer;
		benchmark.open();
		benchmark.guard.lock().run();
		await().atMost(Duration.ofSeconds(30)).until(() -> leases(benchmark.key).size() == peer.masters);
		assertThat(leases(benchmark.key)).allSatisfy((millis) -> assertThat(millis).isBetween(1L, 10_000L));
		// What goes now has not just run out.
		this.servers
			.forEach((server) -> names(benchmark.key).forEach((name) -> server.command("PEXPIRE", name, "600000")));
		benchmark.guard.unlock().run();
		await().atMost(Duration.ofSeconds(30)).until(() -> leases(benchmark.key).isEmpty());
		benchmark.lockAndUnlock();
		benchmark.close();
	}

	@ParameterizedTest
	@EnumSource
	void idsCountUp(IdPeer peer) throws Exception {
		IdBenchmark benchmark = new IdBenchmark();
		benchmark.peer = peer;
		benchmark.open();
		assertThat(List.of(benchmark.next(), benchmark.next(), benchmark.next())).containsExactly(1L, 2L, 3L);
		benchmark.close();
	}

	private Map<JsonNode, JsonNode> stored(String key) {
		List<?> texts = (List<?>) this.servers.get(0).command("HGETALL", key);
		assertThat(texts).isNotNull();
		Map<JsonNode, JsonNode> stored = new HashMap<>();
		for (int i = 0; i < texts.size(); i += 2) {
			stored.put(MAPPER.readTree((String) texts.get(i)), MAPPER.readTree((String) texts.get(i + 1)));
		}
		return stored;
	}

	private static Map<JsonNode, JsonNode> json(Map<String, Order> orders) {
		Map<JsonNode, JsonNode> json = new HashMap<>();
		orders.forEach((key, order) -> json.put(MAPPER.valueToTree(key), MAPPER.valueToTree(order)));
		return json;
	}

	private List<Long> leases(String key) {
		return names(key).flatMap((name) -> leasesUnder(name).stream()).toList();
	}

	/**
	 * Returns the names that the peers give the lock.
	 */
	private static Stream<String> names(String key) {
		return Stream.of("redlock:" + key, key, "benchmarks:" + key);
	}

	private List<Long> leasesUnder(String name) {
		return StreamSupport.stream(this.servers.spliterator(), false)
			.map((server) -> (Long) server.command("PTTL", name))
			.filter((millis) -> millis != -2)
			.toList();
	}

}
