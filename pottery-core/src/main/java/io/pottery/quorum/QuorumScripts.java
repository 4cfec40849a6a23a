package io.pottery.quorum;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * Every script that a master is ever sent.
 */
final class QuorumScripts {

	private static final Script VOTE_IF_MARKED = Script.load("vote-if-marked");

	static final Script ACQUIRE_IF_FREE = vote("acquire-if-free");

	static final Script PASS_ON_IF_OWNER = vote("pass-on-if-owner");

	static final Script EXTEND_IF_OWNER = vote("extend-if-owner");

	static final Script INSPECT_LOCK = vote("inspect-lock");

	/** No vote: whatever a master has forgotten, nobody is hurt by giving it up. */
	static final Script RELEASE_IF_OWNER = Script.load("release-if-owner");

	static final Script READ_COUNTER = vote("read-counter");

	static final Script RAISE_COUNTER = vote("raise-counter");

	static final Script RESTORE_COUNTER = vote("restore-counter");

	static final Script RESET_COUNTER = vote("reset-counter");

	static final Script READ_MARKER = Script.load("read-marker");

	static final Script WRITE_MARKER = Script.load("write-marker");

	private static final String NO_VOTE = "NOVOTE";

	private static final String UNKNOWN = "UNKNOWN";

	private QuorumScripts() {
	}

	private static Script vote(String name) {
		return VOTE_IF_MARKED.around(Script.load(name));
	}

	/**
	 * Tells whether a script answered 1 for yes, alone or first of several.
	 */
	static boolean yes(@Nullable Object reply) {
		Object first = (reply instanceof List<?> list && !list.isEmpty()) ? list.get(0) : reply;
		return first instanceof Long number && number == 1;
	}

	/**
	 * Tells whether a lock that was given up, or passed on, had been held.
	 */
	static boolean held(@Nullable Object reply) {
		return (reply instanceof List<?> list && list.size() > 1) ? Long.valueOf(1).equals(list.get(1)) : yes(reply);
	}

	/**
	 * Returns why a master gave no vote.
	 * @return {@code unmarked} or the milliseconds of its quarantine that are left,
	 * {@code null} where it voted
	 */
	static @Nullable String noVote(@Nullable Object reply) {
		return tagged(reply, NO_VOTE);
	}

	/**
	 * Returns the marker of a master that may have forgotten a counter.
	 * @return the marker, {@code null} where the master knows the counter
	 */
	static @Nullable String unknownUnder(@Nullable Object reply) {
		return tagged(reply, UNKNOWN);
	}

	private static @Nullable String tagged(@Nullable Object reply, String tag) {
		return (reply instanceof List<?> list && list.size() == 2 && tag.equals(list.get(0)))
				? String.valueOf(list.get(1)) : null;
	}

}
