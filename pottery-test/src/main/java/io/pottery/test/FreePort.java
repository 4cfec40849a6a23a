package io.pottery.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that may be stopped and started again.
 * <p>
 * All lie below the ports that the operating systems give to outgoing connections. One of
 * those could be taken by anybody while its server is stopped; worse, a client that keeps
 * knocking at it would in the end be given it as its own port and be connected to itself.
 */
final class FreePort {

	private static final int FIRST = 12_000;

	private static final int FIRST_OUTGOING = 32_768;

	private static final int CLUSTER_BUS = 10_000;

	private static final int TRIES = 1000;

	private FreePort() {
	}

	/**
	 * Finds a port that is free now.
	 * @param cluster whether the port of the cluster bus must be free, too
	 * @return the port
	 */
	static int find(boolean cluster) {
		int bound = cluster ? FIRST_OUTGOING - CLUSTER_BUS : FIRST_OUTGOING;
		for (int i = 0; i < TRIES; i++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, bound);
			if (isFree(port) && (!cluster || isFree(port + CLUSTER_BUS))) {
				return port;
			}
		}
		throw new RedisServerException("No port between " + FIRST + " and " + bound + " is free");
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
