package io.pottery.collection;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
import static org.assertj.core.api.Assertions.entry;

class RedisCounterTests {

	/** The least number that a Lua number cannot hold. */
	private static final long BEYOND_DOUBLES = (1L << 53) + 1;

	private final RedisServer server = RedisServer.shared();

	private final RedisCounters counters = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisCounter<String> counter = this.counters.counter(this.key, String.class);

	@Test
	void countsWhatWasNeverAddedAsZero() {
		assertThat(this.counter.count("a")).isZero();
		assertThat(this.counter.get("a")).isNull();
		assertThat(this.counter).isEmpty();
	}

	@Test
	void incrementReturnsTheNewCount() {
		assertThat(this.counter.increment("a")).isEqualTo(1);
		assertThat(this.counter.increment("a", 5)).isEqualTo(6);
		assertThat(this.counter.increment("a", -10)).isEqualTo(-4);
		assertThat(this.counter.increment("b", 0)).isZero();
		assertThat(this.counter.count("a")).isEqualTo(-4);
		assertThat(this.counter).containsOnly(entry("a", -4L), entry("b", 0L));
	}

	@Test
	void countsOfSixtyFourBitsAreExact() {
		for (RedisCounter<String> counter : List.of(this.counter, this.counters.counter(String.class))) {
			assertThat(counter.increment("a", BEYOND_DOUBLES)).isEqualTo(BEYOND_DOUBLES);
			assertThat(counter.increment("a", 2)).isEqualTo(BEYOND_DOUBLES + 2);
			assertThat(counter.increment("max", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
			assertThat(counter.increment("min", Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
			assertThat(counter.count("max")).isEqualTo(Long.MAX_VALUE);
			assertThat(counter.merge("min", 1L, Long::sum)).isEqualTo(Long.MIN_VALUE + 1);
			counter.clear();
		}
	}

	@Test
	void updateCountsOccurrences() {
		this.counter.update(letters("gallahad"));
		assertThat(this.counter.snapshot()).isEqualTo(Map.of("g", 1L, "a", 3L, "l", 2L, "h", 1L, "d", 1L));
		this.counter.subtract(letters("laal"));
		assertThat(this.counter.snapshot()).isEqualTo(Map.of("g", 1L, "a", 1L, "l", 0L, "h", 1L, "d", 1L));
	}

	@Test
	void updateAndSubtractKeepZeroAndNegativeCounts() {
		this.counter.update(Map.of("a", 4L, "b", 2L, "c", 0L, "d", -2L));
		this.counter.subtract(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L, "e", 0L));
		assertThat(this.counter.snapshot()).isEqualTo(Map.of("a", 3L, "b", 0L, "c", -3L, "d", -6L, "e", 0L));
	}

	@Test
	void largeUpdatesArriveCompletely() {
		Map<String, Long> large = numbers(2_500);
		this.counter.update(Map.of("warm", 1L));
		this.counter.clear();
		assertThat(this.server.count(() -> this.counter.update(large)).of("evalsha")).isEqualTo(3);
		assertThat(this.counter.snapshot()).isEqualTo(large);
		assertThat(this.server.count(() -> this.counter.subtract(large.keySet())).of("evalsha")).isEqualTo(3);
		assertThat(this.counter.total()).isEqualTo(large.values().stream().mapToLong(Long::longValue).sum() - 2_500);
	}

	@Test
	void removingWhatIsNotThereIsNoError() {
		this.counter.put("a", 0L);
		assertThat(this.counter.remove("a")).isZero();
		assertThat(this.counter.remove("a")).isNull();
		assertThat(this.counter).isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("operators")
	void operatorsKeepCountsAboveZero(String name, BiFunction<RedisCounter<String>, Map<String, Long>, ?> plain,
			BiConsumer<RedisCounter<String>, Map<String, Long>> inPlace, Map<String, Long> expected) {
		Map<String, Long> mine = Map.of("a", 4L, "b", 2L, "c", 0L, "d", -2L, "big", BEYOND_DOUBLES + 1, "mine", 7L,
				"gone", -7L);
		Map<String, Long> others = Map.of("a", 1L, "b", -5L, "c", 3L, "d", 4L, "big", BEYOND_DOUBLES, "other", 8L,
				"none", -8L, "zero", 0L);
		RedisCounter<String> other = this.counters.counter(KeyNames.fresh(), String.class, others);
		this.counter.update(mine);
		assertThat(plain.apply(this.counter, others)).isEqualTo(expected);
		assertThat(plain.apply(this.counter, other)).isEqualTo(expected);
		assertThat(this.counter.snapshot()).isEqualTo(mine);
		inPlace.accept(this.counter, others);
		assertThat(this.counter.snapshot()).isEqualTo(expected);
		RedisCounter<String> temporary = this.counters.counter(String.class);
		temporary.update(mine);
		inPlace.accept(temporary, other);
		assertThat(temporary.snapshot()).isEqualTo(expected);
		temporary.close();
		assertThat(other.snapshot()).isEqualTo(others);
	}

	static Stream<Arguments> operators() {
		return Stream.of(
				operator("plus", RedisCounter::plus, RedisCounter::plusInPlace,
						Map.of("a", 5L, "c", 3L, "d", 2L, "big", 2 * BEYOND_DOUBLES + 1, "mine", 7L, "other", 8L)),
				operator("minus", RedisCounter::minus, RedisCounter::minusInPlace,
						Map.of("a", 3L, "b", 7L, "big", 1L, "mine", 7L, "none", 8L)),
				operator("union", RedisCounter::union, RedisCounter::unionInPlace,
						Map.of("a", 4L, "b", 2L, "c", 3L, "d", 4L, "big", BEYOND_DOUBLES + 1, "mine", 7L, "other", 8L)),
				operator("intersection", RedisCounter::intersection, RedisCounter::intersectionInPlace,
						Map.of("a", 1L, "big", BEYOND_DOUBLES)));
	}

	private static Arguments operator(String name,
			BiFunction<RedisCounter<String>, Map<String, Long>, Map<String, Long>> plain,
			BiConsumer<RedisCounter<String>, Map<String, Long>> inPlace, Map<String, Long> expected) {
		return Arguments.of(name, plain, inPlace, expected);
	}

	@Test
	void operatorsAgreeWithEachOtherOnNumbersOfAllLengths() {
		List<Long> numbers = List.of(Long.MIN_VALUE + 1, -100L, -99L, -1L, 0L, 1L, 2L, 9L, 10L, 99L, 100L,
				BEYOND_DOUBLES, BEYOND_DOUBLES + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE);
		Map<String, Long> mine = new HashMap<>();
		Map<String, Long> others = new HashMap<>();
		for (long a : numbers) {
			for (long b : numbers) {
				mine.put(a + "," + b, a);
				others.put(a + "," + b, b);
			}
		}
		this.counter.update(mine);
		Map<String, Long> union = this.counter.union(others);
		Map<String, Long> intersection = this.counter.intersection(others);
		assertThat(union.get("9,10")).isEqualTo(10);
		assertThat(intersection.get("9,10")).isEqualTo(9);
		this.counter.unionInPlace(others);
		assertThat(this.counter.snapshot()).isEqualTo(union);
		this.counter.clear();
		this.counter.update(mine);
		this.counter.intersectionInPlace(others);
		assertThat(this.counter.snapshot()).isEqualTo(intersection);
	}

	@Test
	void anOperandMayBeTheCounterItself() {
		this.counter.update(Map.of("a", 4L, "b", -2L));
		this.counter.update(this.counter);
		assertThat(this.counter.snapshot()).isEqualTo(Map.of("a", 8L, "b", -4L));
		this.counter.plusInPlace(this.counter);
		assertThat(this.counter.snapshot()).isEqualTo(Map.of("a", 16L));
		assertThat(this.counter.minus(this.counter)).isEmpty();
		this.counter.minusInPlace(this.counter);
		assertThat(this.counter).isEmpty();
	}

	@Test
	void operatorsInPlaceWithNothingKeepWhatIsAboveZero() {
		this.counter.update(Map.of("a", 1L, "b", 0L, "c", -1L));
		this.counter.plusInPlace(Map.of());
		assertThat(this.counter.snapshot()).isEqualTo(Map.of("a", 1L));
		this.counter.intersectionInPlace(Map.of());
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
		this.counter.unionInPlace(Map.of("a", 0L));
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void operandsOfOneChunkAreOneRequest() {
		Map<String, Long> chunk = numbers(1_000);
		this.counter.plusInPlace(chunk);
		this.counter.unionInPlace(Map.of());
		assertThat(this.server.count(() -> this.counter.unionInPlace(chunk)).calls())
			.isEqualTo(Map.of("evalsha", 1L, "hgetall", 1L));
	}

	@Test
	void largeOperandsAreStagedAndGoneAfterwards() {
		Map<String, Long> large = numbers(2_500);
		for (RedisCounter<String> counter : List.of(this.counter, this.counters.counter(String.class))) {
			counter.plusInPlace(large);
			counter.unionInPlace(large);
			assertThat(this.server.count(() -> counter.unionInPlace(large)).of("evalsha")).isEqualTo(4);
			assertThat(counter.intersection(large)).isEqualTo(counter.snapshot()).hasSize(2_499);
			counter.intersectionInPlace(large);
			counter.put("other", 1L);
			counter.minusInPlace(large);
			assertThat(counter.snapshot()).isEqualTo(Map.of("other", 1L));
			counter.put("key-2499", Long.MAX_VALUE);
			assertThatExceptionOfType(CountOverflowException.class).isThrownBy(() -> counter.plusInPlace(large));
			assertThat(counter.snapshot()).isEqualTo(Map.of("other", 1L, "key-2499", Long.MAX_VALUE));
			assertThat(this.server.command("KEYS", "*" + counter.key() + "*")).isEqualTo(List.of(counter.key()));
		}
	}

	@Test
	void operandsMayHaveMoreTextsThanARequestOfRedisTakes() {
		Map<String, Long> large = numbers(530_000);
		this.counter.unionInPlace(large);
		assertThat(this.counter).hasSize(529_999);
		this.counter.minusInPlace(large);
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void positiveAndNegativeAreTheUnaryOperators() {
		this.counter.update(Map.of("a", 4L, "b", 0L, "c", -2L));
		assertThat(this.counter.positive()).isEqualTo(Map.of("a", 4L));
		assertThat(this.counter.negative()).isEqualTo(Map.of("c", 2L));
	}

	@Test
	void mostCommonIsInDescendingOrder() {
		this.counter.update(letters("abracadabra"));
		this.counter.put("z", -1L);
		assertThat(this.counter.mostCommon(1)).containsExactly(entry("a", 5L));
		assertThat(this.counter.mostCommon(3).get(0)).isEqualTo(entry("a", 5L));
		assertThat(this.counter.mostCommon(3).subList(1, 3)).containsExactlyInAnyOrder(entry("b", 2L), entry("r", 2L));
		assertThat(this.counter.mostCommon()).extracting(Map.Entry::getValue).containsExactly(5L, 2L, 2L, 1L, 1L, -1L);
		assertThat(this.counter.mostCommon(0)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.counter.mostCommon(-1))
			.withMessage("'most' must not be negative, was -1");
	}

	@Test
	void elementsOccurAsOftenAsTheyWereCounted() {
		assertThat(this.counter.elements()).isEmpty();
		this.counter.update(Map.of("a", 4L, "b", 2L, "c", 0L, "d", -2L));
		assertThat(this.counter.elements()).containsExactlyInAnyOrder("a", "a", "a", "a", "b", "b");
		Map<String, Long> large = numbers(60);
		this.counter.clear();
		this.counter.update(large);
		assertThat(this.counter.elements().collect(Collectors.groupingBy((it) -> it, Collectors.counting())))
			.isEqualTo(this.counter.positive());
	}

	@Test
	void elementsAreLazy() {
		this.counter.update(Map.of("a", Long.MAX_VALUE));
		assertThat(this.counter.elements().limit(3)).containsExactly("a", "a", "a");
		Iterator<String> elements = this.counter.elements().iterator();
		assertThat(elements.next()).isEqualTo("a");
	}

	@Test
	void totalAddsAllCounts() {
		assertThat(this.counter.total()).isZero();
		this.counter.update(Map.of("a", Long.MAX_VALUE, "b", 10L, "c", -12L));
		assertThat(this.counter.total()).isEqualTo(Long.MAX_VALUE - 2);
		this.counter.increment("b", 3);
		assertOverflow(this.counter::total);
	}

	@Test
	void initialContentsAreCountedOrTakenAsCounts() {
		assertThat(this.counters.counter(this.key, String.class, letters("eggs")).snapshot())
			.isEqualTo(Map.of("e", 1L, "g", 2L, "s", 1L));
		assertThat(this.counters.counter(KeyNames.fresh(), String.class, Map.of("red", 4L, "blue", 0L)).snapshot())
			.isEqualTo(Map.of("red", 4L, "blue", 0L));
	}

	@Test
	void elementsMayBeOfAnyType() {
		TypeReference<List<Card>> type = new TypeReference<>() {
		};
		RedisCounter<List<Card>> hands = this.counters.counter(this.key, type,
				List.of(List.of(new Card(Suit.SPADES, LocalDate.EPOCH)), List.of()));
		hands.increment(List.of(new Card(Suit.SPADES, LocalDate.EPOCH)));
		assertThat(this.server.command("HGET", this.key, "[{\"drawn\": \"1970-01-01\", \"suit\": \"SPADES\"}]"))
			.isEqualTo("2");
		assertThat(hands.mostCommon(1)).containsExactly(entry(List.of(new Card(Suit.SPADES, LocalDate.EPOCH)), 2L));
		assertThat(this.counters.counter(this.key, type).plus(Map.of(List.of(), 5L))).containsEntry(List.of(), 6L);
		assertThat(this.counters.counter(type).elements()).isEmpty();
		assertThat(this.counters.counter(KeyNames.fresh(), type, Map.of(List.of(), 3L)).count(List.of())).isEqualTo(3);
	}

	@Test
	void elementsAreTheSameIfTheirTextsAre() {
		RedisCounter<Object> objects = this.counters.counter(this.key, Object.class);
		objects.update(Arrays.asList(1, 1L, BigInteger.ONE, "1", 1.0));
		assertThat(objects.count(1)).isEqualTo(3);
		assertThat(objects.plus(Map.of(1L, 1L))).isEqualTo(Map.of(1, 4L, "1", 1L, 1.0, 1L));
	}

	@Test
	void equalsAnyMapWithTheSameCounts() {
		this.counter.update(Map.of("a", 1L, "b", 0L));
		RedisCounter<String> same = this.counters.counter(KeyNames.fresh(), String.class, this.counter);
		RedisMap<String, Long> map = RedisCollections.create(Containers.settings())
			.map(this.key, String.class, Long.class);
		assertThat(this.counter).isEqualTo(same).hasSameHashCodeAs(same);
		assertThat(this.counter.equals(map)).isTrue();
		assertThat(map.equals(this.counter)).isTrue();
		assertThat(this.counter.equals(Map.of("a", 1L, "b", 0L))).isTrue();
		assertThat(this.counter.equals(Map.of("a", 1L))).isFalse();
		assertThat(this.counter.equals("{a=1, b=0}")).isFalse();
		assertThat(new TreeMap<>(this.counter)).hasToString("{a=1, b=0}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u0000", "\r\n*3\r\n$3\r\nDEL", "all", "'; redis.call('FLUSHALL') --", "]]--[[",
			"{a}", "\"\\", "\ud83d\udc08", "\ud800", "null", "%s%n{}" })
	void hostileTextsAreOnlyTexts(String text) {
		assertThat(this.counter.increment(text)).isEqualTo(1);
		this.counter.update(List.of(text, text));
		this.counter.plusInPlace(Map.of(text, 4L));
		this.counter.unionInPlace(Map.of(text, 9L));
		this.counter.intersectionInPlace(Map.of(text, 8L));
		assertThat(this.counter.snapshot()).containsExactly(entry(text, 8L));
	}

	private void raw(String field, String text) {
		this.server.command("HSET", this.key, field, text);
	}

	private void assertOverflow(Runnable operation) {
		assertThatExceptionOfType(CountOverflowException.class).isThrownBy(operation::run)
			.withMessage("A count of key '" + this.key + "' would need more than 64 bits")
			.isInstanceOf(ArithmeticException.class)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key));
	}

	private static List<String> letters(String word) {
		return List.of(word.split(""));
	}

	private static Map<String, Long> numbers(int count) {
		return IntStream.range(0, count)
			.boxed()
			.collect(Collectors.toMap((i) -> "key-" + i, Long::valueOf, (a, b) -> a, LinkedHashMap::new));
	}

	enum Suit {

		SPADES

	}

	/**
	 * A card.
	 *
	 * @param suit the suit
	 * @param drawn when it was drawn
	 */
	record Card(Suit suit, LocalDate drawn) {

	}

	@Nested
	class Overflows {

		@Test
		void changeNothing() {
			RedisCounter<String> counter = RedisCounterTests.this.counter;
			Map<String, Long> before = Map.of("max", Long.MAX_VALUE, "min", Long.MIN_VALUE, "zero", 0L);
			counter.update(before);
			Map<String, Long> tooMuch = new LinkedHashMap<>();
			tooMuch.put("new", 1L);
			tooMuch.put("zero", 1L);
			tooMuch.put("max", 1L);
			tooMuch.put("behind", 1L);
			assertOverflow(() -> counter.increment("max"));
			assertOverflow(() -> counter.increment("min", -1));
			assertOverflow(() -> counter.update(tooMuch));
			assertOverflow(() -> counter.update(List.of("new", "max")));
			assertOverflow(() -> counter.subtract(List.of("new", "min")));
			assertOverflow(() -> counter.subtract(Map.of("zero", Long.MIN_VALUE)));
			assertOverflow(() -> counter.plus(tooMuch));
			assertOverflow(() -> counter.minus(Map.of("zero", Long.MIN_VALUE)));
			assertOverflow(() -> counter.plusInPlace(tooMuch));
			assertOverflow(() -> counter.minusInPlace(Map.of("min", 1L)));
			assertOverflow(() -> counter.minusInPlace(Map.of("zero", Long.MIN_VALUE)));
			assertOverflow(counter::negative);
			assertThat(counter.snapshot()).isEqualTo(before);
		}

		@Test
		void leaveNoKeyBehind() {
			RedisCounter<Object> counter = RedisCounterTests.this.counters.counter(RedisCounterTests.this.key,
					Object.class);
			Map<Object, Long> sameText = new LinkedHashMap<>();
			sameText.put(1, Long.MAX_VALUE);
			sameText.put(1L, 1L);
			assertOverflow(() -> counter.update(sameText));
			assertThat(RedisCounterTests.this.server.command("EXISTS", RedisCounterTests.this.key)).isEqualTo(0L);
		}

		@Test
		void endAnUpdateAtTheirChunk() {
			RedisCounter<String> counter = RedisCounterTests.this.counter;
			counter.put("key-1500", Long.MAX_VALUE);
			assertOverflow(() -> counter.update(numbers(2_500)));
			assertThat(counter).hasSize(1_001).containsEntry("key-999", 999L).containsEntry("key-1500", Long.MAX_VALUE);
		}

	}

	@Nested
	class Nulls {

		@Test
		void areRefused() {
			RedisCounter<String> counter = RedisCounterTests.this.counter;
			assertThatNullPointerException().isThrownBy(() -> counter.count(null)).withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> counter.increment(null)).withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> counter.update(Arrays.asList("a", null)))
				.withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> counter.put("a", null)).withMessage("value");
			for (Consumer<Map<String, Long>> operation : List.<Consumer<Map<String, Long>>>of(counter::update,
					counter::subtract, counter::plus, counter::minus, counter::union, counter::intersection,
					counter::plusInPlace, counter::minusInPlace, counter::unionInPlace, counter::intersectionInPlace)) {
				assertThatNullPointerException().isThrownBy(() -> operation.accept(Collections.singletonMap("a", null)))
					.withMessage("count");
				assertThatNullPointerException().isThrownBy(() -> operation.accept(Collections.singletonMap(null, 1L)))
					.withMessage("key");
			}
			assertThat(counter).isEmpty();
		}

		@Test
		void mayBeElementsThatPythonCounted() {
			raw("null", "2");
			assertThat(RedisCounterTests.this.counter.elements()).containsExactly(null, null);
			assertThat(RedisCounterTests.this.counter.mostCommon().get(0).getKey()).isNull();
			assertThat(RedisCounterTests.this.counter.positive()).containsEntry(null, 2L);
		}

		@Test
		void areNoCounts() {
			RedisCounter<String> counter = RedisCounterTests.this.counter;
			raw("\"a\"", "null");
			assertThat(counter.get("a")).isNull();
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> counter.count("a"))
				.withMessage(
						"Key '" + RedisCounterTests.this.key + "' holds a count that is not written as an integer is");
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> counter.increment("a"));
			assertThat(counter.putIfAbsent("a", 1L)).isNull();
			assertThat(counter.increment("a")).isEqualTo(2);
		}

	}

	@Nested
	class ElementsWithoutJson {

		@Test
		void areNotCounted() {
			assertThat(RedisCounterTests.this.counter.count(new Object())).isZero();
			assertThat(RedisCounterTests.this.counter.count(1)).isZero();
		}

		@Test
		void areRefusedOnWriting() {
			RedisCounter<Double> counter = RedisCounterTests.this.counters.counter(RedisCounterTests.this.key,
					Double.class);
			assertThatExceptionOfType(UnencodableValueException.class)
				.isThrownBy(() -> counter.update(List.of(1.0, Double.NaN)))
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(RedisCounterTests.this.key));
			assertThatExceptionOfType(UnencodableValueException.class)
				.isThrownBy(() -> counter.plusInPlace(Map.of(Double.NaN, 1L)));
			assertThat(counter).isEmpty();
		}

	}

	@Nested
	class Poison {

		@ParameterizedTest
		@ValueSource(strings = { "", "{", "poison", "\"1\"", "[1", "1 2", "1.5", "1.0", "1e3", "007", "+1", "-0", "1 ",
				"true", "99999999999999999999", "\u0660" })
		void isReportedAndLeftWhereItIs(String poison) {
			RedisCounter<String> counter = RedisCounterTests.this.counter;
			counter.put("good", 1L);
			raw("\"bad\"", poison);
			Map<String, Long> others = new LinkedHashMap<>();
			others.put("new", 1L);
			others.put("bad", 1L);
			assertUndecodable(() -> counter.increment("bad"));
			assertUndecodable(() -> counter.update(others));
			assertUndecodable(() -> counter.update(List.of("new", "good", "bad")));
			assertUndecodable(() -> counter.subtract(others));
			assertUndecodable(() -> counter.plusInPlace(others));
			assertUndecodable(() -> counter.minusInPlace(others));
			assertThat(counter.count("good")).isEqualTo(1);
			assertThat(counter.increment("good", 0)).isEqualTo(1);
			assertThat(counter).hasSize(2);
			assertThat(RedisCounterTests.this.server.command("HGET", RedisCounterTests.this.key, "\"bad\""))
				.isEqualTo(poison);
		}

		@ParameterizedTest
		@ValueSource(strings = { "", "poison", "\"1\"", "1.5" })
		void inTheWayOfAWholeIsReportedAndLeftWhereItIs(String poison) {
			RedisCounter<String> counter = RedisCounterTests.this.counter;
			counter.putAll(Map.of("good", 1L, "negative", -1L));
			raw("\"bad\"", poison);
			Map<String, Long> others = Map.of("good", 5L, "new", 1L);
			List<Runnable> operations = List.of(() -> counter.plus(others), () -> counter.minus(others),
					() -> counter.union(others), () -> counter.intersection(others), () -> counter.plusInPlace(others),
					() -> counter.minusInPlace(others), () -> counter.unionInPlace(others),
					() -> counter.intersectionInPlace(others), counter::positive, counter::negative,
					counter::mostCommon, counter::total, counter::snapshot, () -> counter.elements().toList());
			operations.forEach(Poison::assertUndecodable);
			assertThat(counter.count("good")).isEqualTo(1);
			assertThat(counter.count("negative")).isEqualTo(-1);
			assertThat(counter).hasSize(3);
			counter.keySet().remove("bad");
			assertThat(counter.total()).isZero();
		}

		private static void assertUndecodable(Runnable operation) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(operation::run)
				.withMessageNotContaining("poison")
				.satisfies((ex) -> {
					assertThat(ex.rawText()).isNull();
					assertThat(ex.getMessage()).contains("'" + ex.key() + "'");
				});
		}

	}

	@Nested
	class Expiry {

		@Test
		void isKeptWhereEveryCountIsReplaced() {
			RedisCounter<String> counter = RedisCounterTests.this.counter;
			List<Consumer<Map<String, Long>>> operations = List.of(counter::plusInPlace, counter::unionInPlace);
			assertThat(operations).allSatisfy((operation) -> {
				counter.clear();
				counter.put("a", 0L);
				counter.expire(Duration.ofMinutes(1));
				operation.accept(Map.of("b", 1L));
				assertThat(counter.snapshot()).isEqualTo(Map.of("b", 1L));
				assertThat(counter.timeToLive()).isPresent();
			});
		}

		@Test
		void isKeptByWhatWritesInPlace() {
			RedisCounter<String> counter = RedisCounterTests.this.counter;
			counter.put("a", 1L);
			counter.expire(Duration.ofHours(1));
			counter.increment("a");
			counter.plusInPlace(Map.of("b", 1L));
			counter.unionInPlace(Map.of("b", 5L));
			counter.intersectionInPlace(Map.of("b", 3L));
			assertThat(counter.timeToLive()).isPresent();
		}

	}

}
