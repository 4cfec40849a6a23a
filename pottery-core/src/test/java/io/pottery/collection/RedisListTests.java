package io.pottery.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

import io.pottery.container.Containers;
import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.UnencodableValueException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class RedisListTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisLists lists = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisList<Integer> list = this.lists.list(this.key, Integer.class);

	@Test
	void twoListsOnOneKeyAreOneList() {
		RedisList<Integer> other = this.lists.list(this.key, new TypeReference<Integer>() {
		});
		other.add(4098);
		assertThat(this.list).containsExactly(4098).isEqualTo(other).hasToString("[4098]");
		assertThat(this.list.hashCode()).isEqualTo(List.of(4098).hashCode());
	}

	@Test
	void equalsAnyListWithTheSameElements() {
		this.list.addAll(List.of(1, 2));
		assertThat(this.list.equals(List.of(1, 2))).isTrue();
		assertThat(List.of(1, 2).equals(this.list)).isTrue();
		assertThat(this.list.equals(List.of(2, 1))).isFalse();
		assertThat(this.list.equals("[1, 2]")).isFalse();
		assertThat(this.list.subList(0, 1).equals(List.of(1))).isTrue();
		assertThat(this.list.reversed().equals(List.of(2, 1))).isTrue();
	}

	@Test
	void isNoRandomAccess() {
		assertThat(this.list).isNotInstanceOf(RandomAccess.class);
		assertThat(this.list.subList(0, 0)).isNotInstanceOf(RandomAccess.class);
		assertThat(this.list.reversed()).isNotInstanceOf(RandomAccess.class);
	}

	@Test
	void indexesBeyondTheListAreNamedWithItsSize() {
		this.list.addAll(List.of(1, 2));
		List<Runnable> calls = List.of(() -> this.list.get(3), () -> this.list.set(3, 0), () -> this.list.add(3, 0),
				() -> this.list.remove(3), () -> this.list.addAll(3, List.of()), () -> this.list.listIterator(3),
				() -> this.list.subList(0, 3), () -> this.list.reversed().get(3), () -> this.list.reversed().set(3, 0),
				() -> this.list.reversed().add(3, 0), () -> this.list.reversed().remove(3));
		assertThat(calls).allSatisfy((call) -> assertOut(call, 3));
		List<Runnable> negative = List.of(() -> this.list.get(-1), () -> this.list.set(-1, 0),
				() -> this.list.add(-1, 0), () -> this.list.remove(-1), () -> this.list.addAll(-1, List.of(7)),
				() -> this.list.listIterator(-1), () -> this.list.subList(-1, 1), () -> this.list.reversed().get(-1),
				() -> this.list.reversed().set(-1, 0), () -> this.list.reversed().add(-1, 0),
				() -> this.list.reversed().remove(-1));
		assertThat(negative).allSatisfy((call) -> assertOut(call, -1));
		assertThat(this.list).containsExactly(1, 2);
		assertThatIllegalArgumentException().isThrownBy(() -> this.list.subList(2, 1));
	}

	private static void assertOut(Runnable call, int index) {
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(call::run)
			.withMessage("Index " + index + " out of bounds for length 2");
	}

	@Test
	void endsOfAnEmptyListAreMissed() {
		List<Runnable> calls = List.of(this.list::getFirst, this.list::getLast, this.list::removeFirst,
				this.list::removeLast);
		assertThat(calls)
			.allSatisfy((call) -> assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(call::run)
				.withMessage("'" + this.key + "' is empty"));
	}

	@Test
	void endsAreReadAndRemoved() {
		this.list.addFirst(2);
		this.list.addLast(3);
		this.list.addFirst(1);
		assertThat(this.list.getFirst()).isEqualTo(1);
		assertThat(this.list.getLast()).isEqualTo(3);
		assertThat(this.list.removeFirst()).isEqualTo(1);
		assertThat(this.list.removeLast()).isEqualTo(3);
		assertThat(this.list).containsExactly(2);
	}

	@Test
	void insertMovesTheIndexIntoTheList() {
		this.list.insert(5, 1);
		this.list.insert(-5, 2);
		this.list.insert(1, 3);
		this.list.insert(-1, 4);
		this.list.insert(100, 5);
		assertThat(this.list).containsExactly(2, 3, 4, 1, 5);
	}

	@Test
	void nullsAreElements() {
		this.list.add(null);
		this.list.add(1);
		this.list.add(1, null);
		assertThat(this.server.command("LRANGE", this.key, "0", "-1")).isEqualTo(List.of("null", "null", "1"));
		assertThat(this.list).containsExactly(null, null, 1);
		assertThat(this.list.get(0)).isNull();
		assertThat(this.list.getFirst()).isNull();
		assertThat(this.list.contains(null)).isTrue();
		assertThat(this.list.lastIndexOf(null)).isEqualTo(1);
		assertThat(this.list.set(2, null)).isEqualTo(1);
		assertThat(this.list.removeFirst()).isNull();
		assertThat(this.list.remove(null)).isTrue();
		assertThat(this.list.remove(0)).isNull();
		assertThat(this.list).isEmpty();
		assertThatNullPointerException().isThrownBy(() -> this.list.addAll(null));
	}

	@Test
	void largeBulkOperationsArriveCompletely() {
		List<Integer> large = IntStream.range(0, 2_500).boxed().toList();
		assertThat(this.server.count(() -> this.list.addAll(large)).calls()).isEqualTo(Map.of("rpush", 3L));
		assertThat(this.list.snapshot()).isEqualTo(large);
		assertThat(this.list.containsAll(large)).isTrue();
		assertThat(this.list.addAll(1_000, large)).isTrue();
		List<Integer> expected = new ArrayList<>(large);
		expected.addAll(1_000, large);
		assertThat(this.list).isEqualTo(expected);
		this.list.setSlice(-1_000, -10, large);
		List<Integer> end = expected.subList(expected.size() - 1_000, expected.size() - 10);
		end.clear();
		end.addAll(large);
		assertThat(this.list).isEqualTo(expected);
		this.list.reversed().addAll(10, large);
		expected.addAll(expected.size() - 10, IntStream.range(0, 2_500).map((i) -> 2_499 - i).boxed().toList());
		assertThat(this.list).isEqualTo(expected);
		assertThat(this.list.removeIf((value) -> value % 3 != 0)).isTrue();
		expected.removeIf((value) -> value % 3 != 0);
		assertThat(this.list).isEqualTo(expected);
		this.list.replaceAll((value) -> value / 3);
		expected.replaceAll((value) -> value / 3);
		assertThat(this.list).isEqualTo(expected);
		assertThat(this.list.lastIndexOf(-1)).isEqualTo(-1);
	}

	@Test
	void longTextsTravelInSeveralChunks() {
		RedisList<String> texts = this.lists.list(this.key, String.class);
		List<String> large = IntStream.range(0, 8).mapToObj((i) -> i + "x".repeat(100_000)).toList();
		texts.addAll(large);
		texts.addAll(4, large);
		texts.replaceAll((text) -> "y" + text);
		assertThat(texts.removeIf((text) -> text.charAt(1) % 2 == 0)).isTrue();
		assertThat(texts.stream().map((text) -> text.substring(0, 2))).containsExactly("y1", "y3", "y1", "y3", "y5",
				"y7", "y5", "y7");
	}

	@Test
	void addAllOfItselfDoublesTheList() {
		this.list.addAll(List.of(1, 2, 3));
		this.list.addAll(this.list);
		this.list.addAll(1, this.list.subList(0, 2));
		assertThat(this.list).containsExactly(1, 1, 2, 2, 3, 1, 2, 3);
	}

	@Test
	void bulkOperationsStoreNothingIfOneElementCannotBeStored() {
		RedisList<Object> objects = this.lists.list(this.key, Object.class);
		List<Object> elements = List.of(1, Double.NaN);
		List<Runnable> calls = List.of(() -> objects.addAll(elements), () -> objects.addAll(0, elements),
				() -> objects.setSlice(0, 0, elements), () -> objects.plus(elements),
				() -> this.lists.list(this.key, Object.class, elements));
		assertThat(calls)
			.allSatisfy((call) -> assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(call::run)
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key)));
		assertThat(objects).isEmpty();
	}

	@Test
	void valuesWithoutJsonAreNowhere() {
		this.list.add(1);
		Object alien = new Object();
		assertThat(this.list.contains(alien)).isFalse();
		assertThat(this.list.contains("1")).isFalse();
		assertThat(this.list.containsAll(Arrays.asList(1, alien))).isFalse();
		assertThat(this.list.indexOf(alien)).isEqualTo(-1);
		assertThat(this.list.lastIndexOf(alien)).isEqualTo(-1);
		assertThat(this.list.remove(alien)).isFalse();
		assertThat(this.list.removeAll(List.of(alien))).isFalse();
		assertThat(this.list.subList(0, 1).remove(alien)).isFalse();
		assertThat(this.list).containsExactly(1);
	}

	@Test
	void equalValuesInOtherTextsAreFound() {
		RedisList<Double> doubles = this.lists.list(this.key, Double.class);
		raw("1", "2", "1e0", "3.0");
		assertThat(doubles.contains(1.0)).isTrue();
		assertThat(doubles.containsAll(List.of(1.0, 2.0, 3.0))).isTrue();
		assertThat(doubles.containsAll(List.of(1.0, 4.0))).isFalse();
		assertThat(doubles.indexOf(1.0)).isEqualTo(0);
		assertThat(doubles.lastIndexOf(1.0)).isEqualTo(2);
		assertThat(doubles.remove(1.0)).isTrue();
		assertThat(this.server.command("LRANGE", this.key, "0", "-1")).isEqualTo(List.of("2", "1e0", "3.0"));
		assertThat(doubles.removeAll(List.of(1.0, 2.0))).isTrue();
		assertThat(doubles).containsExactly(3.0);
	}

	@Test
	void clearRemovesTheKey() {
		this.list.add(1);
		this.list.clear();
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void streamsReadEverything() {
		this.list.addAll(IntStream.range(0, 3_000).boxed().toList());
		assertThat(this.list.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2_999 * 3_000 / 2);
		assertThat(this.list.parallelStream().toList()).isEqualTo(this.list.snapshot());
	}

	@Test
	void listsInOtherContainersAreTheirContents() {
		this.list.addAll(List.of(1, 4));
		String map = KeyNames.fresh();
		RedisMaps maps = Containers::settings;
		maps.map(map, String.class, Object.class).put("squares", this.list);
		assertThat(this.server.command("HGET", map, "\"squares\"")).isEqualTo("[1, 4]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "#", "\u0000", "\r\n*3\r\n$3\r\nDEL", "'; redis.call('FLUSHALL') --", "]]--[[",
			"{a}", "\"\\", "\ud83d\udc08", "\ud800", "null", "%s%n{}" })
	void hostileTextsAreOnlyTexts(String text) {
		RedisList<String> texts = this.lists.list(this.key, String.class);
		texts.addAll(List.of("a", "b", "c"));
		texts.add(1, text);
		texts.insert(3, text);
		assertThat(texts.set(2, text)).isEqualTo("b");
		assertThat(texts.lastIndexOf(text)).isEqualTo(3);
		texts.sort(Comparator.reverseOrder());
		texts.sort(null);
		texts.remove("a");
		texts.remove("c");
		assertThat(texts).containsExactly(text, text, text);
		assertThat(texts.remove(1)).isEqualTo(text);
		assertThat(texts.remove(text)).isTrue();
		assertThat(texts.removeIf(text::equals)).isTrue();
	}

	private void raw(String... texts) {
		this.server.command("RPUSH", Stream.concat(Stream.of(this.key), Arrays.stream(texts)).toArray(String[]::new));
	}

	/**
	 * A value of several parts.
	 */
	sealed interface Shape permits Circle, Square {

	}

	/**
	 * A round one.
	 *
	 * @param radius half its width
	 */
	record Circle(double radius) implements Shape {

	}

	/**
	 * One with corners.
	 *
	 * @param side its width
	 * @param corners how they look
	 */
	record Square(int side, Corners corners) implements Shape {

	}

	enum Corners {

		SHARP, ROUND

	}

	@Nested
	class Types {

		@Test
		void recordsAndEnumsAreElements() {
			RedisList<Square> squares = RedisListTests.this.lists.list(RedisListTests.this.key, Square.class,
					List.of(new Square(2, Corners.SHARP), new Square(1, Corners.ROUND)));
			squares.sort(Comparator.comparing(Square::side));
			assertThat(squares).containsExactly(new Square(1, Corners.ROUND), new Square(2, Corners.SHARP));
			assertThat(squares.indexOf(new Square(2, Corners.SHARP))).isEqualTo(1);
			assertThat(RedisListTests.this.server.command("LINDEX", RedisListTests.this.key, "0"))
				.isEqualTo("{\"corners\": \"ROUND\", \"side\": 1}");
		}

		@Test
		void permittedTypesOfASealedOneAreElements() {
			RedisList<Circle> circles = RedisListTests.this.lists.list(RedisListTests.this.key, Circle.class);
			List<? extends Shape> shapes = circles;
			circles.add(new Circle(1.5));
			assertThat(shapes.contains(new Circle(1.5))).isTrue();
			assertThat(shapes.contains(new Square(1, Corners.SHARP))).isFalse();
		}

		@Test
		void nestedGenericsAndTimesAreElements() {
			RedisList<Map<String, List<Instant>>> list = RedisListTests.this.lists.list(RedisListTests.this.key,
					new TypeReference<>() {
					});
			Map<String, List<Instant>> element = Map.of("a", List.of(Instant.EPOCH));
			list.add(element);
			assertThat(list).containsExactly(element);
			assertThat(list.remove(element)).isTrue();
		}

	}

	@Nested
	class Sorting {

		@ParameterizedTest
		@ValueSource(strings = { "", "b a", "10 9 2 33 1", "a aa a! a_ B", "\u00e9 z e", "~ | } { Z [ ] ^",
				"\ud83d\udc08 \uffee x" })
		void naturallySortsStringsAsJavaDoes(String words) {
			List<String> texts = new ArrayList<>(List.of(words.split(" ")));
			RedisList<String> list = RedisListTests.this.lists.list(RedisListTests.this.key, String.class, texts);
			list.sort(null);
			Collections.sort(texts);
			assertThat(list.snapshot()).isEqualTo(texts);
		}

		@Test
		void naturallySortsNumbersAsJavaDoes() {
			List<Long> longs = new ArrayList<>(List.of(10L, 9L, -3L, 0L, Long.MAX_VALUE, Long.MAX_VALUE - 1));
			RedisList<Long> list = RedisListTests.this.lists.list(KeyNames.fresh(), Long.class, longs);
			list.sort(null);
			Collections.sort(longs);
			assertThat(list.snapshot()).isEqualTo(longs);
			List<Double> doubles = new ArrayList<>(List.of(1e300, 1.5, -0.0, 0.0, 5e-324, -1e-5, 2.0, 0.0, -0.0));
			RedisList<Double> others = RedisListTests.this.lists.list(KeyNames.fresh(), Double.class, doubles);
			others.sort(null);
			Collections.sort(doubles);
			assertThat(others.snapshot()).isEqualTo(doubles);
		}

		@Test
		void sortsOnTheServerWhereItCan() {
			RedisListTests.this.list.addAll(IntStream.range(0, 2_500).mapToObj((i) -> (i * 7_919) % 2_500).toList());
			assertThat(RedisListTests.this.server.count(() -> RedisListTests.this.list.sort(null)).of("sort"))
				.isEqualTo(1);
			assertThat(RedisListTests.this.list.snapshot()).isEqualTo(IntStream.range(0, 2_500).boxed().toList());
			RedisList<String> texts = RedisListTests.this.lists.list(KeyNames.fresh(), String.class, List.of("b", "a"));
			assertThat(RedisListTests.this.server.count(() -> texts.sort(null)).of("sort")).isEqualTo(1);
			assertThat(texts).containsExactly("a", "b");
		}

		@Test
		void isStable() {
			List<Integer> numbers = IntStream.range(0, 2_500).mapToObj((i) -> (i * 7_919) % 2_500).toList();
			RedisListTests.this.list.addAll(numbers);
			List<Integer> expected = new ArrayList<>(numbers);
			Comparator<Integer> tens = Comparator.comparing((value) -> value / 10);
			RedisListTests.this.list.sort(tens);
			expected.sort(tens);
			assertThat(RedisListTests.this.list.snapshot()).isEqualTo(expected);
			RedisListTests.this.list.reversed().sort(tens.reversed());
			Collections.reverse(expected);
			expected.sort(tens.reversed());
			Collections.reverse(expected);
			assertThat(RedisListTests.this.list.snapshot()).isEqualTo(expected);
		}

		@Test
		void startsAgainWhereTheListChangesMeanwhile() {
			RedisListTests.this.list.addAll(List.of(3, 1, 2));
			int[] calls = { 0 };
			RedisListTests.this.list.sort((first, second) -> {
				if (calls[0]++ == 0) {
					RedisListTests.this.list.set(1, 9);
					RedisListTests.this.list.add(0);
				}
				return Integer.compare(first, second);
			});
			assertThat(RedisListTests.this.list).containsExactly(0, 2, 3, 9);
		}

		@Test
		void refusesWhatHasNoOrder() {
			RedisListTests.this.list.addAll(Arrays.asList(2, null, 1));
			assertThatNullPointerException().isThrownBy(() -> RedisListTests.this.list.sort(null));
			assertThat(RedisListTests.this.list).containsExactly(2, null, 1);
			RedisListTests.this.list.sort(Comparator.nullsLast(Comparator.naturalOrder()));
			assertThat(RedisListTests.this.list).containsExactly(1, 2, null);
			RedisList<Object> objects = RedisListTests.this.lists.list(KeyNames.fresh(), Object.class, List.of(1, "a"));
			assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> objects.sort(null));
		}

	}

	@Nested
	class Iterating {

		@Test
		void goesBothWaysOverPages() {
			List<Integer> numbers = IntStream.range(0, 2_500).boxed().toList();
			RedisListTests.this.list.addAll(numbers);
			ListIterator<Integer> elements = RedisListTests.this.list.listIterator();
			List<Integer> read = new ArrayList<>();
			elements.forEachRemaining(read::add);
			assertThat(read).isEqualTo(numbers);
			List<Integer> back = new ArrayList<>();
			while (elements.hasPrevious()) {
				back.add(0, elements.previous());
			}
			assertThat(back).isEqualTo(numbers);
			assertThat(RedisListTests.this.list.listIterator(1_999).next()).isEqualTo(1_999);
			assertThat(RedisListTests.this.list.listIterator(1_999).previous()).isEqualTo(1_998);
		}

		@Test
		void changesAcrossPages() {
			List<Integer> expected = new ArrayList<>(IntStream.range(0, 2_500).boxed().toList());
			RedisListTests.this.list.addAll(expected);
			change(RedisListTests.this.list.listIterator());
			change(expected.listIterator());
			assertThat(RedisListTests.this.list.snapshot()).isEqualTo(expected);
			change(RedisListTests.this.list.reversed().listIterator());
			Collections.reverse(expected);
			change(expected.listIterator());
			Collections.reverse(expected);
			assertThat(RedisListTests.this.list.snapshot()).isEqualTo(expected);
		}

		private void change(ListIterator<Integer> elements) {
			while (elements.hasNext()) {
				int value = elements.next();
				switch (value % 5) {
					case 0 -> elements.remove();
					case 1 -> elements.set(value + 5);
					case 2 -> elements.add(value + 5);
					case 3 -> {
						elements.previous();
						elements.next();
					}
					default -> assertThat(elements.nextIndex()).isEqualTo(elements.previousIndex() + 1);
				}
			}
		}

		@Test
		void removesAndReplacesWhatOthersHaveMoved() {
			RedisListTests.this.list.addAll(List.of(1, 2, 3));
			ListIterator<Integer> elements = RedisListTests.this.list.listIterator();
			elements.next();
			RedisListTests.this.list.addFirst(0);
			elements.remove();
			elements.next();
			elements.set(20);
			assertThat(RedisListTests.this.list).containsExactly(0, 20, 3);
		}

		@Test
		void leavesWhatOthersHaveChanged() {
			RedisListTests.this.list.addAll(List.of(1, 2, 3));
			ListIterator<Integer> elements = RedisListTests.this.list.listIterator();
			elements.next();
			RedisListTests.this.list.set(0, 10);
			assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(() -> elements.set(11))
				.withMessage("Element 0 of '" + RedisListTests.this.key + "' was changed or removed since it was read");
			elements.remove();
			assertThatIllegalStateException().isThrownBy(elements::remove);
			assertThat(RedisListTests.this.list).containsExactly(10, 2, 3);
		}

		@Test
		void endsWhereOthersHaveCutTheList() {
			RedisListTests.this.list.addAll(IntStream.range(0, 2_000).boxed().toList());
			ListIterator<Integer> elements = RedisListTests.this.list.listIterator(2_000);
			RedisListTests.this.list.removeSlice(5, null);
			assertThat(elements.previous()).isEqualTo(4);
			RedisListTests.this.list.clear();
			assertThat(RedisListTests.this.list.listIterator().hasPrevious()).isFalse();
		}

	}

	@Nested
	class Ranges {

		@Test
		void writeThrough() {
			RedisListTests.this.list.addAll(List.of(0, 1, 2, 3, 4, 5));
			List<Integer> range = RedisListTests.this.list.subList(1, 5);
			List<Integer> inner = range.subList(1, 3);
			inner.add(9);
			inner.set(0, 8);
			assertThat(range).containsExactly(1, 8, 3, 9, 4);
			assertThat(inner.remove((Object) 3)).isTrue();
			assertThat(inner.removeIf((value) -> value == 5)).isFalse();
			inner.replaceAll((value) -> value + 1);
			assertThat(range).containsExactly(1, 9, 10, 4);
			range.sort(Comparator.reverseOrder());
			assertThat(RedisListTests.this.list).containsExactly(0, 10, 9, 4, 1, 5);
			inner.clear();
			assertThat(inner).isEmpty();
			assertThat(range).containsExactly(10, 1);
			range.addAll(0, inner);
			range.clear();
			assertThat(RedisListTests.this.list).containsExactly(0, 5);
		}

		@Test
		void endWhereOthersHaveCutTheList() {
			RedisListTests.this.list.addAll(List.of(0, 1, 2, 3, 4, 5));
			List<Integer> range = RedisListTests.this.list.subList(2, 5);
			RedisListTests.this.list.removeSlice(3, null);
			assertThat(range).containsExactly(2).hasSize(1);
			assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> range.get(1))
				.withMessage("Index 1 out of bounds for length 1");
		}

		@Test
		void searchTheirPositionsOnly() {
			RedisListTests.this.list.addAll(List.of(1, 2, 1, 2, 1));
			List<Integer> range = RedisListTests.this.list.subList(1, 4);
			assertThat(range.indexOf(1)).isEqualTo(1);
			assertThat(range.lastIndexOf(2)).isEqualTo(2);
			assertThat(range.contains(5)).isFalse();
			assertThat(range.containsAll(List.of(1, 2))).isTrue();
			assertThat(range.containsAll(List.of(1, 5))).isFalse();
			assertThat(range.removeAll(List.of(2))).isTrue();
			assertThat(RedisListTests.this.list).containsExactly(1, 1, 1);
		}

	}

	@Nested
	class Poison {

		@ParameterizedTest
		@ValueSource(strings = { "", "#", "{", "poison", "\"text\"", "[1", "1 2", "1.5", "{\"@class\": \"x\"}" })
		void isReportedAndLeftWhereItIs(String poison) {
			RedisList<Integer> list = RedisListTests.this.list;
			raw("1", poison, "2");
			List<Runnable> reads = List.of(() -> list.get(1), list::snapshot, () -> list.slice(1, 2),
					() -> list.slice(null, null, -1), () -> list.sort(Comparator.naturalOrder()),
					() -> list.removeIf((value) -> false), () -> list.retainAll(List.of(1, 2)),
					() -> list.replaceAll((value) -> 1), list::hashCode);
			assertThat(reads)
				.allSatisfy((read) -> assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(read::run)
					.withMessageContaining("'" + RedisListTests.this.key + "'")
					.withMessageContaining("java.lang.Integer")
					.satisfies((ex) -> assertThat(ex.rawText()).isNull()));
			assertThat(list.contains(3)).isFalse();
			assertThat(list.containsAll(List.of(1, 2))).isTrue();
			assertThat(list.indexOf(2)).isEqualTo(2);
			assertThat(list.remove((Object) 3)).isFalse();
			assertThat(list.removeAll(List.of(3))).isFalse();
			assertThat(list.get(2)).isEqualTo(2);
			assertThat(RedisListTests.this.server.command("LRANGE", RedisListTests.this.key, "0", "-1"))
				.isEqualTo(List.of("1", poison, "2"));
		}

		@ParameterizedTest
		@ValueSource(strings = { "", "#", "##", "poison" })
		void isNeverTakenForAMark(String poison) {
			RedisList<Integer> list = RedisListTests.this.list;
			raw(poison, "1", "2", poison, "3", "4", "5", poison);
			list.add(2, 7);
			assertThat(list.remove(2)).isEqualTo(7);
			assertThat(list.remove(4)).isEqualTo(3);
			list.removeSlice(4, 5);
			list.removeSlice(1, 5, 3);
			assertThat(list.removeAll(List.of(2))).isTrue();
			assertThat(RedisListTests.this.server.command("LRANGE", RedisListTests.this.key, "0", "-1"))
				.isEqualTo(List.of(poison, poison, poison));
		}

		@Test
		void thatWasReplacedOrRemovedIsInTheException() {
			RedisList<Integer> list = RedisListTests.this.list;
			raw("poison", "poison", "poison", "poison", "poison");
			assertTaken(list::removeFirst);
			assertTaken(list::removeLast);
			assertTaken(() -> list.set(0, 1));
			assertTaken(() -> list.remove(1));
			List<Integer> range = list.subList(0, 2);
			assertTaken(() -> range.remove(1));
			assertThat(range).containsExactly(1);
			assertThat(list.snapshot()).containsExactly(1);
		}

		private static void assertTaken(Runnable operation) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(operation::run)
				.satisfies((ex) -> assertThat(ex.rawText()).isEqualTo("poison"));
		}

		@Test
		void doesNotEndAnIteration() {
			raw("1", "poison", "2", "poison");
			List<Integer> read = new ArrayList<>();
			for (Iterator<Integer> elements = RedisListTests.this.list.iterator(); elements.hasNext();) {
				try {
					read.add(elements.next());
				}
				catch (UndecodableValueException ex) {
					elements.remove();
				}
			}
			assertThat(read).containsExactly(1, 2);
			assertThat(RedisListTests.this.list).containsExactly(1, 2);
		}

		@Test
		void isCopiedAsItIs() {
			raw("1", "poison");
			try (RedisList<Integer> sum = RedisListTests.this.list.plus(List.of(2))) {
				assertThat(RedisListTests.this.server.command("LRANGE", sum.key(), "0", "-1"))
					.isEqualTo(List.of("1", "poison", "2"));
				sum.clear();
			}
		}

	}

}
