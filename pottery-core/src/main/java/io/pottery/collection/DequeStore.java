package io.pottery.collection;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerSettings;
import io.pottery.exception.UndecodableValueException;
import io.pottery.internal.script.Script;

/**
 * A list as texts between two ends, and what these mean in Java.
 *
 * @param <E> the type of the elements
 */
final class DequeStore<E> {

	static final int PAGE_ELEMENTS = 1_000;

	private static final Script PUSH_WITHIN_LENGTH = Script.load("push-within-length");

	private static final Script TAKE_FROM_END = Script.load("take-from-end");

	private static final Script PUT_BACK_AT_END = Script.load("put-back-at-end");

	private static final Script INSERT_WITHIN_LENGTH = Script.load("insert-within-length");

	private static final Script REPLACE_AT_INDEX = Script.load("replace-at-index");

	private static final Script REMOVE_AT_INDEX = Script.load("remove-at-index");

	private static final Script REMOVE_WHERE_READ = Script.load("remove-where-read");

	private static final Script ROTATE_LIST = Script.load("rotate-list");

	private static final Script REVERSE_LIST = Script.load("reverse-list");

	private final ContainerCore core;

	private final Texts<E> texts;

	private final OptionalInt maxLength;

	DequeStore(ContainerCore core, Type elementType, OptionalInt maxLength) {
		if (maxLength.isPresent() && maxLength.getAsInt() < 0) {
			throw new IllegalArgumentException("'maxLength' must not be negative, was " + maxLength.getAsInt());
		}
		this.core = core;
		this.texts = new Texts<>(core, elementType);
		this.maxLength = maxLength;
	}

	ContainerCore core() {
		return this.core;
	}

	/**
	 * Tells whether another container stands in the same place.
	 * @param other the core of the other container
	 * @return whether it has the same key on the same connection
	 */
	boolean isAt(ContainerCore other) {
		ContainerSettings settings = this.core.settings();
		return other.settings().commands() == settings.commands()
				&& (other.settings().keyPrefix() + other.key()).equals(settings.keyPrefix() + this.core.key());
	}

	OptionalInt maxLength() {
		return this.maxLength;
	}

	byte[] text(E element) {
		return this.texts.of(Objects.requireNonNull(element, "element"));
	}

	List<byte[]> texts(Iterable<? extends E> elements) {
		List<byte[]> all = new ArrayList<>();
		elements.forEach((element) -> all.add(text(element)));
		return all;
	}

	/**
	 * Writes an element that was asked for, whatever its type.
	 * @param element the element
	 * @return the text, {@code null} if no stored element can be equal
	 */
	byte @Nullable [] textOf(@Nullable Object element) {
		return (element != null) ? this.texts.ofAny(element) : null;
	}

	boolean isEqual(byte[] text, Object element) {
		return this.texts.isEqual(text, element);
	}

	/**
	 * Reads a text that stays in Redis.
	 * @param text the text
	 * @return the element
	 */
	E read(byte[] text) {
		return orUndecodable(this.texts.read(text), null);
	}

	@Nullable E readIfAny(byte @Nullable [] text) {
		return (text != null) ? read(text) : null;
	}

	@Nullable E readIfPossible(byte[] text) {
		try {
			return read(text);
		}
		catch (UndecodableValueException ex) {
			return null;
		}
	}

	/**
	 * Reads a text that no longer stands in Redis.
	 * @param text the text
	 * @return the element
	 * @throws UndecodableValueException which carries the text, if it cannot be read
	 */
	E take(byte[] text) {
		return orUndecodable(this.texts.take(text), text);
	}

	@Nullable E takeIfAny(byte @Nullable [] text) {
		return (text != null) ? take(text) : null;
	}

	private E orUndecodable(@Nullable E element, byte @Nullable [] taken) {
		if (element == null) {
			throw new UndecodableValueException(
					"Key '" + this.core.key() + "' holds the JSON null, which is no element of a deque",
					this.core.key(), (taken != null) ? new String(taken, StandardCharsets.UTF_8) : null, null);
		}
		return element;
	}

	/**
	 * Asks whether what is stored fits between the ends, in one round trip if these are
	 * limited.
	 * @return this
	 * @throws IllegalStateException if more is stored
	 */
	DequeStore<E> requireFitting() {
		if (this.maxLength.isPresent()) {
			long length = this.core.callForNumber("LLEN");
			if (length > this.maxLength.getAsInt()) {
				throw new IllegalStateException("Key '" + this.core.key() + "' holds " + length
						+ " elements, expected at most " + this.maxLength.getAsInt());
			}
		}
		return this;
	}

	/**
	 * Writes initial contents, of which the last ones stay where they are too many.
	 * @param elements the contents
	 * @return this
	 * @throws io.pottery.exception.KeyExistsException if there are contents and the key
	 * is taken
	 * @throws IllegalStateException if there are none and more is stored than fits
	 */
	DequeStore<E> create(Iterable<? extends E> elements) {
		List<byte[]> contents = texts(elements);
		int surplus = Math.max(contents.size() - this.maxLength.orElse(Integer.MAX_VALUE), 0);
		List<byte[]> fitting = contents.subList(surplus, contents.size());
		if (fitting.isEmpty()) {
			return requireFitting();
		}
		this.core.create(DequeEnd.TAIL.push(), fitting, 1);
		return this;
	}

	int size() {
		return (int) Math.min(this.core.callForNumber("LLEN"), Integer.MAX_VALUE);
	}

	/**
	 * Adds texts at an end, one after the other, in one round trip a chunk.
	 * @param end the end
	 * @param elements the texts
	 */
	void push(DequeEnd end, List<byte[]> elements) {
		for (byte[][] chunk : ContainerCore.chunks(elements, 1)) {
			if (this.maxLength.isEmpty()) {
				this.core.call(end.push(), chunk);
			}
			else {
				byte[] most = text(this.maxLength.getAsInt());
				this.core.run(PUSH_WITHIN_LENGTH, prepend(chunk, text(end.push()), text(end.opposite().pop()), most));
			}
		}
	}

	byte @Nullable [] pop(DequeEnd end) {
		return (byte[]) this.core.call(end.pop());
	}

	/**
	 * Takes texts from an end, in one round trip.
	 * @param end the end
	 * @param count how many at most
	 * @return the texts, with what {@link #putBack} needs
	 */
	Taken take(DequeEnd end, int count) {
		List<?> reply = (List<?>) Objects.requireNonNull(this.core.run(TAKE_FROM_END, text(end.pop()), text(count)));
		return new Taken((Long) reply.get(0), cast(reply.get(1)), (byte[]) reply.get(2));
	}

	/**
	 * Puts back what was taken, though there may be too many then, in one round trip a
	 * chunk.
	 * @param end the end
	 * @param texts some texts of what was taken, in its order
	 * @param expiry when the list expires if nothing was left of it
	 */
	void putBack(DequeEnd end, List<byte[]> texts, byte[] expiry) {
		List<byte[]> backwards = new ArrayList<>(texts);
		Collections.reverse(backwards);
		for (byte[][] chunk : ContainerCore.chunks(backwards, 1)) {
			this.core.run(PUT_BACK_AT_END, prepend(chunk, text(end.push()), expiry));
		}
	}

	byte @Nullable [] get(long index) {
		return (byte[]) this.core.call("LINDEX", text(index));
	}

	byte @Nullable [] replace(long index, byte[] element) {
		return (byte[]) this.core.run(REPLACE_AT_INDEX, text(index), element);
	}

	byte @Nullable [] remove(long index) {
		return (byte[]) this.core.run(REMOVE_AT_INDEX, text(index), nowhere());
	}

	/**
	 * Inserts a text before another.
	 * @param end where indexes begin
	 * @param index the index, negative from the other end
	 * @param element the text
	 * @return whether there was room
	 */
	boolean insert(DequeEnd end, int index, byte[] element) {
		byte[] most = this.maxLength.isPresent() ? text(this.maxLength.getAsInt()) : new byte[0];
		return Long.valueOf(1)
			.equals(this.core.run(INSERT_WITHIN_LENGTH, text(index), element, text(end.name()), nowhere(), most));
	}

	boolean contains(byte[] element) {
		return this.core.call("LPOS", element) != null;
	}

	/**
	 * Removes the first occurrence of a text.
	 * @param end where to look first
	 * @param element the text
	 * @return whether there was one
	 */
	boolean remove(DequeEnd end, byte[] element) {
		return this.core.callForNumber("LREM", text(end.once()), element) == 1;
	}

	/**
	 * Removes what was read, in one round trip a chunk. Where it does not stand at its
	 * index any more, the first other occurrence of the text is removed.
	 * @param end where indexes begin
	 * @param read index and text in turns, the highest index first
	 * @return how many were removed
	 */
	int remove(DequeEnd end, List<byte[]> read) {
		long removed = 0;
		byte[] nowhere = nowhere();
		for (byte[][] chunk : ContainerCore.chunks(read, 2)) {
			removed += (Long) Objects
				.requireNonNull(this.core.run(REMOVE_WHERE_READ, prepend(chunk, nowhere, text(end.once()))));
		}
		return (int) removed;
	}

	void rotate(long steps) {
		this.core.run(ROTATE_LIST, text(steps));
	}

	void reverse() {
		this.core.run(REVERSE_LIST, text(PAGE_ELEMENTS));
	}

	/**
	 * Reads some texts from an end on, or all of them.
	 * @param end the end
	 * @param from the index of the first
	 * @param to the index of the last, -1 for all
	 * @return the texts, in the order from that end
	 */
	List<byte[]> range(DequeEnd end, long from, long to) {
		boolean backwards = end == DequeEnd.TAIL;
		List<byte[]> found = new ArrayList<>(cast(this.core.call("LRANGE", text(end.index(backwards ? to : from)),
				text(end.index(backwards ? from : to)))));
		if (backwards) {
			Collections.reverse(found);
		}
		return found;
	}

	DequePages pages(String operation, DequeEnd end) {
		this.core.inefficient(operation);
		return new DequePages(this, end);
	}

	@SuppressWarnings("unchecked")
	private static List<byte[]> cast(@Nullable Object reply) {
		return (List<byte[]>) Objects.requireNonNull(reply);
	}

	/** Marks an element while a script works on it. */
	private static byte[] nowhere() {
		return text(UUID.randomUUID().toString());
	}

	private static byte[][] prepend(byte[][] args, byte[]... first) {
		List<byte[]> all = new ArrayList<>(Arrays.asList(first));
		all.addAll(Arrays.asList(args));
		return all.toArray(byte[][]::new);
	}

	static byte[] text(long number) {
		return text(Long.toString(number));
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * What was taken from an end.
	 *
	 * @param length how many there were
	 * @param texts the texts
	 * @param expiry when the list would have expired, as {@link #putBack} takes it
	 */
	record Taken(long length, List<byte[]> texts, byte[] expiry) {

	}

}
