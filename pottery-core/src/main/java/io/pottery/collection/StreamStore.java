package io.pottery.collection;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.exception.UndecodableValueException;
import io.pottery.internal.script.Script;

/**
 * A stream of items with its companions, and what the items mean in Java.
 *
 * @param <E> the type of the items
 */
final class StreamStore<E> {

	/** The deliveries in flight by the time when they are due: a sorted set. */
	static final String DUE = "due";

	/** The companions in the order in which the scripts expect them. */
	static final String[] COMPANIONS = { "deliveries", DUE, "undecodable", "undeliverable" };

	static final int CHUNK_ELEMENTS = 1_000;

	private static final int CHUNK_BYTES = 256 * 1024;

	private static final Script APPEND_ITEMS = Script.load("append-items");

	private static final Script TAKE_ITEMS = Script.load("take-items");

	private static final Script RECEIVE_ITEM = Script.load("receive-item");

	private static final Script ACKNOWLEDGE_DELIVERY = Script.load("acknowledge-delivery");

	private static final Script RETURN_DELIVERY = Script.load("return-delivery");

	private static final Script SET_ASIDE_ITEM = Script.load("set-aside-item");

	private static final byte[] NO_DELIVERY = {};

	private final ContainerCore core;

	private final Texts<E> texts;

	private final RedeliveryPolicy policy;

	StreamStore(ContainerCore core, Type type, RedeliveryPolicy policy) {
		this.core = core;
		this.texts = new Texts<>(core, type);
		this.policy = policy;
	}

	ContainerCore core() {
		return this.core;
	}

	int size() {
		return (int) Math.min(this.core.callForNumber("XLEN"), Integer.MAX_VALUE);
	}

	void append(E item) {
		this.core.call("XADD", text("*"), text("item"), this.texts.of(Objects.requireNonNull(item, "item")));
	}

	boolean appendAll(Collection<? extends E> items) {
		List<byte[]> all = new ArrayList<>();
		for (E item : items) {
			all.add(this.texts.of(Objects.requireNonNull(item, "item")));
		}
		appendTexts(all);
		return !all.isEmpty();
	}

	private void appendTexts(List<byte[]> items) {
		for (byte[][] chunk : ContainerCore.chunks(items, 1)) {
			this.core.run(APPEND_ITEMS, chunk);
		}
	}

	/**
	 * Appends entries that were taken, as they were: items in chunks, entries that hold
	 * anything else one by one.
	 * @param entries the entries
	 */
	void appendAgain(List<StreamEntry> entries) {
		List<byte[]> items = new ArrayList<>();
		for (StreamEntry entry : entries) {
			byte[] item = entry.item();
			if (item != null && entry.fields().size() == 2) {
				items.add(item);
			}
			else {
				appendTexts(items);
				items.clear();
				this.core.call("XADD",
						Stream.concat(Stream.of(text("*")), entry.fields().stream()).toArray(byte[][]::new));
			}
		}
		appendTexts(items);
	}

	/**
	 * Removes the first entries, in one round trip.
	 * @param most how many at most; fewer are taken if they are large
	 * @return the entries
	 */
	List<StreamEntry> take(int most) {
		return entries(this.core.run(TAKE_ITEMS, number(most), number(CHUNK_BYTES)));
	}

	@Nullable StreamEntry takeFirst() {
		List<StreamEntry> taken = take(1);
		return taken.isEmpty() ? null : taken.get(0);
	}

	/**
	 * Puts an item in flight, in one round trip.
	 * @return what the script returns, {@code null} if there is nothing
	 */
	@Nullable List<?> receive() {
		return (List<?>) this.core.run(RECEIVE_ITEM, number(this.policy.visibilityTimeout().toMillis()),
				number(this.policy.maxDeliveries()));
	}

	/**
	 * Reads what was received. An item that cannot be decoded is set aside.
	 * @param received what the script returned
	 * @return the delivery
	 */
	Delivery<E> delivery(List<?> received) {
		byte[] id = (byte[]) received.get(0);
		E item = itemOf(id, StreamEntry.of(id, received.get(2)));
		return new DefaultDelivery<>(this, id, item, ((Long) received.get(1)).intValue());
	}

	/**
	 * Reads an entry that was taken. An item that cannot be decoded is set aside.
	 * @param entry the entry
	 * @return the item
	 */
	E taken(StreamEntry entry) {
		return itemOf(NO_DELIVERY, entry);
	}

	private E itemOf(byte[] delivery, StreamEntry entry) {
		try {
			return read(entry);
		}
		catch (UndecodableValueException ex) {
			throw setAside(delivery, entry, ex);
		}
	}

	private UndecodableValueException setAside(byte[] delivery, StreamEntry entry, UndecodableValueException ex) {
		String reason = String.valueOf(ex.getMessage());
		UndecodableValueException thrown = new UndecodableValueException(ex, entry.raw());
		List<byte[]> kept = new ArrayList<>(List.of(delivery));
		kept.addAll(entry.fields());
		kept.addAll(List.of(text("reason"), text(reason)));
		try {
			this.core.run(SET_ASIDE_ITEM, kept.toArray(byte[][]::new));
		}
		catch (RuntimeException failure) {
			// What it was is told in any case: nobody else has it.
			thrown.addSuppressed(failure);
		}
		return thrown;
	}

	boolean acknowledge(byte[] delivery) {
		return isOne(this.core.run(ACKNOWLEDGE_DELIVERY, delivery));
	}

	boolean giveBack(byte[] delivery) {
		return isOne(this.core.run(RETURN_DELIVERY, delivery));
	}

	/**
	 * Reads an entry that stays in Redis.
	 * @param entry the entry
	 * @return the item
	 */
	E read(StreamEntry entry) {
		byte[] text = entry.item();
		if (text == null) {
			throw undecodable("an entry without the field 'item'");
		}
		E item = this.texts.read(text);
		if (item == null) {
			throw undecodable("a JSON null, which no queue takes");
		}
		return item;
	}

	private @Nullable E readIfPossible(byte[] text) {
		try {
			return this.texts.read(text);
		}
		catch (UndecodableValueException ex) {
			// What cannot be decoded equals nothing.
			return null;
		}
	}

	private UndecodableValueException undecodable(String what) {
		return new UndecodableValueException("Key '" + this.core.key() + "' holds " + what, this.core.key(), null,
				null);
	}

	/**
	 * Reads entries, in one round trip.
	 * @param after the id of the entry before them, {@code null} for the first ones
	 * @param most how many at most
	 * @return the entries
	 */
	List<StreamEntry> page(byte @Nullable [] after, int most) {
		byte[] from = (after != null) ? text("(" + new String(after, StandardCharsets.UTF_8)) : text("-");
		return entries(this.core.call("XRANGE", from, text("+"), text("COUNT"), number(most)));
	}

	List<StreamEntry> all() {
		return entries(this.core.call("XRANGE", text("-"), text("+")));
	}

	/**
	 * Tells whether entries hold all of some values, in one pass over them.
	 * @param values the values
	 * @param operation what was called
	 * @return whether none is missing
	 */
	boolean holdsAll(Collection<?> values, String operation) {
		Map<ByteBuffer, Object> byText = new HashMap<>();
		for (Object value : values) {
			byte[] canonical = (value != null) ? this.texts.ofAny(value) : null;
			if (canonical == null) {
				return false;
			}
			byText.putIfAbsent(ByteBuffer.wrap(canonical), value);
		}
		Set<Object> missing = new HashSet<>(byText.values());
		for (StreamPages pages = new StreamPages(this, operation); !missing.isEmpty() && pages.hasNext();) {
			for (StreamEntry entry : pages.next()) {
				byte[] text = entry.item();
				if (text != null) {
					Object value = byText.get(ByteBuffer.wrap(text));
					missing.remove((value != null) ? value : readIfPossible(text));
				}
			}
		}
		return missing.isEmpty();
	}

	/**
	 * Finds what tells whether an entry holds a value.
	 * @param value the value
	 * @return the test, {@code null} if no entry can hold it
	 */
	@Nullable Predicate<StreamEntry> holding(@Nullable Object value) {
		byte[] canonical = (value != null) ? this.texts.ofAny(value) : null;
		if (canonical == null) {
			return null;
		}
		return (entry) -> {
			byte[] text = entry.item();
			return text != null && (Arrays.equals(text, canonical) || this.texts.isEqual(text, value));
		};
	}

	/**
	 * Removes entries whatever they hold.
	 * @param ids their ids
	 * @return whether one of them was there
	 */
	boolean delete(List<byte[]> ids) {
		boolean deleted = false;
		for (byte[][] chunk : ContainerCore.chunks(ids, 1)) {
			deleted |= this.core.callForNumber("XDEL", chunk) > 0;
		}
		return deleted;
	}

	private static List<StreamEntry> entries(@Nullable Object reply) {
		return ((List<?>) Objects.requireNonNull(reply)).stream().map(StreamEntry::of).toList();
	}

	private static boolean isOne(@Nullable Object reply) {
		return Long.valueOf(1).equals(reply);
	}

	private static byte[] number(long number) {
		return text(Long.toString(number));
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
