package io.pottery.samples.soak;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

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
			.orElse("empty", false);
		return complete.orElse("quarantine", complete.flag("empty"));
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
		if (!options.flag("empty")) {
			return Fault.HARMLESS_TO_DATA;
		}
		Set<Fault> faults = EnumSet.allOf(Fault.class);
		faults.remove(Fault.KILL);
		return faults;
	}

}
