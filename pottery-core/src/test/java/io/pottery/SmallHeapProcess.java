package io.pottery;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.pottery.cache.CachedFunction;
import io.pottery.collection.CachedOrderedMap;
import io.pottery.collection.RedisCounter;
import io.pottery.collection.RedisMap;
import io.pottery.collection.RedisSimpleQueue;
import io.pottery.connection.RedisCommands;
import io.pottery.container.RedisContainer;
import io.pottery.exception.UndecodableValueException;

/**
 * A program with a small heap that reads much, and much that is hostile. Says what it
 * found, a line for each structure; {@code SmallHeapTests} starts it.
 */
public final class SmallHeapProcess {

	static final int HOSTILE = 10_000;

	static final int GOOD = 100;

	static final int MANY = 1_000_000;

	private static final int DEEP = 100_000;

	private final Pottery pottery;

	private final RedisCommands commands;

	private final String key;

	private SmallHeapProcess(Pottery pottery, String key) {
		this.pottery = pottery;
		this.commands = pottery.settings().commands();
		this.key = key;
	}

	/**
	 * Runs one half.
	 * @param arguments the server's URI, the start of every key, and {@code hostile} or
	 * {@code many}
	 */
	public static void main(String[] arguments) {
		try (Pottery pottery = Pottery.create(arguments[0])) {
			SmallHeapProcess process = new SmallHeapProcess(pottery, arguments[1]);
			if (arguments[2].equals("hostile")) {
				process.readHostileValues();
			}
			else {
				process.readManyElements();
			}
		}
	}

	private void readHostileValues() {
		RedisMap<Integer, Integer> map = this.pottery.map(this.key + "map", Integer.class, Integer.class);
		writeFields("map");
		say("map.get", IntStream.range(0, HOSTILE + GOOD).filter((i) -> refuses(map, () -> map.get(i))).count());
		say("map", read(map, map.entrySet()));
		RedisCounter<Integer> counter = this.pottery.counter(this.key + "counter", Integer.class);
		writeFields("counter");
		say("counter.count",
				IntStream.range(0, HOSTILE + GOOD).filter((i) -> refuses(counter, () -> counter.count(i))).count());
		Collection<Integer> set = this.pottery.set(this.key + "set", Integer.class);
		writeElements("set", "SADD");
		say("set", read((RedisContainer) set, set));
		Collection<Integer> list = this.pottery.list(this.key + "list", Integer.class);
		writeElements("list", "RPUSH");
		say("list", read((RedisContainer) list, list));
		Queue<Integer> deque = this.pottery.deque(this.key + "deque", Integer.class);
		writeElements("deque", "RPUSH");
		say("deque.poll", poll((RedisContainer) deque, deque));
		RedisSimpleQueue<Integer> queue = this.pottery.queue(this.key + "queue", Integer.class);
		for (int i = 0; i < HOSTILE + GOOD; i++) {
			this.commands.call("XADD", queue.key(), bytes("*"), bytes("item"), value(i));
		}
		say("queue.poll", poll(queue, queue));
		String setAside = "{" + queue.key() + "}:pottery:undecodable:" + queue.key();
		say("queue.undecodable", this.pottery.queue(setAside, Integer.class).size());
		CachedOrderedMap<Integer, Integer> ordered = this.pottery.cachedOrderedMap(this.key + "map", Integer.class,
				Integer.class, IntStream.range(0, HOSTILE + GOOD).boxed().toList());
		say("cachedOrderedMap.get",
				IntStream.range(0, HOSTILE + GOOD).filter((i) -> refuses(ordered, () -> ordered.get(i))).count());
		CachedFunction<Integer, Integer> function = this.pottery.cached(this.key + "cache", Integer.class, (n) -> n);
		write("cache", "HSET", HOSTILE, (i) -> List.of(bytes("[" + i + "]"), hostile(i)));
		IntStream.range(0, HOSTILE).forEach(function::apply);
		say("cachedFunction.misses", function.info().misses());
		// More than a third of this heap, written by the test.
		RedisMap<Integer, Integer> huge = this.pottery.map(this.key + "huge", Integer.class, Integer.class);
		say("huge", refuses(huge, () -> huge.get(-1)) ? 1 : 0);
	}

	private void writeFields(String name) {
		write(name, "HSET", HOSTILE + GOOD, (i) -> List.of(bytes(Integer.toString(i)), value(i)));
	}

	private void writeElements(String name, String command) {
		write(name, command, HOSTILE + GOOD, (i) -> List.of(value(i)));
	}

	private void write(String name, String command, int count, IntFunction<List<byte[]>> element) {
		for (int from = 0; from < count; from += 100) {
			this.commands.call(command, this.key + name,
					IntStream.range(from, from + 100).mapToObj(element).flatMap(List::stream).toArray(byte[][]::new));
		}
	}

	private static byte[] value(int i) {
		return (i < HOSTILE) ? hostile(i) : bytes(Integer.toString(i));
	}

	/**
	 * Makes a text that is no integer, another for each number.
	 */
	private static byte[] hostile(int i) {
		List<IntFunction<String>> kinds = List.of((n) -> "{\"cut\": " + n, (n) -> "{\"wrong\": " + n + "}",
				(n) -> (n < 200) ? "[".repeat(DEEP + n) : "[" + n, (n) -> "\"text " + n + "\"",
				(n) -> "1".repeat(5_000 + n), (n) -> "{\"a\": 1, \"a\": " + n + "}", (n) -> n + ".5",
				(n) -> n + " " + n, (n) -> "\"\\ud83d" + n, (n) -> "\u00ff" + n);
		String text = kinds.get(i % kinds.size()).apply(i);
		return text.getBytes((i % kinds.size() == 9) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
	}

	private long read(RedisContainer container, Iterable<?> elements) {
		long refused = 0;
		int good = 0;
		Iterator<?> iterator = elements.iterator();
		while (iterator.hasNext()) {
			if (refuses(container, iterator::next)) {
				refused++;
			}
			else {
				good++;
			}
		}
		require(good == GOOD, good + " good elements of '" + container.key() + "' were read");
		return refused;
	}

	private static long poll(RedisContainer container, Queue<?> queue) {
		long refused = 0;
		int good = 0;
		while (!queue.isEmpty()) {
			try {
				require(queue.poll() != null, "nothing came of '" + container.key() + "'");
				good++;
			}
			catch (UndecodableValueException ex) {
				require(container.key().equals(ex.key()) && ex.rawText() != null, "what was lost: " + ex);
				refused++;
			}
		}
		require(good == GOOD, good + " good elements of '" + container.key() + "' were polled");
		return refused;
	}

	private static boolean refuses(RedisContainer container, Runnable operation) {
		try {
			operation.run();
			return false;
		}
		catch (UndecodableValueException ex) {
			require(container.key().equals(ex.key()) && String.valueOf(ex.getMessage()).contains(container.key()),
					"what was wrong: " + ex);
			return true;
		}
	}

	private void readManyElements() {
		List<Integer> numbers = new NumberList();
		Collection<Integer> set = this.pottery.set(this.key + "set", Integer.class);
		set.addAll(numbers);
		say("set", sum(set));
		((RedisContainer) set).clear();
		Collection<Integer> list = this.pottery.list(this.key + "list", Integer.class);
		list.addAll(numbers);
		say("list", sum(list));
		((RedisContainer) list).clear();
		RedisMap<Integer, Integer> map = this.pottery.map(this.key + "map", Integer.class, Integer.class);
		for (int from = 0; from < MANY; from += MANY / 10) {
			Map<Integer, Integer> part = new HashMap<>();
			IntStream.range(from, from + MANY / 10).forEach((number) -> part.put(number, number));
			map.putAll(part);
		}
		say("map", sum(map.values()));
		map.clear();
	}

	private static long sum(Iterable<Integer> elements) {
		long sum = 0;
		for (int element : elements) {
			sum += element;
		}
		return sum;
	}

	private static void say(String what, long number) {
		System.out.println(what + " " + number);
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalStateException(otherwise);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Many numbers that need no memory.
	 */
	private static final class NumberList extends AbstractList<Integer> {

		@Override
		public Integer get(int index) {
			return index;
		}

		@Override
		public int size() {
			return MANY;
		}

	}

}
