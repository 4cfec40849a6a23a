package io.pottery.collection;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.common.base.Throwables;
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

class RedisMapTests {

	private final RedisServer server = Containers.ownServer();

	private final RedisCollections collections = RedisCollections.create(Containers.own());

	private final String key = KeyNames.fresh();

	private final RedisMap<String, Integer> map = this.collections.map(this.key, String.class, Integer.class);

	@Test
	void putReturnsThePreviousValue() {
		assertThat(this.map.put("jack", 4098)).isNull();
		assertThat(this.map.put("jack", 4127)).isEqualTo(4098);
		assertThat(this.map.get("jack")).isEqualTo(4127);
	}

	@Test
	void twoMapsOnOneKeyAreOneMap() {
		RedisMap<String, Integer> other = this.collections.map(this.key, String.class, Integer.class);
		other.put("jack", 4098);
		assertThat(this.map).containsExactly(entry("jack", 4098)).isEqualTo(other);
		assertThat(this.map.hashCode()).isEqualTo(Map.of("jack", 4098).hashCode());
		assertThat(this.map).hasToString("{jack=4098}");
	}

	@Test
	void equalsAnyMapWithTheSameMappings() {
		this.map.putAll(Map.of("a", 1, "b", 2));
		assertThat(this.map.equals(Map.of("a", 1, "b", 2))).isTrue();
		assertThat(Map.of("a", 1, "b", 2).equals(this.map)).isTrue();
		assertThat(this.map.equals(Map.of("a", 1, "b", 3))).isFalse();
		assertThat(this.map.equals("{a=1, b=2}")).isFalse();
	}

	@Test
	void getAllKeepsTheOrderOfTheKeys() {
		this.map.putAll(Map.of("a", 1, "b", 2, "c", 3));
		assertThat(this.map.getAll(List.of("c", "x", "a"))).containsExactly(entry("c", 3), entry("a", 1));
	}

	@Test
	void largePutAllArrivesCompletely() {
		Map<String, Integer> large = numbers(2_500);
		assertThat(this.server.count(() -> this.map.putAll(large)).calls()).isEqualTo(Map.of("hset", 3L));
		assertThat(this.map).hasSize(2_500);
		assertThat(this.map.snapshot()).isEqualTo(large);
		assertThat(this.map.getAll(large.keySet())).isEqualTo(large);
		assertThat(this.map.keySet().containsAll(large.keySet())).isTrue();
		assertThat(this.map.entrySet().containsAll(large.entrySet())).isTrue();
	}

	@Test
	void putAllStoresNothingIfOneValueCannotBeStored() {
		RedisMap<String, Object> objects = this.collections.map(this.key, String.class, Object.class);
		Map<String, Object> mappings = new LinkedHashMap<>();
		mappings.put("good", 1);
		mappings.put("bad", Double.NaN);
		assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> objects.putAll(mappings));
		assertThat(objects).isEmpty();
	}

	@Test
	void functionsThatThrowLeaveTheMapping() {
		this.map.put("a", 1);
		assertThatIllegalStateException().isThrownBy(() -> this.map.compute("a", RedisMapTests::fail));
		assertThatIllegalStateException().isThrownBy(() -> this.map.computeIfPresent("a", RedisMapTests::fail));
		assertThatIllegalStateException().isThrownBy(() -> this.map.merge("a", 2, RedisMapTests::fail));
		assertThatIllegalStateException().isThrownBy(() -> this.map.computeIfAbsent("b", (key) -> fail(key, null)));
		assertThatIllegalStateException().isThrownBy(() -> this.map.replaceAll(RedisMapTests::fail));
		assertThat(this.map.snapshot()).containsExactly(entry("a", 1));
	}

	@Test
	void functionsThatReturnNullRemoveTheMapping() {
		this.map.putAll(Map.of("a", 1, "b", 2, "c", 3));
		assertThat(this.map.compute("a", (key, value) -> null)).isNull();
		assertThat(this.map.computeIfPresent("b", (key, value) -> null)).isNull();
		assertThat(this.map.merge("c", 4, (old, given) -> null)).isNull();
		assertThat(this.map.computeIfAbsent("d", (key) -> null)).isNull();
		assertThat(this.map).isEmpty();
	}

	@Test
	void replaceAllChangesEveryMapping() {
		this.map.putAll(numbers(1_500));
		this.map.replaceAll((key, value) -> value + 1);
		assertThat(this.map.values())
			.containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 1_500).boxed().toList());
	}

	@Test
	void replaceAllTakesUpAValueThatChangesMeanwhile() {
		this.map.put("a", 1);
		this.map.replaceAll((key, value) -> {
			if (value == 1) {
				this.map.put("a", 10);
			}
			return value + 1;
		});
		assertThat(this.map).containsExactly(entry("a", 11));
	}

	@Test
	void computeIsCalledAgainWithTheNewerValue() {
		this.map.put("a", 1);
		assertThat(this.map.compute("a", (key, value) -> {
			if (value < 3) {
				this.map.put("a", value + 1);
			}
			return value * 10;
		})).isEqualTo(30);
		assertThat(this.map.get("a")).isEqualTo(30);
	}

	@Test
	void clearRemovesTheKey() {
		this.map.put("a", 1);
		this.map.clear();
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u0000", "\r\n*3\r\n$3\r\nDEL", "'; redis.call('FLUSHALL') --", "]]--[[", "{a}",
			"\"\\", "\ud83d\udc08", "\ud800", "null", "__proto__", "%s%n{}" })
	void hostileTextsAreOnlyTexts(String text) {
		RedisMap<String, String> texts = this.collections.map(this.key, String.class, String.class);
		assertThat(texts.put(text, text)).isNull();
		assertThat(texts.putIfAbsent(text, "other")).isEqualTo(text);
		assertThat(texts.replace(text, text, text)).isTrue();
		assertThat(texts.merge(text, text, String::concat)).isEqualTo(text + text);
		assertThat(texts.snapshot()).containsExactly(entry(text, text + text));
		assertThat(texts.entrySet()).containsExactly(entry(text, text + text));
		assertThat(texts.remove(text)).isEqualTo(text + text);
	}

	private static Map<String, Integer> numbers(int count) {
		return IntStream.range(0, count).boxed().collect(Collectors.toMap((i) -> "key-" + i, Function.identity()));
	}

	private static Integer fail(Object key, Object value) {
		throw new IllegalStateException("on purpose");
	}

	private void raw(String field, String text) {
		this.server.command("HSET", this.key, field, text);
	}

	private Object raw(String field) {
		return this.server.command("HGET", this.key, field);
	}

	private static Type listOfIntegers() {
		return new TypeReference<List<Integer>>() {
		}.getType();
	}

	/**
	 * A record that had a name only, once.
	 *
	 * @param name the name
	 * @param country what it gained
	 */
	record Person(String name, String country) {

	}

	@Nested
	class Nulls {

		@Test
		void areRefused() {
			assertThatNullPointerException().isThrownBy(() -> RedisMapTests.this.map.put(null, 1)).withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> RedisMapTests.this.map.put("a", null))
				.withMessage("value");
			assertThatNullPointerException().isThrownBy(() -> RedisMapTests.this.map.get(null)).withMessage("key");
			assertThatNullPointerException().isThrownBy(() -> RedisMapTests.this.map.containsKey(null))
				.withMessage("key");
			assertThatNullPointerException()
				.isThrownBy(() -> RedisMapTests.this.map.putAll(new HashMap<>(Map.of("a", 1)) {
					{
						put("b", null);
					}
				}));
			assertThat(RedisMapTests.this.map).isEmpty();
		}

		@Test
		void thatPythonStoredAreMappingsToNull() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			raw("\"a\"", "null");
			assertThat(map.containsKey("a")).isTrue();
			assertThat(map.containsValue(null)).isTrue();
			assertThat(map.get("a")).isNull();
			assertThat(map.getOrDefault("a", 1)).isNull();
			assertThat(map.entrySet()).containsExactly(new SimpleEntry<>("a", null));
			assertThat(map.getAll(List.of("a"))).containsEntry("a", null);
			assertThat(map.computeIfPresent("a", (key, value) -> 1)).isNull();
			assertThat(map.putIfAbsent("a", 1)).isNull();
			assertThat(map.get("a")).isEqualTo(1);
		}

		@Test
		void thatPythonStoredAreReplaced() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			for (String field : List.of("absent", "merge", "compute", "replace", "swap", "remove", "gone")) {
				raw('"' + field + '"', "null");
			}
			assertThat(map.computeIfAbsent("absent", (key) -> 1)).isEqualTo(1);
			assertThat(map.merge("merge", 2, Integer::sum)).isEqualTo(2);
			assertThat(map.compute("compute", (key, value) -> (value != null) ? -1 : 3)).isEqualTo(3);
			assertThat(map.replace("replace", 4)).isNull();
			assertThat(map.replace("swap", null, 5)).isTrue();
			assertThat(map.remove("remove", null)).isTrue();
			assertThat(map.remove("gone")).isNull();
			assertThat(map.snapshot())
				.isEqualTo(Map.of("absent", 1, "merge", 2, "compute", 3, "replace", 4, "swap", 5));
		}

		@Test
		void mayBeKeysThatPythonStored() {
			raw("null", "1");
			assertThat(RedisMapTests.this.map.keySet().iterator().next()).isNull();
			assertThat(RedisMapTests.this.map.snapshot()).containsEntry(null, 1);
		}

	}

	@Nested
	class ValuesWithoutJson {

		@Test
		void areNowhere() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.put("a", 1);
			Object alien = new Object();
			assertThat(map.get(alien)).isNull();
			assertThat(map.get(1)).isNull();
			assertThat(map.getOrDefault(alien, 7)).isEqualTo(7);
			assertThat(map.containsKey(alien)).isFalse();
			assertThat(map.containsValue(alien)).isFalse();
			assertThat(map.containsValue("1")).isFalse();
			assertThat(map.remove(alien)).isNull();
			assertThat(map.remove("a", alien)).isFalse();
			assertThat(map.remove("a", "1")).isFalse();
			assertThat(map.keySet().contains(alien)).isFalse();
			assertThat(map.keySet().containsAll(Set.of("a", alien))).isFalse();
			assertThat(map.keySet().remove(alien)).isFalse();
			assertThat(map.values().remove(alien)).isFalse();
			assertThat(map.entrySet().contains(Map.entry(alien, 1))).isFalse();
			assertThat(map.entrySet().contains(alien)).isFalse();
			assertThat(map.entrySet().remove(Map.entry("a", alien))).isFalse();
			assertThat(map).containsExactly(entry("a", 1));
		}

		@Test
		void areRefusedOnWriting() {
			RedisMap<String, Double> map = RedisMapTests.this.collections.map(RedisMapTests.this.key, String.class,
					Double.class);
			assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> map.put("a", Double.NaN))
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(RedisMapTests.this.key));
			assertThatExceptionOfType(UnencodableValueException.class)
				.isThrownBy(() -> map.compute("a", (key, value) -> Double.POSITIVE_INFINITY));
			assertThat(map).isEmpty();
		}

	}

	@Nested
	class EqualValuesInOtherTexts {

		@Test
		void areReplacedAndRemoved() {
			RedisMap<String, Double> map = RedisMapTests.this.collections.map(RedisMapTests.this.key, String.class,
					Double.class);
			raw("\"a\"", "1");
			raw("\"b\"", "1");
			raw("\"c\"", "1e0");
			assertThat(map.containsValue(1.0)).isTrue();
			assertThat(map.replace("a", 1.0, 2.0)).isTrue();
			assertThat(map.remove("b", 1.0)).isTrue();
			assertThat(map.entrySet().remove(Map.entry("c", 1.0))).isTrue();
			assertThat(map.replace("a", 1.0, 3.0)).isFalse();
			assertThat(map).containsExactly(entry("a", 2.0));
		}

		@Test
		void areThoseOfARecordThatGainedAComponent() {
			raw("\"a\"", "{\"name\": \"jack\"}");
			RedisMap<String, Person> map = RedisMapTests.this.collections.map(RedisMapTests.this.key, String.class,
					Person.class);
			assertThat(map.replace("a", new Person("jack", null), new Person("jack", "NL"))).isTrue();
			assertThat(raw("\"a\"")).isEqualTo("{\"country\": \"NL\", \"name\": \"jack\"}");
		}

		@Test
		void takeASecondRoundTrip() {
			RedisMap<String, Double> map = RedisMapTests.this.collections.map(RedisMapTests.this.key, String.class,
					Double.class);
			raw("\"a\"", "1");
			assertThat(RedisMapTests.this.server.count(() -> map.replace("a", 1.0, 2.0)).of("evalsha")).isEqualTo(2);
			assertThat(RedisMapTests.this.server.count(() -> map.replace("a", 2.0, 3.0)).of("evalsha")).isEqualTo(1);
			assertThat(RedisMapTests.this.server.count(() -> map.replace("a", 2.0, 3.0)).of("evalsha")).isEqualTo(1);
		}

	}

	@Nested
	class Poison {

		@ParameterizedTest
		@ValueSource(strings = { "", "{", "poison", "\"text\"", "[1", "1 2", "1.5", "{\"@class\": \"x\"}" })
		void isReportedAndLeftWhereItIs(String poison) {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.put("good", 1);
			raw("\"bad\"", poison);
			assertUndecodable(() -> map.get("bad"));
			assertUndecodable(() -> map.getOrDefault("bad", 1));
			assertUndecodable(() -> map.putIfAbsent("bad", 1));
			assertUndecodable(() -> map.compute("bad", (key, value) -> 1));
			assertUndecodable(() -> map.merge("bad", 1, Integer::sum));
			assertUndecodable(() -> map.replace("bad", 1, 2));
			assertUndecodable(() -> map.remove("bad", 1));
			assertUndecodable(map::snapshot);
			assertThat(map.containsKey("bad")).isTrue();
			assertThat(map.containsValue(1)).isTrue();
			assertThat(map.containsValue(2)).isFalse();
			assertThat(map.get("good")).isEqualTo(1);
			assertThat(raw("\"bad\"")).isEqualTo(poison);
		}

		@Test
		void namesTheKeyAndTheTypeAndShowsNoSecret() {
			raw("\"bad\"", "my secret is 4711");
			assertThatExceptionOfType(UndecodableValueException.class)
				.isThrownBy(() -> RedisMapTests.this.map.get("bad"))
				.withMessageContaining("'" + RedisMapTests.this.key + "'")
				.withMessageContaining("java.lang.Integer")
				.satisfies((ex) -> assertThat(Throwables.getStackTraceAsString(ex)).doesNotContain("4711"));
		}

		@Test
		void thatWasReplacedOrRemovedIsInTheException() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			for (String field : List.of("put", "replace", "remove", "set")) {
				raw('"' + field + '"', "poison");
			}
			assertTaken(() -> map.put("put", 1));
			assertTaken(() -> map.replace("replace", 2));
			assertTaken(() -> map.remove("remove"));
			raw("\"good\"", "0");
			Map.Entry<String, Integer> good = null;
			for (Iterator<Map.Entry<String, Integer>> entries = map.entrySet().iterator(); entries.hasNext();) {
				try {
					Map.Entry<String, Integer> entry = entries.next();
					good = "good".equals(entry.getKey()) ? entry : good;
				}
				catch (UndecodableValueException ex) {
					entries.remove();
				}
			}
			raw("\"good\"", "poison");
			Map.Entry<String, Integer> entry = good;
			assertTaken(() -> entry.setValue(3));
			assertThat(map.snapshot()).isEqualTo(Map.of("put", 1, "replace", 2, "good", 3));
		}

		@Test
		void isReplacedAndRemovedSilentlyWhereNoValueIsAskedFor() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			for (String field : List.of("put", "remove", "removeAll", "removeIf", "retainAll")) {
				raw('"' + field + '"', "poison");
			}
			map.putAll(Map.of("put", 1));
			assertThat(map.keySet().remove("remove")).isTrue();
			assertThat(map.keySet().removeAll(Set.of("removeAll"))).isTrue();
			assertThat(map.keySet().removeIf("removeIf"::equals)).isTrue();
			assertThat(map.keySet().retainAll(Set.of("put"))).isTrue();
			assertThat(map.snapshot()).isEqualTo(Map.of("put", 1));
		}

		@Test
		void isHandedOutByteByByte() {
			byte[] field = "\"bad\"".getBytes(StandardCharsets.UTF_8);
			byte[] badUtf8 = { '"', (byte) 0xC3, 0x28, (byte) 0xFF, '"' };
			Containers.own().commands().call("HSET", RedisMapTests.this.key, field, badUtf8);
			assertThatExceptionOfType(UndecodableValueException.class)
				.isThrownBy(() -> RedisMapTests.this.map.remove("bad"))
				.satisfies((ex) -> {
					Arrays.fill(ex.rawBytes(), (byte) 0);
					assertThat(ex.rawBytes()).isEqualTo(badUtf8);
					assertThat(ex.rawText()).isEqualTo("\"\uFFFD(\uFFFD\"");
				});
		}

		@Test
		void doesNotEndAnIteration() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.putAll(numbers(10));
			raw("\"bad\"", "poison");
			raw("not json", "10");
			Set<Integer> read = new HashSet<>();
			int poisoned = 0;
			for (Iterator<Map.Entry<String, Integer>> entries = map.entrySet().iterator(); entries.hasNext();) {
				try {
					read.add(entries.next().getValue());
				}
				catch (UndecodableValueException ex) {
					poisoned++;
				}
			}
			assertThat(read).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 10).boxed().toList());
			assertThat(poisoned).isEqualTo(2);
		}

		private static void assertTaken(Runnable operation) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(operation::run)
				.satisfies((ex) -> assertThat(ex.rawText()).isEqualTo("poison"));
		}

		private static void assertUndecodable(Runnable operation) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(operation::run)
				.satisfies((ex) -> assertThat(ex.rawText()).isNull())
				.satisfies((ex) -> assertThat(ex.rawBytes()).isNull());
		}

	}

	@Nested
	class Views {

		@Test
		void setValueWritesThrough() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.put("a", 1);
			Map.Entry<String, Integer> entry = map.entrySet().iterator().next();
			map.put("a", 2);
			assertThat(entry.setValue(3)).isEqualTo(2);
			assertThat(entry.getValue()).isEqualTo(3);
			assertThat(map.get("a")).isEqualTo(3);
		}

		@Test
		void iteratorsRemoveTheFieldAsItIsStored() {
			RedisMap<List<Integer>, Integer> map = RedisMapTests.this.collections.map(RedisMapTests.this.key,
					listOfIntegers(), Integer.class);
			raw("[1,2]", "1");
			assertThat(map.get(List.of(1, 2))).isNull();
			Iterator<List<Integer>> keys = map.keySet().iterator();
			assertThat(keys.next()).containsExactly(1, 2);
			keys.remove();
			assertThat(map).isEmpty();
			assertThatIllegalStateException().isThrownBy(keys::remove);
		}

		@Test
		void allValuesAreSearchedInOnePass() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.putAll(numbers(10));
			raw("\"bad\"", "poison");
			raw("\"strange\"", " 10 ");
			List<Integer> values = IntStream.rangeClosed(0, 10).boxed().toList();
			assertThat(RedisMapTests.this.server.count(() -> {
				assertThat(map.values().containsAll(values)).isTrue();
				assertThat(map.values().containsAll(List.of(1, 11))).isFalse();
			}).calls()).isEqualTo(Map.of("hscan", 2L));
			assertThat(RedisMapTests.this.server.count(() -> {
				assertThat(map.values().containsAll(List.of())).isTrue();
				assertThat(map.values().containsAll(List.of(1, "alien", Double.NaN))).isFalse();
			}).calls().keySet()).isSubsetOf("hscan");
		}

		@Test
		void valuesWrittenInOtherWaysAreFound() {
			RedisMap<String, Map<String, Integer>> maps = RedisMapTests.this.collections.map(RedisMapTests.this.key,
					String.class, new TypeReference<Map<String, Integer>>() {
					});
			raw("\"strange\"", "{ \"b\": 2, \"a\":1}");
			raw("\"null\"", " null ");
			List<Map<String, Integer>> values = new ArrayList<>(List.of(Map.of("a", 1, "b", 2)));
			values.add(null);
			assertThat(maps.values().containsAll(values)).isTrue();
			values.add(Map.of("a", 1));
			assertThat(maps.values().containsAll(values)).isFalse();
		}

		@Test
		void entriesOfNoKeyAreNotThere() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.put("a", 1);
			Map.Entry<String, Integer> entry = new SimpleEntry<>(null, 1);
			assertThat(map.entrySet().contains(entry)).isFalse();
			assertThat(map.entrySet().containsAll(List.of(Map.entry("a", 1), entry))).isFalse();
			assertThat(map.entrySet().remove(entry)).isFalse();
			assertThat(map.entrySet().removeAll(Set.of(entry))).isFalse();
			assertThat(map.entrySet().removeAll(Set.of(Map.entry("a", 1), entry))).isTrue();
			assertThat(map).isEmpty();
		}

		@Test
		void bulkRemovalsTakeFewRoundTrips() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.putAll(numbers(1_500));
			List<String> keys = IntStream.range(0, 500).mapToObj((i) -> "key-" + i).toList();
			assertThat(RedisMapTests.this.server.count(() -> map.keySet().removeAll(keys)).calls())
				.isEqualTo(Map.of("hdel", 1L));
			assertThat(map).hasSize(1_000);
			Map<String, Integer> entries = new HashMap<>(map.snapshot());
			// The first removal makes the script known to the server.
			map.put("one more", 1);
			map.entrySet().removeAll(Set.of(entry("one more", 1)));
			entries.replaceAll((key, value) -> (value < 1_000) ? value : -1);
			assertThat(RedisMapTests.this.server.count(() -> map.entrySet().removeAll(entries.entrySet())).calls())
				.isEqualTo(Map.of("hmget", 1L, "evalsha", 1L, "hget", 500L, "hdel", 500L));
			assertThat(map).hasSize(500);
			assertThat(map.values().removeIf((value) -> value % 2 == 0)).isTrue();
			assertThat(map).hasSize(250);
			assertThat(map.keySet().retainAll(Set.of("key-1001", "key-1003"))).isTrue();
			assertThat(map.values().retainAll(Set.of(1_001))).isTrue();
			assertThat(map.entrySet().retainAll(Set.of(Map.entry("key-1001", 1_001)))).isFalse();
			assertThat(map).containsExactly(entry("key-1001", 1_001));
		}

		@Test
		void conditionalRemovalSparesWhatChangedMeanwhile() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.putAll(Map.of("a", 1, "b", 1));
			boolean removed = map.values().removeIf((value) -> {
				map.put("a", 2);
				return true;
			});
			assertThat(removed).isTrue();
			assertThat(map).containsExactly(entry("a", 2));
		}

		@Test
		void streamsReadEverything() {
			RedisMap<String, Integer> map = RedisMapTests.this.map;
			map.putAll(numbers(3_000));
			assertThat(map.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(2_999 * 3_000 / 2);
			assertThat(map.keySet().stream().distinct().count()).isEqualTo(3_000);
			assertThat(map.entrySet().parallelStream().count()).isEqualTo(3_000);
		}

	}

}
