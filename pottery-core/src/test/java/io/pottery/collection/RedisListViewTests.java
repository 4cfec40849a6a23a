package io.pottery.collection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reversed lists and ranges do what the list does, from their own ends.
 */
class RedisListViewTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisLists lists = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisList<Integer> list = this.lists.list(this.key, Integer.class);

	@Test
	void reversedSearchesPassOverWhatCannotBeDecoded() {
		raw("1", "{", "2", "1", "poison", "3");
		List<Integer> reversed = this.list.reversed();
		assertThat(reversed.indexOf(1)).isEqualTo(2);
		assertThat(reversed.lastIndexOf(1)).isEqualTo(5);
		assertThat(reversed.indexOf(4)).isEqualTo(-1);
		assertThat(reversed.lastIndexOf(4)).isEqualTo(-1);
		assertThat(reversed.indexOf(new Object())).isEqualTo(-1);
		assertThat(reversed.remove((Object) 4)).isFalse();
		assertThat(reversed.remove(new Object())).isFalse();
		assertThat(reversed.remove((Object) 1)).isTrue();
		assertThat(raw()).isEqualTo(List.of("1", "{", "2", "poison", "3"));
	}

	@Test
	void reversedSearchesFindEqualValuesInOtherTexts() {
		RedisList<Double> doubles = this.lists.list(this.key, Double.class);
		raw("1e1", "{", "10", "5.0");
		IntStream.range(0, 2_500).forEach((i) -> doubles.add(0.5));
		List<Double> reversed = doubles.reversed();
		assertThat(reversed.indexOf(10.0)).isEqualTo(2_501);
		assertThat(reversed.lastIndexOf(10.0)).isEqualTo(2_503);
		assertThat(reversed.indexOf(0.5)).isZero();
		assertThat(reversed.lastIndexOf(0.5)).isEqualTo(2_499);
		assertThat(reversed.remove(10.0)).isTrue();
		assertThat(doubles.indexOf(10.0)).isZero();
		assertThat(reversed.remove(10.0)).isTrue();
		assertThat(reversed.remove(10.0)).isFalse();
		assertThat(doubles.size()).isEqualTo(2_502);
	}

	private void raw(String... texts) {
		this.server.command("RPUSH", Stream.concat(Stream.of(this.key), Arrays.stream(texts)).toArray(String[]::new));
	}

	private Object raw() {
		return this.server.command("LRANGE", this.key, "0", "-1");
	}

}
