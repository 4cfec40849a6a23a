package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import io.pottery.Pottery;
import io.pottery.quorum.NextId;

/**
 * How many ids one process draws with one caller and with many. Turns follow each other,
 * so that what else the machine does meets both.
 */
final class IdRate {

	private IdRate() {
	}

	static Options defaults(Options options) {
		return options.orElse("turns", 20)
			.orElse("turnMillis", 1000)
			.orElse("callers", 64)
			.orElse("maxLease", 30_000)
			.orElse("quarantine", true)
			.orElse("masterTimeout", 250);
	}

	static Result run(Options given) throws IOException, InterruptedException, ExecutionException {
		Options options = defaults(given);
		try (Fleet fleet = Fleet.start(5, options.number("seed"));
				Pottery pottery = PotteryClients.open(options.with("masters", fleet.uris()))) {
			NextId ids = pottery.nextId("rate");
			Duration turn = options.millis("turnMillis");
			int callers = options.integer("callers");
			draw(ids, 1, turn);
			draw(ids, callers, turn);
			double one = 0;
			double many = 0;
			for (int i = 0; i < options.integer("turns"); i++) {
				one += draw(ids, 1, turn);
				many += draw(ids, callers, turn);
			}
			return new Result(options, one / options.integer("turns"), many / options.integer("turns"));
		}
	}

	private static double draw(NextId ids, int callers, Duration turn) throws InterruptedException, ExecutionException {
		AtomicLong count = new AtomicLong();
		long start = System.nanoTime();
		long end = start + turn.toNanos();
		Client.inThreads(callers, (caller) -> {
			long mine = 0;
			while (System.nanoTime() < end) {
				ids.nextLong();
				mine++;
			}
			count.addAndGet(mine);
		});
		return 1e9 * count.get() / (System.nanoTime() - start);
	}

	/**
	 * What came out.
	 *
	 * @param options what was asked for
	 * @param one ids per second of one caller
	 * @param many ids per second of many callers
	 */
	record Result(Options options, double one, double many) {

		List<Figure> figures() {
			String scenario = "idRate";
			return List.of(new Figure(scenario, "ids per second, one caller", Figure.of("%,.0f", this.one), ""),
					new Figure(scenario, "ids per second, " + this.options.text("callers") + " callers",
							Figure.of("%,.0f", this.many), ""),
					new Figure(scenario, "ratio", Figure.of("%.1f", this.many / this.one), "≥ 10"));
		}

	}

}
