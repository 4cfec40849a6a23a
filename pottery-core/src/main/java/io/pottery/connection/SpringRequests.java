package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Sends requests over what Spring Data knows of any client, such as Jedis.
 */
final class SpringRequests {

	private SpringRequests() {
	}

	static @Nullable Object send(Request request, RedisConnection connection) {
		if (!request.head().isEmpty()) {
			return sendScript(request, connection);
		}
		if (connection instanceof RedisClusterConnection cluster) {
			return cluster.execute(request.command(), request.keys().get(0), List.of(request.args()));
		}
		return connection.execute(request.command(), keysAndArgs(request));
	}

	private static @Nullable Object sendScript(Request request, RedisConnection connection) {
		String text = request.head().get(0);
		// The type VALUE hands a reply on as it is, whatever its shape.
		return request.command().equals("EVAL") ? connection.scriptingCommands()
			.eval(text.getBytes(StandardCharsets.UTF_8), ReturnType.VALUE, request.keys().size(), keysAndArgs(request))
				: connection.scriptingCommands()
					.evalSha(text, ReturnType.VALUE, request.keys().size(), keysAndArgs(request));
	}

	private static byte[][] keysAndArgs(Request request) {
		List<byte[]> all = new ArrayList<>(request.keys());
		all.addAll(List.of(request.args()));
		return all.toArray(byte[][]::new);
	}

}
