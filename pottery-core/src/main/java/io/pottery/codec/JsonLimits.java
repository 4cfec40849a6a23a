package io.pottery.codec;

/**
 * How deep and how long a JSON text may be, for reading and for writing. The bounds keep
 * a hostile or broken value in Redis from exhausting the stack or the heap of its
 * readers.
 *
 * @param maxDepth how deep arrays and objects may nest, from 1 to 1,000
 * @param maxTextLength the longest text in bytes, at least 64
 * @since 1.0
 */
public record JsonLimits(int maxDepth, int maxTextLength) {

	/**
	 * A depth of 100 and a length of 16 MiB.
	 */
	public static final JsonLimits DEFAULT = new JsonLimits(100, 16 * 1024 * 1024);

	/**
	 * Creates limits.
	 * @throws IllegalArgumentException if a bound is out of its range
	 */
	public JsonLimits {
		if (maxDepth < 1 || maxDepth > 1000) {
			throw new IllegalArgumentException("'maxDepth' must be from 1 to 1000, was " + maxDepth);
		}
		if (maxTextLength < 64) {
			throw new IllegalArgumentException("'maxTextLength' must be at least 64, was " + maxTextLength);
		}
	}

}
