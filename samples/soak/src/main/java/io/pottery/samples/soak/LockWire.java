package io.pottery.samples.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.pottery.Pottery;

/**
 * Reads what clients ask one master to do with locks, in the order in which it is asked:
 * nothing may be asked for a token that was given up.
 */
final class LockWire {

	private static final int TOKENS_REMEMBERED = 100_000;

	private static final Map<ByteBuffer, Kind> KINDS = new ConcurrentHashMap<>();

	private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

	private final Set<String> givenUp = new LinkedHashSet<>();

	private long late;

	/**
	 * Takes one command.
	 * @param words the command and its arguments
	 */
	synchronized void command(List<byte[]> words) {
		if (words.size() < 4 || !text(words.get(0)).equalsIgnoreCase("EVAL")) {
			return;
		}
		Kind kind = KINDS.computeIfAbsent(ByteBuffer.wrap(words.get(1)), (script) -> Kind.of(text(script.array())));
		this.counts.merge(kind, 1L, Long::sum);
		if (kind == Kind.OTHER) {
			return;
		}
		int arguments = 3 + Integer.parseInt(text(words.get(2)));
		String token = text(words.get(arguments));
		boolean over = this.givenUp.contains(token);
		switch (kind) {
			case ACQUIRE, EXTEND -> count(over);
			case PASS_ON -> {
				count(over);
				giveUp(token);
				count(this.givenUp.contains(text(words.get(arguments + 1))));
			}
			default -> giveUp(token);
		}
	}

	private void count(boolean over) {
		if (over) {
			this.late++;
		}
	}

	private void giveUp(String token) {
		this.givenUp.add(token);
		if (this.givenUp.size() > TOKENS_REMEMBERED) {
			this.givenUp.remove(this.givenUp.iterator().next());
		}
	}

	/**
	 * Returns how often a lock was asked for, extended or passed on by a token that was
	 * given up.
	 */
	synchronized long late() {
		return this.late;
	}

	synchronized long count(Kind kind) {
		return this.counts.getOrDefault(kind, 0L);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/**
	 * What a script does to a lock.
	 */
	enum Kind {

		/** Takes it. */
		ACQUIRE("acquire-if-free"),

		/** Prolongs it. */
		EXTEND("extend-if-owner"),

		/** Gives it to the next one. */
		PASS_ON("pass-on-if-owner"),

		/** Gives it up. */
		RELEASE("release-if-owner"),

		/** Nothing. */
		OTHER(null);

		private final @Nullable String script;

		Kind(@Nullable String name) {
			this.script = (name != null) ? load("internal/script/" + name + ".lua") : null;
		}

		private static Kind of(String source) {
			for (Kind kind : values()) {
				if (kind.script != null && source.contains(kind.script)) {
					return kind;
				}
			}
			return OTHER;
		}

		private static String load(String name) {
			try (InputStream in = Pottery.class.getResourceAsStream(name)) {
				if (in == null) {
					throw new IllegalStateException("Pottery has no '" + name + "'");
				}
				return new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
