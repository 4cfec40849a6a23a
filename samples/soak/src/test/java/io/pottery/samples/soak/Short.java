package io.pottery.samples.soak;

import java.util.List;

/**
 * What all short versions of the scenarios have in common.
 */
final class Short {

	private Short() {
	}

	/**
	 * Returns options of clients that are quick to start and end after some minutes at
	 * the latest, and of masters whose files outlive them, but not the machine.
	 */
	static Options of(String scenario) {
		return Options.of(scenario)
			.orElse("jvm", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto")
			.orElse("fsync", "no")
			.orElse("limit", 600_000);
	}

	static void print(List<Figure> figures) {
		figures.forEach((figure) -> System.out.println(figure.row()));
	}

}
