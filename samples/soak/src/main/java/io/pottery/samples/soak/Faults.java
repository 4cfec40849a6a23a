package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the options say about faults.
 */
final class Faults {

	/** The longest time that a client rests between two tries to connect. */
	private static final Duration RECONNECT = Duration.ofMillis(500);

	private Faults() {
	}

	static Options defaults(Options options) {
		Options complete = options.orElse("faultPeriod", 500)
			.orElse("mostDisturbed", 2)
			.orElse("maxLease", 3000)
			.orElse("fsync", "always")
			.orElse("empty", false);
		boolean empty = complete.flag("empty");
		return complete.orElse("quarantine", empty).orElse("faults", kinds(empty));
	}

	/**
	 * Starts five masters that keep their data, or that need not.
	 */
	static Fleet fleet(Options options) throws IOException {
		return options.flag("empty") ? Fleet.start(5, options.number("seed"))
				: Fleet.startDurable(5, options.text("fsync"), options.number("seed"));
	}

	/**
	 * Returns what is special about the faults, to be appended.
	 */
	static String words(Options options) {
		if (!options.flag("empty")) {
			return "";
		}
		return ", masters restart empty" + (options.flag("quarantine") ? "" : " and are trusted");
	}

	/**
	 * Returns a nemesis that is still quiet.
	 */
	static Nemesis nemesis(Fleet fleet, Options options) {
		Duration maxLease = options.millis("maxLease");
		Duration quarantine = maxLease.plus(maxLease.dividedBy(100)).plusMillis(1002).plus(RECONNECT);
		Nemesis.Plan plan = new Nemesis.Plan(options.millis("faultPeriod"), options.integer("mostDisturbed"), RECONNECT,
				options.flag("quarantine") ? quarantine : RECONNECT);
		return new Nemesis(fleet, kinds(options), plan, options.number("seed"));
	}

	private static Set<Fault> kinds(Options options) {
		return options.texts("faults").stream().map(Fault::valueOf).collect(Collectors.toSet());
	}

	private static String kinds(boolean empty) {
		return Arrays.stream(Fault.values())
			.filter((fault) -> empty ? fault != Fault.KILL : !fault.losesData)
			.map(Fault::name)
			.collect(Collectors.joining(","));
	}

}
