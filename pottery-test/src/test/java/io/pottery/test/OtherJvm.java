package io.pottery.test;

import java.io.IOException;

/**
 * A JVM with a server that runs, a paused one and a stopped one, until its input ends; or
 * one that says why it can have none.
 */
public final class OtherJvm {

	private OtherJvm() {
	}

	public static void main(String[] arguments) throws IOException {
		if (arguments[0].equals("failure")) {
			try {
				RedisServer.started();
			}
			catch (RedisServerException ex) {
				System.out.println(ex.getMessage());
			}
			return;
		}
		RedisServers servers = RedisServers.builder().count(3).appendOnly().start();
		System.out.println(ServerGuard.directory());
		for (RedisServer server : new RedisServer[] { servers.get(0), servers.get(1) }) {
			System.out.println(server.port() + " " + server.pid());
		}
		servers.get(1).pause();
		servers.get(2).stop();
		System.in.read();
	}

}
