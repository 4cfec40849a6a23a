package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sections under locks while masters fail: at most one at a time for each lock, and no
 * write is lost.
 */
final class Sections {

	private Sections() {
	}

	static Options defaults(Options options) {
		return Faults.defaults(options)
			.orElse("locks", "pottery")
			.orElse("sections", 20_000)
			.orElse("keys", 16)
			.orElse("clients", 4)
			.orElse("threads", 8)
			.orElse("lease", 3000)
			.orElse("wait", 30_000)
			.orElse("hold", 0)
			.orElse("endAfter", Duration.ofHours(12).toMillis())
			.orElse("limit", Duration.ofHours(12).toMillis())
			.orElse("masterTimeout", 250);
	}

	static Result run(Options given) throws IOException, InterruptedException {
		Options options = defaults(given);
		try (Fleet fleet = Faults.fleet(options)) {
			int clients = options.integer("clients");
			options = options.with("masters", fleet.proxyUris())
				.with("data", fleet.data().uri())
				.with("quota", options.integer("sections") / clients);
			try (ClientJvms jvms = ClientJvms.start(Role.SECTIONS, options, clients);
					Nemesis nemesis = Faults.nemesis(fleet, options)) {
				long start = System.nanoTime();
				jvms.go();
				nemesis.start();
				jvms.awaitDone(options.millis("limit"));
				Duration took = Duration.ofNanos(System.nanoTime() - start);
				nemesis.close();
				SectionCheck check = new SectionCheck(Section.readAll(jvms.records()));
				Result result = new Result(options, check.overlaps(), check.lostUpdates(counters(fleet, options)),
						check, nemesis.toString(), nemesis.count(), took);
				if (result.overlaps().count() == 0 && result.lostUpdates() == 0) {
					jvms.forget();
				}
				return result;
			}
		}
	}

	private static Map<Integer, Long> counters(Fleet fleet, Options options) {
		Map<Integer, Long> values = new HashMap<>();
		for (int key = 0; key < options.integer("keys"); key++) {
			Object value = fleet.data().command("GET", SectionsClient.counter(key));
			values.put(key, (value != null) ? Long.parseLong(value.toString()) : 0);
		}
		return values;
	}

	/**
	 * What came out.
	 *
	 * @param options what was asked for
	 * @param overlaps sections that were not alone
	 * @param lostUpdates writes that are in no counter
	 * @param check all that was recorded
	 * @param faults what was done to the masters
	 * @param faultCount how often
	 * @param took how long it took
	 */
	record Result(Options options, SectionCheck.Overlaps overlaps, long lostUpdates, SectionCheck check, String faults,
			int faultCount, Duration took) {

		List<Figure> figures() {
			// What only stands beside it is published, whatever it is.
			boolean ours = this.options.text("locks").equals("pottery")
					&& this.options.flag("quarantine") == this.options.flag("empty");
			String never = ours ? Figure.NEVER : "";
			String scenario = "sections, " + this.options.text("locks") + Faults.words(this.options);
			return List.of(
					new Figure(scenario, "sections, seed",
							Figure.of("%,d, %s", this.check.size(), this.options.text("seed")), ""),
					new Figure(scenario, "faults", this.faults, "one each 500 ms"),
					new Figure(scenario, "overlaps", Figure.of("%,d", this.overlaps.count()), never),
					new Figure(scenario, "lost updates", Figure.of("%,d", this.lostUpdates), never),
					new Figure(scenario, "completed", Figure.of("%.4f %%", 100 * this.check.completed()), "≥ 99.9 %"),
					new Figure(scenario, "release unconfirmed, lease lost, not had, failed",
							Figure.of("%,d, %,d, %,d, %,d", this.check.count(Section.End.UNCONFIRMED),
									this.check.count(Section.End.LOST), this.check.count(Section.End.NOT_HAD),
									this.check.count(Section.End.FAILED)),
							""),
					new Figure(scenario, "sections per second",
							Figure.of("%,.0f", 1e9 * this.check.size() / this.took.toNanos()), ""));
		}

	}

}
