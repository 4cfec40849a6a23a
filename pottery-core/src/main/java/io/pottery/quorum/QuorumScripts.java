package io.pottery.quorum;

import java.util.List;

import io.pottery.internal.script.Script;

/**
 * Every script that a master is ever sent.
 */
final class QuorumScripts {

	static final Script ACQUIRE_IF_FREE = Script.load("acquire-if-free");

	static final Script RELEASE_IF_OWNER = Script.load("release-if-owner");

	static final Script EXTEND_IF_OWNER = Script.load("extend-if-owner");

	static final Script INSPECT_LOCK = Script.load("inspect-lock");

	static final Script READ_COUNTER = Script.load("read-counter");

	static final Script RAISE_COUNTER = Script.load("raise-counter");

	static final Script DELETE_COUNTER = Script.load("delete-counter");

	private QuorumScripts() {
	}

	/**
	 * Tells whether a script answered 1 for yes, alone or first of several.
	 */
	static boolean yes(Object reply) {
		Object first = (reply instanceof List<?> list && !list.isEmpty()) ? list.get(0) : reply;
		return first instanceof Long number && number == 1;
	}

}
