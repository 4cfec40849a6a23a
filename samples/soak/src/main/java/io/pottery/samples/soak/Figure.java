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

	static String head() {
		return "| scenario | figure | value | goal |\n| --- | --- | ---: | --- |";
	}

	static String of(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

	String row() {
		return "| " + this.scenario + " | " + this.name + " | " + this.value + " | " + this.goal + " |";
	}

}
