package io.pottery.probabilistic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every method costs: what the server ran, commands inside scripts included. The
 * filter holds one element, "rajiv", and has seven hashes.
 */
class BloomFilterRoundTripTests {

	private final RedisServer server = Containers.ownServer();

	private final BloomFilters filters = Containers::own;

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<BloomFilter<String>> call) {
		// The first call makes the scripts known to the server.
		call.accept(filter());
		BloomFilter<String> filter = filter();
		assertThat(this.server.count(() -> call.accept(filter)).calls()).isEqualTo(cost);
	}

	private BloomFilter<String> filter() {
		return this.filters.bloomFilter(KeyNames.fresh(), String.class, 100, 0.01, List.of("rajiv"));
	}

	private static BloomFilter<String> other() {
		BloomFilters filters = Containers::own;
		return filters.bloomFilter(KeyNames.fresh(), String.class, 100, 0.01);
	}

	static Stream<Arguments> costs() {
		return Stream.of(cost("add", script(Map.of("setbit", 7L)), (filter) -> filter.add("rajiv")),
				cost("add the first",
						Map.of("evalsha", 1L, "strlen", 1L, "setbit", 7L, "exists", 1L, "set", 1L, "pttl", 1L),
						(filter) -> other().add("rajiv")),
				cost("addAll", script(Map.of("setbit", 14L)), (filter) -> filter.addAll(List.of("rajiv", "raj"))),
				cost("addAll of nothing", Map.of(), (filter) -> filter.addAll(List.of())),
				cost("contains", script(Map.of("getbit", 7L)), (filter) -> filter.contains("rajiv")),
				cost("contains what is absent", script(Map.of("getbit", 1L)), (filter) -> filter.contains("raj")),
				cost("containsMany", script(Map.of("getbit", 8L)), (filter) -> filter.containsMany("rajiv", "raj")),
				cost("approximateSize", script(Map.of("bitcount", 1L)), BloomFilter::approximateSize),
				cost("bitCount", script(Map.of("bitcount", 1L)), BloomFilter::bitCount),
				cost("update", Map.of("evalsha", 1L, "strlen", 2L, "get", 1L, "bitop", 1L, "pttl", 1L, "exists", 1L),
						(filter) -> filter.update(other())),
				cost("unionInto",
						Map.of("evalsha", 1L, "strlen", 2L, "get", 1L, "bitop", 1L, "pttl", 2L, "exists", 1L, "set",
								1L),
						(filter) -> filter.unionInto(KeyNames.fresh())),
				cost("clear", Map.of("evalsha", 1L, "strlen", 1L, "unlink", 1L), BloomFilter::clear),
				cost("timeToLive", Map.of("pttl", 1L), BloomFilter::timeToLive),
				cost("what asks nobody", Map.of(), (filter) -> {
					filter.sizeInBits();
					filter.hashCount();
					filter.expectedElements();
					filter.falsePositives();
					filter.toString();
					filter.close();
				}));
	}

	private static Map<String, Long> script(Map<String, Long> body) {
		Map<String, Long> cost = new HashMap<>(body);
		cost.putAll(Map.of("evalsha", 1L, "strlen", 1L, "get", 1L));
		return cost;
	}

	private static Arguments cost(String method, Map<String, Long> cost, Consumer<BloomFilter<String>> call) {
		return Arguments.of(method, cost, call);
	}

}
