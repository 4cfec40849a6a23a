package io.pottery.collection;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

class CachedOrderedMapTests {

	private final RedisServer server = RedisServer.shared();

	private final CachedOrderedMaps maps = Containers::settings;

	private final String key = KeyNames.fresh();

	@Test
	void aColdCacheIsAllMissesInOrder() {
		CachedOrderedMap<Integer, String> map = open(3, 1, 2);
		assertThat(map.misses()).containsExactly(3, 1, 2);
		assertThat(map.keySet()).containsExactly(3, 1, 2);
		assertThat(map.values()).containsExactly(null, null, null);
		assertThat(map).hasSize(3);
		assertThat(map.get(1)).isNull();
		assertThat(map.containsKey(1)).isTrue();
		assertThat(map.getOrDefault(1, "x")).isNull();
		assertThat(map.getOrDefault(9, "x")).isEqualTo("x");
		assertThat(map.containsValue(null)).isTrue();
	}

	@Test
	void hitsAndMissesOfASecondSearchKeepTheirOrder() {
		CachedOrderedMap<Integer, String> first = open(1, 2, 3, 4, 5);
		Map<Integer, String> values = Map.of(1, "one", 2, "two", 3, "three", 4, "four", 5, "five");
		first.putAll(values);
		assertThat(first.misses()).isEmpty();
		assertThat(first.keySet()).containsExactly(1, 2, 3, 4, 5);
		CachedOrderedMap<Integer, String> second = open(2, 4, 6, 8, 10);
		assertThat(second.misses()).containsExactly(6, 8, 10);
		assertThat(second.get(2)).isEqualTo("two");
		second.put(8, "eight");
		second.put(6, "six");
		second.put(10, "ten");
		assertThat(second.misses()).isEmpty();
		assertThat(second).containsExactly(entry(2, "two"), entry(4, "four"), entry(6, "six"), entry(8, "eight"),
				entry(10, "ten"));
		assertThat(second).hasToString("{2=two, 4=four, 6=six, 8=eight, 10=ten}");
	}

	@Test
	void aMapIsASnapshot() {
		CachedOrderedMap<Integer, String> map = open(1, 2);
		open().put(1, "one");
		assertThat(map.get(1)).isNull();
		assertThat(map.misses()).containsExactly(1, 2);
		assertThat(open(1, 2).misses()).containsExactly(2);
	}

	@Test
	void aNewKeyGoesToTheEnd() {
		CachedOrderedMap<Integer, String> map = open(2, 1);
		map.put(0, "zero");
		map.put(2, "two");
		assertThat(map.keySet()).containsExactly(2, 1, 0);
		assertThat(raw("0")).isEqualTo("\"zero\"");
	}

	@Test
	void equalKeysAreOne() {
		assertThat(open(2, 1, 2, 1).keySet()).containsExactly(2, 1);
	}

	@Test
	void manyKeysAreFetchedByChunks() {
		Map<Integer, String> values = new LinkedHashMap<>();
		IntStream.range(0, 2_500).map((i) -> 2_499 - i).forEach((i) -> values.put(i, "v" + i));
		CachedOrderedMap<Integer, String> map = open(1);
		map.put(1, "warm");
		assertThat(this.server.count(() -> map.putAll(values)).of("evalsha")).isEqualTo(3);
		List<CachedOrderedMap<Integer, String>> opened = new ArrayList<>();
		assertThat(this.server
			.count(() -> opened.add(this.maps.cachedOrderedMap(this.key, Integer.class, String.class, values.keySet())))
			.of("hmget")).isEqualTo(3);
		assertThat(opened.get(0).snapshot()).containsExactlyEntriesOf(values);
	}

	@Test
	void putReturnsWhatThisMapHad() {
		CachedOrderedMap<Integer, String> map = open(1);
		open().put(1, "other");
		assertThat(map.put(1, "one")).isNull();
		assertThat(map.put(1, "uno")).isEqualTo("one");
		assertThat(raw("1")).isEqualTo("\"uno\"");
	}

	@Test
	void putIfAbsentKeepsWhatAnotherProcessCachedFirst() {
		CachedOrderedMap<Integer, String> map = open(1, 2);
		open().put(1, "first");
		assertThat(map.putIfAbsent(1, "second")).isEqualTo("first");
		assertThat(map.get(1)).isEqualTo("first");
		assertThat(map.misses()).containsExactly(2);
		assertThat(map.putIfAbsent(2, "two")).isNull();
		assertThat(map.putIfAbsent(2, "due")).isEqualTo("two");
		assertThat(raw("1")).isEqualTo("\"first\"");
		assertThat(raw("2")).isEqualTo("\"two\"");
	}

	@Test
	void computeIfAbsentKeepsWhatAnotherProcessCachedFirst() {
		CachedOrderedMap<Integer, String> map = open(1, 2);
		assertThat(map.computeIfAbsent(1, (key) -> {
			open().put(1, "first");
			return "second";
		})).isEqualTo("first");
		assertThat(map.computeIfAbsent(2, (key) -> "two")).isEqualTo("two");
		assertThat(map.computeIfAbsent(2, (key) -> "due")).isEqualTo("two");
		assertThat(map.computeIfAbsent(3, (key) -> null)).isNull();
		assertThat(map).containsExactly(entry(1, "first"), entry(2, "two"));
		assertThat(raw("2")).isEqualTo("\"two\"");
	}

	@Test
	void functionsWriteThrough() {
		CachedOrderedMap<Integer, String> map = open(1, 2, 3);
		assertThat(map.merge(1, "a", String::concat)).isEqualTo("a");
		assertThat(map.merge(1, "b", String::concat)).isEqualTo("ab");
		assertThat(map.compute(2, (key, value) -> "c" + value)).isEqualTo("cnull");
		assertThat(map.computeIfPresent(3, (key, value) -> "never")).isNull();
		assertThat(map.replace(3, "d")).isNull();
		assertThat(map.replace(3, "x", "y")).isFalse();
		assertThat(map.replace(3, "d", "e")).isTrue();
		map.replaceAll((key, value) -> value + key);
		assertThat(map).containsExactly(entry(1, "ab1"), entry(2, "cnull2"), entry(3, "e3"));
		assertThat(open(1, 2, 3)).isEqualTo(map);
	}

	@Test
	void removingIsLocal() {
		CachedOrderedMap<Integer, String> map = open();
		map.putAll(Map.of(1, "one", 2, "two", 3, "three", 4, "four", 5, "five"));
		assertThat(map.remove(1)).isEqualTo("one");
		assertThat(map.remove(1)).isNull();
		assertThat(map.remove(2, "x")).isFalse();
		assertThat(map.remove(2, "two")).isTrue();
		assertThat(map.keySet().remove(3)).isTrue();
		assertThat(map.values().remove("four")).isTrue();
		assertThat(map.entrySet().remove(entry(5, "x"))).isFalse();
		assertThat(map.entrySet().remove(entry(5, "five"))).isTrue();
		assertThat(map).isEmpty();
		assertThat(open(1, 2, 3, 4, 5).misses()).isEmpty();
	}

	@Test
	void aRemovedKeyIsNoMiss() {
		CachedOrderedMap<Integer, String> map = open(1, 2);
		map.remove(1);
		assertThat(map.misses()).containsExactly(2);
		assertThat(map).hasSize(1);
	}

	@Test
	void clearEmptiesTheCache() {
		CachedOrderedMap<Integer, String> map = open(1, 2);
		map.put(1, "one");
		map.clear();
		assertThat(map).isEmpty();
		assertThat(open(1).misses()).containsExactly(1);
		map.put(1, "one");
		map.keySet().clear();
		assertThat(open(1).misses()).containsExactly(1);
	}

	@Test
	void copiesAreIndependent() {
		CachedOrderedMap<Integer, String> map = open(1, 2);
		map.put(1, "one");
		Map<Integer, String> snapshot = map.snapshot();
		snapshot.put(3, "three");
		map.misses().clear();
		map.put(2, "two");
		assertThat(snapshot).containsEntry(2, null).containsEntry(3, "three");
		assertThat(map).hasSize(2);
	}

	@Test
	void equalsAnyMapWithTheSameMappings() {
		CachedOrderedMap<Integer, String> map = open(2, 1);
		map.put(1, "one");
		Map<Integer, String> same = new LinkedHashMap<>();
		same.put(1, "one");
		same.put(2, null);
		assertThat(map.equals(same)).isTrue();
		assertThat(same.equals(map)).isTrue();
		assertThat(map).hasSameHashCodeAs(same).isEqualTo(open(1, 2));
		assertThat(map.equals(Map.of(1, "one"))).isFalse();
	}

	@Test
	void iteratorsNeverFail() {
		CachedOrderedMap<Integer, String> map = open(1, 2, 3);
		Iterator<Integer> keys = map.keySet().iterator();
		assertThat(keys.next()).isEqualTo(1);
		assertThatIllegalStateException().isThrownBy(() -> {
			keys.remove();
			keys.remove();
		});
		map.put(4, "four");
		map.remove(2);
		assertThat(keys).toIterable().containsExactly(2, 3);
		assertThat(map.keySet()).containsExactly(3, 4);
	}

	@Test
	void setValueWritesThrough() {
		CachedOrderedMap<Integer, String> map = open(1);
		Map.Entry<Integer, String> entry = map.entrySet().iterator().next();
		assertThat(entry.setValue("one")).isNull();
		assertThat(entry.getValue()).isEqualTo("one");
		assertThat(map.misses()).isEmpty();
		assertThat(raw("1")).isEqualTo("\"one\"");
	}

	@Test
	void putAllTakesMapsThatLiveInRedis() {
		RedisMap<Integer, String> other = RedisCollections.create(Containers.settings())
			.map(KeyNames.fresh(), Integer.class, String.class, Map.of(1, "one"));
		CachedOrderedMap<Integer, String> map = open(2, 1);
		map.putAll(other);
		assertThat(map.snapshot()).containsExactly(entry(2, null), entry(1, "one"));
		other.putAll(open(1));
		assertThat(other).containsExactly(entry(1, "one"));
	}

	@Test
	void putAllStoresNothingIfOneValueCannotBeStored() {
		CachedOrderedMap<Integer, Object> map = this.maps.cachedOrderedMap(this.key, Integer.class, Object.class,
				List.of(1, 2));
		Map<Integer, Object> values = new LinkedHashMap<>();
		values.put(1, "good");
		values.put(2, Double.NaN);
		assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> map.putAll(values));
		assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> map.put(2, Double.NaN));
		assertThat(map.misses()).containsExactly(1, 2);
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void typesMayBeGeneric() {
		TypeReference<List<LocalDate>> dates = new TypeReference<>() {
		};
		TypeReference<Optional<Book>> books = new TypeReference<>() {
		};
		List<LocalDate> day = List.of(LocalDate.EPOCH);
		CachedOrderedMap<List<LocalDate>, Optional<Book>> map = this.maps.cachedOrderedMap(this.key, dates, books,
				List.of(day));
		map.put(day, Optional.of(new Book("Ulysses")));
		assertThat(raw("[\"1970-01-01\"]")).isEqualTo("{\"title\": \"Ulysses\"}");
		assertThat(this.maps.cachedOrderedMap(this.key, dates, Object.class, List.of(day)))
			.containsExactly(entry(day, Map.of("title", "Ulysses")));
		CachedOrderedMap<Object, Optional<Book>> open = this.maps.cachedOrderedMap(this.key, Object.class, books,
				List.of(List.of("1970-01-01")));
		assertThat(open.values()).containsExactly(Optional.of(new Book("Ulysses")));
		CachedOrderedMap<List<LocalDate>, Optional<Book>> lasting = this.maps.cachedOrderedMapWithoutTimeout(this.key,
				dates.getType(), books.getType(), List.of(day));
		CachedOrderedMap<List<LocalDate>, Optional<Book>> timed = this.maps.cachedOrderedMap(this.key, dates.getType(),
				books.getType(), List.of(day), Duration.ofHours(1));
		assertThat(lasting).isEqualTo(map).isEqualTo(timed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u0000", "\r\n*3\r\n$3\r\nDEL", "'; redis.call('FLUSHALL') --", "]]--[[", "{a}",
			"\"\\", "\ud83d\udc08", "\ud800", "null", "%s%n{}" })
	void hostileTextsAreOnlyTexts(String text) {
		CachedOrderedMap<String, String> map = this.maps.cachedOrderedMap(this.key, String.class, String.class,
				List.of(text));
		assertThat(map.putIfAbsent(text, text)).isNull();
		map.putAll(Map.of(text, text));
		assertThat(this.maps.cachedOrderedMap(this.key, String.class, String.class, List.of(text)))
			.containsExactly(entry(text, text));
	}

	private CachedOrderedMap<Integer, String> open(Integer... keys) {
		return this.maps.cachedOrderedMap(this.key, Integer.class, String.class, List.of(keys));
	}

	private void raw(String field, String text) {
		this.server.command("HSET", this.key, field, text);
	}

	private Object raw(String field) {
		return this.server.command("HGET", this.key, field);
	}

	/**
	 * A book.
	 *
	 * @param title its title
	 */
	record Book(String title) {

	}

	@Nested
	class Nulls {

		@Test
		void areRefused() {
			CachedOrderedMap<Integer, String> map = open(1);
			assertThatNullPointerException()
				.isThrownBy(() -> CachedOrderedMapTests.this.maps.cachedOrderedMap("k", Integer.class, String.class,
						Arrays.asList(1, null)))
				.withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> map.put(null, "x")).withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> map.put(1, null)).withMessage("value");
			assertThatNullPointerException().isThrownBy(() -> map.putIfAbsent(1, null)).withMessage("value");
			assertThatNullPointerException().isThrownBy(() -> map.putAll(open(2))).withMessage("value");
			assertThatNullPointerException().isThrownBy(() -> map.replaceAll((key, value) -> null))
				.withMessage("value");
			assertThatNullPointerException().isThrownBy(() -> map.get(null)).withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> map.containsKey(null)).withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> map.remove(null)).withMessage("key");
			assertThat(map.misses()).containsExactly(1);
		}

		@Test
		void thatPythonCachedAreMisses() {
			raw("1", "null");
			CachedOrderedMap<Integer, String> map = open(1);
			assertThat(map.misses()).containsExactly(1);
			assertThat(map.putIfAbsent(1, "one")).isNull();
			assertThat(raw("1")).isEqualTo("\"one\"");
		}

	}

	@Nested
	class Poison {

		@ParameterizedTest
		@ValueSource(strings = { "", "{", "poison", "1", "[1", "\"a\" 2", "{\"@class\": \"x\"}" })
		void isReportedAndLeftWhereItIs(String poison) {
			raw("1", "\"one\"");
			raw("2", poison);
			CachedOrderedMap<Integer, String> map = open(1, 2, 3);
			assertThat(map.get(1)).isEqualTo("one");
			assertThat(map.keySet()).containsExactly(1, 2, 3);
			assertThat(map.misses()).containsExactly(3);
			assertThat(map.containsKey(2)).isTrue();
			assertThat(map.containsValue("one")).isTrue();
			assertThat(map.containsValue("two")).isFalse();
			assertThat(map.entrySet().contains(entry(2, "two"))).isFalse();
			for (Runnable operation : List.<Runnable>of(() -> map.get(2), () -> map.getOrDefault(2, "x"),
					() -> map.putIfAbsent(2, "x"), () -> map.computeIfAbsent(2, (key) -> "x"), map::snapshot,
					map::hashCode)) {
				assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(operation::run)
					.withMessageContaining("'" + CachedOrderedMapTests.this.key + "'")
					.satisfies((ex) -> assertThat(ex.rawText()).isNull());
			}
			assertThat(raw("2")).isEqualTo(poison);
		}

		@Test
		void doesNotEndAnIteration() {
			raw("2", "poison");
			CachedOrderedMap<Integer, String> map = open(1, 2, 3);
			Iterator<String> values = map.values().iterator();
			assertThat(values.next()).isNull();
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(values::next);
			values.remove();
			assertThat(values.next()).isNull();
			assertThat(map.keySet()).containsExactly(1, 3);
			assertThat(raw("2")).isEqualTo("poison");
		}

		@Test
		void thatWasReplacedIsInTheException() {
			raw("1", "poison");
			raw("2", "poison");
			CachedOrderedMap<Integer, String> map = open(1, 2);
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> map.put(1, "one"))
				.satisfies((ex) -> assertThat(ex.rawText()).isEqualTo("poison"));
			map.putAll(Map.of(2, "two"));
			assertThat(map).containsExactly(entry(1, "one"), entry(2, "two"));
			assertThat(open(1, 2)).isEqualTo(map);
		}

		@Test
		void thatAnotherProcessCachedMeanwhileIsReported() {
			CachedOrderedMap<Integer, String> map = open(1);
			raw("1", "poison");
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> map.putIfAbsent(1, "one"));
			assertThat(map.misses()).isEmpty();
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> map.remove(1))
				.satisfies((ex) -> assertThat(ex.rawText()).isNull());
			assertThat(map).isEmpty();
			assertThat(raw("1")).isEqualTo("poison");
		}

	}

}
