package io.pottery.probabilistic;

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
 * HyperLogLog holds one element, "sonic".
 */
class HyperLogLogRoundTripTests {

	private final RedisServer server = Containers.ownServer();

	private final HyperLogLogs logs = Containers::own;

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<HyperLogLog<String>> call) {
		// The first call makes the scripts known to the server.
		call.accept(log());
		HyperLogLog<String> log = log();
		assertThat(this.server.count(() -> call.accept(log)).calls()).isEqualTo(cost);
	}

	private HyperLogLog<String> log() {
		return this.logs.hyperLogLog(KeyNames.fresh(), String.class, List.of("sonic"));
	}

	private static HyperLogLog<String> other() {
		HyperLogLogs logs = Containers::own;
		return logs.hyperLogLog(KeyNames.fresh(), String.class);
	}

	static Stream<Arguments> costs() {
		return Stream.of(cost("add", Map.of("pfadd", 1L), (log) -> log.add("snake")),
				cost("addAll", Map.of("pfadd", 1L), (log) -> log.addAll(List.of("snake", "pac-man"))),
				cost("addAll of nothing", Map.of(), (log) -> log.addAll(List.of())),
				cost("update with elements", Map.of("pfadd", 1L), (log) -> log.update(List.of("snake"))),
				cost("contains", Map.of("evalsha", 1L, "pfcount", 1L, "copy", 1L, "pfadd", 1L, "del", 1L),
						(log) -> log.contains("sonic")),
				cost("containsMany", Map.of("evalsha", 1L, "pfcount", 1L, "copy", 2L, "pfadd", 4L, "del", 1L),
						(log) -> log.containsMany("sonic", "sonic", "snake", "sonic")),
				cost("contains where there is nothing", Map.of("evalsha", 1L, "pfcount", 1L, "del", 1L),
						(log) -> other().contains("sonic")),
				cost("approximateSize", Map.of("pfcount", 1L), HyperLogLog::approximateSize),
				cost("update", Map.of("evalsha", 1L, "pfcount", 3L, "pfmerge", 2L),
						(log) -> log.update(other(), other())),
				cost("unionInto", Map.of("evalsha", 1L, "pfcount", 2L, "pfmerge", 1L),
						(log) -> log.unionInto(KeyNames.fresh())),
				cost("clear", Map.of("evalsha", 1L, "pfcount", 1L, "unlink", 1L), HyperLogLog::clear),
				cost("timeToLive", Map.of("pttl", 1L), HyperLogLog::timeToLive),
				cost("close", Map.of(), HyperLogLog::close));
	}

	private static Arguments cost(String method, Map<String, Long> cost, Consumer<HyperLogLog<String>> call) {
		return Arguments.of(method, cost, call);
	}

}
