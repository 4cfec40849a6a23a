package io.pottery.collection;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * What every method costs: what the server ran, commands inside scripts included. The set
 * holds "a" and "b"; another one holds "b" and "c".
 */
class RedisSetRoundTripTests {

	private static final Map<String, Long> ALL = Map.of("smembers", 1L);

	private static final Map<String, Long> PAGE = Map.of("sscan", 1L);

	private static final RedisSets SETS = Containers::own;

	private static final RedisSet<String> OTHER = SETS.set(KeyNames.fresh(), String.class, List.of("b", "c"));

	private static final String TARGET = KeyNames.fresh();

	private final RedisServer server = Containers.ownServer();

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<RedisSet<String>> call) {
		// The first call makes the scripts known to the server.
		call.accept(set());
		RedisSet<String> set = set();
		assertThat(this.server.count(() -> call.accept(set)).calls()).isEqualTo(cost);
	}

	private RedisSet<String> set() {
		return SETS.set(KeyNames.fresh(), String.class, List.of("a", "b"));
	}

	static Stream<Arguments> costs() {
		return Stream.of(cost("add", Map.of("sadd", 1L), (set) -> set.add("c")),
				cost("remove", Map.of("srem", 1L), (set) -> set.remove("a")),
				cost("contains", Map.of("sismember", 1L), (set) -> set.contains("a")),
				cost("contains what has no JSON", Map.of(), (set) -> set.contains(new Object())),
				cost("containsMany", Map.of("smismember", 1L), (set) -> set.containsMany(List.of("a", "c"))),
				cost("containsAll", Map.of("smismember", 1L), (set) -> set.containsAll(List.of("a", "c"))),
				cost("containsAll of nothing", Map.of(), (set) -> set.containsAll(List.of())),
				cost("containsAll of a set", script(Map.of("sdiff", 1L)), (set) -> set.containsAll(OTHER)),
				cost("addAll", Map.of("sadd", 1L), (set) -> set.addAll(List.of("b", "c"))),
				cost("addAll of nothing", Map.of(), (set) -> set.addAll(List.of())),
				cost("addAll of a set", script(Map.of("smembers", 1L, "sadd", 1L)), (set) -> set.addAll(OTHER)),
				cost("removeAll", Map.of("srem", 1L), (set) -> set.removeAll(List.of("b", "c"))),
				cost("removeAll of a set", script(Map.of("sinter", 1L, "srem", 1L)), (set) -> set.removeAll(OTHER)),
				cost("retainAll", Map.of("sscan", 1L, "srem", 1L), (set) -> set.retainAll(Set.of("b"))),
				cost("retainAll of a set", script(Map.of("sdiff", 1L, "srem", 1L)), (set) -> set.retainAll(OTHER)),
				cost("removeIf", Map.of("sscan", 1L, "srem", 1L), (set) -> set.removeIf("a"::equals)),
				cost("symmetricDifferenceInPlace", script(Map.of("sadd", 2L, "srem", 1L)),
						(set) -> set.symmetricDifferenceInPlace(List.of("b", "c", "c"))),
				cost("symmetricDifferenceInPlace with a set", script(Map.of("smembers", 1L, "sadd", 2L, "srem", 1L)),
						(set) -> set.symmetricDifferenceInPlace(OTHER)),
				cost("isDisjoint", Map.of("smismember", 1L), (set) -> set.isDisjoint(List.of("a"))),
				cost("isDisjoint with a set", script(Map.of("sinter", 1L)), (set) -> set.isDisjoint(OTHER)),
				cost("isSubsetOf", script(Map.of("scard", 1L, "sismember", 2L)),
						(set) -> set.isSubsetOf(List.of("a", "b", "b"))),
				cost("isSubsetOf a set", script(Map.of("sdiff", 1L)), (set) -> set.isSubsetOf(OTHER)),
				cost("isSupersetOf", Map.of("smismember", 1L), (set) -> set.isSupersetOf(List.of("a"))),
				cost("isSupersetOf a set", script(Map.of("sdiff", 1L)), (set) -> set.isSupersetOf(OTHER)),
				cost("union", ALL, (set) -> set.union(List.of("c"))),
				cost("union with a set", script(Map.of("sunion", 1L)), (set) -> set.union(OTHER)),
				cost("union with a set and others", script(Map.of("sunion", 1L)),
						(set) -> set.union(List.of("d"), OTHER, Set.of("e"))),
				cost("intersection", script(Map.of("sismember", 2L)), (set) -> set.intersection(List.of("a", "c"))),
				cost("intersection with a set", script(Map.of("sinter", 1L)), (set) -> set.intersection(OTHER)),
				cost("intersection with a set and others", script(Map.of("sismember", 2L)),
						(set) -> set.intersection(OTHER, List.of("b"))),
				cost("difference", ALL, (set) -> set.difference(List.of("a", "c"))),
				cost("difference with a set", script(Map.of("sdiff", 1L)), (set) -> set.difference(OTHER)),
				cost("symmetricDifference", ALL, (set) -> set.symmetricDifference(List.of("a"))),
				cost("symmetricDifference with a set", script(Map.of("smembers", 2L)),
						(set) -> set.symmetricDifference(OTHER)),
				cost("unionInto", script(Map.of("scard", 1L, "sunionstore", 1L)),
						(set) -> set.unionInto(TARGET, OTHER)),
				cost("unionInto with others",
						Map.of("smembers", 1L, "evalsha", 1L, "scard", 1L, "unlink", 1L, "sadd", 1L),
						(set) -> set.unionInto(TARGET, List.of("c"))),
				cost("intersectionInto", script(Map.of("scard", 1L, "sinterstore", 1L)),
						(set) -> set.intersectionInto(TARGET, OTHER)),
				cost("differenceInto", script(Map.of("scard", 1L, "sdiffstore", 1L)),
						(set) -> set.differenceInto(TARGET, OTHER)),
				cost("symmetricDifferenceInto", script(Map.of("scard", 2L, "smembers", 2L, "unlink", 1L, "sadd", 2L)),
						(set) -> set.symmetricDifferenceInto(TARGET, OTHER)),
				cost("pop", Map.of("spop", 1L), RedisSet::pop), cost("size", Map.of("scard", 1L), Set::size),
				cost("isEmpty", Map.of("scard", 1L), Set::isEmpty),
				cost("clear", script(Map.of("scard", 1L, "unlink", 1L)), Set::clear),
				cost("forEach", PAGE, (set) -> set.forEach((element) -> {
				})), cost("stream", PAGE, (set) -> set.stream().count()),
				cost("Iterator.remove", Map.of("sscan", 1L, "srem", 1L), (set) -> {
					Iterator<String> elements = set.iterator();
					elements.next();
					elements.remove();
				}), cost("snapshot", ALL, RedisSet::snapshot), cost("toArray", ALL, Set::toArray),
				cost("equals", ALL, (set) -> set.equals(Set.of("a"))), cost("hashCode", ALL, Set::hashCode),
				cost("toString", ALL, Set::toString), cost("timeToLive", Map.of("pttl", 1L), RedisSet::timeToLive),
				cost("close", Map.of(), RedisSet::close));
	}

	private static Map<String, Long> script(Map<String, Long> commands) {
		Map<String, Long> all = new HashMap<>(commands);
		all.put("evalsha", 1L);
		return all;
	}

	private static Arguments cost(String method, Map<String, Long> cost, Consumer<RedisSet<String>> call) {
		return Arguments.of(method, cost, call);
	}

}
