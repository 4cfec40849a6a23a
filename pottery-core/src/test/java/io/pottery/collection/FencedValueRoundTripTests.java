package io.pottery.collection;

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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every method costs: what the server ran, commands inside scripts included. The
 * value is 1, written with token 5.
 */
class FencedValueRoundTripTests {

	private final RedisServer server = Containers.ownServer();

	private final FencedValues values = Containers::own;

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<FencedValue<Integer>> call) {
		// The first call makes the scripts known to the server.
		call.accept(value());
		FencedValue<Integer> value = value();
		assertThat(this.server.count(() -> call.accept(value)).calls()).isEqualTo(cost);
	}

	private FencedValue<Integer> value() {
		FencedValue<Integer> value = this.values.fencedValue(KeyNames.fresh(), Integer.class);
		value.set(5, 1);
		return value;
	}

	static Stream<Arguments> costs() {
		return Stream.of(cost("get", Map.of("hget", 1L), FencedValue::get),
				cost("lastToken", Map.of("hget", 1L), FencedValue::lastToken),
				cost("fence", Map.of("evalsha", 1L, "hget", 2L, "hset", 1L), (value) -> value.fence(6)),
				cost("fence again", Map.of("evalsha", 1L, "hget", 2L), (value) -> value.fence(5)),
				cost("set", Map.of("evalsha", 1L, "hget", 1L, "hset", 1L), (value) -> value.set(6, 2)),
				cost("set with a stale token", Map.of("evalsha", 1L, "hget", 1L), refused((value) -> value.set(4, 2))),
				cost("fence with a stale token", Map.of("evalsha", 1L, "hget", 1L), refused((value) -> value.fence(4))),
				cost("update", Map.of("evalsha", 2L, "hget", 3L, "hset", 2L),
						(value) -> value.update(6, (old) -> old + 1)),
				cost("clear", Map.of("evalsha", 1L, "hlen", 1L, "unlink", 1L), FencedValue::clear),
				cost("timeToLive", Map.of("pttl", 1L), FencedValue::timeToLive),
				cost("close", Map.of(), FencedValue::close));
	}

	private static Consumer<FencedValue<Integer>> refused(Consumer<FencedValue<Integer>> call) {
		return (value) -> assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> call.accept(value));
	}

	private static Arguments cost(String method, Map<String, Long> cost, Consumer<FencedValue<Integer>> call) {
		return Arguments.of(method, cost, call);
	}

}
