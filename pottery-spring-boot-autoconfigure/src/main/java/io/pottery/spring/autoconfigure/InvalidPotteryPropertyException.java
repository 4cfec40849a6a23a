package io.pottery.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where a property of Pottery cannot be meant as it is written.
 */
final class InvalidPotteryPropertyException extends RuntimeException {

	private final String property;

	private final String action;

	/**
	 * Creates the exception.
	 * @param property the full name of the property
	 * @param problem what is wrong: the rest of a sentence that begins with the property,
	 * without credentials
	 * @param action what to write, as a sentence
	 * @param cause what refused the property, if anything
	 */
	InvalidPotteryPropertyException(String property, String problem, String action, @Nullable Throwable cause) {
		super("The property '" + property + "' " + problem + ".", cause);
		this.property = property;
		this.action = action;
	}

	String property() {
		return this.property;
	}

	String action() {
		return this.action;
	}

}
