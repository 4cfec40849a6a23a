package io.pottery.collection;

import java.util.Comparator;
import java.util.List;
import java.util.ListIterator;
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
 * list holds 5, 1, 4, 2, 3.
 */
class RedisListRoundTripTests {

	private static final Map<String, Long> READ = Map.of("lindex", 1L);

	private static final Map<String, Long> PAGE = Map.of("lrange", 1L);

	private static final Map<String, Long> PUSH = Map.of("rpush", 1L);

	private static final Map<String, Long> SIZE = Map.of("llen", 1L);

	private final RedisServer server = Containers.ownServer();

	private final RedisLists lists = Containers::own;

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<RedisList<Integer>> call) {
		// The first call makes the scripts known to the server.
		call.accept(list());
		RedisList<Integer> list = list();
		assertThat(this.server.count(() -> call.accept(list)).calls()).isEqualTo(cost);
	}

	private RedisList<Integer> list() {
		return this.lists.list(KeyNames.fresh(), Integer.class, List.of(5, 1, 4, 2, 3));
	}

	static Stream<Arguments> costs() {
		Map<String, Long> removeFromRange = Map.of("evalsha", 1L, "llen", 2L, "lindex", 1L, "lset", 1L, "lpos", 1L,
				"lrem", 1L);
		return Stream.of(cost("get", READ, (list) -> list.get(3)), cost("getFirst", READ, RedisList::getFirst),
				cost("getLast", READ, RedisList::getLast),
				cost("get beyond the list", Map.of("lindex", 1L, "llen", 1L), (list) -> assertOut(() -> list.get(5))),
				cost("get of a negative index", SIZE, (list) -> assertOut(() -> list.get(-1))),
				cost("set", Map.of("evalsha", 1L, "lindex", 1L, "lset", 1L), (list) -> list.set(3, 7)),
				cost("set beyond the list", Map.of("evalsha", 1L, "lindex", 1L, "llen", 1L),
						(list) -> assertOut(() -> list.set(5, 7))),
				cost("add", PUSH, (list) -> list.add(7)), cost("addLast", PUSH, (list) -> list.addLast(7)),
				cost("addFirst", Map.of("lpush", 1L), (list) -> list.addFirst(7)),
				cost("addAll", PUSH, (list) -> list.addAll(List.of(7, 8))),
				cost("addAll of nothing", Map.of(), (list) -> list.addAll(List.of())),
				cost("add at the beginning", Map.of("evalsha", 1L, "llen", 1L, "lpush", 1L), (list) -> list.add(0, 7)),
				cost("add at the end", Map.of("evalsha", 1L, "llen", 1L, "rpush", 1L), (list) -> list.add(5, 7)),
				cost("add in the middle",
						Map.of("evalsha", 1L, "llen", 1L, "lindex", 1L, "lset", 2L, "lpos", 1L, "linsert", 1L),
						(list) -> list.add(2, 7)),
				cost("add beyond the list", Map.of("evalsha", 1L, "llen", 1L),
						(list) -> assertOut(() -> list.add(6, 7))),
				cost("addAll in the middle",
						Map.of("evalsha", 1L, "llen", 1L, "lindex", 1L, "lset", 2L, "lpos", 1L, "linsert", 2L),
						(list) -> list.addAll(2, List.of(7, 8))),
				cost("insert", Map.of("evalsha", 1L, "llen", 1L, "rpush", 1L), (list) -> list.insert(100, 7)),
				cost("removeFirst", Map.of("lpop", 1L), RedisList::removeFirst),
				cost("removeLast", Map.of("rpop", 1L), RedisList::removeLast),
				cost("remove by index",
						Map.of("evalsha", 1L, "llen", 1L, "lindex", 1L, "lset", 1L, "lpos", 1L, "lrem", 1L),
						(list) -> list.remove(2)),
				cost("remove by value", Map.of("lrem", 1L), (list) -> list.remove((Object) 4)),
				cost("remove what is absent", Map.of("lrem", 1L, "lrange", 1L), (list) -> list.remove((Object) 7)),
				cost("removeAll", Map.of("lrange", 1L, "evalsha", 1L, "lpos", 1L, "lindex", 2L, "lset", 2L, "lrem", 1L),
						(list) -> list.removeAll(List.of(4, 2))),
				cost("retainAll", Map.of("lrange", 1L, "evalsha", 1L, "lpos", 1L, "lindex", 2L, "lset", 2L, "lrem", 1L),
						(list) -> list.retainAll(List.of(5, 1, 3))),
				cost("removeIf", Map.of("lrange", 1L, "evalsha", 1L, "lpos", 1L, "lindex", 2L, "lset", 2L, "lrem", 1L),
						(list) -> list.removeIf((value) -> value > 3)),
				cost("removeIf of nothing", PAGE, (list) -> list.removeIf((value) -> false)),
				cost("replaceAll",
						Map.of("lrange", 1L, "evalsha", 1L, "lpos", 1L, "lindex", 5L, "lset", 10L, "lrem", 1L),
						(list) -> list.replaceAll((value) -> value + 1)),
				cost("slice", PAGE, (list) -> list.slice(1, -1)),
				cost("slice to 0", PAGE, (list) -> list.slice(null, 0)),
				cost("slice with a step", Map.of("evalsha", 1L, "llen", 1L, "lrange", 1L),
						(list) -> list.slice(null, null, -2)),
				cost("setSlice", Map.of("evalsha", 1L, "llen", 1L, "lset", 2L),
						(list) -> list.setSlice(1, 3, List.of(7, 8))),
				cost("removeSlice at an end", Map.of("evalsha", 1L, "llen", 1L, "ltrim", 1L),
						(list) -> list.removeSlice(3, null)),
				cost("removeSlice with a step", Map.of("evalsha", 1L, "llen", 1L, "lpos", 1L, "lset", 3L, "lrem", 1L),
						(list) -> list.removeSlice(null, null, 2)),
				cost("sort in natural order", Map.of("evalsha", 1L, "llen", 1L, "lrange", 1L, "pttl", 1L, "sort", 1L),
						(list) -> list.sort(null)),
				cost("sort by a comparator", Map.of("lrange", 2L, "evalsha", 1L, "llen", 1L, "rpush", 5L, "ltrim", 1L),
						(list) -> list.sort(Comparator.reverseOrder())),
				cost("contains", Map.of("lpos", 1L), (list) -> list.contains(4)),
				cost("contains what is absent", Map.of("lpos", 1L, "lrange", 1L), (list) -> list.contains(7)),
				cost("contains what has no JSON", Map.of(), (list) -> list.contains("7")),
				cost("indexOf", Map.of("lpos", 1L), (list) -> list.indexOf(4)),
				cost("lastIndexOf", Map.of("lpos", 1L), (list) -> list.lastIndexOf(4)),
				cost("containsAll", Map.of("evalsha", 1L, "lrange", 1L), (list) -> list.containsAll(List.of(4, 2))),
				cost("size", SIZE, List::size), cost("isEmpty", SIZE, List::isEmpty),
				cost("clear", Map.of("evalsha", 1L, "llen", 1L, "unlink", 1L), RedisList::clear),
				cost("forEach", PAGE, (list) -> list.forEach((value) -> {
				})), cost("stream", PAGE, (list) -> list.stream().count()),
				cost("listIterator backwards", Map.of("llen", 1L, "lrange", 1L), (list) -> {
					ListIterator<Integer> elements = list.listIterator(5);
					while (elements.hasPrevious()) {
						elements.previous();
					}
				}), cost("snapshot", PAGE, RedisList::snapshot), cost("toArray", PAGE, List::toArray),
				cost("equals", PAGE, (list) -> list.equals(List.of(5))), cost("hashCode", PAGE, List::hashCode),
				cost("toString", PAGE, List::toString), cost("subList", SIZE, (list) -> list.subList(1, 3)),
				cost("subList().get", Map.of("llen", 1L, "lindex", 1L), (list) -> list.subList(1, 3).get(1)),
				cost("subList().snapshot", Map.of("llen", 1L, "lrange", 1L), (list) -> list.subList(1, 3).toArray()),
				cost("subList().clear", Map.of("llen", 2L, "evalsha", 1L, "lset", 2L, "lpos", 1L, "lrem", 1L),
						(list) -> list.subList(1, 3).clear()),
				cost("subList().sort", Map.of("llen", 2L, "evalsha", 1L, "lrange", 2L, "lset", 2L),
						(list) -> list.subList(2, 4).sort(null)),
				cost("subList().getFirst", Map.of("llen", 1L, "lindex", 1L), range(ListRange::getFirst)),
				cost("subList().getLast", Map.of("llen", 2L, "evalsha", 1L, "lindex", 1L), range(ListRange::getLast)),
				cost("subList().removeFirst", removeFromRange, range(ListRange::removeFirst)),
				cost("subList().removeLast", removeFromRange, range(ListRange::removeLast)),
				cost("reversed().get", READ, (list) -> list.reversed().get(1)),
				cost("reversed().getFirst", READ, reversed(ReversedList::getFirst)),
				cost("reversed().getLast", READ, reversed(ReversedList::getLast)),
				cost("reversed().removeFirst", Map.of("rpop", 1L), reversed(ReversedList::removeFirst)),
				cost("reversed().removeLast", Map.of("lpop", 1L), reversed(ReversedList::removeLast)),
				cost("reversed().addFirst", PUSH, reversed((list) -> list.addFirst(7))),
				cost("reversed().addLast", Map.of("lpush", 1L), reversed((list) -> list.addLast(7))),
				cost("reversed().indexOf", Map.of("evalsha", 1L, "lpos", 1L, "llen", 1L),
						(list) -> list.reversed().indexOf(4)),
				cost("reversed().remove by value", Map.of("lrem", 1L), (list) -> list.reversed().remove((Object) 4)),
				cost("reversed().remove what is absent", Map.of("lrem", 1L, "lrange", 1L),
						(list) -> list.reversed().remove((Object) 7)),
				cost("reversed().subList().clear",
						Map.of("llen", 2L, "evalsha", 1L, "lset", 2L, "lpos", 1L, "lrem", 1L),
						(list) -> list.reversed().subList(1, 3).clear()),
				cost("reversed().remove",
						Map.of("evalsha", 1L, "llen", 1L, "lindex", 1L, "lset", 1L, "lpos", 1L, "lrem", 1L),
						(list) -> list.reversed().remove(1)),
				cost("timeToLive", Map.of("pttl", 1L), RedisList::timeToLive),
				cost("close", Map.of(), RedisList::close));
	}

	private static Consumer<RedisList<Integer>> range(Consumer<ListRange<Integer>> call) {
		return (list) -> call.accept((ListRange<Integer>) list.subList(1, 3));
	}

	private static Consumer<RedisList<Integer>> reversed(Consumer<ReversedList<Integer>> call) {
		return (list) -> call.accept((ReversedList<Integer>) list.reversed());
	}

	private static void assertOut(Runnable call) {
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(call::run)
			.withMessageEndingWith(" out of bounds for length 5");
	}

	private static Arguments cost(String method, Map<String, Long> cost, Consumer<RedisList<Integer>> call) {
		return Arguments.of(method, cost, call);
	}

}
