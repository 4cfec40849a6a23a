package io.pottery.samples.soak;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What a scenario is told, by name: sizes, times in milliseconds, places. A system
 * property {@code pottery.soak.SCENARIO.NAME} or {@code pottery.soak.NAME} goes before
 * what the code says.
 */
final class Options {

	private static final String PREFIX = "pottery.soak.";

	/** The system property of the seed. */
	static final String SEED = PREFIX + "seed";

	private final Map<String, String> values;

	private Options(Map<String, String> values) {
		this.values = values;
	}

	/**
	 * Returns what the system properties say about a scenario. A seed is always there.
	 */
	static Options of(String scenario) {
		Map<String, String> values = new TreeMap<>();
		for (String prefix : List.of(PREFIX, PREFIX + scenario + ".")) {
			for (String name : System.getProperties().stringPropertyNames()) {
				String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : ".";
				if (rest.indexOf('.') < 0) {
					values.put(rest, System.getProperty(name));
				}
			}
		}
		values.put("scenario", scenario);
		values.putIfAbsent("seed", Long.toString(new SecureRandom().nextLong(Integer.MAX_VALUE)));
		return new Options(values);
	}

	/**
	 * Reads what {@link #words()} wrote.
	 */
	static Options parse(List<String> words) {
		Map<String, String> values = new TreeMap<>();
		for (String word : words) {
			int equals = word.indexOf('=');
			values.put(word.substring(0, equals), word.substring(equals + 1));
		}
		return new Options(values);
	}

	List<String> words() {
		return this.values.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toList();
	}

	/**
	 * Sets a value, whatever was there.
	 */
	Options with(String name, Object value) {
		Map<String, String> copy = new TreeMap<>(this.values);
		copy.put(name, value.toString());
		return new Options(copy);
	}

	/**
	 * Sets a value that was not there.
	 */
	Options orElse(String name, Object value) {
		return this.values.containsKey(name) ? this : with(name, value);
	}

	String text(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("'" + name + "' is not among " + this.values.keySet());
		}
		return value;
	}

	List<String> texts(String name) {
		return List.of(text(name).split(","));
	}

	int integer(String name) {
		return Integer.parseInt(text(name).replace("_", ""));
	}

	long number(String name) {
		return Long.parseLong(text(name).replace("_", ""));
	}

	double share(String name) {
		return Double.parseDouble(text(name));
	}

	boolean flag(String name) {
		return Boolean.parseBoolean(text(name));
	}

	Duration millis(String name) {
		return Duration.ofMillis(number(name));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Options options && this.values.equals(options.values);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	@Override
	public String toString() {
		return this.values.toString();
	}

}
