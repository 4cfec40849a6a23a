package io.pottery.samples.soak;

import java.io.IOException;
import java.time.Duration;

/**
 * Suspends processes.
 */
final class Signals {

	private Signals() {
	}

	/**
	 * Suspends a process for a while, which goes by even if this JVM ends.
	 * @return the process that ends when the other goes on
	 */
	static Process suspend(long pid, Duration time) throws IOException {
		String seconds = Double.toString(time.toMillis() / 1000.0);
		return new ProcessBuilder("sh", "-c", "kill -s STOP \"$1\"; sleep \"$2\"; kill -s CONT \"$1\"", "suspend",
				Long.toString(pid), seconds)
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

}
