package io.pottery.collection;

import java.nio.ByteBuffer;
import java.util.Set;

import io.pottery.internal.script.Script;

/**
 * The ways to combine sets, on the server and here.
 */
enum SetOperation {

	/**
	 * What stands in any set.
	 */
	UNION("combine-sets", "SUNION", "store-combined-sets", "SUNIONSTORE"),

	/**
	 * What stands in every set.
	 */
	INTERSECTION("combine-sets", "SINTER", "store-combined-sets", "SINTERSTORE"),

	/**
	 * What stands in the first set only.
	 */
	DIFFERENCE("combine-sets", "SDIFF", "store-combined-sets", "SDIFFSTORE"),

	/**
	 * What stands in an odd number of sets: of two, in just one of them.
	 */
	SYMMETRIC_DIFFERENCE("read-odd-members", "", "store-odd-members", "");

	private final Script reading;

	private final String readCommand;

	private final Script storing;

	private final String storeCommand;

	SetOperation(String reading, String readCommand, String storing, String storeCommand) {
		this.reading = Script.load(reading);
		this.readCommand = readCommand;
		this.storing = Script.load(storing);
		this.storeCommand = storeCommand;
	}

	/**
	 * Returns the script that reads the combination of its keys.
	 * @return the script
	 */
	Script reading() {
		return this.reading;
	}

	/**
	 * Returns the argument of {@link #reading()}.
	 * @return a command, which not every script looks at
	 */
	String readCommand() {
		return this.readCommand;
	}

	/**
	 * Returns the script that replaces its second key by the combination of the others.
	 * @return the script
	 */
	Script storing() {
		return this.storing;
	}

	/**
	 * Returns the argument of {@link #storing()}.
	 * @return a command, which not every script looks at
	 */
	String storeCommand() {
		return this.storeCommand;
	}

	/**
	 * Combines sets here.
	 * @param elements the first set, which becomes the result
	 * @param other the next set
	 */
	void apply(Set<ByteBuffer> elements, Set<ByteBuffer> other) {
		switch (this) {
			case UNION -> elements.addAll(other);
			case INTERSECTION -> elements.retainAll(other);
			case DIFFERENCE -> elements.removeAll(other);
			case SYMMETRIC_DIFFERENCE -> other.forEach((element) -> {
				if (!elements.remove(element)) {
					elements.add(element);
				}
			});
		}
	}

}
