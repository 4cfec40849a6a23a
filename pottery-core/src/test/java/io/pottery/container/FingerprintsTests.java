package io.pottery.container;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintsTests {

	@Test
	void knowsWhatItHasSeen() {
		Fingerprints seen = new Fingerprints(100_000);
		assertThat(IntStream.range(0, 100_000).allMatch((i) -> seen.add(text(i)))).isTrue();
		assertThat(IntStream.range(0, 100_000).noneMatch((i) -> seen.add(text(i)))).isTrue();
	}

	@Test
	void forgetsNothingWhenItIsFull() {
		Fingerprints seen = new Fingerprints(1_001);
		assertThat(IntStream.range(0, 3_000).allMatch((i) -> seen.add(text(i)))).isTrue();
		assertThat(IntStream.range(0, 1_001).noneMatch((i) -> seen.add(text(i)))).isTrue();
		assertThat(IntStream.range(1_001, 3_000).allMatch((i) -> seen.add(text(i)))).isTrue();
	}

	@Test
	void mayRememberNothing() {
		Fingerprints seen = new Fingerprints(0);
		assertThat(seen.add(text(1))).isTrue();
		assertThat(seen.add(text(1))).isTrue();
	}

	private static byte[] text(int number) {
		return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
	}

}
