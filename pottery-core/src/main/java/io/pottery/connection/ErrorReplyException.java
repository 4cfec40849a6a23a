package io.pottery.connection;

import org.jspecify.annotations.Nullable;

/**
 * Thrown inside this room where the answer is an error. The message is the server's.
 */
final class ErrorReplyException extends RuntimeException {

	ErrorReplyException(@Nullable String message, Throwable cause) {
		super((message != null) ? message : "an error without words", cause);
	}

	String words() {
		return String.valueOf(getMessage());
	}

	boolean isUnknownScript() {
		return words().startsWith("NOSCRIPT");
	}

	/**
	 * Tells whether a key holds another type. Up to 6.2 an error inside a script comes
	 * wrapped in another.
	 * @return whether it does
	 */
	boolean isWrongType() {
		return words().startsWith("WRONGTYPE")
				|| (words().startsWith("ERR Error running script") && words().contains(": WRONGTYPE "));
	}

}
