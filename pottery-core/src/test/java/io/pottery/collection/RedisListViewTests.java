package io.pottery.collection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

	@ParameterizedTest
	@ValueSource(strings = { "0 2", "1 3", "2 5", "0 5", "3 3" })
	void aReversedRangeIsClearedAtOnce(String bounds) {
		int from = Integer.parseInt(bounds.substring(0, 1));
		int to = Integer.parseInt(bounds.substring(2));
		this.list.addAll(List.of(1, 2, 3, 4, 5));
		List<Integer> range = this.list.reversed().subList(from, to);
		assertThat(this.server.count(range::clear).of("evalsha")).isEqualTo((from < to) ? 1 : 0);
		List<Integer> rest = new ArrayList<>(List.of(5, 4, 3, 2, 1));
		rest.subList(from, to).clear();
		assertThat(this.list.reversed()).isEqualTo(rest);
		assertThat(range).isEmpty();
	}

	@Test
	void endsOfAReversedListAreThoseOfTheList() {
		this.list.addAll(List.of(1, 2, 3, 4));
		ReversedList<Integer> reversed = (ReversedList<Integer>) this.list.reversed();
		assertThat(reversed.getFirst()).isEqualTo(4);
		assertThat(reversed.getLast()).isEqualTo(1);
		assertThat(reversed.removeFirst()).isEqualTo(4);
		assertThat(reversed.removeLast()).isEqualTo(1);
		reversed.addFirst(5);
		reversed.addLast(0);
		assertThat(this.list).containsExactly(0, 2, 3, 5);
		this.list.clear();
		assertMissed(reversed::getFirst, reversed::getLast, reversed::removeFirst, reversed::removeLast);
	}

	@Test
	void endsOfARangeAreItsOwn() {
		this.list.addAll(List.of(0, 1, 2, 3, 4, 9));
		ListRange<Integer> range = (ListRange<Integer>) this.list.subList(1, 5);
		assertThat(range.getFirst()).isEqualTo(1);
		assertThat(range.getLast()).isEqualTo(4);
		assertThat(range.removeFirst()).isEqualTo(1);
		assertThat(range.removeLast()).isEqualTo(4);
		range.addFirst(7);
		range.addLast(8);
		assertThat(range).containsExactly(7, 2, 3, 8);
		assertThat(this.list).containsExactly(0, 7, 2, 3, 8, 9);
		range.clear();
		assertMissed(range::getFirst, range::getLast, range::removeFirst, range::removeLast);
		assertThat(this.list).containsExactly(0, 9);
	}

	@Test
	void theLastOfARangeIsTheLastThatIsThere() {
		this.list.addAll(List.of(0, 1, 2, 3, 4));
		ListRange<Integer> range = (ListRange<Integer>) this.list.subList(1, 5);
		this.list.removeLast();
		this.list.removeLast();
		assertThat(range.getLast()).isEqualTo(2);
		assertThat(range.removeLast()).isEqualTo(2);
		assertThat(range).containsExactly(1);
		this.list.removeLast();
		assertMissed(range::getFirst, range::getLast, range::removeFirst, range::removeLast);
		assertThat(this.list).containsExactly(0);
	}

	private static void assertMissed(Runnable... calls) {
		assertThat(calls)
			.allSatisfy((call) -> assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(call::run));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void aListAboutToExpireIsNotSortedForEver(int millis) {
		for (int i = 0; i < 200; i++) {
			RedisList<Integer> brief = this.lists.list(KeyNames.fresh(), Integer.class, List.of(2, 1));
			this.server.command("PEXPIRE", brief.key(), Integer.toString(millis));
			brief.sort(null);
			assertThat(this.server.command("PTTL", brief.key())).isNotEqualTo(-1L);
		}
	}

	@Test
	void aListWithoutExpiryIsSortedForEver() {
		this.list.addAll(List.of(2, 1));
		this.list.sort(null);
		assertThat(this.list.timeToLive()).isEmpty();
		assertThat(this.list).containsExactly(1, 2);
	}

	private void raw(String... texts) {
		this.server.command("RPUSH", Stream.concat(Stream.of(this.key), Arrays.stream(texts)).toArray(String[]::new));
	}

	private Object raw() {
		return this.server.command("LRANGE", this.key, "0", "-1");
	}

}
