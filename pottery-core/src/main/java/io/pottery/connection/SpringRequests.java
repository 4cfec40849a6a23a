package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Sends requests over what Spring Data knows of any client, such as Jedis.
 */
final class SpringRequests {

	private SpringRequests() {
	}

	/**
	 * Sends a request and waits for the answer.
	 * @param request the request
	 * @param connection what to send it over
	 * @return the reply
	 * @throws ErrorReplyException if the answer is an error
	 * @throws NoReplyException if there is none
	 */
	static @Nullable Object send(Request request, RedisConnection connection) {
		try {
			return execute(request, connection);
		}
		catch (InvalidDataAccessApiUsageException | RedisSystemException ex) {
			// What Spring Data makes of an error reply depends on the client.
			throw new ErrorReplyException(NoReplyException.innermost(ex), ex);
		}
		catch (DataAccessException ex) {
			throw NoReplyException.of(ex, NoReplyException.UNKNOWN);
		}
	}

	private static @Nullable Object execute(Request request, RedisConnection connection) {
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
