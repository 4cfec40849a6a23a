package io.pottery.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
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

		@Test
		void ofAnyKindLeavesTheOthersReadable() {
			RedisList<Square> squares = RedisListTests.this.lists.list(RedisListTests.this.key, Square.class);
			Square good = new Square(1, Corners.ROUND);
			List<String> poisons = List.of("[".repeat(100_000), "{\"side\": ".repeat(50_000), "9".repeat(100_000),
					"{\"side\": 1e999}", "{\"side\": \"1\"}", "{\"corners\": \"OVAL\"}", "{\"side\": 1", "\u0000");
			for (String poison : poisons) {
				raw(poison);
				squares.add(good);
			}
			RedisListTests.this.server.command("EVAL",
					"return redis.call('RPUSH', KEYS[1], '\"' .. string.char(255, 254) .. '\"')", "1",
					RedisListTests.this.key);
			int readable = 0;
			int undecodable = 0;
			for (Iterator<Square> elements = squares.iterator(); elements.hasNext();) {
				try {
					assertThat(elements.next()).isEqualTo(good);
					readable++;
				}
				catch (UndecodableValueException ex) {
					assertThat(ex).hasMessageContaining("'" + RedisListTests.this.key + "'");
					undecodable++;
				}
			}
			assertThat(readable).isEqualTo(poisons.size());
			assertThat(undecodable).isEqualTo(poisons.size() + 1);
			assertThat(squares).hasSize(2 * poisons.size() + 1);
			assertThat(squares.lastIndexOf(good)).isEqualTo(2 * poisons.size() - 1);
			assertThat(squares.removeAll(List.of(good))).isTrue();
			assertThat(squares).hasSize(poisons.size() + 1);
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
