package io.pottery.samples.soak;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

/**
 * Counters without any protection, on the server that never fails: reading and writing
 * are two commands.
 */
final class Counters implements AutoCloseable {

	private final RedisClient client;

	private final StatefulRedisConnection<String, String> connection;

	private final RedisCommands<String, String> commands;

	Counters(String uri) {
		this.client = RedisClient.create(uri);
		this.connection = this.client.connect();
		this.commands = this.connection.sync();
	}

	long read(String key) {
		String value = this.commands.get(key);
		return (value != null) ? Long.parseLong(value) : 0;
	}

	void write(String key, long value) {
		this.commands.set(key, Long.toString(value));
	}

	@Override
	public void close() {
		this.connection.close();
		this.client.shutdown();
	}

}
