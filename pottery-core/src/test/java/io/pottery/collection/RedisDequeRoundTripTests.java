package io.pottery.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every method costs: what the server ran, commands inside scripts included. The
 * deque holds 1, 2 and 3.
 */
class RedisDequeRoundTripTests {

	private static final Map<String, Long> PUSH_FIRST = Map.of("lpush", 1L);

	private static final Map<String, Long> PUSH_LAST = Map.of("rpush", 1L);

	private static final Map<String, Long> POP_FIRST = Map.of("lpop", 1L);

	private static final Map<String, Long> POP_LAST = Map.of("rpop", 1L);

	private static final Map<String, Long> DRAIN = Map.of("evalsha", 1L, "llen", 1L, "pttl", 1L, "lpop", 1L);

	private static final Map<String, Long> LOOK = Map.of("lindex", 1L);

	private static final Map<String, Long> PAGE = Map.of("lrange", 1L);

	private static final Map<String, Long> PAGE_AND_REMOVE = Map.of("lrange", 1L, "evalsha", 1L, "lindex", 1L, "lset",
			1L, "lrem", 1L);

	private final RedisServer server = Containers.ownServer();

	private final RedisDeques deques = Containers::own;

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Consumer<RedisDeque<Integer>> call) {
		// The first call makes the scripts known to the server.
		call.accept(deque(KeyNames.fresh()));
		RedisDeque<Integer> deque = deque(KeyNames.fresh());
		assertThat(this.server.count(() -> call.accept(deque)).calls()).isEqualTo(cost);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limitedCosts")
	void methodOfAFullDequeCosts(String method, Map<String, Long> cost, Consumer<RedisDeque<Integer>> call) {
		call.accept(this.deques.deque(deque(KeyNames.fresh()).key(), Integer.class, 3));
		RedisDeque<Integer> deque = this.deques.deque(deque(KeyNames.fresh()).key(), Integer.class, 3);
		assertThat(this.server.count(() -> call.accept(deque)).calls()).isEqualTo(cost);
	}

	@Test
	void openingAsksOnlyWhereThereIsALimit() {
		String key = KeyNames.fresh();
		assertThat(this.server.count(() -> this.deques.deque(key, Integer.class)).calls()).isEmpty();
		assertThat(this.server.count(() -> this.deques.deque(key, Integer.class, 3)).calls())
			.isEqualTo(Map.of("llen", 1L));
		assertThat(this.server.count(() -> this.deques.deque(key, Integer.class, List.of(), 3)).calls())
			.isEqualTo(Map.of("llen", 1L));
		assertThat(this.server.count(() -> this.deques.deque(key, Integer.class, List.of(1, 2), 1)).of("rpush"))
			.isEqualTo(1);
	}

	@Test
	void bulkGoesInChunks() {
		List<Integer> many = IntStream.range(0, 2_500).boxed().toList();
		RedisDeque<Integer> deque = this.deques.deque(KeyNames.fresh(), Integer.class);
		assertThat(this.server.count(() -> deque.addAll(many)).calls()).isEqualTo(Map.of("rpush", 3L));
		assertThat(this.server.count(() -> deque.contains(2_600)).calls()).isEqualTo(Map.of("lpos", 1L, "lrange", 3L));
		assertThat(this.server.count(() -> deque.containsAll(many)).calls()).isEqualTo(Map.of("lrange", 3L));
		assertThat(this.server.count(() -> deque.removeIf((element) -> element % 2 == 0)).calls())
			.isEqualTo(Map.of("lrange", 3L, "evalsha", 2L, "lindex", 1_250L, "lset", 1_250L, "lrem", 2L));
		assertThat(this.server.count(() -> deque.drainTo(new ArrayList<>())).calls())
			.isEqualTo(Map.of("evalsha", 2L, "llen", 2L, "pttl", 2L, "lpop", 2L));
		assertThat(this.server.count(() -> deque.extendLeft(many)).calls()).isEqualTo(Map.of("lpush", 3L));
	}

	private RedisDeque<Integer> deque(String key) {
		return this.deques.deque(key, Integer.class, List.of(1, 2, 3));
	}

	static Stream<Arguments> costs() {
		return Stream.of(cost("add", PUSH_LAST, (deque) -> deque.add(4)),
				cost("addFirst", PUSH_FIRST, (deque) -> deque.addFirst(4)),
				cost("addLast", PUSH_LAST, (deque) -> deque.addLast(4)),
				cost("push", PUSH_FIRST, (deque) -> deque.push(4)), cost("offer", PUSH_LAST, (deque) -> deque.offer(4)),
				cost("offerFirst", PUSH_FIRST, (deque) -> deque.offerFirst(4)),
				cost("offerLast", PUSH_LAST, (deque) -> deque.offerLast(4)),
				cost("offer in time", PUSH_LAST, (deque) -> deque.offer(4, 1, TimeUnit.DAYS)),
				cost("offerFirst in time", PUSH_FIRST, (deque) -> deque.offerFirst(4, 1, TimeUnit.DAYS)),
				cost("offerLast in time", PUSH_LAST, (deque) -> deque.offerLast(4, 1, TimeUnit.DAYS)),
				cost("put", PUSH_LAST, (deque) -> deque.put(4)),
				cost("putFirst", PUSH_FIRST, (deque) -> deque.putFirst(4)),
				cost("putLast", PUSH_LAST, (deque) -> deque.putLast(4)),
				cost("addAll", PUSH_LAST, (deque) -> deque.addAll(List.of(4, 5))),
				cost("addAll of nothing", Map.of(), (deque) -> deque.addAll(List.of())),
				cost("extend", PUSH_LAST, (deque) -> deque.extend(List.of(4, 5))),
				cost("extendLeft", PUSH_FIRST, (deque) -> deque.extendLeft(List.of(4, 5))),
				cost("peek", LOOK, RedisDeque::peek), cost("peekFirst", LOOK, RedisDeque::peekFirst),
				cost("peekLast", LOOK, RedisDeque::peekLast), cost("element", LOOK, RedisDeque::element),
				cost("getFirst", LOOK, RedisDeque::getFirst), cost("getLast", LOOK, RedisDeque::getLast),
				cost("poll", POP_FIRST, RedisDeque::poll), cost("pollFirst", POP_FIRST, RedisDeque::pollFirst),
				cost("pollLast", POP_LAST, RedisDeque::pollLast), cost("remove", POP_FIRST, RedisDeque::remove),
				cost("removeFirst", POP_FIRST, RedisDeque::removeFirst),
				cost("removeLast", POP_LAST, RedisDeque::removeLast), cost("pop", POP_FIRST, RedisDeque::pop),
				cost("take", POP_FIRST, waiting(RedisDeque::take)),
				cost("takeFirst", POP_FIRST, waiting(RedisDeque::takeFirst)),
				cost("takeLast", POP_LAST, waiting(RedisDeque::takeLast)),
				cost("poll in time", POP_FIRST, waiting((deque) -> deque.poll(1, TimeUnit.DAYS))),
				cost("pollFirst in time", POP_FIRST, waiting((deque) -> deque.pollFirst(1, TimeUnit.DAYS))),
				cost("pollLast in time", POP_LAST, waiting((deque) -> deque.pollLast(1, TimeUnit.DAYS))),
				cost("drainTo", DRAIN, (deque) -> deque.drainTo(new ArrayList<>())),
				cost("drainTo some", DRAIN, (deque) -> deque.drainTo(new ArrayList<>(), 2)),
				cost("drainTo none", Map.of(), (deque) -> deque.drainTo(new ArrayList<>(), 0)),
				cost("get", LOOK, (deque) -> deque.get(1)),
				cost("set", Map.of("evalsha", 1L, "lindex", 1L, "lset", 1L), (deque) -> deque.set(1, 4)),
				cost("insert", Map.of("evalsha", 1L, "llen", 1L, "lindex", 1L, "lset", 2L, "linsert", 1L),
						(deque) -> deque.insert(1, 4)),
				cost("insert at the front", Map.of("evalsha", 1L, "llen", 1L, "lpush", 1L),
						(deque) -> deque.insert(0, 4)),
				cost("removeAt", Map.of("evalsha", 1L, "lindex", 1L, "lset", 1L, "lrem", 1L),
						(deque) -> deque.removeAt(1)),
				cost("rotate", Map.of("evalsha", 1L, "llen", 1L, "lmove", 1L), (deque) -> deque.rotate(1)),
				cost("rotate the shorter way", Map.of("evalsha", 1L, "llen", 1L, "lmove", 1L),
						(deque) -> deque.rotate(1_000_001)),
				cost("reverse", Map.of("evalsha", 1L, "llen", 1L, "lrange", 1L, "lpush", 1L, "ltrim", 1L),
						RedisDeque::reverse),
				cost("reversed", Map.of(), RedisDeque::reversed), cost("maxLength", Map.of(), RedisDeque::maxLength),
				cost("remainingCapacity", Map.of(), RedisDeque::remainingCapacity),
				cost("size", Map.of("llen", 1L), RedisDeque::size),
				cost("isEmpty", Map.of("llen", 1L), RedisDeque::isEmpty),
				cost("contains", Map.of("lpos", 1L), (deque) -> deque.contains(3)),
				cost("contains of what is absent", Map.of("lpos", 1L, "lrange", 1L), (deque) -> deque.contains(4)),
				cost("contains of what has no text", Map.of(), (deque) -> deque.contains(new Object())),
				cost("containsAll", PAGE, (deque) -> deque.containsAll(List.of(1, 2))),
				cost("count", PAGE, (deque) -> deque.count(1)),
				cost("remove element", Map.of("lrem", 1L), (deque) -> deque.remove((Object) 1)),
				cost("removeFirstOccurrence", Map.of("lrem", 1L), (deque) -> deque.removeFirstOccurrence(1)),
				cost("removeLastOccurrence", Map.of("lrem", 1L), (deque) -> deque.removeLastOccurrence(1)),
				cost("removal of what is absent", Map.of("lrem", 1L, "lrange", 1L),
						(deque) -> deque.remove((Object) 4)),
				cost("removeIf", PAGE_AND_REMOVE, (deque) -> deque.removeIf((element) -> element == 1)),
				cost("removeIf of nothing", PAGE, (deque) -> deque.removeIf((element) -> false)),
				cost("removeAll", PAGE_AND_REMOVE, (deque) -> deque.removeAll(List.of(2))),
				cost("retainAll", PAGE_AND_REMOVE, (deque) -> deque.retainAll(List.of(1, 2))),
				cost("iterator", PAGE, (deque) -> deque.iterator().forEachRemaining((element) -> {
				})),
				cost("descendingIterator", PAGE, (deque) -> deque.descendingIterator().forEachRemaining((element) -> {
				})), cost("forEach", PAGE, (deque) -> deque.forEach((element) -> {
				})), cost("stream", PAGE, (deque) -> deque.stream().toList()),
				cost("snapshot", PAGE, RedisDeque::snapshot), cost("toArray", PAGE, RedisDeque::toArray),
				cost("toArray of a type", PAGE, (deque) -> deque.toArray(Integer[]::new)),
				cost("toString", PAGE, RedisDeque::toString), cost("hashCode", Map.of(), RedisDeque::hashCode),
				cost("equals", Map.of(), (deque) -> deque.equals(List.of())),
				cost("clear", Map.of("evalsha", 1L, "llen", 1L, "unlink", 1L), RedisDeque::clear),
				cost("timeToLive", Map.of("pttl", 1L), RedisDeque::timeToLive),
				cost("close", Map.of(), RedisDeque::close));
	}

	static Stream<Arguments> limitedCosts() {
		Map<String, Long> pushLast = Map.of("evalsha", 1L, "rpush", 1L, "lpop", 1L);
		Map<String, Long> pushFirst = Map.of("evalsha", 1L, "lpush", 1L, "rpop", 1L);
		return Stream.of(cost("add", pushLast, (deque) -> deque.add(4)),
				cost("addFirst", pushFirst, (deque) -> deque.addFirst(4)),
				cost("extend", pushLast, (deque) -> deque.extend(List.of(4, 5, 6, 7, 8))),
				cost("extendLeft", pushFirst, (deque) -> deque.extendLeft(List.of(4, 5, 6, 7, 8))),
				cost("add where there is room", Map.of("lpop", 1L, "evalsha", 1L, "rpush", 1L), (deque) -> {
					deque.remove();
					deque.add(4);
				}));
	}

	private static Consumer<RedisDeque<Integer>> waiting(Waiting call) {
		return (deque) -> {
			try {
				call.on(deque);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	private static Arguments cost(String method, Map<String, Long> cost, Consumer<RedisDeque<Integer>> call) {
		return Arguments.of(method, cost, call);
	}

	private interface Waiting {

		Object on(RedisDeque<Integer> deque) throws InterruptedException;

	}

}
