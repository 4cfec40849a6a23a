package io.pottery.samples.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A part of the tests of this module that a page shows: what stands between
 * {@code @start region = NAME} and {@code @end} in comments of their own.
 *
 * @param name the name, the only one of its kind
 * @param type the test class whose file it stands in
 * @param text its lines without their common indentation, with four spaces for a tab
 */
record Region(String name, String type, String text) {

	private static final Path SOURCES = Path.of("src/test/java");

	private static final Pattern START = Pattern.compile("\\s*// @start region ?= ?(\\w+)");

	private static final Pattern END = Pattern.compile("\\s*// @end");

	private static final Pattern PRINTED = Pattern.compile("System\\.out\\.println\\(.*\\); // (.+)");

	static List<Region> all() {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.sorted()
				.flatMap((file) -> of(file).stream())
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Region> of(Path file) {
		List<Region> regions = new ArrayList<>();
		List<String> lines = Page.read(file).lines().toList();
		for (int start = 0; start < lines.size(); start++) {
			Matcher matcher = START.matcher(lines.get(start));
			if (!matcher.matches()) {
				continue;
			}
			int end = start + 1;
			while (!END.matcher(lines.get(end)).matches()) {
				end++;
			}
			regions.add(new Region(matcher.group(1), typeOf(file), unindent(lines.subList(start + 1, end))));
			start = end;
		}
		return regions;
	}

	private static String typeOf(Path file) {
		String path = SOURCES.relativize(file).toString();
		return path.substring(0, path.length() - ".java".length()).replace(file.getFileSystem().getSeparator(), ".");
	}

	private static String unindent(List<String> lines) {
		return String.join("\n", lines).replace("\t", "    ").stripIndent().strip();
	}

	/**
	 * Returns where the region prints.
	 * @return the lines that call {@code println}
	 */
	List<String> prints() {
		return this.text.lines().filter((line) -> line.contains("System.out.println")).toList();
	}

	/**
	 * Returns what the region says that it prints.
	 * @return the comments behind its calls of {@code println}
	 */
	List<String> results() {
		return prints().stream()
			.map(PRINTED::matcher)
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.toList();
	}

	@Override
	public String toString() {
		return this.type + ": region '" + this.name + "'";
	}

}
