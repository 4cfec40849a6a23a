package io.pottery.samples.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs scenarios one after the other, prints a table of their figures and writes it to
 * {@code target/soak-figures.md}.
 */
public final class Soak {

	private static final Path FILE = Path.of("target", "soak-figures.md");

	private static final Map<String, Scenario> ALL = new LinkedHashMap<>();

	static {
		ALL.put("sections", () -> Sections.run(Options.of("sections").orElse("sections", 1_000_000)).figures());
		ALL.put("ids", () -> Ids.run(Options.of("ids").orElse("ids", 2_000_000)).figures());
	}

	private Soak() {
	}

	public static void main(String[] names) throws Exception {
		run(List.of(names));
	}

	/**
	 * Runs scenarios.
	 * @param names which, all if there are none
	 * @return the lines of the table
	 */
	static List<String> run(List<String> names) throws Exception {
		List<String> lines = new ArrayList<>(List.of(Figure.head()));
		System.out.println(Figure.head());
		for (String name : names.isEmpty() ? ALL.keySet() : names) {
			Scenario scenario = ALL.get(name);
			if (scenario == null) {
				throw new IllegalArgumentException("'" + name + "' is not among " + ALL.keySet());
			}
			for (Figure figure : scenario.run()) {
				lines.add(figure.row());
				System.out.println(figure.row());
			}
			write(lines);
		}
		return lines;
	}

	private static void write(List<String> lines) throws IOException {
		Files.createDirectories(FILE.toAbsolutePath().getParent());
		Files.write(FILE, lines);
	}

	private interface Scenario {

		List<Figure> run() throws Exception;

	}

}
