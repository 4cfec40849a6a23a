package io.pottery.quorum;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The data of one master, and what each script does to it. A test compares every script
 * with a real server.
 */
final class SimulatedStore {

	static final long NEVER = Long.MAX_VALUE;

	/** What goes before the name of a script that votes. */
	private static final String GUARD = "vote-if-marked-";

	private final Map<String, Entry> keys = new HashMap<>();

	private final Map<String, Set<String>> sets = new HashMap<>();

	/**
	 * Returns what a script does, without the guard that is around it.
	 */
	static String nameOf(String script) {
		return script.startsWith(GUARD) ? script.substring(GUARD.length()) : script;
	}

	/**
	 * Runs a script.
	 * @param script its name
	 * @param keys its keys
	 * @param args its arguments, the run id last
	 * @param now the server's time in milliseconds
	 * @return the reply as a client would see it
	 * @throws ErrorReply if the server would answer with an error
	 */
	@Nullable Object execute(String script, List<String> keys, List<String> args, long now) {
		String rejoined = null;
		if (script.startsWith(GUARD) && keys.size() > 1) {
			Entry marker = find(keys.get(1), now);
			String[] parts = (marker != null) ? marker.value.split(" ") : new String[0];
			if (parts.length < 2 || !parts[0].equals(args.get(args.size() - 1))) {
				return List.of("NOVOTE", "unmarked");
			}
			if (parts[1].equals("rejoined")) {
				rejoined = marker.value;
				long left = Long.parseLong(parts[2]) - now;
				if (left > 0) {
					return List.of("NOVOTE", Long.toString(left));
				}
			}
		}
		String key = keys.get(0);
		Entry entry = find(key, now);
		return switch (nameOf(script)) {
			case "acquire-if-free" -> acquire(key, entry, args, now);
			case "pass-on-if-owner" -> passOn(key, entry, args, now);
			case "release-if-owner" -> release(key, entry, args.get(0));
			case "extend-if-owner" -> extend(key, entry, args, now);
			case "inspect-lock" -> (entry != null) ? List.of(entry.value, entry.millisLeft(now)) : List.of();
			case "read-counter" -> {
				if (isUnknown(rejoined, keys)) {
					yield List.of("UNKNOWN", rejoined);
				}
				yield (entry != null) ? entry.value : null;
			}
			case "raise-counter" -> isUnknown(rejoined, keys) ? List.of("UNKNOWN", rejoined) : raise(key, entry, args);
			case "restore-counter" -> restore(rejoined, keys, entry, args);
			case "reset-counter" -> reset(rejoined, keys);
			case "read-marker" -> readMarker(entry, args, now);
			case "write-marker" -> writeMarker(keys, entry, args, now);
			default -> throw new IllegalArgumentException(script);
		};
	}

	private boolean isUnknown(@Nullable String rejoined, List<String> keys) {
		return rejoined != null && !this.sets.getOrDefault(keys.get(2), Set.of()).contains(keys.get(0));
	}

	private List<Object> acquire(String key, @Nullable Entry entry, List<String> args, long now) {
		if (entry == null) {
			put(key, args.get(0), now + Long.parseLong(args.get(1)));
			return List.of(1L);
		}
		if (entry.value.equals(args.get(0))) {
			return List.of(1L);
		}
		return List.of(0L, entry.millisLeft(now), entry.value);
	}

	private List<Object> passOn(String key, @Nullable Entry entry, List<String> args, long now) {
		if (entry != null && !entry.value.equals(args.get(0))) {
			return List.of(0L, 0L, entry.millisLeft(now));
		}
		put(key, args.get(1), now + Long.parseLong(args.get(2)));
		return List.of(1L, (entry != null) ? 1L : 0L);
	}

	private long release(String key, @Nullable Entry entry, String token) {
		if (entry == null || !entry.value.equals(token)) {
			return 0;
		}
		this.keys.remove(key);
		return 1;
	}

	private long extend(String key, @Nullable Entry entry, List<String> args, long now) {
		if (entry != null && !entry.value.equals(args.get(0))) {
			return 0;
		}
		put(key, args.get(0), now + Long.parseLong(args.get(1)));
		return (entry != null) ? 1 : 2;
	}

	private long raise(String key, @Nullable Entry entry, List<String> args) {
		if (entry != null) {
			if (!isNumber(entry.value)) {
				throw new ErrorReply("NOTANUMBER the counter holds no number");
			}
			String most = args.get(0);
			if (compareDigits(entry.value, most) > 0) {
				return 0;
			}
		}
		put(key, args.get(1), NEVER);
		return 1;
	}

	private long restore(@Nullable String rejoined, List<String> keys, @Nullable Entry entry, List<String> args) {
		if (!args.get(0).equals(rejoined)) {
			return 0;
		}
		if (entry == null || !isNumber(entry.value) || compareDigits(entry.value, args.get(1)) < 0) {
			put(keys.get(0), args.get(1), NEVER);
		}
		this.sets.computeIfAbsent(keys.get(2), (key) -> new HashSet<>()).add(keys.get(0));
		return 1;
	}

	private long reset(@Nullable String rejoined, List<String> keys) {
		if (rejoined != null) {
			put(keys.get(0), "0", NEVER);
			this.sets.computeIfAbsent(keys.get(2), (key) -> new HashSet<>()).add(keys.get(0));
		}
		else {
			this.keys.remove(keys.get(0));
		}
		return 1;
	}

	private static List<Object> readMarker(@Nullable Entry entry, List<String> args, long now) {
		String marker = (entry != null) ? entry.value : "";
		String run = args.get(args.size() - 1);
		return List.of(marker, marker.split(" ")[0].equals(run) ? 1L : 0L, now, run);
	}

	private String writeMarker(List<String> keys, @Nullable Entry entry, List<String> args, long now) {
		String run = args.get(args.size() - 1);
		if (entry != null && entry.value.split(" ")[0].equals(run)) {
			return entry.value;
		}
		long millis = Long.parseLong(args.get(1));
		String marker = run + " fresh";
		if (args.get(0).equals("fresh")) {
			if (entry != null || !args.get(2).equals(run) || now > millis) {
				return (entry != null) ? entry.value : "";
			}
		}
		else {
			this.sets.remove(keys.get(1));
			marker = run + " rejoined " + (now + millis);
		}
		put(keys.get(0), marker, NEVER);
		return marker;
	}

	private static boolean isNumber(String text) {
		return !text.isEmpty() && text.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
	}

	private static int compareDigits(String one, String other) {
		int byLength = Integer.compare(one.length(), other.length());
		return (byLength != 0) ? byLength : one.compareTo(other);
	}

	void put(String key, String value, long expires) {
		this.keys.put(key, new Entry(value, expires));
	}

	/**
	 * Returns what a key holds now.
	 */
	@Nullable Entry find(String key, long now) {
		Entry entry = this.keys.get(key);
		if (entry != null && now > entry.expires) {
			this.keys.remove(key);
			return null;
		}
		return entry;
	}

	void remove(String key) {
		this.keys.remove(key);
	}

	void clear() {
		this.keys.clear();
		this.sets.clear();
	}

	/**
	 * Returns what would be loaded from a file that is written now.
	 */
	SimulatedStore copy() {
		SimulatedStore copy = new SimulatedStore();
		copy.load(this);
		return copy;
	}

	void load(SimulatedStore other) {
		clear();
		this.keys.putAll(other.keys);
		other.sets.forEach((key, members) -> this.sets.put(key, new HashSet<>(members)));
	}

	/**
	 * A value with its end.
	 *
	 * @param value the text
	 * @param expires the last millisecond of its life
	 */
	record Entry(String value, long expires) {

		long millisLeft(long now) {
			return (this.expires == NEVER) ? -1 : this.expires - now;
		}

	}

	/**
	 * An answer that is an error.
	 */
	static final class ErrorReply extends RuntimeException {

		ErrorReply(String message) {
			super(message, null, false, false);
		}

	}

}
