package io.pottery.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.pottery.exception.ServerUnavailableException;

/*
 * A hint is lost to nobody: the first in a line first asks to be told of the next change
 * and then tries, so what changes after the try finds it listening. After a hint it tries
 * at once, for most hints are right.
 */
/**
 * The lines of those who wait for keys of one Redis.
 */
final class WaitingLines implements KeyWaits {

	/** How long the first in a line trusts that a hint would have come. */
	private static final Duration FALLBACK = Duration.ofSeconds(1);

	private static final Duration SHORTEST_POLL = Duration.ofMillis(20);

	private static final Duration LONGEST_POLL = Duration.ofMillis(200);

	private final KeyHints hints;

	private final long fallbackNanos;

	private final Map<List<String>, WaitingLine> lines = new HashMap<>();

	private final Map<String, Set<WaitingLine>> linesByKey = new HashMap<>();

	private volatile boolean closed;

	WaitingLines(RedisConnectionFactory factory, String server) {
		this((Consumer<@Nullable String> listener) -> KeyHints.from(factory, server, listener), FALLBACK);
	}

	WaitingLines(Function<Consumer<@Nullable String>, KeyHints> hints, Duration fallback) {
		this.hints = hints.apply(this::changed);
		this.fallbackNanos = fallback.toNanos();
	}

	@Override
	public <T> @Nullable T await(List<String> keys, Supplier<? extends @Nullable T> attempt, long nanos)
			throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		Waiter waiter = new Waiter(nanos);
		if (nanos <= 0 || !isAnyoneWaiting(keys)) {
			T found = attempt(attempt, waiter);
			if (found != null || waiter.isLate()) {
				return found;
			}
		}
		return awaitInLine(keys, attempt, waiter);
	}

	private <T> @Nullable T awaitInLine(List<String> keys, Supplier<? extends @Nullable T> attempt, Waiter waiter)
			throws InterruptedException {
		WaitingLine line = join(keys, waiter);
		try {
			Waiter first = first(line);
			T found = null;
			while (first != waiter) {
				if (waiter.isLate()) {
					// The first has asked for all, unless it got no answer.
					return first.isFailing() ? attempt(attempt, waiter) : null;
				}
				waiter.rest(Long.MAX_VALUE);
				first = first(line);
				found = (first == waiter) ? attempt(attempt, waiter) : null;
			}
			while (found == null && !waiter.isLate()) {
				found = askAndRest(keys, attempt, waiter);
			}
			return found;
		}
		finally {
			leave(line, waiter);
		}
	}

	private <T> @Nullable T askAndRest(List<String> keys, Supplier<? extends @Nullable T> attempt, Waiter waiter)
			throws InterruptedException {
		boolean armed = this.hints.arm(keys, waiter.remainingNanos());
		T found = armed ? attempt(attempt, waiter) : null;
		if (found != null) {
			return found;
		}
		// A try without an answer may have been too early for what a hint told.
		boolean trusting = armed && !waiter.isFailing();
		boolean hinted = waiter.rest(trusting ? fallback() : shortPause());
		return (hinted || !trusting || waiter.isLate()) ? attempt(attempt, waiter) : null;
	}

	private <T> @Nullable T attempt(Supplier<? extends @Nullable T> attempt, Waiter waiter) {
		checkOpen();
		try {
			T found = attempt.get();
			waiter.setFailing(false);
			return found;
		}
		catch (ServerUnavailableException ex) {
			checkOpen();
			if (waiter.isLate()) {
				throw ex;
			}
			waiter.setFailing(true);
			return null;
		}
	}

	private long fallback() {
		return ThreadLocalRandom.current().nextLong(this.fallbackNanos * 3 / 4, this.fallbackNanos * 5 / 4);
	}

	private static long shortPause() {
		return ThreadLocalRandom.current().nextLong(SHORTEST_POLL.toNanos(), LONGEST_POLL.toNanos());
	}

	private synchronized boolean isAnyoneWaiting(List<String> keys) {
		return this.lines.containsKey(keys);
	}

	private synchronized WaitingLine join(List<String> keys, Waiter waiter) {
		checkOpen();
		WaitingLine line = this.lines.computeIfAbsent(keys, WaitingLine::new);
		for (String key : keys) {
			this.linesByKey.computeIfAbsent(key, (absent) -> new HashSet<>()).add(line);
		}
		line.add(waiter);
		return line;
	}

	private synchronized Waiter first(WaitingLine line) {
		checkOpen();
		Waiter first = line.first();
		if (first == null) {
			throw new IllegalStateException("Nobody stands in the line for " + line.keys());
		}
		return first;
	}

	private synchronized void leave(WaitingLine line, Waiter waiter) {
		boolean wasFirst = line.first() == waiter;
		line.remove(waiter);
		if (line.isEmpty()) {
			this.lines.remove(line.keys());
			for (String key : line.keys()) {
				this.linesByKey.computeIfPresent(key, (present, lines) -> {
					lines.remove(line);
					return lines.isEmpty() ? null : lines;
				});
			}
		}
		else if (wasFirst) {
			line.wakeFirst();
		}
	}

	/**
	 * Tells those who wait that a key has changed.
	 * @param key the key, {@code null} if it may be any
	 */
	private synchronized void changed(@Nullable String key) {
		Iterable<WaitingLine> concerned = (key != null) ? this.linesByKey.getOrDefault(key, Set.of())
				: this.lines.values();
		concerned.forEach(WaitingLine::wakeFirst);
	}

	private void checkOpen() {
		if (this.closed) {
			throw new IllegalStateException("This Pottery was closed");
		}
	}

	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
			this.lines.values().forEach(WaitingLine::wakeAll);
		}
		this.hints.close();
	}

}
