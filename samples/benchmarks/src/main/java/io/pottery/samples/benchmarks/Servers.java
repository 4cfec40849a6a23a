package io.pottery.samples.benchmarks;

import java.util.List;

import io.pottery.test.RedisServers;

/**
 * The servers to measure on: those of the whole run, or else some of this JVM.
 */
final class Servers {

	static final String PROPERTY = "benchmarks.servers";

	static final int COUNT = 5;

	private Servers() {
	}

	static List<String> uris() {
		String uris = System.getProperty(PROPERTY);
		return (uris != null) ? List.of(uris.split(",")) : RedisServers.shared(COUNT).uris();
	}

}
