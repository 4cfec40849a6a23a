package io.pottery.test;

/**
 * The moment between two looks at a server that is not ready.
 */
final class Pause {

	private static final long MILLIS = 2;

	private Pause() {
	}

	static void briefly() {
		try {
			Thread.sleep(MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RedisServerException("Interrupted while a Redis server started", ex);
		}
	}

}
