package io.pottery.connection;

/**
 * Thrown inside this room where a command was not answered. The message is the end of a
 * sentence that begins with the server.
 */
final class NoReplyException extends RuntimeException {

	NoReplyException(String message, Throwable cause) {
		super(message, cause);
	}

}
