package io.pottery.probabilistic;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import io.pottery.codec.JsonCodec;
import io.pottery.codec.JsonCodecs;

/**
 * The parameters of a Bloom filter and what follows from them, by the formulas of
 * Python's pottery and in its order of operations, so that both round alike.
 */
final class BloomGeometry {

	/** Redis strings have 512 MiB at most, and an offset in them 32 bits. */
	private static final long MOST_BITS = 1L << 32;

	/** Python's text of a number is the same by every JDK; Java's own is not. */
	private static final JsonCodec<Double> FLOATS = JsonCodecs.create().of(Double.class);

	private final long expectedElements;

	private final double falsePositives;

	private final long sizeInBits;

	private final int hashCount;

	BloomGeometry(long expectedElements, double falsePositives) {
		if (expectedElements < 1) {
			throw new IllegalArgumentException("'expectedElements' must be at least 1, was " + expectedElements);
		}
		if (!(falsePositives > 0 && falsePositives < 1)) {
			throw new IllegalArgumentException(
					"'falsePositives' must be a probability above 0 and below 1, was " + falsePositives);
		}
		this.expectedElements = expectedElements;
		this.falsePositives = falsePositives;
		double ln2 = Math.log(2);
		double bits = Math.ceil(-expectedElements * Math.log(falsePositives) / (ln2 * ln2));
		if (bits > MOST_BITS) {
			throw new IllegalArgumentException("'expectedElements' and 'falsePositives' must need at most " + MOST_BITS
					+ " bits, the most that Redis keeps under one key; " + expectedElements + " and " + falsePositives
					+ " need " + new BigDecimal(bits).toPlainString());
		}
		this.sizeInBits = (long) bits;
		this.hashCount = (int) Math.ceil(bits / expectedElements * ln2);
	}

	long expectedElements() {
		return this.expectedElements;
	}

	double falsePositives() {
		return this.falsePositives;
	}

	long sizeInBits() {
		return this.sizeInBits;
	}

	long sizeInBytes() {
		return (this.sizeInBits + Byte.SIZE - 1) / Byte.SIZE;
	}

	int hashCount() {
		return this.hashCount;
	}

	/**
	 * Computes one of the bits of an element.
	 * @param element its canonical text
	 * @param seed the number of the hash function, from 0
	 * @return the offset of the bit
	 */
	long offset(byte[] element, int seed) {
		return Math.floorMod((long) Murmur3.hash(element, seed), this.sizeInBits);
	}

	/**
	 * Estimates how many elements made so many bits.
	 * @param bitsSet how many bits are set
	 * @return their number, {@link Long#MAX_VALUE} if every bit is set
	 */
	long elements(long bitsSet) {
		if (bitsSet >= this.sizeInBits) {
			return Long.MAX_VALUE;
		}
		double filled = (double) bitsSet / this.sizeInBits;
		return (long) Math.floor(-(double) this.sizeInBits / this.hashCount * Math.log(1 - filled));
	}

	boolean isEqualTo(BloomGeometry other) {
		return this.expectedElements == other.expectedElements && this.falsePositives == other.falsePositives;
	}

	/**
	 * Returns the parameters as they are stored and shown.
	 * @return a JSON object
	 */
	@Override
	public String toString() {
		return "{\"expectedElements\": " + this.expectedElements + ", \"falsePositives\": "
				+ new String(FLOATS.encode(this.falsePositives, "falsePositives"), StandardCharsets.US_ASCII) + "}";
	}

}
