package io.pottery.samples.soak;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a filter of notices lets through.
 */
class NoticeFilterTests {

	private static final String NOTICE = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$9\r\nredlock:a\r\n";

	private static final String REPLIES = "+OK\r\n:1\r\n$-1\r\n$5\r\na\r\nbc\r\n*2\r\n:1\r\n$1\r\nx\r\n_\r\n*-1\r\n"
			+ "%1\r\n+a\r\n:1\r\n-ERR no\r\n|1\r\n+ttl\r\n:3\r\n*0\r\n>2\r\n$7\r\nmessage\r\n+hi\r\n#t\r\n,1.5\r\n";

	@Test
	void withoutAShareEverythingPasses() {
		assertThat(filtered(0, REPLIES + NOTICE + REPLIES)).isEqualTo(REPLIES + NOTICE + REPLIES);
	}

	@Test
	void withTheWholeShareNoNoticePasses() {
		assertThat(filtered(1, NOTICE + REPLIES + NOTICE + NOTICE + REPLIES)).isEqualTo(REPLIES + REPLIES);
	}

	@Test
	void theShareIsKept() {
		String some = filtered(0.1, NOTICE.repeat(1000));
		assertThat(some.length() / NOTICE.length()).isBetween(850, 950);
	}

	private static String filtered(double share, String text) {
		NoticeFilter filter = new NoticeFilter(new Random(1), share);
		Random lengths = new Random(2);
		ByteArrayOutputStream passed = new ByteArrayOutputStream();
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		for (int start = 0; start < bytes.length;) {
			int length = Math.min(bytes.length - start, 1 + lengths.nextInt(7));
			byte[] part = new byte[20];
			System.arraycopy(bytes, start, part, 0, length);
			passed.writeBytes(filter.filter(part, length));
			start += length;
		}
		return passed.toString(StandardCharsets.UTF_8);
	}

}
