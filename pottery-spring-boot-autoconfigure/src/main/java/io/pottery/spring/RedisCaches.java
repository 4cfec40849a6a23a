package io.pottery.spring;

import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pottery.cache.CacheInfo;

/**
 * The caches of all methods with {@code @RedisCached}, by name. The name of a cache is
 * its key, as the annotation gives it with placeholders replaced.
 *
 * @since 1.0
 */
public interface RedisCaches {

	/**
	 * Returns the names of the caches whose beans were created so far.
	 * @return the names in alphabetical order
	 */
	Set<String> names();

	/**
	 * Tells how a cache did, in one round trip.
	 * @param name the name of the cache
	 * @return the counts
	 * @throws IllegalArgumentException if there is no such cache
	 */
	CacheInfo info(String name);

	/**
	 * Forgets every result of a cache, and sets this process's counts to zero.
	 * @param name the name of the cache
	 * @throws IllegalArgumentException if there is no such cache
	 */
	void clear(String name);

	/**
	 * Calls something with a cache that does not answer: cached methods that this thread
	 * calls meanwhile do run, and their results are remembered as the new ones. Counts
	 * neither hits nor misses.
	 * @param <T> the type of the result
	 * @param name the name of the cache
	 * @param call what to call, usually one method of a bean
	 * @return what the call returned
	 * @throws IllegalArgumentException if there is no such cache
	 */
	<T extends @Nullable Object> T bypass(String name, Supplier<T> call);

	/**
	 * Calls something without a cache: cached methods that this thread calls meanwhile do
	 * run, and nothing is remembered.
	 * @param <T> the type of the result
	 * @param name the name of the cache
	 * @param call what to call, usually one method of a bean
	 * @return what the call returned
	 * @throws IllegalArgumentException if there is no such cache
	 */
	<T extends @Nullable Object> T uncached(String name, Supplier<T> call);

}
