package io.pottery.collection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * A list is sorted as Java sorts, on the server or by its new order.
 */
class RedisListSortTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisLists lists = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisList<Integer> list = this.lists.list(this.key, Integer.class);

	@ParameterizedTest
	@ValueSource(strings = { "", "b a", "10 9 2 33 1", "a aa a! a_ B", "\u00e9 z e", "~ | } { Z [ ] ^",
			"\ud83d\udc08 \uffee x" })
	void naturallySortsStringsAsJavaDoes(String words) {
		List<String> texts = new ArrayList<>(List.of(words.split(" ")));
		RedisList<String> list = this.lists.list(this.key, String.class, texts);
		list.sort(null);
		Collections.sort(texts);
		assertThat(list.snapshot()).isEqualTo(texts);
	}

	@Test
	void naturallySortsNumbersAsJavaDoes() {
		List<Long> longs = new ArrayList<>(List.of(10L, 9L, -3L, 0L, Long.MAX_VALUE, Long.MAX_VALUE - 1));
		RedisList<Long> list = this.lists.list(KeyNames.fresh(), Long.class, longs);
		list.sort(null);
		Collections.sort(longs);
		assertThat(list.snapshot()).isEqualTo(longs);
		List<Double> doubles = new ArrayList<>(List.of(1e300, 1.5, -0.0, 0.0, 5e-324, -1e-5, 2.0, 0.0, -0.0));
		RedisList<Double> others = this.lists.list(KeyNames.fresh(), Double.class, doubles);
		others.sort(null);
		Collections.sort(doubles);
		assertThat(others.snapshot()).isEqualTo(doubles);
	}

	@Test
	void sortsOnTheServerWhereItCan() {
		this.list.addAll(IntStream.range(0, 2_500).mapToObj((i) -> (i * 7_919) % 2_500).toList());
		assertThat(this.server.count(() -> this.list.sort(null)).of("sort")).isEqualTo(1);
		assertThat(this.list.snapshot()).isEqualTo(IntStream.range(0, 2_500).boxed().toList());
		RedisList<String> texts = this.lists.list(KeyNames.fresh(), String.class, List.of("b", "a"));
		assertThat(this.server.count(() -> texts.sort(null)).of("sort")).isEqualTo(1);
		assertThat(texts).containsExactly("a", "b");
	}

	@Test
	void isStable() {
		List<Integer> numbers = IntStream.range(0, 2_500).mapToObj((i) -> (i * 7_919) % 2_500).toList();
		this.list.addAll(numbers);
		List<Integer> expected = new ArrayList<>(numbers);
		Comparator<Integer> tens = Comparator.comparing((value) -> value / 10);
		this.list.sort(tens);
		expected.sort(tens);
		assertThat(this.list.snapshot()).isEqualTo(expected);
		this.list.reversed().sort(tens.reversed());
		Collections.reverse(expected);
		expected.sort(tens.reversed());
		Collections.reverse(expected);
		assertThat(this.list.snapshot()).isEqualTo(expected);
	}

	@Test
	void startsAgainWhereTheListChangesMeanwhile() {
		this.list.addAll(List.of(3, 1, 2));
		int[] calls = { 0 };
		this.list.sort((first, second) -> {
			if (calls[0]++ == 0) {
				this.list.set(1, 9);
				this.list.add(0);
			}
			return Integer.compare(first, second);
		});
		assertThat(this.list).containsExactly(0, 2, 3, 9);
	}

	@Test
	void refusesWhatHasNoOrder() {
		this.list.addAll(Arrays.asList(2, null, 1));
		assertThatNullPointerException().isThrownBy(() -> this.list.sort(null));
		assertThat(this.list).containsExactly(2, null, 1);
		this.list.sort(Comparator.nullsLast(Comparator.naturalOrder()));
		assertThat(this.list).containsExactly(1, 2, null);
		RedisList<Object> objects = this.lists.list(KeyNames.fresh(), Object.class, List.of(1, "a"));
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> objects.sort(null));
	}

}
