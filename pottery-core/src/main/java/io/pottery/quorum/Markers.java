package io.pottery.quorum;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The delayed restart of the Redlock description, done by the clients: a master that may
 * have forgotten what it granted gives no vote until every lease it may have granted is
 * over.
 *
 * Each master carries a marker that names the server process which was marked. A process
 * that is not the marked one has been restarted; a marker that is gone was flushed away.
 * Both are marked "rejoined" with the moment, on the server's own clock, from which on
 * they may vote. Every script that votes looks at the marker first, and at the run id of
 * the connection that it came over, so nothing depends on what a client believes.
 *
 * Where no master at all carries a marker this is the first use, and all are "fresh". Two
 * things keep a slow client from calling a master fresh that is not: that answer must come
 * from all masters in one round, and what it says is good for the very process that gave
 * it, and for a second of the server's own clock. Accordingly a missing marker is taken for
 * a flushed one only if it is missing for longer than that.
 */
/**
 * Marks the masters, and finds those that were restarted.
 */
final class Markers {

	static final String KEY = "pottery:master";

	/** The counters that were written again on a master that had forgotten them. */
	static final String COUNTERS = "pottery:master:counters";

	private static final Logger logger = LoggerFactory.getLogger(Quorum.class);

	/** How long "no master was ever used" stays true once it was seen. */
	private static final long FIRST_USE_MILLIS = 1_000;

	private static final long MISSING_MILLIS = FIRST_USE_MILLIS + 100;

	private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

	private static final Duration AGAIN = Duration.ofMillis(300);

	private final Electorate electorate;

	private final QuorumScheduler scheduler;

	private final Duration quarantine;

	private final Duration masterTimeout;

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	/** When each master's marker was first found missing, by its own clock. */
	private final @Nullable Long[] missingSince;

	/** The last marker of each master that was logged. */
	private final @Nullable String[] known;

	private boolean checking;

	private boolean again;

	/**
	 * Whether the next look is scheduled: many lost votes are no reason for many looks.
	 */
	private boolean scheduled;

	private boolean everMarked;

	private volatile boolean closed;

	Markers(Electorate electorate, QuorumScheduler scheduler, Duration maxLease, Duration masterTimeout) {
		this.electorate = electorate;
		this.scheduler = scheduler;
		this.quarantine = maxLease.plusNanos(LockTerms.driftNanos(maxLease.toNanos())).plusSeconds(1);
		this.masterTimeout = (masterTimeout.compareTo(LONGEST_LOOK) < 0) ? masterTimeout : LONGEST_LOOK;
		this.missingSince = new Long[electorate.size()];
		this.known = new String[electorate.size()];
	}

	/**
	 * Looks at all markers for the first time.
	 */
	void start() {
		this.scheduler.schedule(() -> this.ready.complete(null), LONGEST_LOOK);
		check();
	}

	/**
	 * Returns what ends when a majority was found to be marked, or not soon enough.
	 */
	CompletableFuture<Void> ready() {
		return this.ready;
	}

	/**
	 * Says why a master gave no vote, and looks at its marker if that is missing.
	 */
	String noVote(int master, String why) {
		if (why.equals("unmarked")) {
			if (!isLookingSoon()) {
				check();
			}
			return "it was restarted or emptied, and its quarantine has yet to begin";
		}
		return "it came back without its data and is in quarantine for " + why + " ms more";
	}

	private synchronized boolean isLookingSoon() {
		return this.checking || this.scheduled;
	}

	/**
	 * Looks at all markers, once more where that is being done already.
	 */
	void check() {
		synchronized (this) {
			if (this.checking || this.closed) {
				this.again = true;
				return;
			}
			this.checking = true;
			this.again = false;
		}
		Round.<Answers>start(this.electorate, QuorumScripts.READ_MARKER, List.of(KEY), List.of(), this.masterTimeout,
				(answers) -> (answers.pending() == 0) ? answers : null, (answers) -> {
				})
			.thenCompose(this::mark)
			.whenComplete((found, ex) -> ended((ex != null) ? Finding.UNCLEAR : found));
	}

	private void ended(Finding found) {
		boolean now;
		boolean later;
		synchronized (this) {
			this.checking = false;
			now = this.again;
			later = found == Finding.UNCLEAR && !now && !this.scheduled && !this.closed;
			this.scheduled |= later;
		}
		if (found == Finding.MARKED) {
			this.ready.complete(null);
		}
		if (now) {
			check();
		}
		else if (later) {
			this.scheduler.schedule(this::lookAgain, AGAIN);
		}
	}

	private void lookAgain() {
		synchronized (this) {
			this.scheduled = false;
		}
		check();
	}

	/**
	 * Marks what has to be marked.
	 */
	private CompletableFuture<Finding> mark(Answers answers) {
		List<CompletableFuture<?>> writes = new ArrayList<>();
		boolean unclear = false;
		synchronized (this) {
			boolean firstUse = !this.everMarked
					&& answers.count((reply) -> marker(reply).isEmpty()) == answers.masters();
			for (int i = 0; i < answers.masters(); i++) {
				if (!answers.replied(i, (reply) -> reply instanceof List<?>)) {
					continue;
				}
				Mark mark = Mark.of(answers.reply(i));
				if (mark.mine) {
					this.everMarked = true;
					this.missingSince[i] = null;
					note(i, mark.marker);
				}
				else if (firstUse) {
					writes.add(write(i, "fresh", mark.serverMillis + FIRST_USE_MILLIS, mark));
				}
				else if (!mark.marker.isEmpty() || missingFor(i, mark) > MISSING_MILLIS) {
					writes.add(write(i, "rejoined", this.quarantine.toMillis(), mark));
				}
				else {
					unclear = true;
				}
			}
		}
		Finding before = unclear ? Finding.UNCLEAR
				: (answers.answered() >= answers.majority()) ? Finding.MARKED : Finding.TOO_FEW;
		return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
			.handle((written, ex) -> (ex != null) ? Finding.UNCLEAR : before);
	}

	private long missingFor(int master, Mark mark) {
		Long since = this.missingSince[master];
		if (since == null || since > mark.serverMillis) {
			this.missingSince[master] = mark.serverMillis;
			return 0;
		}
		return mark.serverMillis - since;
	}

	private CompletableFuture<?> write(int master, String state, long millis, Mark found) {
		return this.electorate
			.send(master, QuorumScripts.WRITE_MARKER, List.of(KEY, COUNTERS),
					List.of(state, Long.toString(millis), found.runId), this.masterTimeout)
			.thenAccept((marker) -> written(master, String.valueOf(marker)));
	}

	private synchronized void written(int master, String marker) {
		if (marker.isEmpty()) {
			throw new IllegalStateException("too late to call it fresh");
		}
		this.everMarked = true;
		this.missingSince[master] = null;
		note(master, marker);
	}

	private void note(int master, String marker) {
		if (!marker.equals(this.known[master])) {
			this.known[master] = marker;
			String until = votesFrom(marker);
			if (until != null) {
				logger.warn("Master '{}' came back and may have lost what it granted: it does not vote until {}",
						this.electorate.name(master), until);
			}
		}
	}

	void close() {
		this.closed = true;
		this.ready.complete(null);
	}

	private static @Nullable String votesFrom(String marker) {
		String[] parts = marker.split(" ");
		return (parts.length == 3) ? Instant.ofEpochMilli(Long.parseLong(parts[2])).toString() : null;
	}

	private static String marker(@Nullable Object reply) {
		return (reply instanceof List<?>) ? Mark.of(reply).marker : "none";
	}

	/**
	 * What a master says of its marker.
	 *
	 * @param marker the marker, empty where there is none
	 * @param mine whether it is that of the process that answers
	 * @param serverMillis the server's clock
	 * @param runId the process that answers
	 */
	private record Mark(String marker, boolean mine, long serverMillis, String runId) {

		static Mark of(@Nullable Object reply) {
			List<?> parts = (List<?>) Objects.requireNonNull(reply);
			return new Mark((String) parts.get(0), Long.valueOf(1).equals(parts.get(1)), (Long) parts.get(2),
					(String) parts.get(3));
		}

	}

	/**
	 * What a look at the markers has found.
	 */
	private enum Finding {

		/** Every master that answered is marked, and a majority answered. */
		MARKED,

		/** Every master that answered is marked; the others are to be heard of. */
		TOO_FEW,

		/** A master that answered is not marked for now: look again. */
		UNCLEAR

	}

}
