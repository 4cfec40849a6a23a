package io.pottery.collection;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.internal.script.Script;

/**
 * A hash as fields and texts, and what these mean in Java.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class HashStore<K, V> {

	private static final Script PUT_FIELD = Script.load("put-field");

	private static final Script PUT_FIELD_IF_ABSENT = Script.load("put-field-if-absent");

	private static final Script REPLACE_FIELD_IF_PRESENT = Script.load("replace-field-if-present");

	private static final Script REMOVE_FIELD = Script.load("remove-field");

	private static final Script SWAP_FIELDS = Script.load("swap-fields");

	private static final Script CONTAIN_FIELDS = Script.load("contain-fields");

	static final byte[] NOTHING = {};

	private final ContainerCore core;

	private final Texts<K> keys;

	private final Texts<V> values;

	HashStore(ContainerCore core, Type keyType, Type valueType) {
		this.core = core;
		this.keys = new Texts<>(core, keyType);
		this.values = new Texts<>(core, valueType);
	}

	ContainerCore core() {
		return this.core;
	}

	byte[] field(K key) {
		return this.keys.of(Objects.requireNonNull(key, "key"));
	}

	byte[] text(V value) {
		return this.values.of(Objects.requireNonNull(value, "value"));
	}

	/**
	 * Writes a key that was asked for, whatever its type.
	 * @param key the key
	 * @return the field, {@code null} if no stored key can be equal
	 */
	byte @Nullable [] fieldOf(@Nullable Object key) {
		return this.keys.ofAny(Objects.requireNonNull(key, "key"));
	}

	/**
	 * Writes a value that was asked for, whatever its type.
	 * @param value the value
	 * @return the text, {@code null} if no stored value can be equal
	 */
	byte @Nullable [] textOf(@Nullable Object value) {
		return this.values.ofAny(value);
	}

	K key(byte[] field) {
		return this.keys.read(field);
	}

	V value(byte[] text) {
		return this.values.read(text);
	}

	@Nullable V valueIfAny(byte @Nullable [] text) {
		return (text != null) ? value(text) : null;
	}

	/**
	 * Reads a text that no longer stands in Redis.
	 * @param reply the text, {@code null} if there was none
	 * @return the value
	 */
	@Nullable V taken(@Nullable Object reply) {
		return (reply != null) ? this.values.take((byte[]) reply) : null;
	}

	int size() {
		return (int) Math.min(this.core.callForNumber("HLEN"), Integer.MAX_VALUE);
	}

	boolean contains(byte[] field) {
		return isOne(this.core.call("HEXISTS", field));
	}

	boolean containsAll(List<byte[]> fields) {
		for (byte[][] chunk : ContainerCore.chunks(fields, 1)) {
			if (!isOne(this.core.run(CONTAIN_FIELDS, chunk))) {
				return false;
			}
		}
		return true;
	}

	byte @Nullable [] get(byte[] field) {
		return (byte[]) this.core.call("HGET", field);
	}

	/**
	 * Reads several fields, in one round trip a chunk.
	 * @param fields the fields
	 * @return their texts, {@code null} where there is none
	 */
	List<byte @Nullable []> getAll(List<byte[]> fields) {
		List<byte @Nullable []> texts = new ArrayList<>(fields.size());
		for (byte[][] chunk : ContainerCore.chunks(fields, 1)) {
			for (Object text : this.core.callForList("HMGET", chunk)) {
				texts.add((byte[]) text);
			}
		}
		return texts;
	}

	/**
	 * Reads everything in one round trip.
	 * @return fields and texts in turns
	 */
	List<?> getAll() {
		return this.core.callForList("HGETALL");
	}

	@Nullable V put(byte[] field, byte[] text) {
		return taken(this.core.run(PUT_FIELD, field, text));
	}

	/**
	 * Writes mappings as fields and texts in turns.
	 * @param mappings the mappings
	 * @return what {@code HSET} takes
	 */
	List<byte[]> texts(Map<? extends K, ? extends V> mappings) {
		List<byte[]> texts = new ArrayList<>(2 * mappings.size());
		mappings.forEach((key, value) -> {
			texts.add(field(key));
			texts.add(text(value));
		});
		return texts;
	}

	void putAll(List<byte[]> fieldsAndTexts) {
		for (byte[][] chunk : ContainerCore.chunks(fieldsAndTexts, 2)) {
			this.core.call("HSET", chunk);
		}
	}

	@Nullable V putIfAbsent(byte[] field, byte[] text) {
		return valueIfAny((byte[]) this.core.run(PUT_FIELD_IF_ABSENT, field, text));
	}

	@Nullable V replace(byte[] field, byte[] text) {
		return taken(this.core.run(REPLACE_FIELD_IF_PRESENT, field, text));
	}

	@Nullable V remove(byte[] field) {
		return taken(this.core.run(REMOVE_FIELD, field));
	}

	/**
	 * Removes fields whatever they hold.
	 * @param fields the fields
	 * @return whether there was one of them
	 */
	boolean delete(List<byte[]> fields) {
		boolean deleted = false;
		for (byte[][] chunk : ContainerCore.chunks(fields, 1)) {
			deleted |= this.core.callForNumber("HDEL", chunk) > 0;
		}
		return deleted;
	}

	/**
	 * Writes or removes a field that still holds the text that was read.
	 * @param field the field
	 * @param expected the text, {@code null} if there was none
	 * @param text the new text, {@code null} to remove the field
	 * @return {@link #SWAPPED}, or the text that stands there
	 */
	@Nullable Object swap(byte[] field, byte @Nullable [] expected, byte @Nullable [] text) {
		return swapAll(List.of(field, orNothing(expected), orNothing(text))).get(0);
	}

	/**
	 * Does several swaps, in one round trip a chunk.
	 * @param triples field, text expected and new text in turns, empty for none
	 * @return a reply for each swap
	 */
	List<@Nullable Object> swapAll(List<byte[]> triples) {
		List<@Nullable Object> replies = new ArrayList<>(triples.size() / 3);
		for (byte[][] chunk : ContainerCore.chunks(triples, 3)) {
			replies.addAll((List<?>) this.core.run(SWAP_FIELDS, chunk));
		}
		return replies;
	}

	/**
	 * Swaps where the stored text means a value, though it may be written in another way.
	 * @param key the key
	 * @param expected the value
	 * @param text the new text, {@code null} to remove the field
	 * @return whether it was swapped
	 */
	boolean swapIfEqual(@Nullable Object key, @Nullable Object expected, byte @Nullable [] text) {
		byte[] field = fieldOf(key);
		byte[] canonical = textOf(expected);
		if (field == null || canonical == null) {
			return false;
		}
		Object reply = swap(field, canonical, text);
		while (reply instanceof byte[] stored && Objects.equals(value(stored), expected)) {
			reply = swap(field, stored, text);
		}
		return isSwapped(reply);
	}

	/**
	 * Reads all fields page by page.
	 * @param operation what needs them
	 * @return pages of field and text
	 */
	Iterator<List<byte[][]>> pages(String operation) {
		this.core.inefficient(operation);
		return this.core.scan("HSCAN", 2);
	}

	/**
	 * Reads all fields one by one.
	 * @param <T> the type of the elements
	 * @param operation what needs them
	 * @param reader makes an element of field and text
	 * @return an iterator that removes the field as it is stored
	 */
	<T extends @Nullable Object> Iterator<T> iterator(String operation, Function<byte[][], T> reader) {
		return new PageIterator<>(pages(operation), reader, (element) -> delete(List.of(element[0])));
	}

	/**
	 * Removes what is not wanted, page by page, where it did not change meanwhile.
	 * @param operation what was called
	 * @param unwanted decides about field and text
	 * @return whether something was removed
	 */
	boolean removeIf(String operation, Predicate<byte[][]> unwanted) {
		boolean removed = false;
		Iterator<List<byte[][]>> pages = pages(operation);
		while (pages.hasNext()) {
			List<byte[]> triples = new ArrayList<>();
			pages.next()
				.stream()
				.filter(unwanted)
				.forEach((element) -> triples.addAll(List.of(element[0], element[1], NOTHING)));
			removed |= swapAll(triples).stream().anyMatch(HashStore::isSwapped);
		}
		return removed;
	}

	/**
	 * Finds a value page by page: the canonical text first, then whatever text is equal.
	 * What cannot be decoded equals nothing.
	 * @param operation what was called
	 * @param value the value
	 * @return a field and its text, {@code null} if there is none
	 */
	byte @Nullable [][] find(String operation, @Nullable Object value) {
		byte[] canonical = textOf(value);
		if (canonical == null) {
			return null;
		}
		Iterator<List<byte[][]>> pages = pages(operation);
		while (pages.hasNext()) {
			List<byte[][]> page = pages.next();
			Optional<byte[][]> found = page.stream()
				.filter((element) -> Arrays.equals(element[1], canonical))
				.findFirst()
				.or(() -> page.stream().filter((element) -> this.values.isEqual(element[1], value)).findFirst());
			if (found.isPresent()) {
				return found.get();
			}
		}
		return null;
	}

	/**
	 * Looks for several values page by page, up to where all are found, each as
	 * {@link #find} does.
	 * @param operation what was called
	 * @param values the values
	 * @return whether all are there
	 */
	boolean findAll(String operation, Set<?> values) {
		Map<@Nullable Object, ByteBuffer> texts = new HashMap<>();
		for (Object value : values) {
			byte[] canonical = textOf(value);
			if (canonical == null) {
				return false;
			}
			texts.put(value, ByteBuffer.wrap(canonical));
		}
		Set<ByteBuffer> missing = new HashSet<>(texts.values());
		if (missing.isEmpty()) {
			return true;
		}
		Iterator<List<byte[][]>> pages = pages(operation);
		while (!missing.isEmpty() && pages.hasNext()) {
			List<byte[][]> page = pages.next();
			page.forEach((element) -> missing.remove(ByteBuffer.wrap(element[1])));
			for (Iterator<byte[][]> elements = page.iterator(); !missing.isEmpty() && elements.hasNext();) {
				ByteBuffer equal = this.values.lookUp(elements.next()[1], texts);
				if (equal != null) {
					missing.remove(equal);
				}
			}
		}
		return missing.isEmpty();
	}

	/**
	 * Puts one more argument before those of a script.
	 * @param first the argument
	 * @param others the others
	 * @return all of them
	 */
	static byte[][] prepend(byte[] first, byte[]... others) {
		byte[][] all = new byte[others.length + 1][];
		all[0] = first;
		System.arraycopy(others, 0, all, 1, others.length);
		return all;
	}

	private static byte[] orNothing(byte @Nullable [] text) {
		return (text != null) ? text : NOTHING;
	}

	static boolean isSwapped(@Nullable Object reply) {
		return isOne(reply);
	}

	private static boolean isOne(@Nullable Object reply) {
		return Long.valueOf(1).equals(reply);
	}

}
