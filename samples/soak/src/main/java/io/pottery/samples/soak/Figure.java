package io.pottery.samples.soak;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param scenario what was run
 * @param name what was measured
 * @param value what came out
 * @param goal what is to be reached, empty where nothing is
 */
record Figure(String scenario, String name, String value, String goal) {

	/** The goal of what never may happen. */
	static final String NEVER = "0";

	static String head() {
		return "| scenario | figure | value | goal |\n| --- | --- | ---: | --- |";
	}

	static String of(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

	/**
	 * Tells whether something happened that never may.
	 */
	boolean isViolation() {
		return this.goal.equals(NEVER) && !this.value.equals("0");
	}

	String row() {
		return "| " + this.scenario + " | " + this.name + " | " + this.value + " | " + this.goal + " |";
	}

}
