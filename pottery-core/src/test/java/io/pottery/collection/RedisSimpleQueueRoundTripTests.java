package io.pottery.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * queue holds "a" and "b", and a delivery of "c" is in flight.
 */
class RedisSimpleQueueRoundTripTests {

	private static final Map<String, Long> TAKE = Map.of("evalsha", 1L, "xrange", 1L, "xdel", 1L);

	private static final Map<String, Long> APPEND = Map.of("xadd", 1L);

	private static final Map<String, Long> PAGE = Map.of("xrange", 1L);

	private static final Map<String, Long> PAGE_AND_REMOVAL = Map.of("xrange", 1L, "xdel", 1L);

	private static final Map<String, Long> RECEIVE = Map.of("evalsha", 1L, "time", 1L, "zrange", 1L, "xrange", 1L,
			"xdel", 1L, "xadd", 1L, "zadd", 1L, "pttl", 1L);

	private final RedisServer server = Containers.ownServer();

	private final RedisSimpleQueues queues = Containers::own;

	@ParameterizedTest(name = "{0}")
	@MethodSource("costs")
	void methodCosts(String method, Map<String, Long> cost, Call call) throws InterruptedException {
		// The first call makes the scripts known to the server.
		call.on(queue(), delivery());
		RedisSimpleQueue<String> queue = queue();
		Delivery<String> delivery = delivery();
		assertThat(this.server.count(() -> quietly(call, queue, delivery)).calls()).isEqualTo(cost);
	}

	private RedisSimpleQueue<String> queue() {
		RedisSimpleQueue<String> queue = this.queues.queue(KeyNames.fresh(), String.class);
		queue.addAll(List.of("a", "b"));
		return queue;
	}

	private Delivery<String> delivery() throws InterruptedException {
		RedisSimpleQueue<String> queue = this.queues.queue(KeyNames.fresh(), String.class);
		queue.add("c");
		return queue.receive();
	}

	private static void quietly(Call call, RedisSimpleQueue<String> queue, Delivery<String> delivery) {
		try {
			call.on(queue, delivery);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Stream<Arguments> costs() {
		return Stream.of(cost("add", APPEND, (queue, delivery) -> queue.add("c")),
				cost("offer", APPEND, (queue, delivery) -> queue.offer("c")),
				cost("offer with time", APPEND, (queue, delivery) -> queue.offer("c", 1, TimeUnit.SECONDS)),
				cost("put", APPEND, (queue, delivery) -> queue.put("c")),
				cost("addAll", Map.of("evalsha", 1L, "xadd", 2L), (queue, delivery) -> queue.addAll(List.of("c", "d"))),
				cost("addAll of nothing", Map.of(), (queue, delivery) -> queue.addAll(List.of())),
				cost("poll", TAKE, (queue, delivery) -> queue.poll()),
				cost("poll with time", TAKE, (queue, delivery) -> queue.poll(1, TimeUnit.SECONDS)),
				cost("take", TAKE, (queue, delivery) -> queue.take()),
				cost("remove", TAKE, (queue, delivery) -> queue.remove()),
				cost("peek", PAGE, (queue, delivery) -> queue.peek()),
				cost("element", PAGE, (queue, delivery) -> queue.element()),
				cost("size", Map.of("xlen", 1L), (queue, delivery) -> queue.size()),
				cost("isEmpty", Map.of("xlen", 1L), (queue, delivery) -> queue.isEmpty()),
				cost("remainingCapacity", Map.of(), (queue, delivery) -> queue.remainingCapacity()),
				cost("clear", Map.of("evalsha", 1L, "xlen", 1L, "unlink", 1L), (queue, delivery) -> queue.clear()),
				cost("drainTo", Map.of("xlen", 1L, "evalsha", 1L, "xrange", 2L, "xdel", 2L),
						(queue, delivery) -> queue.drainTo(new ArrayList<>())),
				cost("contains", PAGE, (queue, delivery) -> queue.contains("b")),
				cost("containsAll", PAGE, (queue, delivery) -> queue.containsAll(List.of("b", "a", "b"))),
				cost("containsAll with an absent item", PAGE,
						(queue, delivery) -> queue.containsAll(List.of("a", "c", "b"))),
				cost("containsAll of nothing", Map.of(), (queue, delivery) -> queue.containsAll(List.of())),
				cost("remove an item", PAGE_AND_REMOVAL, (queue, delivery) -> queue.remove("b")),
				cost("remove an item that is absent", PAGE, (queue, delivery) -> queue.remove("c")),
				cost("removeIf", PAGE_AND_REMOVAL, (queue, delivery) -> queue.removeIf("b"::equals)),
				cost("removeAll", PAGE_AND_REMOVAL, (queue, delivery) -> queue.removeAll(List.of("a", "b"))),
				cost("retainAll", PAGE_AND_REMOVAL, (queue, delivery) -> queue.retainAll(List.of("a"))),
				cost("forEach", PAGE, (queue, delivery) -> queue.forEach((item) -> {
				})), cost("snapshot", PAGE, (queue, delivery) -> queue.snapshot()),
				cost("toString", PAGE, (queue, delivery) -> queue.toString()),
				cost("equals", Map.of(), (queue, delivery) -> queue.equals(List.of("a", "b"))),
				cost("hashCode", Map.of(), (queue, delivery) -> queue.hashCode()),
				cost("receive", RECEIVE, (queue, delivery) -> queue.receive()),
				cost("receive with time", RECEIVE, (queue, delivery) -> queue.receive(Duration.ofSeconds(1))),
				cost("ack", Map.of("evalsha", 1L, "xdel", 1L, "zrem", 1L), (queue, delivery) -> delivery.ack()),
				cost("nack", Map.of("evalsha", 1L, "zscore", 1L, "time", 1L, "zadd", 1L),
						(queue, delivery) -> delivery.nack()),
				cost("timeToLive", Map.of("pttl", 1L), (queue, delivery) -> queue.timeToLive()),
				cost("close", Map.of(), (queue, delivery) -> queue.close()));
	}

	private static Arguments cost(String method, Map<String, Long> cost, Call call) {
		return Arguments.of(method, cost, call);
	}

	private interface Call {

		void on(RedisSimpleQueue<String> queue, Delivery<String> delivery) throws InterruptedException;

	}

}
