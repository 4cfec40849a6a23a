package io.pottery.collection;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;

/**
 * An ordered map of the keys that somebody asked for, with the values that a shared cache
 * knows of them; the cache is a Redis hash. Python's {@code CachedOrderedDict}. Search
 * results are the use it is made for: open it with the ids that were found, in their
 * order, load what {@link #misses()} names, {@link #putAll put} that, and render the map.
 * <p>
 * Opening reads what the cache has of the keys in one round trip for up to 1,000 of them;
 * without keys it asks nobody. From then on the map is a local snapshot: reading asks
 * nobody and does not see what other processes write. A key without a value, a miss, is a
 * mapping to {@code null}: it counts in {@code size()} and stands in {@code keySet()}. A
 * JSON {@code null} in the cache is a miss as well.
 * <p>
 * Writing writes through to the cache, in one atomic command or script; {@code putAll}
 * and {@code replaceAll} send up to 1,000 mappings or 256 KiB in one round trip, each
 * such chunk atomically. A key keeps its place, and a new one goes to the end. Removing,
 * by whatever method or view, is local: the cache belongs to all and keeps the value.
 * Only {@link #clear}, also that of a view, empties the cache, too.
 * <p>
 * The whole cache is deleted 60 seconds after it was last opened or written to, unless
 * the map was opened with another time-out or with none.
 * <p>
 * Views are live. Their iterators walk over a copy of the moment and never fail;
 * {@code Iterator.remove} removes the mapping as above, {@code Entry.setValue} writes
 * through. Keys and values that are written must not be {@code null}, nor keys that are
 * asked for.
 * <p>
 * A cached value that cannot be decoded is no miss: reading it throws
 * {@link io.pottery.exception.UndecodableValueException}, and an iterator goes on behind
 * it. {@code put} replaces it and then throws that exception with the whole text that was
 * read on opening; {@code putAll} and {@code replaceAll} replace it silently.
 * <p>
 * Two maps are equal if their mappings are, in any order, as {@code java.util.Map}
 * demands. Safe for all threads; writing threads wait for each other's round trips, and
 * functions handed in run meanwhile. The cache is safe for all processes.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @since 1.0
 */
public interface CachedOrderedMap<K, V> extends Map<K, V>, RedisContainer {

	/**
	 * Returns the keys that have no value, asking nobody.
	 * @return a modifiable copy, in the order of the map
	 */
	Set<K> misses();

	/**
	 * Copies the map, asking nobody.
	 * @return a modifiable copy in the same order, with {@code null} for each miss
	 */
	Map<K, @Nullable V> snapshot();

	/**
	 * Returns a value, asking nobody.
	 * @param key the key
	 * @return its value, {@code null} if it is a miss or no key of this map
	 */
	@Override
	@Nullable V get(Object key);

	/**
	 * Puts a value here and into the cache, in one round trip.
	 * @param key the key
	 * @param value the value
	 * @return the value that this map had, whatever the cache had
	 */
	@Override
	@Nullable V put(K key, V value);

	/**
	 * Puts values into the cache, in one round trip a chunk, and then here. Nothing is
	 * put if one of them cannot be encoded.
	 * @param mappings the mappings
	 */
	@Override
	void putAll(Map<? extends K, ? extends V> mappings);

	/**
	 * Puts a value here and into the cache where neither has one. Asks nobody if this map
	 * has a value; otherwise, in one round trip, a value that another process cached
	 * first stays, becomes the one of this map, and is returned.
	 * @param key the key
	 * @param value the value
	 * @return the value that was there before, {@code null} if the given one was put
	 */
	@Override
	@Nullable V putIfAbsent(K key, V value);

	/**
	 * Computes a value where this map has none, and puts it as {@link #putIfAbsent} does:
	 * of several processes one caches its value, and all return that.
	 * @param key the key
	 * @param mapping makes the value, {@code null} for none; may be called though another
	 * process is faster
	 * @return the value that this map has now
	 */
	@Override
	@Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mapping);

	/**
	 * Replaces every value here and in the cache, in one round trip a chunk.
	 * @param function makes the new value; the old one is {@code null} for a miss
	 */
	@Override
	void replaceAll(BiFunction<? super K, ? super @Nullable V, ? extends V> function);

	/**
	 * Removes a mapping from this map, asking nobody; the cache keeps its value.
	 * @param key the key
	 * @return the value that this map had, {@code null} if there was none
	 */
	@Override
	@Nullable V remove(Object key);

	/**
	 * Returns the keys, misses included, as a live view in their order.
	 * @return a view that takes no additions
	 */
	@Override
	Set<K> keySet();

	/**
	 * Returns the values, {@code null} for each miss, as a live view in the order of the
	 * keys.
	 * @return a view that takes no additions
	 */
	@Override
	Collection<V> values();

	/**
	 * Empties this map and deletes the cache for everybody, in one round trip.
	 */
	@Override
	void clear();

}
