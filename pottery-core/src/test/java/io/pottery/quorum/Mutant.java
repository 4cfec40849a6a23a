package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A known bug, brought back by editing sources.
 *
 * @param bug what it is known by: B for a bug that hit a real implementation, R for a
 * rule of Redlock
 * @param name what it does
 * @param faults what goes wrong where it is sought
 * @param edits the edits
 */
record Mutant(String bug, String name, String faults, List<Edit> edits) {

	static Mutant of(String bug, String name) {
		return new Mutant(bug, name, "allowed", List.of());
	}

	/**
	 * Returns a bug that matters where masters forget, and are known to.
	 */
	static Mutant amongForgetful(String bug, String name) {
		return new Mutant(bug, name, "forgetful", List.of());
	}

	/**
	 * Returns a bug that matters where clocks lie, and fencing tokens do not.
	 */
	static Mutant amongLyingClocks(String bug, String name) {
		return new Mutant(bug, name, "lying clocks", List.of());
	}

	/**
	 * Adds an edit.
	 * @param type the simple name of the type whose file is edited
	 * @param find what must stand there exactly once, whatever its line breaks
	 * @param replacement what takes its place
	 */
	Mutant edit(String type, String find, String replacement) {
		List<Edit> more = new ArrayList<>(this.edits);
		more.add(new Edit(type, find, replacement));
		return new Mutant(this.bug, this.name, this.faults, List.copyOf(more));
	}

	@Override
	public String toString() {
		return this.bug + ", " + this.name;
	}

	/**
	 * One edit of one source.
	 *
	 * @param type the simple name of the type whose file is edited
	 * @param find what must stand there exactly once
	 * @param replacement what takes its place
	 */
	record Edit(String type, String find, String replacement) {

		String apply(String source) {
			Matcher matcher = pattern().matcher(source);
			if (!matcher.find()) {
				throw new IllegalArgumentException("'" + this.find + "' is not in " + this.type);
			}
			int start = matcher.start();
			int end = matcher.end();
			if (matcher.find()) {
				throw new IllegalArgumentException("'" + this.find + "' is more than once in " + this.type);
			}
			return source.substring(0, start) + this.replacement + source.substring(end);
		}

		private Pattern pattern() {
			StringBuilder pattern = new StringBuilder();
			for (String word : this.find.strip().split("\\s+")) {
				pattern.append(pattern.isEmpty() ? "" : "\\s+").append(Pattern.quote(word));
			}
			return Pattern.compile(pattern.toString());
		}

	}

}
