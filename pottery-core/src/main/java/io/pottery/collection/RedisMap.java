package io.pottery.collection;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;

/**
 * A {@link ConcurrentMap} that lives in a Redis hash; fields and values are JSON texts.
 * Python's {@code RedisDict}.
 * <p>
 * Every method that concerns one key is one atomic command or script in one round trip,
 * and returns what {@code java.util} promises; {@code compute}, {@code merge} and their
 * kin, which run a function of the application between two, say so below, and so do
 * {@code replace(k, old, new)} and {@code remove(k, v)}. {@code putAll}, {@link #getAll},
 * {@code containsAll} of {@link #keySet} and {@link #entrySet}, and {@code removeAll} of
 * {@link #keySet} send up to 1,000 elements or 256 KiB in one round trip, each such chunk
 * atomically.
 * <p>
 * Views are live. Iteration reads pages of about 1,000 mappings, one round trip each, and
 * is weakly consistent: it yields every mapping that stands there from beginning to end,
 * and none twice, as long as the map has no more than a million mappings (configurable;
 * an iteration needs about 24 bytes for each). Beyond that, mappings may be repeated
 * where the hash grows or shrinks meanwhile. {@code Iterator.remove} removes the field as
 * it is stored; {@code Entry.setValue} writes through and returns the value that it
 * replaced. Streams of the views are sequential readers of these pages.
 * <p>
 * What reads everything costs time in proportion to the size: iteration,
 * {@link #containsValue}, {@link #equals}, {@link #hashCode}, {@code toString},
 * {@link #snapshot}, {@link #replaceAll}, and {@code retainAll} and {@code removeIf} of
 * the views, as well as searches of {@code values()}. Such calls are logged once for each
 * place that makes them, at DEBUG to the logger {@code io.pottery.inefficient}.
 * <p>
 * Two keys are the same if they have the same canonical JSON text. Asking for a key or a
 * value that has no JSON text of the declared type answers that there is none. Keys and
 * values that are written must not be {@code null}, nor keys that are asked for; a JSON
 * {@code null} that another program stored is read as a mapping to {@code null}, which
 * {@link #putIfAbsent} replaces.
 * <p>
 * A value that cannot be decoded leaves the other mappings readable. Reading it throws
 * {@link io.pottery.exception.UndecodableValueException}; an iterator goes on behind it.
 * {@code put}, {@code replace} and {@code remove} do their work and then throw that
 * exception with the whole text of what they replaced or removed. What asks for no
 * previous value takes no notice: {@code putAll}, {@link #clear}, {@code remove} of an
 * iterator, and {@code remove}, {@code removeAll}, {@code retainAll} and {@code removeIf}
 * of {@link #keySet} replace or remove such a value silently, and it is gone.
 * <p>
 * Two maps are equal if their mappings are, as {@code java.util.Map} demands, whatever
 * their keys in Redis. Safe for all threads and processes.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @since 1.0
 */
public interface RedisMap<K, V> extends ConcurrentMap<K, V>, RedisContainer {

	/**
	 * Reads several mappings at once, in one round trip for up to 1,000 keys.
	 * @param keys the keys to look up
	 * @return the mappings that exist, in the order of the keys
	 * @throws NullPointerException if a key is {@code null}
	 */
	Map<K, V> getAll(Collection<? extends K> keys);

	/**
	 * Copies the whole map in one round trip. Redis serves nobody else while it answers.
	 * @return a modifiable copy that no longer knows Redis
	 */
	Map<K, V> snapshot();

	/**
	 * Searches all values, in one round trip a page: the canonical text first, then by
	 * {@code equals}. Values that cannot be decoded are passed over.
	 * @param value the value
	 * @return whether it is there
	 */
	@Override
	boolean containsValue(@Nullable Object value);

	/**
	 * Replaces a mapping where it has the value: in one round trip where the stored text
	 * is the canonical one or another value, in two where an equal value is written in
	 * another way.
	 * @param key the key
	 * @param oldValue the value expected
	 * @param newValue the new value
	 * @return whether it was replaced
	 */
	@Override
	boolean replace(K key, V oldValue, V newValue);

	/**
	 * Removes a mapping where it has the value: in one round trip where the stored text
	 * is the canonical one or another value, in two where an equal value is written in
	 * another way.
	 * @param key the key
	 * @param value the value expected
	 * @return whether it was removed
	 */
	@Override
	boolean remove(Object key, @Nullable Object value);

	/**
	 * Computes a mapping, in two round trips, atomically: where the stored text changes
	 * meanwhile, the function is called again with the newer value. Where it throws, the
	 * mapping stays as it was.
	 * @param key the key
	 * @param remapping makes the new value, {@code null} to remove the mapping; may be
	 * called several times
	 * @return the new value
	 */
	@Override
	@Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping);

	/**
	 * Computes a value where there is none, in one round trip if there is one and in two
	 * otherwise. Of several callers one stores its value, and all return that.
	 * @param key the key
	 * @param mapping makes the value, {@code null} for none; may be called though another
	 * caller is faster
	 * @return the value that stands there now
	 */
	@Override
	@Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mapping);

	/**
	 * Computes a new value where there is one, in one round trip if there is none and in
	 * two otherwise, as {@link #compute} does.
	 * @param key the key
	 * @param remapping makes the new value, {@code null} to remove the mapping; may be
	 * called several times
	 * @return the new value
	 */
	@Override
	@Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping);

	/**
	 * Puts a value, or what a function makes of the stored and the given one, in one
	 * round trip if there is none and in two otherwise, as {@link #compute} does.
	 * @param key the key
	 * @param value the value
	 * @param remapping makes the new value, {@code null} to remove the mapping; may be
	 * called several times
	 * @return the new value
	 */
	@Override
	@Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remapping);

	/**
	 * Replaces every value, in two round trips a page; each mapping atomically, the whole
	 * not.
	 * @param function makes the new value; may be called several times for a mapping
	 */
	@Override
	void replaceAll(BiFunction<? super K, ? super V, ? extends V> function);

	/**
	 * Returns the keys as a live view. {@code contains}, {@code remove} and {@code size}
	 * are one command; {@code retainAll} and {@code removeIf} go page by page.
	 * @return a view that takes no additions
	 */
	@Override
	Set<K> keySet();

	/**
	 * Returns the values as a live view. {@code contains}, {@code containsAll} and every
	 * removal go page by page, once whatever the number of values, and remove only what
	 * did not change meanwhile.
	 * @return a view that takes no additions
	 */
	@Override
	Collection<V> values();

	/**
	 * Returns the mappings as a live view. {@code remove} is that of the map;
	 * {@code removeAll} takes two round trips a chunk; {@code retainAll} and
	 * {@code removeIf} go page by page and remove only what did not change meanwhile.
	 * @return a view that takes no additions
	 */
	@Override
	Set<Entry<K, V>> entrySet();

	@Override
	void clear();

}
