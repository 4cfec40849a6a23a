package io.pottery.cache;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerSettings;

/**
 * Results by lists of arguments, remembered in a Redis hash: what {@link CachedFunction}
 * and the annotation {@code @RedisCached} stand on. Arguments form one canonical JSON
 * array.
 *
 * @param <R> the type of the results
 * @since 1.0
 */
public interface ResultCache<R extends @Nullable Object> {

	/**
	 * Sets up a cache.
	 * @param <R> the type of the results
	 * @param settings the Redis and the codecs
	 * @param key the key of the hash, without the prefix
	 * @param resultType the type of the results
	 * @return a builder
	 * @throws IllegalArgumentException if the key contains <code>}</code> but no hash tag
	 */
	static <R extends @Nullable Object> ResultCacheBuilder<R> builder(ContainerSettings settings, String key,
			Type resultType) {
		return new ResultCacheBuilder<>(settings, key, resultType);
	}

	/**
	 * Returns the key as the application gave it.
	 * @return the key, without the prefix
	 */
	String key();

	/**
	 * Returns the remembered result or loads and remembers it. One caller of this process
	 * loads while the others wait; where it throws, each of them tries itself. A thread
	 * whose waiting could never end loads, too.
	 * @param arguments the arguments
	 * @param loader what runs on a miss
	 * @return the result
	 * @throws io.pottery.exception.UnencodableValueException if an argument or the result
	 * cannot be written as JSON
	 */
	R get(List<? extends @Nullable Object> arguments, Supplier<? extends R> loader);

	/**
	 * Loads and remembers a result, whatever was there; counts nothing.
	 * @param arguments the arguments
	 * @param loader what runs
	 * @return the new result
	 * @throws io.pottery.exception.UnencodableValueException if an argument or the result
	 * cannot be written as JSON
	 */
	R bypass(List<? extends @Nullable Object> arguments, Supplier<? extends R> loader);

	/**
	 * Looks a result up, in one round trip, and counts a hit or a miss. This and
	 * {@link #store} are the two halves of {@link #get} for callers whose results come
	 * later.
	 * @param arguments the arguments
	 * @return what was found; a miss while Redis fails and calls go through
	 * @throws io.pottery.exception.UnencodableValueException if an argument cannot be
	 * written as JSON
	 */
	CacheLookup<R> lookup(List<? extends @Nullable Object> arguments);

	/**
	 * Begins a load that the cache does not answer, in one round trip; counts nothing.
	 * @return the state of the cache that {@link #store} is to be told
	 */
	long generation();

	/**
	 * Remembers a result, unless the cache was cleared since the look-up. Does nothing
	 * while Redis fails and calls go through.
	 * @param arguments the arguments
	 * @param generation what {@link #lookup} or {@link #generation} returned
	 * @param result the result
	 * @return whether the result was stored
	 * @throws io.pottery.exception.UnencodableValueException if an argument or the result
	 * cannot be written as JSON
	 */
	boolean store(List<? extends @Nullable Object> arguments, long generation, R result);

	/**
	 * Forgets one result. Loads that are under way are not stored.
	 * @param arguments the arguments
	 * @return whether there was a result
	 */
	boolean evict(List<? extends @Nullable Object> arguments);

	/**
	 * Forgets every result, and sets this process's counts to zero. Loads that are under
	 * way are not stored.
	 */
	void clear();

	/**
	 * Tells how the cache did, in one round trip.
	 * @return the counts
	 */
	CacheInfo info();

}
