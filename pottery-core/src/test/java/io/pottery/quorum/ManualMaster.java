package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * A master on manual time that answers within the call, unless told otherwise, and keeps
 * what it was sent.
 */
final class ManualMaster implements Master {

	private final String name;

	private final ManualTime time;

	private final Map<String, Entry> keys = new HashMap<>();

	/** What was sent: the name of the script and its first argument. */
	final List<String> sent = new ArrayList<>();

	/** How long answers take; what takes longer than the deadline is lost. */
	Duration delay = Duration.ZERO;

	/** Whether it cannot be reached. */
	boolean dead;

	ManualMaster(String name, ManualTime time) {
		this.name = name;
		this.time = time;
	}

	static List<ManualMaster> five(ManualTime time) {
		List<ManualMaster> masters = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			masters.add(new ManualMaster("m" + i, time));
		}
		return masters;
	}

	void forget(String key) {
		this.keys.remove(key);
	}

	void put(String key, String value, Duration lease) {
		this.keys.put(key, new Entry(value, this.time.monotonicNanos() + lease.toNanos()));
	}

	@Nullable String get(String key) {
		Entry entry = this.keys.get(key);
		return (entry != null && entry.expires > this.time.monotonicNanos()) ? entry.value : null;
	}

	long count(String script) {
		return this.sent.stream().filter((one) -> one.startsWith(script)).count();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void listen(MasterListener listener) {
	}

	@Override
	public CompletionStage<@Nullable Object> send(Script script, List<String> keys, List<String> args,
			Duration deadline) {
		this.sent.add(script.name() + " " + (args.isEmpty() ? "" : args.get(0)));
		if (this.dead) {
			return CompletableFuture
				.failedFuture(new MasterException(this.name, MasterException.Reason.UNREACHABLE, "dead", null));
		}
		Object reply = execute(script.name(), keys.get(0), args);
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		if (this.delay.isZero()) {
			answer.complete(reply);
		}
		else if (this.delay.compareTo(deadline) > 0) {
			this.time.schedule(
					() -> answer.completeExceptionally(
							new MasterException(this.name, MasterException.Reason.UNANSWERED, "too slow", null)),
					deadline);
		}
		else {
			this.time.schedule(() -> answer.complete(reply), this.delay);
		}
		return answer;
	}

	private @Nullable Object execute(String script, String key, List<String> args) {
		String holder = get(key);
		boolean ours = !args.isEmpty() && args.get(0).equals(holder);
		return switch (script.replace("vote-if-marked-", "")) {
			case "acquire-if-free" -> {
				if (holder == null) {
					put(key, args.get(0), millis(args.get(1)));
				}
				yield (holder == null || ours) ? List.of(1L) : List.of(0L, left(key), holder);
			}
			case "extend-if-owner" -> {
				if (holder == null || ours) {
					put(key, args.get(0), millis(args.get(1)));
				}
				yield ours ? 1L : ((holder != null) ? 0L : 2L);
			}
			case "release-if-owner" -> {
				if (ours) {
					forget(key);
				}
				yield ours ? 1L : 0L;
			}
			case "pass-on-if-owner" -> {
				if (holder == null || ours) {
					put(key, args.get(1), millis(args.get(2)));
				}
				yield (holder == null || ours) ? List.of(1L, ours ? 1L : 0L) : List.of(0L, 0L, left(key));
			}
			case "inspect-lock" -> (holder != null) ? List.of(holder, left(key)) : List.of();
			case "read-counter" -> holder;
			case "raise-counter" -> {
				boolean passed = holder != null && Long.parseLong(holder) > Long.parseLong(args.get(0));
				if (!passed) {
					put(key, args.get(1), Duration.ofDays(1));
				}
				yield passed ? 0L : 1L;
			}
			case "reset-counter" -> {
				forget(key);
				yield 1L;
			}
			default -> throw new IllegalArgumentException(script);
		};
	}

	private long left(String key) {
		return Duration.ofNanos(this.keys.get(key).expires - this.time.monotonicNanos()).toMillis();
	}

	private static Duration millis(String text) {
		return Duration.ofMillis(Long.parseLong(text));
	}

	private record Entry(String value, long expires) {
	}

}
