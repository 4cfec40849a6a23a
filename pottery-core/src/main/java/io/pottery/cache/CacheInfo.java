package io.pottery.cache;

import java.util.OptionalLong;

/**
 * How a cache did.
 *
 * @param hits calls of this process that were answered by Redis, or by another thread's
 * load that they waited for
 * @param misses calls of this process that ran the function
 * @param maxSize the largest number of results kept; empty, as caches are unbounded
 * @param currentSize the number of results that Redis holds now, whoever stored them
 * @since 1.0
 */
public record CacheInfo(long hits, long misses, OptionalLong maxSize, long currentSize) {
}
