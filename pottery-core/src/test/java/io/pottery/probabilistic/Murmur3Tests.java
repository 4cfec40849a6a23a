package io.pottery.probabilistic;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import com.google.common.hash.Hashing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class Murmur3Tests {

	@ParameterizedTest
	@CsvSource({ "'', 0, 0", "'', 1, 514e28b7", "'', ffffffff, 81f16f39", "test, 0, ba6bd213",
			"'Hello, world!', 9747b28c, 24884cba", "aaaa, 9747b28c, 5a97808a", "aaa, 9747b28c, 283e0130",
			"aa, 9747b28c, 5d211726", "a, 9747b28c, 7fa09ea6" })
	void isTheOneOfItsAuthor(String text, String seed, String hash) {
		assertThat(Murmur3.hash(text.getBytes(StandardCharsets.UTF_8), Integer.parseUnsignedInt(seed, 16)))
			.isEqualTo(Integer.parseUnsignedInt(hash, 16));
	}

	@Test
	void isThatOfGuavaForAnyBytes() {
		Random random = new Random(1);
		for (int i = 0; i < 10_000; i++) {
			byte[] text = new byte[random.nextInt(100)];
			random.nextBytes(text);
			int seed = random.nextInt();
			assertThat(Murmur3.hash(text, seed)).isEqualTo(Hashing.murmur3_32_fixed(seed).hashBytes(text).asInt());
		}
	}

}
