package io.pottery.collection;

/**
 * An end of a list in Redis, and how positions are counted from it.
 */
enum DequeEnd {

	/**
	 * Where indexes begin in Redis.
	 */
	HEAD("LPUSH", "LPOP"),

	/**
	 * Where indexes end in Redis.
	 */
	TAIL("RPUSH", "RPOP");

	private final String push;

	private final String pop;

	DequeEnd(String push, String pop) {
		this.push = push;
		this.pop = pop;
	}

	/**
	 * Returns the command that adds elements at this end.
	 * @return the command
	 */
	String push() {
		return this.push;
	}

	/**
	 * Returns the command that removes elements from this end.
	 * @return the command
	 */
	String pop() {
		return this.pop;
	}

	DequeEnd opposite() {
		return (this == HEAD) ? TAIL : HEAD;
	}

	/**
	 * Returns the index in Redis of what has an index from this end. Redis counts -1, -2,
	 * … from the tail, where 0, 1, … are counted here.
	 * @param index the index, negative from the other end
	 * @return the index in Redis
	 */
	long index(long index) {
		return (this == HEAD) ? index : ~index;
	}

	/**
	 * Returns a direction to search in.
	 * @return what {@code LREM} takes to remove the first element found from this end
	 */
	String once() {
		return (this == HEAD) ? "1" : "-1";
	}

}
