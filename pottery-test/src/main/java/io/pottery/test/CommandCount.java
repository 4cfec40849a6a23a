package io.pottery.test;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often a server ran which command while a block of code ran. Commands that a script
 * calls count beside the script's own call. What the kit itself sends to look at a server
 * ({@code AUTH}, {@code CLIENT LIST}, {@code CONFIG}, {@code INFO}, {@code PING}) never
 * counts, whoever sends it; before Redis 7 that is all of {@code CLIENT}.
 *
 * @param calls the calls by command, in lower case, as in {@code hset} or
 * {@code client|tracking}; commands that did not run are absent
 * @since 1.0
 */
public record CommandCount(Map<String, Long> calls) {

	/**
	 * Keeps a copy of the calls.
	 */
	public CommandCount {
		calls = Map.copyOf(calls);
	}

	/**
	 * Returns how often a command ran.
	 * @param command the command, in lower case
	 * @return its calls, 0 if it did not run
	 */
	public long of(String command) {
		return this.calls.getOrDefault(command, 0L);
	}

	/**
	 * Returns how many commands ran.
	 * @return the sum of all calls
	 */
	public long total() {
		return this.calls.values().stream().mapToLong(Long::longValue).sum();
	}

	static CommandCount between(Map<String, Long> before, Map<String, Long> after) {
		Map<String, Long> calls = new TreeMap<>(after);
		calls.replaceAll((command, count) -> count - before.getOrDefault(command, 0L));
		calls.values().removeIf((count) -> count <= 0);
		return new CommandCount(calls);
	}

}
