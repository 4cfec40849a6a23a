package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.pottery.internal.script.Script;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServerException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Shows that the simulated masters do what the real scripts do: both get the same random
 * commands, and must give the same answers.
 */
class SimulatedStoreTests {

	private static final int COMMANDS = Integer.getInteger("pottery.simulation.commands", 4_000);

	/** How far apart both clocks may be read on a machine that has other things to do. */
	private static final long TOLERANCE_MILLIS = 30_000;

	private static final List<String> TOKENS = List.of("a", "b", "c");

	private static final List<String> NUMBERS = List.of("0", "1", "9", "10", "11", "99", "100", "9007199254740992",
			"9007199254740993", "9223372036854775806", "9223372036854775807");

	private static final List<String> NO_NUMBERS = List.of("", "-1", "1.5", " 1", "1e3", "one");

	private static final List<String> RUNS = List.of("run1", "run1", "run1", "run1", "run2");

	/** Stands for the marker as each of both knows it. */
	private static final String MARKER = "MARKER";

	private static final Pattern REJOINED = Pattern.compile("(\\S+ rejoined )(\\d+)");

	private final RedisServer server = RedisServer.shared();

	private final SimulatedStore store = new SimulatedStore();

	private final SplittableRandom random = new SplittableRandom(4711);

	private final String prefix = KeyNames.fresh();

	private final String marker = this.prefix + ":marker";

	private final String counters = this.prefix + ":counters";

	private final Map<String, Integer> answers = new TreeMap<>();

	@Test
	void everyScriptAnswersAsTheRealOne() {
		int yes = 0;
		for (int i = 0; i < COMMANDS; i++) {
			boolean lock = this.random.nextBoolean();
			String key = this.prefix + (lock ? ":lock:" : ":counter:") + this.random.nextInt(3);
			String what = "command " + i + " of " + key;
			switch (this.random.nextInt(14)) {
				case 0 -> end(key);
				case 1 -> put(key, lock);
				case 2 -> mark(what);
				default -> {
					Script script = lock ? lockScript() : counterScript();
					List<String> args = new ArrayList<>(lock ? lockArgs(script) : counterArgs(script));
					args.add(one(RUNS));
					boolean guarded = this.random.nextInt(3) > 0 && !script.equals(QuorumScripts.RELEASE_IF_OWNER);
					List<String> keys = (guarded || script.equals(QuorumScripts.RESTORE_COUNTER))
							? List.of(key, this.marker, this.counters) : List.of(key);
					Object real = same(what, script, keys, args);
					yes += QuorumScripts.yes(real) ? 1 : 0;
				}
			}
		}
		System.out.println("Answers compared: " + this.answers);
		for (Script script : List.of(QuorumScripts.ACQUIRE_IF_FREE, QuorumScripts.PASS_ON_IF_OWNER,
				QuorumScripts.EXTEND_IF_OWNER, QuorumScripts.INSPECT_LOCK, QuorumScripts.READ_COUNTER,
				QuorumScripts.RAISE_COUNTER, QuorumScripts.RESTORE_COUNTER, QuorumScripts.RESET_COUNTER)) {
			assertThat(this.answers.keySet()).contains(SimulatedStore.nameOf(script.name()) + " NOVOTE");
		}
		assertThat(this.answers.keySet()).contains("read-counter UNKNOWN", "raise-counter UNKNOWN", "extend-if-owner 2",
				"restore-counter 1", "restore-counter 0", "pass-on-if-owner 0", "pass-on-if-owner 1");
		assertThat(yes).as("answers that say yes").isBetween(COMMANDS / 10, COMMANDS);
	}

	private @Nullable Object same(String what, Script script, List<String> keys, List<String> args) {
		Object real = real(script, keys, args);
		Object simulated = simulated(script, keys, args);
		assertSame(what + ", " + script.name() + keys + args, real, simulated);
		Object first = (real instanceof List<?> list && !list.isEmpty()) ? list.get(0) : real;
		boolean tag = first instanceof Long || String.valueOf(first).matches("NOVOTE|UNKNOWN");
		this.answers.merge(SimulatedStore.nameOf(script.name()) + (tag ? " " + first : ""), 1, Integer::sum);
		return real;
	}

	private void mark(String what) {
		if (this.random.nextInt(4) == 0) {
			this.server.command("DEL", this.marker);
			this.store.remove(this.marker);
		}
		boolean fresh = this.random.nextBoolean();
		long far = (this.random.nextInt(3) == 0) ? 600_000 : -600_000;
		String millis = Long.toString(fresh ? now() + far : far);
		same(what, QuorumScripts.WRITE_MARKER, List.of(this.marker, this.counters),
				List.of(fresh ? "fresh" : "rejoined", millis, one(RUNS), one(RUNS)));
		same(what, QuorumScripts.READ_MARKER, List.of(this.marker), List.of(one(RUNS)));
	}

	/**
	 * Lets a key run out.
	 */
	private void end(String key) {
		this.server.command("PEXPIREAT", key, "1");
		SimulatedStore.Entry entry = this.store.find(key, now());
		if (entry != null) {
			this.store.put(key, entry.value(), 1);
		}
	}

	private void put(String key, boolean lock) {
		String value = lock ? one(TOKENS) : one((this.random.nextInt(4) == 0) ? NO_NUMBERS : NUMBERS);
		if (lock && this.random.nextBoolean()) {
			this.server.command("SET", key, value, "PX", "600000");
			this.store.put(key, value, now() + 600_000);
		}
		else {
			this.server.command("SET", key, value);
			this.store.put(key, value, SimulatedStore.NEVER);
		}
	}

	private Script lockScript() {
		return one(List.of(QuorumScripts.ACQUIRE_IF_FREE, QuorumScripts.ACQUIRE_IF_FREE, QuorumScripts.RELEASE_IF_OWNER,
				QuorumScripts.EXTEND_IF_OWNER, QuorumScripts.INSPECT_LOCK, QuorumScripts.PASS_ON_IF_OWNER));
	}

	private Script counterScript() {
		return one(List.of(QuorumScripts.RAISE_COUNTER, QuorumScripts.RAISE_COUNTER, QuorumScripts.RAISE_COUNTER,
				QuorumScripts.READ_COUNTER, QuorumScripts.RESET_COUNTER, QuorumScripts.RESTORE_COUNTER));
	}

	private List<String> lockArgs(Script script) {
		return switch (SimulatedStore.nameOf(script.name())) {
			case "pass-on-if-owner" ->
				List.of(one(TOKENS), one(TOKENS), Long.toString(this.random.nextLong(100_000, 3_000_000)));
			case "acquire-if-free", "extend-if-owner" ->
				List.of(one(TOKENS), Long.toString(this.random.nextLong(100_000, 3_000_000)));
			case "release-if-owner" -> List.of(one(TOKENS));
			default -> List.of();
		};
	}

	private List<String> counterArgs(Script script) {
		return switch (SimulatedStore.nameOf(script.name())) {
			case "raise-counter" -> List.of(one(NUMBERS), one(NUMBERS));
			case "restore-counter" -> List.of((this.random.nextInt(4) == 0) ? "another" : MARKER, one(NUMBERS));
			default -> List.of();
		};
	}

	private <T> T one(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	private @Nullable Object real(Script script, List<String> keys, List<String> args) {
		List<String> words = new ArrayList<>();
		words.add(script.source());
		words.add(Integer.toString(keys.size()));
		words.addAll(keys);
		Object known = this.server.command("GET", this.marker);
		args.forEach((arg) -> words.add(arg.equals(MARKER) ? String.valueOf(known) : arg));
		try {
			return this.server.command("EVAL", words.toArray(String[]::new));
		}
		catch (RedisServerException ex) {
			return ex;
		}
	}

	private @Nullable Object simulated(Script script, List<String> keys, List<String> args) {
		SimulatedStore.Entry entry = this.store.find(this.marker, now());
		String known = (entry != null) ? entry.value() : "null";
		try {
			return this.store.execute(script.name(), keys,
					args.stream().map((arg) -> arg.equals(MARKER) ? known : arg).toList(), now());
		}
		catch (SimulatedStore.ErrorReply ex) {
			return ex;
		}
	}

	private static long now() {
		return System.currentTimeMillis();
	}

	private static void assertSame(String what, @Nullable Object real, @Nullable Object simulated) {
		if (simulated instanceof SimulatedStore.ErrorReply error) {
			assertThat(real).as(what).isInstanceOf(RedisServerException.class);
			assertThat(((RedisServerException) real).getMessage()).as(what).contains(error.getMessage());
		}
		else if (real instanceof List<?> one && simulated instanceof List<?> other) {
			assertThat(other).as(what).hasSameSizeAs(one);
			boolean novote = one.size() == 2 && "NOVOTE".equals(one.get(0));
			for (int i = 0; i < one.size(); i++) {
				if (i == 1 && novote && !one.get(1).equals("unmarked")) {
					assertClose(what, Long.parseLong((String) one.get(1)), Long.parseLong((String) other.get(1)));
				}
				else {
					assertSame(what, one.get(i), other.get(i));
				}
			}
		}
		else if (real instanceof Long one && simulated instanceof Long other && one > 1_000) {
			assertClose(what, one, other);
		}
		else if (real instanceof String one && simulated instanceof String other && REJOINED.matcher(one).matches()) {
			Matcher first = REJOINED.matcher(one);
			Matcher second = REJOINED.matcher(other);
			assertThat(first.matches() && second.matches()).as(what + ": " + one + " and " + other).isTrue();
			assertThat(second.group(1)).as(what).isEqualTo(first.group(1));
			assertClose(what, Long.parseLong(first.group(2)), Long.parseLong(second.group(2)));
		}
		else {
			assertThat(simulated).as(what).isEqualTo(real);
		}
	}

	private static void assertClose(String what, long one, long other) {
		assertThat(Math.abs(one - other)).as(what + ": " + one + " and " + other).isLessThan(TOLERANCE_MILLIS);
	}

}
