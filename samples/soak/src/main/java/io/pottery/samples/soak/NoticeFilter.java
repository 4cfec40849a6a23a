package io.pottery.samples.soak;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Takes a share of the invalidation notices out of what a server says in RESP3. Holds
 * back what is not complete.
 */
final class NoticeFilter {

	private static final byte[] NOTICE = ">2\r\n$10\r\ninvalidate\r\n".getBytes(StandardCharsets.US_ASCII);

	private final Random random;

	private final double share;

	private byte[] held = new byte[0];

	NoticeFilter(Random random, double share) {
		this.random = random;
		this.share = share;
	}

	/**
	 * Returns what is to be passed on, after what was before.
	 */
	byte[] filter(byte[] bytes, int length) {
		byte[] all = Arrays.copyOf(this.held, this.held.length + length);
		System.arraycopy(bytes, 0, all, this.held.length, length);
		byte[] passed = new byte[all.length];
		int count = 0;
		int start = 0;
		for (int end = RespFrame.end(all, start); end > 0; end = RespFrame.end(all, start)) {
			if (!isNotice(all, start) || this.random.nextDouble() >= this.share) {
				System.arraycopy(all, start, passed, count, end - start);
				count += end - start;
			}
			start = end;
		}
		this.held = Arrays.copyOfRange(all, start, all.length);
		return Arrays.copyOf(passed, count);
	}

	private static boolean isNotice(byte[] bytes, int start) {
		return bytes.length - start >= NOTICE.length
				&& Arrays.equals(bytes, start, start + NOTICE.length, NOTICE, 0, NOTICE.length);
	}

}
