package io.pottery.connection;

import io.pottery.test.RedisServer;

/**
 * Connections that a server tells of changes.
 */
public final class TrackingClients {

	private TrackingClients() {
	}

	/**
	 * Counts them.
	 * @param server the server
	 * @return the number of connections with {@code CLIENT TRACKING} on
	 */
	public static long count(RedisServer server) {
		return String.valueOf(server.command("CLIENT", "LIST"))
			.lines()
			.filter((line) -> line.matches(".* flags=[A-Za-z]*t[A-Za-z]* .*"))
			.count();
	}

}
