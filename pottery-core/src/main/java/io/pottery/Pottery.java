package io.pottery;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

import io.pottery.cache.CachedFunction;
import io.pottery.cache.ResultCacheBuilder;
import io.pottery.collection.RedisCollections;
import io.pottery.probabilistic.BloomFilters;
import io.pottery.probabilistic.HyperLogLogs;
import io.pottery.quorum.NextId;
import io.pottery.quorum.NextIdBuilder;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.RedlockBuilder;
import io.pottery.quorum.UnsuitableMaster;

/**
 * Redis for humans: opens every structure, lock, id and cache.
 * <p>
 * Containers and caches live on one Redis server; locks and ids on the masters. Types are
 * given as a class, as Jackson's {@link TypeReference} or as a {@link Type}. Opening
 * something asks nobody, save where it has initial contents. Safe for all threads; meant
 * to live as long as the application.
 *
 * @since 1.0
 */
public interface Pottery extends RedisCollections, BloomFilters, HyperLogLogs, AutoCloseable {

	/**
	 * Opens the server that the environment variable {@code REDIS_URL} names, otherwise
	 * {@code redis://localhost:6379/0}. It is the one master, too.
	 * @return a new Pottery with a connection of its own
	 * @throws IllegalArgumentException if the variable is not a Redis URI
	 */
	static Pottery create() {
		String uri = System.getenv("REDIS_URL");
		return create((uri != null) ? uri : "redis://localhost:6379/0");
	}

	/**
	 * Opens a server. It is the one master, too.
	 * @param uri where it is, such as {@code redis://localhost:6379/1}
	 * @return a new Pottery with a connection of its own
	 * @throws IllegalArgumentException if this is not a Redis URI
	 */
	static Pottery create(String uri) {
		return builder().server(uri).build();
	}

	/**
	 * Sets up a Pottery.
	 * @return a builder
	 */
	static PotteryBuilder builder() {
		return new PotteryBuilder();
	}

	/**
	 * Returns a lock with a lease of 10 seconds and up to 3 extensions.
	 * @param key what it guards
	 * @return the lock
	 */
	default Redlock redlock(String key) {
		return redlockBuilder(key).build();
	}

	/**
	 * Sets up a lock.
	 * @param key what it guards
	 * @return a builder
	 * @throws IllegalStateException if this Pottery has no masters
	 */
	RedlockBuilder redlockBuilder(String key);

	/**
	 * Returns the sequence {@code current}.
	 * @return the sequence of ids
	 */
	default NextId nextId() {
		return nextId("current");
	}

	/**
	 * Returns a sequence of ids.
	 * @param key what the ids are for
	 * @return the sequence
	 */
	default NextId nextId(String key) {
		return nextIdBuilder(key).build();
	}

	/**
	 * Sets up a sequence of ids.
	 * @param key what the ids are for
	 * @return a builder
	 * @throws IllegalStateException if this Pottery has no masters
	 */
	NextIdBuilder nextIdBuilder(String key);

	/**
	 * Remembers what a function returns, for 60 seconds after the last use.
	 * @param <A> the type of the argument
	 * @param <R> the type of the result
	 * @param key the Redis key of the cache
	 * @param resultType the type of the result
	 * @param function the function
	 * @return the function with a memory
	 */
	<A extends @Nullable Object, R extends @Nullable Object> CachedFunction<A, R> cached(String key,
			Class<R> resultType, Function<A, R> function);

	/**
	 * Remembers what a function returns, for 60 seconds after the last use.
	 * @param <A> the type of the argument
	 * @param <R> the type of the result
	 * @param key the Redis key of the cache
	 * @param resultType the type of the result
	 * @param function the function
	 * @return the function with a memory
	 */
	<A extends @Nullable Object, R extends @Nullable Object> CachedFunction<A, R> cached(String key,
			TypeReference<R> resultType, Function<A, R> function);

	/**
	 * Sets up a cache of results by lists of arguments, for what {@link CachedFunction}
	 * is too narrow for.
	 * @param <R> the type of the results
	 * @param key the Redis key of the cache
	 * @param resultType the type of the results
	 * @return a builder
	 */
	<R extends @Nullable Object> ResultCacheBuilder<R> resultCache(String key, Type resultType);

	/**
	 * Returns the names of the masters.
	 * @return aliases or {@code host:port}, in the order configured
	 */
	List<String> masters();

	/**
	 * Returns the masters that get no vote for what they are: the same server under
	 * another address, replicas, and those that hide what the restart policy has to know.
	 * Waits until every master was reached or could not be, which takes no longer than
	 * connecting does; of those that could not be, nothing is known.
	 * @param wait the longest time to wait; zero asks for what is known now
	 * @return the unsuitable masters, none where all that were reached may vote or there
	 * are no masters; the thread's interrupt ends the wait, and its flag stays set
	 */
	List<UnsuitableMaster> unsuitableMasters(Duration wait);

	/**
	 * Closes the connections that this Pottery opened. Temporary containers expire.
	 */
	@Override
	void close();

}
