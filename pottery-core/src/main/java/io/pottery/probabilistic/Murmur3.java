package io.pottery.probabilistic;

/**
 * MurmurHash3 for 32-bit results, by Austin Appleby, who placed it in the public domain:
 * {@code MurmurHash3_x86_32} of https://github.com/aappleby/smhasher, Python's
 * {@code mmh3.hash}.
 */
final class Murmur3 {

	private static final int C1 = 0xcc9e2d51;

	private static final int C2 = 0x1b873593;

	private Murmur3() {
	}

	static int hash(byte[] text, int seed) {
		int hash = seed;
		int tail = text.length & ~3;
		for (int i = 0; i < tail; i += Integer.BYTES) {
			hash ^= scramble(littleEndian(text, i, Integer.BYTES));
			hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
		}
		hash ^= scramble(littleEndian(text, tail, text.length - tail));
		return finish(hash ^ text.length);
	}

	private static int littleEndian(byte[] text, int start, int length) {
		int block = 0;
		for (int i = length - 1; i >= 0; i--) {
			block = (block << Byte.SIZE) | (text[start + i] & 0xff);
		}
		return block;
	}

	private static int scramble(int block) {
		return Integer.rotateLeft(block * C1, 15) * C2;
	}

	private static int finish(int hash) {
		int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
		mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
		return mixed ^ (mixed >>> 16);
	}

}
