package io.pottery.test;

import org.jspecify.annotations.Nullable;

/**
 * A server could not be started, gave no answer or answered with an error.
 *
 * @since 1.0
 */
public final class RedisServerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RedisServerException(String message) {
		this(message, null);
	}

	RedisServerException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
