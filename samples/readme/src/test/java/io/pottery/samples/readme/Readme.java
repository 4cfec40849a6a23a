package io.pottery.samples.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The README as its tests see it.
 */
final class Readme {

	/** Tests run in the folder of their module. */
	static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

	private static final String FENCE = "```";

	private Readme() {
	}

	static List<String> lines() {
		return read(ROOT.resolve("README.md")).lines().toList();
	}

	/**
	 * Returns the blocks of code in one language.
	 * @param language what follows the three backticks
	 * @return the blocks in their order
	 */
	static List<Fence> fences(String language) {
		return fences().stream().filter((fence) -> fence.language().equals(language)).toList();
	}

	static List<Fence> fences() {
		List<Fence> fences = new ArrayList<>();
		List<String> lines = lines();
		for (int start = 0; start < lines.size(); start++) {
			if (!lines.get(start).startsWith(FENCE)) {
				continue;
			}
			int end = start + 1;
			while (!lines.get(end).equals(FENCE)) {
				end++;
			}
			String language = lines.get(start).substring(FENCE.length());
			fences.add(new Fence(start + 1, language, String.join("\n", lines.subList(start + 1, end))));
			start = end;
		}
		return fences;
	}

	/**
	 * Returns the rows of a table.
	 * @param head the line that names its columns
	 * @return the rows below it
	 */
	static List<String> tableBelow(String head) {
		List<String> lines = lines();
		return lines.stream().skip(lines.indexOf(head) + 2).takeWhile((line) -> line.startsWith("|")).toList();
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
	 * A block of code.
	 *
	 * @param line the line of the README that it begins in
	 * @param language the language that it is in
	 * @param text what it shows
	 */
	record Fence(int line, String language, String text) {

		@Override
		public String toString() {
			return "README.md:" + this.line;
		}

	}

}
