package io.pottery.samples.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation as its tests see it.
 *
 * @param name the path of its file from the root of the project
 * @param lines its lines
 */
record Page(String name, List<String> lines) {

	/** Tests run in the folder of their module. */
	static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

	private static final String FENCE = "```";

	private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

	static Page readme() {
		return of(ROOT.resolve("README.md"));
	}

	/**
	 * Returns the pages that the tests look at.
	 * @return the README and everything in {@code docs}
	 */
	static List<Page> all() {
		try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
			return Stream.concat(Stream.of(readme()), files.sorted().map(Page::of)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Page of(Path file) {
		String name = ROOT.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
		return new Page(name, read(file).lines().toList());
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the blocks of code of all pages in one language.
	 * @param language what follows the three backticks
	 * @return the blocks in their order
	 */
	static List<Fence> fences(String language) {
		return all().stream()
			.flatMap((page) -> page.fences().stream())
			.filter((fence) -> fence.language().equals(language))
			.toList();
	}

	List<Fence> fences() {
		List<Fence> fences = new ArrayList<>();
		for (int start = 0; start < this.lines.size(); start++) {
			if (!this.lines.get(start).startsWith(FENCE)) {
				continue;
			}
			int end = start + 1;
			while (!this.lines.get(end).equals(FENCE)) {
				end++;
			}
			String language = this.lines.get(start).substring(FENCE.length());
			fences
				.add(new Fence(this.name, start + 1, language, String.join("\n", this.lines.subList(start + 1, end))));
			start = end;
		}
		return fences;
	}

	/**
	 * Returns the rows of a table.
	 * @param head the line that names its columns
	 * @return the rows below it
	 */
	List<String> tableBelow(String head) {
		return this.lines.stream()
			.skip(this.lines.indexOf(head) + 2)
			.takeWhile((line) -> line.startsWith("|"))
			.toList();
	}

	/**
	 * Returns the links to what is in this project.
	 * @return the targets as they are written
	 */
	List<String> links() {
		return LINK.matcher(String.join("\n", this.lines))
			.results()
			.map((MatchResult link) -> link.group(1))
			.filter((link) -> !link.startsWith("https://"))
			.toList();
	}

	/**
	 * Tells whether a link leads to a file, and to a heading of it where it names one.
	 * @param link the target as it is written
	 * @return whether it does
	 */
	boolean leadsSomewhere(String link) {
		String[] parts = link.split("#", 2);
		Path file = parts[0].isEmpty() ? ROOT.resolve(this.name)
				: ROOT.resolve(this.name).resolveSibling(parts[0]).normalize();
		return Files.exists(file) && (parts.length == 1 || of(file).anchors().contains(parts[1]));
	}

	private Set<String> anchors() {
		return this.lines.stream().filter((line) -> line.startsWith("#")).map(Page::anchor).collect(Collectors.toSet());
	}

	private static String anchor(String heading) {
		return heading.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * A block of code.
	 *
	 * @param page the name of the page
	 * @param line the line of the page that it begins in
	 * @param language the language that it is in
	 * @param text what it shows
	 */
	record Fence(String page, int line, String language, String text) {

		@Override
		public String toString() {
			return this.page + ":" + this.line;
		}

	}

}
