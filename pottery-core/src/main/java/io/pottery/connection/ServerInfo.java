package io.pottery.connection;

import java.util.HashMap;
import java.util.Map;

import io.pottery.quorum.ServerFacts;

/**
 * Reads the reply of {@code INFO}.
 */
final class ServerInfo {

	private ServerInfo() {
	}

	static ServerFacts facts(String info) {
		Map<String, String> properties = new HashMap<>();
		info.lines().forEach((line) -> {
			int colon = line.indexOf(':');
			if (colon > 0) {
				properties.put(line.substring(0, colon), line.substring(colon + 1));
			}
		});
		boolean bounded = !properties.getOrDefault("maxmemory", "0").equals("0");
		return new ServerFacts(properties.getOrDefault("run_id", ""),
				properties.getOrDefault("role", "").equals("slave"),
				bounded ? properties.getOrDefault("maxmemory_policy", ServerFacts.NO_EVICTION)
						: ServerFacts.NO_EVICTION);
	}

}
