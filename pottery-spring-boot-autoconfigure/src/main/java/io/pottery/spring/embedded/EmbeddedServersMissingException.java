package io.pottery.spring.embedded;

/**
 * Thrown where servers are to live with the application and what starts them is missing.
 */
final class EmbeddedServersMissingException extends RuntimeException {

	EmbeddedServersMissingException() {
		super("'pottery.embedded.enabled' is true, but io.pottery.test.RedisServers is not on the class path");
	}

}
