package io.pottery.collection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a stream.
 *
 * @param id its id
 * @param fields its fields and their texts in turns
 */
record StreamEntry(byte[] id, List<byte[]> fields) {

	private static final String ITEM = "item";

	/**
	 * Reads an entry from a reply of {@code XRANGE}.
	 * @param reply the reply
	 * @return the entry
	 */
	static StreamEntry of(@Nullable Object reply) {
		List<?> parts = (List<?>) Objects.requireNonNull(reply);
		return of((byte[]) parts.get(0), parts.get(1));
	}

	static StreamEntry of(byte[] id, Object fields) {
		return new StreamEntry(id, ((List<?>) fields).stream().map(byte[].class::cast).toList());
	}

	/**
	 * Returns the item's text.
	 * @return the text, {@code null} where there is no such field
	 */
	byte @Nullable [] item() {
		for (int i = 0; i < this.fields.size(); i += 2) {
			if (field(i).equals(ITEM)) {
				return this.fields.get(i + 1);
			}
		}
		return null;
	}

	/**
	 * Returns what is told of an entry that cannot be decoded, byte by byte.
	 * @return the item, or all fields where there is none
	 */
	byte[] raw() {
		byte[] item = item();
		if (item != null) {
			return item;
		}
		ByteArrayOutputStream raw = new ByteArrayOutputStream();
		raw.write('{');
		for (int i = 0; i < this.fields.size(); i++) {
			if (i > 0) {
				raw.writeBytes(((i % 2 == 0) ? ", " : "=").getBytes(StandardCharsets.UTF_8));
			}
			raw.writeBytes(this.fields.get(i));
		}
		raw.write('}');
		return raw.toByteArray();
	}

	private String field(int index) {
		return new String(this.fields.get(index), StandardCharsets.UTF_8);
	}

}
