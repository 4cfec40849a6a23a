package io.pottery.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.pottery.internal.script.Script;

/**
 * The application's own Redis, standalone, Sentinel or Cluster, as the containers and the
 * cache see it. Every call is one round trip, unless a script is not known to the server
 * yet; it goes to the node that may write, whatever replicas there are.
 * <p>
 * Replies are a {@link Long} for an integer or boolean, a {@code byte[]} for a bulk or
 * simple string or a floating point number, a {@link List} of replies for an array, set
 * or map (a map is flattened to alternating keys and values), or {@code null} for nil,
 * the same by RESP2 and RESP3.
 * <p>
 * Safe for all threads.
 *
 * @since 1.0
 */
public interface RedisCommands {

	/**
	 * Returns commands over the connections of an application. With Lettuce they travel
	 * on its shared connection, and the time an answer may take is its command time-out.
	 * @param factory where connections come from, which stays the caller's to close
	 * @return the commands; nothing is connected before the first call
	 */
	static RedisCommands from(RedisConnectionFactory factory) {
		return new DefaultRedisCommands(factory);
	}

	/**
	 * Returns the same commands with exceptions that speak the application's language.
	 * @param name the key that exceptions name, as the application gave it
	 * @param type what a {@link io.pottery.exception.WrongTypeException} says was
	 * expected, such as {@code a hash}
	 * @return commands over the same connections
	 */
	RedisCommands about(String name, String type);

	/**
	 * Tells whether one script may use two keys: in a cluster those of one slot,
	 * otherwise any. Asks nobody.
	 * @param key a key
	 * @param other another key
	 * @return whether it may
	 */
	boolean isTogether(String key, String other);

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

	/**
	 * Returns where threads wait for these commands to find something.
	 * @return the waits, the same whatever the commands are about
	 */
	KeyWaits waits();

	/**
	 * Ends all waits, and closes what they opened. The factory and its connections stay
	 * open.
	 */
	void close();

}
