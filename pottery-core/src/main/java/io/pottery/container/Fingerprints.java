package io.pottery.container;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Remembers which texts it has seen, by 128 bits of their SHA-256 digest: 24 bytes a text
 * when full. A digest, because texts chosen by an enemy must not be able to hide others.
 * For one thread.
 */
final class Fingerprints {

	private static final int INITIAL_SLOTS = 1 << 8;

	private final MessageDigest digest;

	private final int limit;

	private long[] slots = new long[2 * INITIAL_SLOTS];

	private int size;

	/**
	 * Creates an empty memory.
	 * @param limit how many texts to remember; what is new after that is not remembered
	 */
	Fingerprints(int limit) {
		this.limit = limit;
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Takes note of a text.
	 * @param text the text
	 * @return whether it is not known to have been seen before
	 */
	boolean add(byte[] text) {
		ByteBuffer fingerprint = ByteBuffer.wrap(this.digest.digest(text));
		long high = fingerprint.getLong();
		long low = fingerprint.getLong();
		if (high == 0 && low == 0) {
			low = 1;
		}
		int slot = slot(high, low);
		if (!isFree(slot)) {
			return false;
		}
		if (this.size < this.limit) {
			if (3L * (this.size + 1) > this.slots.length) {
				grow();
				slot = slot(high, low);
			}
			this.slots[slot] = high;
			this.slots[slot + 1] = low;
			this.size++;
		}
		return true;
	}

	/**
	 * Finds the pair of longs where a fingerprint stands or may be put.
	 * @param high its one half
	 * @param low its other half
	 * @return the index of the first long
	 */
	private int slot(long high, long low) {
		int pairs = this.slots.length / 2;
		int pair = (int) Math.multiplyHigh(high >>> 1, 2L * pairs);
		while (true) {
			int slot = 2 * pair;
			if (isFree(slot) || (this.slots[slot] == high && this.slots[slot + 1] == low)) {
				return slot;
			}
			pair = (pair + 1 < pairs) ? pair + 1 : 0;
		}
	}

	private boolean isFree(int slot) {
		return this.slots[slot] == 0 && this.slots[slot + 1] == 0;
	}

	private void grow() {
		long[] old = this.slots;
		long enough = 2L * (this.limit + this.limit / 2L + 1);
		this.slots = new long[(int) Math.min(Math.min(2L * old.length, enough), Integer.MAX_VALUE - 9)];
		for (int i = 0; i < old.length; i += 2) {
			if (old[i] != 0 || old[i + 1] != 0) {
				int slot = slot(old[i], old[i + 1]);
				this.slots[slot] = old[i];
				this.slots[slot + 1] = old[i + 1];
			}
		}
	}

}
