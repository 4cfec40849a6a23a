package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clients that are suspended for longer than their leases, and then go on to write.
 */
final class PausedClients {

	private PausedClients() {
	}

	static Options defaults(Options options) {
		return options.orElse("writes", 100_000)
			.orElse("fenced", true)
			.orElse("clients", 5)
			.orElse("threads", 2)
			.orElse("lease", 2000)
			.orElse("maxLease", 30_000)
			.orElse("quarantine", true)
			.orElse("masterTimeout", 250)
			.orElse("think", 1)
			.orElse("pausePeriod", 5000)
			.orElse("shortestPause", 3000)
			.orElse("longestPause", 6000)
			.orElse("selfPaused", 0)
			.orElse("limit", Duration.ofHours(12).toMillis());
	}

	static Result run(Options given) throws IOException, InterruptedException {
		Options options = defaults(given);
		int clients = options.integer("clients");
		try (Fleet fleet = Fleet.start(5, options.number("seed"))) {
			options = options.with("masters", fleet.uris())
				.with("data", fleet.data().uri())
				.with("quota", options.integer("writes") / clients);
			try (ClientJvms jvms = ClientJvms.start(Role.WRITES, options, clients);
					Pauses pauses = new Pauses(jvms, options)) {
				long start = System.nanoTime();
				jvms.go();
				pauses.start();
				jvms.awaitDone(options.millis("limit"));
				Duration took = Duration.ofNanos(System.nanoTime() - start);
				WriteCheck check = new WriteCheck(Write.readAll(jvms.records()));
				Object counter = options.flag("fenced") ? fleet.data().command("HGET", Resource.KEY, "value")
						: fleet.data().command("GET", Resource.KEY);
				Result result = new Result(options, check, check.lostUpdates(Long.parseLong(String.valueOf(counter))),
						check.stale(), pauses.count(), took);
				jvms.forget();
				return result;
			}
		}
	}

	/**
	 * What came out.
	 *
	 * @param options what was asked for
	 * @param check all that was recorded
	 * @param lostUpdates accepted writes that the resource does not show
	 * @param stale writes that were accepted after one of a later lease
	 * @param pauses how often a client was suspended from outside
	 * @param took how long it took
	 */
	record Result(Options options, WriteCheck check, long lostUpdates, long stale, int pauses, Duration took) {

		List<Figure> figures() {
			boolean fenced = this.options.flag("fenced");
			String scenario = "pausedClients, " + (fenced ? "fenced" : "not fenced");
			String goal = fenced ? Figure.NEVER : "published";
			int accepted = this.check.accepted();
			return List.of(
					new Figure(scenario, "writes accepted, pauses, seed",
							Figure.of("%,d, %,d, %s", accepted, this.pauses, this.options.text("seed")), ""),
					new Figure(scenario, "lost updates", Figure.of("%,d", this.lostUpdates), goal),
					new Figure(scenario, "share of the writes that were lost",
							Figure.of("%.3f %%", 100.0 * this.lostUpdates / accepted), ""),
					new Figure(scenario, "stale writes accepted", Figure.of("%,d", this.stale), goal),
					new Figure(scenario, "writes refused", Figure.of("%,d", this.check.refused()), ""),
					new Figure(scenario, "writes accepted after the end of their lease",
							Figure.of("%,d", this.check.afterTheLease()), ""),
					new Figure(scenario, "tokens given twice", Figure.of("%,d", this.check.sameTokens()), Figure.NEVER),
					new Figure(scenario, "writes per second", Figure.of("%,.0f", 1e9 * accepted / this.took.toNanos()),
							""));
		}

	}

	/**
	 * Suspends one client after the other.
	 */
	private static final class Pauses implements AutoCloseable {

		private final ClientJvms jvms;

		private final Options options;

		private final Random random;

		private final CountDownLatch ended = new CountDownLatch(1);

		private final Thread thread = new Thread(this::run, "pauses");

		private volatile int count;

		Pauses(ClientJvms jvms, Options options) {
			this.jvms = jvms;
			this.options = options;
			this.random = new Random(options.number("seed"));
		}

		void start() {
			if (this.options.integer("pausePeriod") > 0) {
				this.thread.start();
			}
		}

		int count() {
			return this.count;
		}

		private void run() {
			long shortest = this.options.number("shortestPause");
			long longest = this.options.number("longestPause");
			try {
				int number = 0;
				while (!this.ended.await(this.options.number("pausePeriod"), TimeUnit.MILLISECONDS)) {
					long pid = this.jvms.get(this.random.nextInt(this.jvms.size())).pid();
					Signals.suspend(pid, Duration.ofMillis(this.random.nextLong(shortest, longest + 1)));
					this.count = ++number;
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void close() throws InterruptedException {
			this.ended.countDown();
			this.thread.join();
		}

	}

}
