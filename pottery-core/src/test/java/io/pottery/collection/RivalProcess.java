package io.pottery.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.pottery.Pottery;

/**
 * Eight threads on one map and one deque in one JVM: half of a test, and the other half
 * as a program of its own.
 */
public final class RivalProcess implements AutoCloseable {

	static final int THREADS = 8;

	static final int ROUNDS = 100;

	private final Pottery pottery;

	private final RedisMap<String, Integer> map;

	private final RedisDeque<String> deque;

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	private final String name;

	RivalProcess(String uri, String key, String name) {
		this.pottery = Pottery.create(uri);
		this.map = this.pottery.map(key, String.class, Integer.class);
		this.deque = this.pottery.deque(key + "-deque", String.class);
		this.name = name;
	}

	/**
	 * Runs the other half; says how often {@code putIfAbsent} won, and then what was
	 * taken, a line for each thread.
	 * @param arguments the server's URI, the key and the name of this half
	 * @throws Exception if something goes wrong
	 */
	public static void main(String[] arguments) throws Exception {
		try (RivalProcess half = new RivalProcess(arguments[0], arguments[1], arguments[2])) {
			half.run().lines().forEach(System.out::println);
		}
	}

	Outcome run() throws Exception {
		List<Callable<Outcome>> tasks = IntStream.range(0, THREADS)
			.<Callable<Outcome>>mapToObj((thread) -> () -> change(this.name + thread))
			.toList();
		List<Outcome> outcomes = new ArrayList<>();
		for (Future<Outcome> outcome : this.executor.invokeAll(tasks)) {
			outcomes.add(outcome.get(120, TimeUnit.SECONDS));
		}
		return new Outcome(outcomes.stream().mapToInt(Outcome::wins).sum(),
				outcomes.stream().flatMap((outcome) -> outcome.taken().stream()).toList());
	}

	private Outcome change(String thread) throws InterruptedException {
		int wins = 0;
		List<String> taken = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			this.map.merge("merged", 1, Integer::sum);
			this.map.compute("computed", (key, value) -> (value != null) ? value + 1 : 1);
			wins += (this.map.putIfAbsent("won-" + round, round) == null) ? 1 : 0;
			replace();
			this.deque.addLast(thread + " " + round);
			taken.add(this.deque.takeFirst());
		}
		return new Outcome(wins, List.of(String.join(",", taken)));
	}

	private void replace() {
		this.map.putIfAbsent("replaced", 0);
		boolean replaced = false;
		while (!replaced) {
			int old = this.map.get("replaced");
			replaced = this.map.replace("replaced", old, old + 1);
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		this.pottery.close();
	}

	/**
	 * What one half found.
	 *
	 * @param wins how often {@code putIfAbsent} won
	 * @param taken what each thread took, in its order
	 */
	record Outcome(int wins, List<String> taken) {

		List<String> lines() {
			List<String> lines = new ArrayList<>();
			lines.add(Integer.toString(this.wins));
			lines.addAll(this.taken);
			return lines;
		}

	}

}
