package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Ids drawn by several processes while masters fail.
 */
final class Ids {

	private Ids() {
	}

	static Options defaults(Options options) {
		return Faults.defaults(options)
			.orElse("ids", 20_000)
			.orElse("clients", 5)
			.orElse("threads", 8)
			.orElse("block", 8)
			.orElse("maxTries", 10)
			.orElse("agreed", true)
			.orElse("masterTimeout", 250)
			.orElse("limit", Duration.ofHours(12).toMillis());
	}

	static Result run(Options given) throws IOException, InterruptedException {
		Options options = defaults(given);
		int clients = options.integer("clients");
		try (Fleet fleet = Faults.fleet(options)) {
			options = options.with("masters", fleet.proxyUris())
				.with("data", fleet.data().uri())
				.with("quota", options.integer("ids") / clients);
			try (ClientJvms jvms = ClientJvms.start(Role.IDS, options, clients);
					Nemesis nemesis = Faults.nemesis(fleet, options)) {
				long start = System.nanoTime();
				jvms.go();
				nemesis.start();
				jvms.awaitDone(options.millis("limit"));
				Duration took = Duration.ofNanos(System.nanoTime() - start);
				nemesis.close();
				DrawCheck check = new DrawCheck(Draw.readAll(jvms.records()));
				Result result = new Result(options, check, check.duplicates(), check.inversions(), nemesis.toString(),
						took);
				if (result.duplicates() == 0 && result.inversions() == 0) {
					jvms.forget();
				}
				return result;
			}
		}
	}

	/**
	 * What came out.
	 *
	 * @param options what was asked for
	 * @param check all that was recorded
	 * @param duplicates calls that returned an id of another
	 * @param inversions calls whose id was not larger than one that was there before
	 * @param faults what was done to the masters
	 * @param took how long it took
	 */
	record Result(Options options, DrawCheck check, long duplicates, long inversions, String faults, Duration took) {

		List<Figure> figures() {
			String scenario = "ids" + Faults.words(this.options);
			return List.of(new Figure(scenario, "ids, calls, seed",
					Figure.of("%,d, %,d, %s", this.check.ids(), this.check.calls(), this.options.text("seed")), ""),
					new Figure(scenario, "faults", this.faults, ""),
					new Figure(scenario, "duplicates", Figure.of("%,d", this.duplicates), Figure.NEVER),
					new Figure(scenario, "inversions", Figure.of("%,d", this.inversions), Figure.NEVER),
					new Figure(scenario, "calls that failed: rivals were faster, too few masters",
							Figure.of("%.4f %%: %,d, %,d", 100.0 * this.check.failures() / this.check.calls(),
									this.check.failures(Draw.RIVALS), this.check.failures(Draw.MASTERS)),
							"≤ 0.1 %"),
					new Figure(scenario, "ids per second",
							Figure.of("%,.0f", 1e9 * this.check.ids() / this.took.toNanos()), ""));
		}

	}

}
