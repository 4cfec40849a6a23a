package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import io.pottery.test.RedisServer;

/**
 * How long a lock takes that nobody else wants, while some of its masters hang. Blocks of
 * all states follow each other in random order, so that what else the machine does meets
 * all of them.
 */
final class HungMasters {

	private static final Duration WAIT = Duration.ofSeconds(10);

	private final Options options;

	private final Fleet fleet;

	private final LockClient locks;

	private final Random random;

	/** By the number of masters that hang. */
	private final List<Histogram> times = new ArrayList<>();

	private final List<Integer> failures = new ArrayList<>();

	private final Histogram hungFailures = new Histogram(3);

	private final Histogram deadFailures = new Histogram(3);

	/** What was thrown where too many masters were gone, by simple name. */
	private final List<String> thrown = new ArrayList<>();

	private HungMasters(Options options, Fleet fleet, LockClient locks) {
		this.options = options;
		this.fleet = fleet;
		this.locks = locks;
		this.random = new Random(options.number("seed"));
		for (int hung = 0; hung <= options.integer("mostHung"); hung++) {
			this.times.add(new Histogram(3));
			this.failures.add(0);
		}
	}

	static Options defaults(Options options) {
		Options complete = options.orElse("locks", "pottery");
		boolean one = complete.text("locks").equals("redisson");
		return complete.orElse("masters", one ? 1 : 5)
			.orElse("mostHung", one ? 0 : 2)
			.orElse("samples", 20_000)
			.orElse("blocks", 40)
			.orElse("blockMillis", 20_000)
			.orElse("impossible", 200)
			.orElse("lease", 10_000)
			.orElse("maxLease", 30_000)
			.orElse("quarantine", true)
			.orElse("masterTimeout", 250);
	}

	static Result run(Options given) throws IOException, InterruptedException {
		Options options = defaults(given);
		try (Fleet fleet = Fleet.start(options.integer("masters"), options.number("seed"))) {
			Options connected = options.with("masters", fleet.uris());
			try (LockClient locks = LockClient.open(connected)) {
				HungMasters scenario = new HungMasters(connected, fleet, locks);
				scenario.measure();
				return scenario.result();
			}
		}
	}

	private void measure() throws InterruptedException {
		warmUp(this.options.integer("samples") / 4);
		int blocks = this.options.integer("blocks");
		for (int block = 0; block < blocks; block++) {
			List<Integer> states = IntStream.range(0, this.times.size()).boxed().collect(Collectors.toList());
			Collections.shuffle(states, this.random);
			for (int hung : states) {
				block(hung, this.options.integer("samples") / blocks);
			}
		}
		impossible();
	}

	private void block(int hung, int samples) throws InterruptedException {
		List<RedisServer> chosen = choose(hung);
		chosen.forEach(RedisServer::pause);
		warmUp(20);
		Histogram histogram = this.times.get(hung);
		long end = System.nanoTime() + this.options.millis("blockMillis").toNanos();
		for (int i = 0; i < samples && System.nanoTime() < end; i++) {
			long before = System.nanoTime();
			LockClient.Hold hold = acquire(WAIT);
			histogram.recordValue(System.nanoTime() - before);
			if (hold != null) {
				hold.release();
			}
			else {
				this.failures.set(hung, this.failures.get(hung) + 1);
			}
		}
		chosen.forEach(RedisServer::resume);
		chosen.forEach((master) -> master.command("PING"));
	}

	private void impossible() throws InterruptedException {
		int times = this.options.integer("impossible");
		if (times == 0) {
			return;
		}
		List<RedisServer> chosen = choose(this.fleet.size() / 2 + 1);
		chosen.forEach(RedisServer::pause);
		fail(times, this.hungFailures);
		chosen.forEach(RedisServer::resume);
		chosen.forEach((master) -> master.command("PING"));
		warmUp(50);
		chosen.forEach(RedisServer::stop);
		fail(times, this.deadFailures);
		chosen.forEach(RedisServer::start);
	}

	private void fail(int times, Histogram histogram) throws InterruptedException {
		for (int i = 0; i < times; i++) {
			long before = System.nanoTime();
			String outcome;
			try {
				LockClient.Hold hold = this.locks.acquire("hung", Duration.ZERO);
				outcome = (hold != null) ? "a lock" : "nothing";
			}
			catch (RuntimeException ex) {
				outcome = ex.getClass().getSimpleName();
			}
			histogram.recordValue(System.nanoTime() - before);
			if (!this.thrown.contains(outcome)) {
				this.thrown.add(outcome);
			}
		}
	}

	private void warmUp(int times) throws InterruptedException {
		long end = System.nanoTime() + this.options.millis("blockMillis").toNanos();
		for (int i = 0; i < times && System.nanoTime() < end; i++) {
			LockClient.Hold hold = acquire(WAIT);
			if (hold != null) {
				hold.release();
			}
		}
	}

	private LockClient.@Nullable Hold acquire(Duration wait) throws InterruptedException {
		try {
			return this.locks.acquire("hung", wait);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private List<RedisServer> choose(int count) {
		List<Integer> indexes = IntStream.range(0, this.fleet.size()).boxed().collect(Collectors.toList());
		Collections.shuffle(indexes, this.random);
		return indexes.subList(0, count).stream().map(this.fleet::master).toList();
	}

	private Result result() {
		return new Result(this.options, this.times, this.failures, this.hungFailures, this.deadFailures,
				List.copyOf(this.thrown));
	}

	/**
	 * What came out.
	 *
	 * @param options what was asked for
	 * @param times nanoseconds of an acquisition, by the number of masters that hang
	 * @param failures acquisitions that did not succeed, likewise
	 * @param hungFailures nanoseconds until it was said that too many masters hang
	 * @param deadFailures nanoseconds until it was said that too many masters are dead
	 * @param thrown what said so
	 */
	record Result(Options options, List<Histogram> times, List<Integer> failures, Histogram hungFailures,
			Histogram deadFailures, List<String> thrown) {

		List<Figure> figures() {
			String scenario = "hungMasters, " + this.options.text("locks");
			List<Figure> figures = new ArrayList<>();
			figures.add(new Figure(scenario, "samples of each, seed",
					Figure.of("%,d, %s", this.times.get(0).getTotalCount(), this.options.text("seed")), ""));
			Histogram healthy = this.times.get(0);
			for (int hung = 0; hung < this.times.size(); hung++) {
				Histogram histogram = this.times.get(hung);
				figures.add(
						new Figure(scenario, "acquire, " + hung + " hung: p50, p99 (failed)",
								Figure.of("%,.0f µs, %,.0f µs (%,d of %,d)", micros(histogram, 50),
										micros(histogram, 99), this.failures.get(hung), histogram.getTotalCount()),
								""));
				if (hung > 0) {
					figures.add(new Figure(scenario, "ratio of p50, p99 to healthy", Figure.of("%.2f, %.2f",
							micros(histogram, 50) / micros(healthy, 50), micros(histogram, 99) / micros(healthy, 99)),
							"≤ 1.25"));
				}
			}
			String goal = "≤ %d ms".formatted(this.options.integer("masterTimeout") + 50);
			figures.add(new Figure(scenario, "too many hung: p50, longest", millis(this.hungFailures), goal));
			figures.add(new Figure(scenario, "too many dead: p50, longest", millis(this.deadFailures), goal));
			figures.add(new Figure(scenario, "answer then", String.join(", ", this.thrown), "a typed failure"));
			return figures;
		}

		private static double micros(Histogram histogram, double percentile) {
			return histogram.getValueAtPercentile(percentile) / 1000.0;
		}

		private static String millis(Histogram histogram) {
			return Figure.of("%,.1f ms, %,.1f ms", histogram.getValueAtPercentile(50) / 1e6,
					histogram.getMaxValue() / 1e6);
		}

	}

}
