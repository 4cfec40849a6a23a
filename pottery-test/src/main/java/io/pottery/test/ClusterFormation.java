package io.pottery.test;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Makes masters that know nothing of each other a cluster.
 */
final class ClusterFormation {

	private static final int SLOTS = 16_384;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private ClusterFormation() {
	}

	static RedisServers start(int count) {
		if (count < 3) {
			throw new IllegalArgumentException("'count' must be at least 3, was " + count);
		}
		RedisServers servers = RedisServers.builder().count(count).clusterEnabled().start();
		try {
			form(servers);
			return servers;
		}
		catch (RuntimeException ex) {
			servers.close();
			throw ex;
		}
	}

	private static void form(RedisServers servers) {
		RedisServer first = servers.get(0);
		for (int i = 0; i < servers.size(); i++) {
			RedisServer server = servers.get(i);
			server.command("CLUSTER", addSlots(i, servers.size()));
			server.command("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
			if (i > 0) {
				first.command("CLUSTER", "MEET", server.host(), String.valueOf(server.port()));
			}
		}
		long start = System.nanoTime();
		for (RedisServer server : servers) {
			while (!isFormed(server, servers.size())) {
				if (System.nanoTime() - start > PATIENCE.toNanos()) {
					throw new RedisServerException(
							server + " did not find its cluster within " + PATIENCE.toSeconds() + " seconds");
				}
				Pause.briefly();
			}
		}
	}

	/*
	 * ADDSLOTSRANGE would be shorter; servers before 7.0 do not know it.
	 */
	private static String[] addSlots(int index, int count) {
		IntStream slots = IntStream.range(SLOTS * index / count, SLOTS * (index + 1) / count);
		return IntStream.concat(IntStream.of(-1), slots)
			.mapToObj((slot) -> (slot < 0) ? "ADDSLOTS" : String.valueOf(slot))
			.toArray(String[]::new);
	}

	private static boolean isFormed(RedisServer server, int count) {
		String info = String.valueOf(server.command("CLUSTER", "INFO"));
		return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + count)
				&& info.contains("cluster_slots_ok:" + SLOTS);
	}

}
