package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.HdrHistogram.Histogram;

/**
 * How fast a lock that many wait for goes from one holder to the next. Nothing fails,
 * save that some of the notices of the masters may get lost.
 */
final class HandOff {

	/** The longest pause between two attempts of a waiter who hears nothing. */
	private static final Duration FALLBACK = Duration.ofMillis(200);

	private HandOff() {
	}

	static Options defaults(Options options) {
		return options.orElse("locks", "pottery")
			.orElse("handOffs", 1_000_000)
			.orElse("clients", 1)
			.orElse("waiters", 32)
			.orElse("droppedNotices", 0.0)
			.orElse("slack", 300)
			.orElse("lease", 10_000)
			.orElse("maxLease", 30_000)
			.orElse("quarantine", true)
			.orElse("masterTimeout", 250)
			.orElse("wait", 30_000)
			.orElse("hold", 0)
			.orElse("endAfter", Duration.ofHours(12).toMillis())
			.orElse("limit", Duration.ofHours(12).toMillis());
	}

	static Result run(Options given) throws IOException, InterruptedException {
		Options options = defaults(given);
		int clients = options.integer("clients");
		double dropped = options.share("droppedNotices");
		try (Fleet fleet = Fleet.start(5, options.number("seed"))) {
			for (int i = 0; i < fleet.size(); i++) {
				fleet.proxy(i).dropNotices(dropped);
			}
			options = options.with("masters", (dropped > 0) ? fleet.proxyUris() : fleet.uris())
				.with("data", fleet.data().uri())
				.with("keys", 1)
				.with("quota", options.integer("handOffs") / clients)
				.with("threads", options.integer("waiters") / clients);
			try (Probe probe = new Probe(options)) {
				double ping = probe.ping();
				double round = probe.round();
				try (ClientJvms jvms = ClientJvms.start(Role.SECTIONS, options, clients)) {
					jvms.go();
					probe.start();
					jvms.awaitDone(options.millis("limit"));
					SectionCheck check = new SectionCheck(Section.readAll(jvms.records()));
					long allowed = FALLBACK.plus(options.millis("slack")).toNanos();
					Result result = new Result(options, check, check.overlaps(), check.handOffs(),
							check.lostWakeUps(allowed), ping, probe.end(), round);
					if (result.overlaps().count() == 0) {
						jvms.forget();
					}
					return result;
				}
			}
		}
	}

	/**
	 * What came out.
	 *
	 * @param options what was asked for
	 * @param check all that was recorded
	 * @param overlaps holds at the same time
	 * @param handOffs nanoseconds from the call of a release to the next holder's return
	 * @param lostWakeUps how often nobody held the lock for too long while somebody
	 * waited
	 * @param quietPing the median of a round trip to one master before, in nanoseconds
	 * @param loadedPing the same meanwhile
	 * @param quietRound the median of one question to all masters before, in nanoseconds
	 */
	record Result(Options options, SectionCheck check, SectionCheck.Overlaps overlaps, Histogram handOffs,
			long lostWakeUps, double quietPing, double loadedPing, double quietRound) {

		List<Figure> figures() {
			String scenario = "handOff, %s, %s waiters in %s".formatted(this.options.text("locks"),
					this.options.text("waiters"),
					(this.options.integer("clients") > 1) ? this.options.text("clients") + " JVMs" : "one JVM")
					+ ((this.options.share("droppedNotices") > 0)
							? Figure.of(", %.1f %% of the notices dropped", 100 * this.options.share("droppedNotices"))
							: "");
			double p50 = this.handOffs.getValueAtPercentile(50);
			double p99 = this.handOffs.getValueAtPercentile(99);
			return List.of(
					new Figure(scenario, "hand-offs, seed",
							Figure.of("%,d, %s", this.handOffs.getTotalCount(), this.options.text("seed")), ""),
					new Figure(scenario, "p50, p99, longest",
							Figure.of("%,.0f µs, %,.0f µs, %,.0f µs", p50 / 1000, p99 / 1000,
									this.handOffs.getMaxValue() / 1000.0),
							""),
					new Figure(scenario, "PING before, meanwhile; question to all masters before",
							Figure.of("%,.0f µs, %,.0f µs; %,.0f µs", this.quietPing / 1000, this.loadedPing / 1000,
									this.quietRound / 1000),
							""),
					new Figure(scenario, "p50 in PINGs before, meanwhile; in questions",
							Figure.of("%.1f, %.1f; %.1f", p50 / this.quietPing, p50 / this.loadedPing,
									p50 / this.quietRound),
							"≤ 3"),
					new Figure(scenario, "waiters not woken within 200 ms + slack", Figure.of("%,d", this.lostWakeUps),
							"0"),
					new Figure(scenario, "overlaps", Figure.of("%,d", this.overlaps.count()), Figure.NEVER),
					new Figure(scenario, "completed", Figure.of("%.4f %%", 100 * this.check.completed()), "100 %"));
		}

	}

}
