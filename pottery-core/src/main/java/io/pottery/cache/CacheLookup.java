package io.pottery.cache;

import org.jspecify.annotations.Nullable;

/**
 * What a cache knew about some arguments.
 *
 * @param <R> the type of the results
 * @param hit whether a result was there
 * @param result the result; {@code null} on a miss, and where the result is {@code null}
 * @param generation on a miss, the state of the cache that a result must be stored with,
 * so that one loaded before a {@code clear} is not stored after it
 * @since 1.0
 */
public record CacheLookup<R extends @Nullable Object>(boolean hit, @Nullable R result, long generation) {
}
