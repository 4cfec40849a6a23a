package io.pottery.connection;

/**
 * Thrown inside this room where a command was not answered. The message ends a sentence
 * that begins with the server and the command.
 */
final class NoReplyException extends RuntimeException {

	/** For a command that was on its way. */
	static final String UNKNOWN = "; whether it ran is unknown";

	NoReplyException(String message, Throwable cause) {
		super(message, cause);
	}

	static NoReplyException of(Throwable cause, String consequence) {
		return new NoReplyException(innermost(cause) + consequence, cause);
	}

	/**
	 * Returns the words of the exception that started it, which say more than those of
	 * the wrappers.
	 */
	static String innermost(Throwable ex) {
		Throwable innermost = ex;
		while (innermost.getCause() != null) {
			innermost = innermost.getCause();
		}
		return (innermost.getMessage() != null) ? innermost.getMessage() : innermost.getClass().getSimpleName();
	}

}
