package io.pottery.samples.soak;

import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;

/**
 * A counter that takes whatever comes, and counts how often.
 */
final class CarelessResource implements Resource {

	private static final String[] KEYS = { KEY, KEY + "-writes" };

	private static final String WRITE = """
			redis.call('SET', KEYS[1], ARGV[1])
			return redis.call('INCR', KEYS[2])
			""";

	private final RedisClient client;

	private final StatefulRedisConnection<String, String> connection;

	CarelessResource(String uri) {
		this.client = RedisClient.create(uri);
		this.connection = this.client.connect();
	}

	@Override
	public long read(long token) {
		String value = this.connection.sync().get(KEY);
		return (value != null) ? Long.parseLong(value) : 0;
	}

	@Override
	public long write(long token, long value) {
		List<String> words = List.of(Long.toString(value));
		Long order = this.connection.sync().eval(WRITE, ScriptOutputType.INTEGER, KEYS, words.toArray(String[]::new));
		return order;
	}

	@Override
	public void close() {
		this.connection.close();
		this.client.shutdown();
	}

}
