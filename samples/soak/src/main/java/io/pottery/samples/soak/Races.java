package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Acquiring, interrupting, cancelling, extending and releasing at the same moment, with
 * leases that renew themselves each 5 ms.
 */
final class Races {

	private Races() {
	}

	static Options defaults(Options options) {
		return options.orElse("races", 1_000_000)
			.orElse("clients", 2)
			.orElse("threads", 16)
			.orElse("keys", 16)
			.orElse("batch", 1000)
			.orElse("lease", 15)
			.orElse("longLease", 10_000)
			.orElse("grace", 2000)
			.orElse("maxLease", 30_000)
			.orElse("quarantine", true)
			.orElse("masterTimeout", 250)
			.orElse("limit", Duration.ofHours(12).toMillis());
	}

	static Result run(Options given) throws IOException, InterruptedException {
		Options options = defaults(given);
		int clients = options.integer("clients");
		try (Fleet fleet = Fleet.start(5, options.number("seed"))) {
			List<LockWire> wires = new ArrayList<>();
			for (int i = 0; i < fleet.size(); i++) {
				wires.add(new LockWire());
				fleet.proxy(i).tap(wires.get(i));
			}
			options = options.with("masters", fleet.proxyUris())
				.with("servers", fleet.uris())
				.with("quota", options.integer("races") / clients);
			try (ClientJvms jvms = ClientJvms.start(Role.RACES, options, clients)) {
				jvms.go();
				jvms.awaitDone(options.millis("limit"));
				return new Result(options, sum(jvms, "races"), sum(jvms, "held"), sum(jvms, "givenUp"),
						sum(jvms, "lost"), sum(jvms, "notHad"), sum(jvms, "left"), sum(jvms, "flagsLost"), wires);
			}
		}
	}

	private static long sum(ClientJvms jvms, String figure) {
		long sum = 0;
		for (int i = 0; i < jvms.size(); i++) {
			sum += jvms.get(i).figure(figure);
		}
		return sum;
	}

	/**
	 * What came out.
	 *
	 * @param options what was asked for
	 * @param races how many there were
	 * @param held how often a lease was had
	 * @param givenUp how often nobody waited for it any more
	 * @param lost how often it was over before its release
	 * @param notHad how often nobody gave it back
	 * @param left locks that nobody held and that stood there all the same
	 * @param flagsLost interrupts whose flag was gone
	 * @param wires what the masters were asked
	 */
	record Result(Options options, long races, long held, long givenUp, long lost, long notHad, long left,
			long flagsLost, List<LockWire> wires) {

		long lateRequests() {
			return this.wires.stream().mapToLong(LockWire::late).sum();
		}

		long count(LockWire.Kind kind) {
			return this.wires.stream().mapToLong((wire) -> wire.count(kind)).sum();
		}

		List<Figure> figures() {
			String scenario = "races";
			return List.of(
					new Figure(scenario, "races, seed", Figure.of("%,d, %s", this.races, this.options.text("seed")),
							""),
					new Figure(scenario, "held, given up, over before their release",
							Figure.of("%,d, %,d, %,d", this.held, this.givenUp, this.lost), ""),
					new Figure(scenario, "seen by masters: acquire, extend, pass on, release",
							Figure.of("%,d, %,d, %,d, %,d", count(LockWire.Kind.ACQUIRE), count(LockWire.Kind.EXTEND),
									count(LockWire.Kind.PASS_ON), count(LockWire.Kind.RELEASE)),
							""),
					new Figure(scenario, "renewals and the like after a release", Figure.of("%,d", lateRequests()),
							"0"),
					new Figure(scenario, "keys left of a non-holder", Figure.of("%,d", this.left), Figure.NEVER),
					new Figure(scenario, "locks not had within 10 s", Figure.of("%,d", this.notHad), Figure.NEVER),
					new Figure(scenario, "interrupts that lost their flag", Figure.of("%,d", this.flagsLost),
							Figure.NEVER));
		}

	}

}
