package io.pottery.samples.soak;

import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;

/**
 * A counter on a server that never fails, which may look at fencing tokens. It counts the
 * writes that it accepts.
 */
final class Resource implements AutoCloseable {

	static final String KEY = "resource";

	private static final String[] KEYS = { KEY, KEY + "-fence", KEY + "-writes" };

	private static final String NEWER = """
			local function newer(a, b)
				return #a > #b or #a == #b and a > b
			end
			local fence = redis.call('GET', KEYS[2])
			local stale = fence and newer(fence, ARGV[1])
			""";

	private static final String FENCE = NEWER + """
			if stale then
				return -1
			end
			redis.call('SET', KEYS[2], ARGV[1])
			return tonumber(redis.call('GET', KEYS[1]) or 0)
			""";

	private static final String WRITE_IF_NEWEST = NEWER + """
			if stale then
				return 0
			end
			redis.call('SET', KEYS[1], ARGV[2])
			return redis.call('INCR', KEYS[3])
			""";

	private static final String READ = "return tonumber(redis.call('GET', KEYS[1]) or 0)";

	private static final String WRITE = """
			redis.call('SET', KEYS[1], ARGV[2])
			return redis.call('INCR', KEYS[3])
			""";

	private final RedisClient client;

	private final StatefulRedisConnection<String, String> connection;

	private final boolean fenced;

	Resource(String uri, boolean fenced) {
		this.client = RedisClient.create(uri);
		this.connection = this.client.connect();
		this.fenced = fenced;
	}

	/**
	 * Reads the counter; from then on older tokens are refused.
	 * @return the counter, negative where this token is refused
	 */
	long read(long token) {
		return eval(this.fenced ? FENCE : READ, token, 0);
	}

	/**
	 * Writes the counter.
	 * @return which accepted write it was, 0 where it was refused
	 */
	long write(long token, long value) {
		return eval(this.fenced ? WRITE_IF_NEWEST : WRITE, token, value);
	}

	private long eval(String script, long token, long value) {
		List<String> words = List.of(Long.toString(token), Long.toString(value));
		Long answer = this.connection.sync().eval(script, ScriptOutputType.INTEGER, KEYS, words.toArray(String[]::new));
		return answer;
	}

	@Override
	public void close() {
		this.connection.close();
		this.client.shutdown();
	}

}
