package io.pottery.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * The application's own Redis, standalone, Sentinel or Cluster, as the containers and the
 * cache see it. Every call is one round trip, unless a script is not known to the server
 * yet.
 * <p>
 * Replies are a {@link Long} for an integer, a {@code byte[]} for a bulk or simple
 * string, a {@link List} of replies for an array, set or map (a map is flattened to
 * alternating keys and values), or {@code null} for nil.
 *
 * @since 1.0
 */
public interface RedisCommands {

	/**
	 * Sends one command about one key.
	 * @param command the command, such as {@code HGET}
	 * @param key the key, which also tells the node of a cluster
	 * @param args what follows the key
	 * @return the reply
	 * @throws io.pottery.exception.WrongTypeException if the key holds another type
	 * @throws io.pottery.exception.ServerUnavailableException if no answer came
	 * @throws io.pottery.exception.ServerRefusalException if Redis answered any other
	 * error
	 */
	@Nullable Object call(String command, String key, byte[]... args);

	/**
	 * Runs a script.
	 * @param script the script
	 * @param keys its keys, of one slot; the first is the one that exceptions name
	 * @param args its arguments
	 * @return the reply
	 * @throws io.pottery.exception.WrongTypeException if a key holds another type
	 * @throws io.pottery.exception.ServerUnavailableException if no answer came
	 * @throws io.pottery.exception.ServerRefusalException if Redis answered any other
	 * error
	 */
	@Nullable Object run(Script script, List<String> keys, byte[]... args);

}
