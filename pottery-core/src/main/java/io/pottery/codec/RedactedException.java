package io.pottery.codec;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception whose words may quote the value: it has its class and its stack
 * trace, and none of its words unless they are ours.
 */
final class RedactedException extends RuntimeException {

	private static final int MAX_CAUSES = 4;

	private RedactedException(Throwable original, @Nullable Throwable cause) {
		super(words(original), cause, false, true);
		setStackTrace(original.getStackTrace());
	}

	private static String words(Throwable original) {
		String className = original.getClass().getName();
		return (original instanceof CanonicalGenerator.Refusal refusal)
				? className + ": " + refusal.getOriginalMessage()
				: className + " (its message is withheld, it may quote the value)";
	}

	static RedactedException of(Throwable original) {
		return of(original, MAX_CAUSES);
	}

	private static RedactedException of(Throwable original, int causes) {
		Throwable cause = original.getCause();
		return new RedactedException(original, (cause != null && causes > 0) ? of(cause, causes - 1) : null);
	}

}
