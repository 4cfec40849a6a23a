package io.pottery.collection;

import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerType;
import io.pottery.exception.UndecodableValueException;
import io.pottery.internal.script.Script;

/**
 * A Redis list as indexes and texts, and what these mean in Java. Negative indexes count
 * from the end, as Redis counts them.
 *
 * @param <E> the type of the elements
 */
final class ListStore<E> {

	/** How many elements are read, or sent to be compared, at once. */
	static final int PAGE = 1_000;

	private static final byte[] NOTHING = {};

	private static final Map<Type, String> SORTED_BY_SERVER = Map.of(Byte.class, "integers", Short.class, "integers",
			Integer.class, "integers", Long.class, "integers", BigInteger.class, "integers", Float.class, "decimals",
			Double.class, "decimals", String.class, "strings");

	private static final Script SET_ELEMENT = Script.load("set-element");

	private static final Script GET_LAST_WITHIN = Script.load("get-last-within");

	private static final Script REMOVE_ELEMENT = Script.load("remove-element");

	private static final Script SPLICE_LIST = Script.load("splice-list");

	private static final Script SLICE_LIST = Script.load("slice-list");

	private static final Script SWAP_ELEMENTS = Script.load("swap-elements");

	private static final Script FIND_FROM_END = Script.load("find-from-end");

	private static final Script CONTAIN_ELEMENTS = Script.load("contain-elements");

	private static final Script SORT_LIST = Script.load("sort-list");

	private static final Script ORDER_ELEMENTS = Script.load("order-elements");

	private final ContainerCore core;

	private final Type elementType;

	private final Texts<E> texts;

	ListStore(ContainerCore core, Type elementType) {
		this.core = core;
		this.elementType = elementType;
		this.texts = new Texts<>(core, elementType);
	}

	/**
	 * Opens an empty store under a random key.
	 * @return a store of the same type
	 */
	ListStore<E> temporary() {
		return new ListStore<>(ContainerCore.temporary(this.core.settings(), ContainerType.LIST), this.elementType);
	}

	ContainerCore core() {
		return this.core;
	}

	byte[] text(@Nullable E value) {
		return this.texts.of(value);
	}

	/**
	 * Writes elements, before any of them is sent.
	 * @param elements the elements
	 * @return their texts
	 */
	List<byte[]> texts(Iterable<? extends E> elements) {
		List<byte[]> written = new ArrayList<>();
		elements.forEach((element) -> written.add(text(element)));
		return written;
	}

	/**
	 * Writes a value that was asked for, whatever its type.
	 * @param value the value
	 * @return the text, {@code null} if no stored element can be equal
	 */
	byte @Nullable [] textOf(@Nullable Object value) {
		return this.texts.ofAny(value);
	}

	E value(byte[] text) {
		return this.texts.read(text);
	}

	List<E> values(List<byte[]> read) {
		List<E> values = new ArrayList<>(read.size());
		read.forEach((text) -> values.add(value(text)));
		return values;
	}

	/**
	 * Reads what can be read.
	 * @param read texts
	 * @return the values of those that can be decoded
	 */
	List<E> decodable(List<byte[]> read) {
		List<E> values = new ArrayList<>(read.size());
		for (byte[] text : read) {
			try {
				values.add(value(text));
			}
			catch (UndecodableValueException ex) {
				continue;
			}
		}
		return values;
	}

	boolean isEqual(byte[] text, @Nullable Object value) {
		return this.texts.isEqual(text, value);
	}

	/**
	 * Tells whether a text is a way to write one of several values. What cannot be
	 * decoded is none of them.
	 * @param text the text
	 * @param values the values
	 * @return whether one is equal
	 */
	boolean isAmong(byte[] text, Collection<?> values) {
		return decodable(List.of(text)).stream().anyMatch(values::contains);
	}

	int size() {
		return (int) Math.min(this.core.callForNumber("LLEN"), Integer.MAX_VALUE);
	}

	/**
	 * Reads an element.
	 * @param index the index
	 * @return its text, {@code null} if the list ends before it
	 */
	byte @Nullable [] get(long index) {
		return (byte[]) this.core.call("LINDEX", bytes(index));
	}

	/**
	 * Reads the last element of a range.
	 * @param first the first index of the range
	 * @param last its last index, which may be beyond the list
	 * @return its text, {@code null} if the list ends before the range
	 */
	byte @Nullable [] getLast(long first, long last) {
		return (byte[]) this.core.run(GET_LAST_WITHIN, bytes(first), bytes(last));
	}

	/**
	 * Reads a range.
	 * @param first the index of its first element
	 * @param last the index of its last element
	 * @return what there is of it
	 */
	List<byte[]> range(long first, long last) {
		return texts(this.core.callForList("LRANGE", bytes(first), bytes(last)));
	}

	/**
	 * Reads what Python's slices read.
	 * @param from where to begin, {@code null} for an open end
	 * @param to where to end, exclusively, {@code null} for an open end
	 * @param step the step, not 0
	 * @return the texts
	 */
	List<byte[]> slice(@Nullable Integer from, @Nullable Integer to, int step) {
		if (step != 1) {
			return texts(slice(from, to, step, "0"));
		}
		// What ends before index 0 is empty, but to Redis it would be the whole list.
		return (to != null && to == 0) ? range(1, 0)
				: range((from != null) ? from : 0, (to != null) ? to.longValue() - 1 : -1);
	}

	void removeSlice(@Nullable Integer from, @Nullable Integer to, int step) {
		if (step != 1) {
			slice(from, to, step, "1");
		}
		else {
			splice(from, to, List.of());
		}
	}

	private List<?> slice(@Nullable Integer from, @Nullable Integer to, int step, String remove) {
		return (List<?>) Objects
			.requireNonNull(this.core.run(SLICE_LIST, bound(from), bound(to), bytes(step), bytes(remove)));
	}

	void pushFirst(byte[] text) {
		this.core.call("LPUSH", text);
	}

	void pushLast(List<byte[]> added) {
		for (byte[][] chunk : ContainerCore.chunks(added, 1)) {
			this.core.call("RPUSH", chunk);
		}
	}

	/**
	 * Removes the first element.
	 * @return what it was
	 * @throws NoSuchElementException if there is none
	 */
	E popFirst() {
		return takenEnd(this.core.call("LPOP"));
	}

	/**
	 * Removes the last element.
	 * @return what it was
	 * @throws NoSuchElementException if there is none
	 */
	E popLast() {
		return takenEnd(this.core.call("RPOP"));
	}

	private E takenEnd(@Nullable Object reply) {
		if (reply == null) {
			throw empty();
		}
		return this.texts.take((byte[]) reply);
	}

	/**
	 * Writes an element that is there.
	 * @param index the index
	 * @param text the new text
	 * @return what stood there
	 * @throws IndexOutOfBoundsException if the list ends before the index
	 */
	E set(long index, byte[] text) {
		return takenAt(index, this.core.run(SET_ELEMENT, bytes(index), text));
	}

	/**
	 * Removes an element that is there.
	 * @param index the index
	 * @return what it was
	 * @throws IndexOutOfBoundsException if the list ends before the index
	 */
	E remove(long index) {
		return removeLast(index, index);
	}

	/**
	 * Removes the last element of a range.
	 * @param first the first index of the range
	 * @param last its last index, which may be beyond the list
	 * @return what it was
	 * @throws IndexOutOfBoundsException if the list ends before the range
	 */
	E removeLast(long first, long last) {
		return takenAt(first, this.core.run(REMOVE_ELEMENT, bytes(last), bytes(first)));
	}

	private E takenAt(long index, @Nullable Object reply) {
		if (reply instanceof byte[] text) {
			return this.texts.take(text);
		}
		throw outOfBounds((index < 0) ? -1 - index : index, (reply instanceof Long length) ? length : 0);
	}

	/**
	 * Inserts texts before an element, or at the end, one chunk after the other.
	 * @param index the index, {@code null} for the end
	 * @param inserted the texts
	 * @throws IndexOutOfBoundsException if the list ends before the index
	 */
	void insert(@Nullable Integer index, List<byte[]> inserted) {
		List<byte[][]> chunks = ContainerCore.chunks(inserted, 1);
		long length = splice("1", index, index, chunks.isEmpty() ? new byte[0][] : chunks.get(0));
		if (index != null && Math.abs(index) > length) {
			throw outOfBounds(Math.abs(index), length);
		}
		insertRest(index, chunks);
	}

	/**
	 * Replaces a range, as Python's slice assignment does: the first chunk takes its
	 * place, the others are inserted behind.
	 * @param from where to begin, {@code null} for the beginning
	 * @param to where to end, exclusively, {@code null} for the end
	 * @param replacement the new texts
	 */
	void splice(@Nullable Integer from, @Nullable Integer to, List<byte[]> replacement) {
		Integer first = (from != null) ? from : Integer.valueOf(0);
		List<byte[][]> chunks = ContainerCore.chunks(replacement, 1);
		long length = splice("0", first, to, chunks.isEmpty() ? new byte[0][] : chunks.get(0));
		long start = (first < 0) ? Math.max(0, first + length) : Math.min(first, length);
		insertRest((int) start, chunks);
	}

	private void insertRest(@Nullable Integer index, List<byte[][]> chunks) {
		Integer position = index;
		for (int i = 1; i < chunks.size(); i++) {
			// Counted from the end, the place behind the last chunk does not move.
			position = (position != null && position >= 0) ? Integer.valueOf(position + chunks.get(i - 1).length)
					: position;
			splice("0", position, position, chunks.get(i));
		}
	}

	private long splice(String strict, @Nullable Integer from, @Nullable Integer to, byte[][] replacement) {
		byte[][] arguments = new byte[3 + replacement.length][];
		arguments[0] = bytes(strict);
		arguments[1] = bound(from);
		arguments[2] = bound(to);
		System.arraycopy(replacement, 0, arguments, 3, replacement.length);
		return (this.core.run(SPLICE_LIST, arguments) instanceof Long length) ? length : 0;
	}

	/**
	 * Removes an occurrence of a text.
	 * @param text the text
	 * @param rank 1 for the first occurrence, -1 for the last
	 * @return whether there was one
	 */
	boolean removeText(byte[] text, int rank) {
		return this.core.callForNumber("LREM", bytes(rank), text) > 0;
	}

	/**
	 * Finds a text.
	 * @param text the text
	 * @param rank 1 for the first occurrence, -1 for the last
	 * @return its index
	 */
	OptionalLong find(byte[] text, int rank) {
		return (this.core.call("LPOS", text, bytes("RANK"), bytes(rank)) instanceof Long index) ? OptionalLong.of(index)
				: OptionalLong.empty();
	}

	/**
	 * Finds a text, counting from the end.
	 * @param text the text
	 * @param rank 1 for the first occurrence, -1 for the last
	 * @return how many elements stand behind it
	 */
	OptionalLong findFromEnd(byte[] text, int rank) {
		return (this.core.run(FIND_FROM_END, text, bytes(rank)) instanceof Long index) ? OptionalLong.of(index)
				: OptionalLong.empty();
	}

	/**
	 * Searches pages for a value, however it is written.
	 * @param pages reads the page that begins at an index; none but the last is short
	 * @param value the value
	 * @param last whether to find its last occurrence, otherwise the first
	 * @return its index, -1 if it is nowhere
	 */
	int find(IntFunction<List<byte[]>> pages, @Nullable Object value, boolean last) {
		int found = -1;
		int index = 0;
		List<byte[]> page;
		do {
			page = pages.apply(index);
			for (int i = 0; i < page.size() && (last || found < 0); i++) {
				found = isEqual(page.get(i), value) ? index + i : found;
			}
			index += page.size();
		}
		while (page.size() >= PAGE && (last || found < 0));
		return found;
	}

	/**
	 * Tells which texts stand in the list, in one round trip a chunk.
	 * @param sought the texts
	 * @return for each whether it stands there
	 */
	List<Boolean> contain(List<byte[]> sought) {
		List<Boolean> found = new ArrayList<>(sought.size());
		for (byte[][] chunk : ContainerCore.chunks(sought, 1)) {
			for (Object reply : (List<?>) Objects.requireNonNull(this.core.run(CONTAIN_ELEMENTS, chunk))) {
				found.add(isOne(reply));
			}
		}
		return found;
	}

	/**
	 * Describes a replacement or removal to {@link #swapAll}.
	 * @param index where the element was read
	 * @param expected its text
	 * @param text the new text, {@code null} to remove the element
	 * @return the three arguments
	 */
	static List<byte[]> swap(long index, byte[] expected, byte @Nullable [] text) {
		return List.of(bytes(index), expected, (text != null) ? text : NOTHING);
	}

	/**
	 * Replaces and removes elements that were read, in one round trip a chunk: where they
	 * were read, or, where others have moved them, the first with the same text. What
	 * others have changed or removed is left as it is. Where elements are removed, the
	 * last must come first, since the chunks before move what stands behind.
	 * @param swaps the replacements and removals
	 * @return how many were done
	 */
	int swapAll(List<byte[]> swaps) {
		int done = 0;
		for (byte[][] chunk : ContainerCore.chunks(swaps, 3)) {
			done += (this.core.run(SWAP_ELEMENTS, chunk) instanceof Long count) ? count.intValue() : 0;
		}
		return done;
	}

	/**
	 * Sorts the list on the server, if that gives the natural order of Java.
	 * @return whether it is sorted now
	 */
	boolean sort() {
		String form = SORTED_BY_SERVER.get(this.elementType);
		return form != null && isOne(this.core.run(SORT_LIST, bytes(form)));
	}

	/**
	 * Puts a range that was read in another order, unless it has changed.
	 * @param first the index of its first element
	 * @param read the texts that were read
	 * @param order for each place, which of them goes there
	 * @return whether it had not changed
	 */
	boolean order(long first, List<byte[]> read, List<Integer> order) {
		ByteBuffer places = ByteBuffer.allocate(Integer.BYTES * order.size());
		for (int place : order) {
			places.putInt(place);
		}
		return isOne(this.core.run(ORDER_ELEMENTS, bytes(first), bytes(digest(read)), places.array()));
	}

	private static String digest(List<byte[]> texts) {
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			String digest = "";
			for (int i = 0; i < texts.size(); i += PAGE) {
				sha1.update(bytes(digest));
				for (byte[] text : texts.subList(i, Math.min(i + PAGE, texts.size()))) {
					sha1.update(bytes(text.length + ":"));
					sha1.update(text);
				}
				digest = HexFormat.of().formatHex(sha1.digest());
			}
			return digest;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	NoSuchElementException empty() {
		return new NoSuchElementException("'" + this.core.key() + "' is empty");
	}

	static IndexOutOfBoundsException outOfBounds(long index, long size) {
		return new IndexOutOfBoundsException("Index " + index + " out of bounds for length " + size);
	}

	private static boolean isOne(@Nullable Object reply) {
		return Long.valueOf(1).equals(reply);
	}

	private static List<byte[]> texts(List<?> reply) {
		return reply.stream().map(byte[].class::cast).toList();
	}

	private static byte[] bound(@Nullable Integer index) {
		return (index != null) ? bytes(index) : NOTHING;
	}

	private static byte[] bytes(long number) {
		return bytes(Long.toString(number));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
