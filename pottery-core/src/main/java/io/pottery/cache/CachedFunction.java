package io.pottery.cache;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A function that remembers its results in a Redis hash. Python's {@code redis_cache()}.
 *
 * @param <A> the type of the argument
 * @param <R> the type of the result
 * @since 1.0
 */
public interface CachedFunction<A extends @Nullable Object, R extends @Nullable Object> extends Function<A, R> {

	/**
	 * Gives a function a memory.
	 * @param <A> the type of the argument
	 * @param <R> the type of the result
	 * @param cache where results are remembered, by lists of the one argument
	 * @param function the function
	 * @return the function with a memory
	 */
	static <A extends @Nullable Object, R extends @Nullable Object> CachedFunction<A, R> of(ResultCache<R> cache,
			Function<A, R> function) {
		return new DefaultCachedFunction<>(cache, function);
	}

	/**
	 * Returns the remembered result, or runs the function and remembers what it returns.
	 * A hit is one round trip, renewal of the time-out included. Where Redis cannot be
	 * reached the function is run.
	 * @param argument the argument, which must be writable as JSON
	 * @return the result
	 * @throws io.pottery.exception.UnencodableValueException if the argument or the
	 * result cannot be written as JSON
	 */
	@Override
	R apply(A argument);

	/**
	 * Runs the function and remembers its result, whatever Redis held; counts neither as
	 * hit nor as miss.
	 * @param argument the argument
	 * @return the new result
	 */
	R bypass(A argument);

	/**
	 * Returns the function itself, which knows no cache.
	 * @return the function that was given
	 */
	Function<A, R> uncached();

	/**
	 * Forgets every result, and sets this process's counts to zero.
	 */
	void clear();

	/**
	 * Tells how the cache did, in one round trip.
	 * @return the counts
	 */
	CacheInfo info();

}
