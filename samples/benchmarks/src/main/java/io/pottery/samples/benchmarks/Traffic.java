package io.pottery.samples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

/**
 * What one piece of work sends to all servers together.
 *
 * @param requests commands that clients sent
 * @param commands commands that servers ran, those in scripts included
 */
record Traffic(double requests, double commands) {

	static Traffic of(RedisServers servers, Work work, Enum<?> peer, int times) {
		double[] counts = new double[2];
		work.open(peer, (once) -> {
			// Makes connections and scripts known first.
			once.run();
			Runnable often = () -> repeat(once, times);
			counts[0] = requests(servers, often);
			counts[1] = commands(servers, 0, often);
		});
		return new Traffic(counts[0] / times, counts[1] / times);
	}

	private static void repeat(Runnable once, int times) {
		for (int i = 0; i < times; i++) {
			once.run();
		}
	}

	private static long commands(RedisServers servers, int first, Runnable work) {
		if (first == servers.size()) {
			work.run();
			return 0;
		}
		long[] others = new long[1];
		long own = servers.get(first).count(() -> others[0] = commands(servers, first + 1, work)).total();
		return own + others[0];
	}

	private static long requests(RedisServers servers, Runnable work) {
		List<Monitor> monitors = new ArrayList<>();
		try {
			servers.forEach((server) -> monitors.add(new Monitor(server)));
			work.run();
			return monitors.stream().mapToLong(Monitor::requests).sum();
		}
		finally {
			monitors.forEach(Monitor::close);
		}
	}

	/**
	 * Listens to a server, which says of each command whether a client or a script called
	 * it.
	 */
	private static final class Monitor implements AutoCloseable {

		private final RedisServer server;

		private final Socket socket;

		private final BufferedReader lines;

		Monitor(RedisServer server) {
			try {
				this.server = server;
				this.socket = new Socket(server.host(), server.port());
				this.lines = new BufferedReader(
						new InputStreamReader(this.socket.getInputStream(), StandardCharsets.UTF_8));
				this.socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.UTF_8));
				this.lines.readLine();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		long requests() {
			String end = KeyNames.fresh();
			this.server.command("ECHO", end);
			return this.lines.lines()
				.takeWhile((line) -> !line.contains(end))
				// The kit logs in to send the end.
				.filter((line) -> !line.contains(" lua] ") && !line.contains("\"AUTH\""))
				.count();
		}

		@Override
		public void close() {
			try {
				this.socket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
