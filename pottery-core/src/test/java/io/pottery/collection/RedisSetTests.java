package io.pottery.collection;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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

class RedisSetTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisSets sets = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisSet<String> set = this.sets.set(this.key, String.class);

	@Test
	void addTellsWhetherTheElementIsNew() {
		assertThat(this.set.add("apple")).isTrue();
		assertThat(this.set.add("apple")).isFalse();
		assertThat(this.set.add("pear")).isTrue();
		assertThat(this.set).hasSize(2).containsExactlyInAnyOrder("apple", "pear");
	}

	@Test
	void removeTellsWhetherTheElementWasThere() {
		this.set.add("apple");
		assertThat(this.set.remove("pear")).isFalse();
		assertThat(this.set.remove("apple")).isTrue();
		assertThat(this.set.remove("apple")).isFalse();
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void twoSetsOnOneKeyAreOneSet() {
		RedisSet<String> other = this.sets.set(this.key, String.class);
		other.add("apple");
		assertThat(this.set).containsExactly("apple").isEqualTo(other);
		assertThat(this.set.hashCode()).isEqualTo(Set.of("apple").hashCode());
		assertThat(this.set).hasToString("[apple]");
		assertThat(this.set.key()).isEqualTo(this.key);
	}

	@Test
	void equalsAnySetWithTheSameElements() {
		this.set.addAll(List.of("a", "b"));
		assertThat(this.set.equals(Set.of("a", "b"))).isTrue();
		assertThat(Set.of("a", "b").equals(this.set)).isTrue();
		assertThat(this.set.equals(this.sets.set(KeyNames.fresh(), String.class, List.of("b", "a")))).isTrue();
		assertThat(this.set.equals(Set.of("a", "c"))).isFalse();
		assertThat(this.set.equals(Set.of("a"))).isFalse();
		assertThat(this.set.equals(List.of("a", "b"))).isFalse();
	}

	@Test
	void containsManyAnswersInTheOrderOfTheQuestions() {
		RedisSet<String> nirvana = this.sets.set(this.key, String.class, List.of("kurt", "krist", "dave"));
		assertThat(nirvana.containsMany(List.of("kurt", "krist", "chat", "dave", "kurt"))).containsExactly(true, true,
				false, true, true);
		assertThat(nirvana.containsMany(Arrays.asList(1, "dave", new Object(), null))).containsExactly(false, true,
				false, false);
		assertThat(nirvana.containsMany(List.of())).isEmpty();
		assertThat(nirvana.containsMany("kurt", "krist", "chat", null)).containsExactly(true, true, false, false);
	}

	@Test
	void popTakesEveryElementOnce() {
		Set<String> fruit = Set.of("apple", "orange", "pear");
		this.set.addAll(fruit);
		assertThat(List.of(this.set.pop(), this.set.pop(), this.set.pop())).containsExactlyInAnyOrderElementsOf(fruit);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(this.set::pop)
			.withMessage("Set '" + this.key + "' is empty");
	}

	@Test
	void largeCollectionsGoByChunks() {
		List<String> large = IntStream.range(0, 2_500).mapToObj((i) -> "element-" + i).toList();
		assertThat(this.server.count(() -> this.set.addAll(large)).calls()).isEqualTo(Map.of("sadd", 3L));
		assertThat(this.set).hasSize(2_500);
		assertThat(this.set.snapshot()).isEqualTo(new HashSet<>(large));
		assertThat(this.set.addAll(large)).isFalse();
		assertThat(this.server.count(() -> this.set.containsAll(large)).calls()).isEqualTo(Map.of("smismember", 3L));
		assertThat(this.set.containsAll(large)).isTrue();
		assertThat(this.set.containsMany(large)).hasSize(2_500).doesNotContain(false);
		assertThat(this.set.remove("element-7")).isTrue();
		assertThat(this.set.containsAll(large)).isFalse();
		assertThat(this.server.count(() -> this.set.containsAll(large)).calls()).isEqualTo(Map.of("smismember", 1L));
		assertThat(this.set.addAll(large)).isTrue();
		List<String> half = large.subList(1_000, 2_500);
		assertThat(this.server.count(() -> this.set.removeAll(half)).calls()).isEqualTo(Map.of("srem", 2L));
		assertThat(this.set).hasSize(1_000);
		assertThat(this.set.removeAll(half)).isFalse();
		assertThat(this.set.retainAll(large)).isFalse();
		assertThat(this.set.retainAll(large.subList(0, 10))).isTrue();
		assertThat(this.set).containsExactlyInAnyOrderElementsOf(large.subList(0, 10));
	}

	@Test
	void addAllStoresNothingIfOneElementCannotBeStored() {
		RedisSet<Object> objects = this.sets.set(this.key, Object.class);
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> objects.addAll(List.of("good", Double.NaN)))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key));
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> objects.symmetricDifferenceInPlace(List.of("good", Double.NaN)));
		assertThat(objects).isEmpty();
	}

	@Test
	void removeIfRemovesPageByPage() {
		RedisSet<Integer> numbers = this.sets.set(this.key, Integer.class, IntStream.range(0, 3_000).boxed().toList());
		assertThat(numbers.removeIf((number) -> number % 3 == 0)).isTrue();
		assertThat(numbers).hasSize(2_000).noneMatch((number) -> number % 3 == 0);
		assertThat(numbers.removeIf((number) -> number < 0)).isFalse();
	}

	@Test
	void aFilterThatThrowsRemovesNothing() {
		this.set.addAll(List.of("a", "b"));
		assertThatIllegalStateException().isThrownBy(() -> this.set.removeIf((element) -> {
			if ("b".equals(element)) {
				throw new IllegalStateException("on purpose");
			}
			return true;
		}));
		assertThat(this.set).hasSize(2);
	}

	@Test
	void streamsReadEverything() {
		RedisSet<Integer> numbers = this.sets.set(this.key, Integer.class, IntStream.range(0, 3_000).boxed().toList());
		assertThat(numbers.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2_999 * 3_000 / 2);
		assertThat(numbers.parallelStream().distinct().count()).isEqualTo(3_000);
	}

	@Test
	void arraysHoldEverything() {
		this.set.addAll(List.of("a", "b"));
		assertThat(this.set.toArray()).containsExactlyInAnyOrder("a", "b");
		assertThat(this.set.toArray(new String[0])).containsExactlyInAnyOrder("a", "b");
		assertThat(this.set.toArray(String[]::new)).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void snapshotsNoLongerKnowRedis() {
		this.set.add("a");
		Set<String> snapshot = this.set.snapshot();
		snapshot.add("b");
		assertThat(this.set).containsExactly("a");
		this.set.clear();
		assertThat(snapshot).containsExactlyInAnyOrder("a", "b");
		assertThat(this.set).isEmpty();
	}

	@Test
	void anotherSetIsInitialContents() {
		this.set.addAll(List.of("a", "b"));
		assertThat(this.sets.set(KeyNames.fresh(), String.class, this.set)).isEqualTo(Set.of("a", "b"));
	}

	@Test
	void aSetInAMapIsStoredAsItsElements() {
		RedisMaps maps = Containers::settings;
		this.set.addAll(List.of("b", "a"));
		String other = KeyNames.fresh();
		RedisMap<String, Set<String>> map = maps.map(other, String.class, new TypeReference<Set<String>>() {
		});
		map.put("letters", this.set);
		assertThat(this.server.command("HGET", other, "\"letters\"")).isEqualTo("[\"a\", \"b\"]");
		assertThat(map.get("letters")).isEqualTo(Set.of("a", "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u0000", "\r\n*3\r\n$3\r\nDEL", "'; redis.call('FLUSHALL') --", "]]--[[", "{a}",
			"\"\\", "\ud83d\udc08", "\ud800", "null", "__proto__", "%s%n{}" })
	void hostileTextsAreOnlyTexts(String text) {
		assertThat(this.set.add(text)).isTrue();
		assertThat(this.set.contains(text)).isTrue();
		assertThat(this.set.containsMany(List.of(text))).containsExactly(true);
		assertThat(this.set.union(List.of(text))).containsExactly(text);
		assertThat(this.set.unionInto(KeyNames.fresh(), List.of(text))).containsExactly(text);
		assertThat(this.set.symmetricDifferenceInPlace(List.of(text, "other"))).isTrue();
		assertThat(this.set.snapshot()).containsExactly("other");
		assertThat(this.set.add(text)).isTrue();
		assertThat(this.set.remove(text)).isTrue();
	}

	private <T> void assertKept(TypeReference<T> type, List<T> elements) {
		String fresh = KeyNames.fresh();
		RedisSet<T> typed = this.sets.set(fresh, type);
		assertThat(typed.addAll(elements)).isTrue();
		assertThat(typed.snapshot()).isEqualTo(new HashSet<>(elements));
		assertThat(typed).containsExactlyInAnyOrderElementsOf(elements);
		assertThat(typed.containsAll(elements)).isTrue();
		assertThat(elements).contains(typed.pop());
		assertThat(typed.removeAll(elements)).isTrue();
		assertThat(typed).isEmpty();
	}

	@Test
	void elementsMayBeOfAnyJsonType() {
		assertKept(new TypeReference<Person>() {
		}, List.of(new Person("jack", LocalDate.of(1957, 3, 4)), new Person("sape", null)));
		assertKept(new TypeReference<DayOfWeek>() {
		}, List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY));
		assertKept(new TypeReference<Instant>() {
		}, List.of(Instant.EPOCH, Instant.ofEpochSecond(1, 1)));
		assertKept(new TypeReference<Map<String, List<Optional<Integer>>>>() {
		}, List.of(Map.of("a", List.of(Optional.of(1), Optional.empty())), Map.of()));
		assertKept(new TypeReference<Shape>() {
		}, List.of(new Circle(1.5), new Square(2)));
		assertKept(new TypeReference<Long>() {
		}, List.of(Long.MIN_VALUE, -1L, 9_007_199_254_740_993L, Long.MAX_VALUE));
	}

	private void raw(String text) {
		this.server.command("SADD", this.key, text);
	}

	private List<?> raw() {
		return (List<?>) this.server.command("SMEMBERS", this.key);
	}

	/**
	 * A record.
	 *
	 * @param name the name
	 * @param born the day of birth
	 */
	record Person(String name, LocalDate born) {

	}

	/**
	 * A sealed type.
	 */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "shape")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape permits Circle, Square {

	}

	/**
	 * A circle.
	 *
	 * @param radius its radius
	 */
	record Circle(double radius) implements Shape {

	}

	/**
	 * A square.
	 *
	 * @param side the length of its sides
	 */
	record Square(int side) implements Shape {

	}

	@Nested
	class Nulls {

		private final RedisSet<String> set = RedisSetTests.this.set;

		@Test
		void areElements() {
			assertThat(this.set.add(null)).isTrue();
			assertThat(this.set.add(null)).isFalse();
			assertThat(raw().equals(List.of("null"))).isTrue();
			assertThat(this.set.contains(null)).isTrue();
			assertThat(this.set.contains("null")).isFalse();
			assertThat(this.set.iterator().next()).isNull();
			assertThat(this.set.containsAll(Arrays.asList((Object) null))).isTrue();
			assertThat(this.set.snapshot()).containsExactly((String) null);
			assertThat(this.set).isEqualTo(new HashSet<>(Arrays.asList((String) null)));
			assertThat(this.set.pop()).isNull();
			assertThat(this.set).isEmpty();
		}

		@Test
		void areRemoved() {
			this.set.addAll(Arrays.asList("a", null));
			assertThat(this.set.union(Arrays.asList("b", null))).containsExactlyInAnyOrder("a", "b", null);
			assertThat(this.set.remove(null)).isTrue();
			assertThat(this.set.remove(null)).isFalse();
			assertThat(this.set).containsExactly("a");
		}

		@Test
		void areNoCollections() {
			this.set.add("a");
			assertThatNullPointerException().isThrownBy(() -> this.set.addAll(null));
			assertThatNullPointerException().isThrownBy(() -> this.set.removeAll(null));
			assertThatNullPointerException().isThrownBy(() -> this.set.retainAll(null));
			assertThatNullPointerException().isThrownBy(() -> this.set.containsAll(null));
			assertThatNullPointerException().isThrownBy(() -> this.set.removeIf(null));
			assertThatNullPointerException().isThrownBy(() -> this.set.union(List.of(), null));
			assertThat(this.set).containsExactly("a");
		}

	}

	@Nested
	class ValuesWithoutJson {

		@Test
		void areNowhere() {
			RedisSet<Integer> numbers = RedisSetTests.this.sets.set(RedisSetTests.this.key, Integer.class, List.of(1));
			Object alien = new Object();
			for (Object other : List.of(alien, "1", 1.5, 1L, true, List.of(1))) {
				assertThat(numbers.contains(other)).as("contains %s", other).isFalse();
				assertThat(numbers.remove(other)).isFalse();
				assertThat(numbers.containsAll(List.of(1, other))).isFalse();
				assertThat(numbers.removeAll(List.of(other))).isFalse();
				assertThat(numbers.containsMany(List.of(other, 1))).containsExactly(false, true);
				assertThat(numbers.isDisjoint(List.of(other))).isTrue();
				assertThat(numbers.isSubsetOf(List.of(other))).isFalse();
				assertThat(numbers.isSupersetOf(List.of(other))).isFalse();
				assertThat(numbers.intersection(List.of(other))).isEmpty();
				assertThat(numbers.difference(List.of(other))).containsExactly(1);
			}
			assertThat(numbers).containsExactly(1);
		}

		@Test
		void areRefusedOnWriting() {
			RedisSet<Object> objects = RedisSetTests.this.sets.set(RedisSetTests.this.key, Object.class);
			for (Object bad : List.of(Double.NaN, Float.NEGATIVE_INFINITY)) {
				assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> objects.add(bad));
				assertThatExceptionOfType(UnencodableValueException.class)
					.isThrownBy(() -> objects.union(List.of(bad)));
				assertThatExceptionOfType(UnencodableValueException.class)
					.isThrownBy(() -> objects.unionInto(RedisSetTests.this.key, List.of(bad)));
			}
			assertThatExceptionOfType(ClassCastException.class)
				.isThrownBy(() -> RedisSetTests.this.set.union(List.of(1)));
			assertThat(objects).isEmpty();
		}

	}

	@Nested
	class EqualValuesInOtherTexts {

		private final RedisSet<Double> numbers = RedisSetTests.this.sets.set(RedisSetTests.this.key, Double.class);

		@Test
		void areOtherElementsThatOnlyIterationFinds() {
			raw("1");
			assertThat(this.numbers).containsExactly(1.0);
			assertThat(this.numbers.contains(1.0)).isFalse();
			assertThat(this.numbers.remove(1.0)).isFalse();
			assertThat(this.numbers.add(1.0)).isTrue();
			assertThat(this.numbers).hasSize(2).containsExactly(1.0, 1.0);
			assertThat(this.numbers.snapshot()).containsExactly(1.0);
			assertThat(this.numbers.retainAll(List.of(1.0))).isTrue();
			assertThat(raw().equals(List.of("1.0"))).isTrue();
		}

		@Test
		void areRemovedByIteratorsAsTheyAreStored() {
			raw("1");
			raw("1e0");
			raw("1.0");
			Iterator<Double> iterator = this.numbers.iterator();
			assertThatIllegalStateException().isThrownBy(iterator::remove);
			for (int left = 2; left >= 0; left--) {
				assertThat(iterator.next()).isEqualTo(1.0);
				iterator.remove();
				assertThat(this.numbers).hasSize(left);
			}
			assertThatIllegalStateException().isThrownBy(iterator::remove);
			assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
			raw("1");
			assertThat(this.numbers.removeIf((number) -> number == 1.0)).isTrue();
			assertThat(this.numbers).isEmpty();
		}

	}

	@Nested
	class Poison {

		private final RedisSet<Integer> numbers = RedisSetTests.this.sets.set(RedisSetTests.this.key, Integer.class);

		@ParameterizedTest
		@ValueSource(strings = { "", "{", "poison", "\"text\"", "[1", "1 2", "1.5", "{\"@class\": \"x\"}",
				"{\"a\": 1, \"a\": 2}" })
		void isReportedAndLeftWhereItIs(String poison) {
			this.numbers.add(1);
			raw(poison);
			assertUndecodable(this.numbers::snapshot);
			assertUndecodable(this.numbers::hashCode);
			assertUndecodable(this.numbers::toString);
			assertUndecodable(() -> this.numbers.equals(Set.of(1)));
			assertUndecodable(() -> this.numbers.union(Set.of(2)));
			assertUndecodable(() -> this.numbers.removeIf((number) -> true));
			assertThat(this.numbers.contains(1)).isTrue();
			assertThat(this.numbers.containsAll(List.of(1))).isTrue();
			assertThat(this.numbers.isSubsetOf(List.of(1))).isFalse();
			assertThat(this.numbers.intersection(List.of(1, 2))).containsExactly(1);
			assertThat(this.numbers.add(2)).isTrue();
			assertThat(this.numbers.remove(2)).isTrue();
			assertThat(raw().containsAll(List.of("1", poison))).isTrue();
		}

		@Test
		void thatWasPoppedIsInTheException() {
			raw("my secret is 4711");
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(this.numbers::pop)
				.withMessageContaining("'" + RedisSetTests.this.key + "'")
				.withMessageContaining("java.lang.Integer")
				.satisfies((ex) -> assertThat(ex.rawText()).isEqualTo("my secret is 4711"))
				.satisfies((ex) -> assertThat(Throwables.getStackTraceAsString(ex)).doesNotContain("4711"));
			assertThat(this.numbers).isEmpty();
		}

		@Test
		void isNotAmongTheElementsToRetain() {
			this.numbers.addAll(List.of(1, 2));
			raw("poison");
			assertThat(this.numbers.retainAll(List.of(1, 2))).isTrue();
			assertThat(this.numbers).containsExactlyInAnyOrder(1, 2);
		}

		@Test
		void doesNotEndAnIterationAndCanBeRemoved() {
			this.numbers.addAll(IntStream.range(0, 1_500).boxed().toList());
			List<String> hostile = hostileTexts();
			hostile.forEach((text) -> raw(text));
			RedisSetTests.this.server.command("EVAL",
					"return redis.call('SADD', KEYS[1], '\\255\\254', '\"\\192\\128\"', '\"\\237\\160\\128\"')", "1",
					RedisSetTests.this.key);
			int poisoned = 0;
			Set<Integer> read = new HashSet<>();
			for (Iterator<Integer> iterator = this.numbers.iterator(); iterator.hasNext();) {
				try {
					read.add(iterator.next());
				}
				catch (UndecodableValueException ex) {
					assertThat(ex.key()).isEqualTo(RedisSetTests.this.key);
					poisoned++;
					iterator.remove();
				}
			}
			assertThat(poisoned).isEqualTo(hostile.size() + 3);
			assertThat(read).hasSize(1_500);
			assertThat(this.numbers.snapshot()).isEqualTo(read);
		}

		@Test
		void ofTenThousandKindsLosesNothing() {
			String json = "{\"name\": \"Ada \\u00e9\", \"born\": \"1815-12-10\"}";
			Random random = new Random(42);
			byte[][] texts = IntStream.range(0, 10_000).mapToObj((i) -> mutant(json, random)).toArray(byte[][]::new);
			Containers.settings().commands().call("SADD", RedisSetTests.this.key, texts);
			RedisSet<Person> people = RedisSetTests.this.sets.set(RedisSetTests.this.key, Person.class);
			Person good = new Person("Grace", LocalDate.of(1906, 12, 9));
			people.add(good);
			int size = people.size();
			int read = 0;
			int poisoned = 0;
			for (Iterator<Person> iterator = people.iterator(); iterator.hasNext();) {
				try {
					iterator.next();
					read++;
				}
				catch (UndecodableValueException ex) {
					assertThat(ex.key()).isEqualTo(RedisSetTests.this.key);
					poisoned++;
				}
			}
			assertThat(read).isPositive();
			assertThat(poisoned).isGreaterThan(1_000);
			assertThat(read + poisoned).isEqualTo(size);
			assertThat(people.contains(good)).isTrue();
			assertThat(people).hasSize(size);
		}

		/**
		 * Changes a few bytes of a text, and may cut it.
		 */
		private static byte[] mutant(String json, Random random) {
			byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
			for (int i = random.nextInt(4); i >= 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
		}

		private static List<String> hostileTexts() {
			String json = "{\"customer\": \"Ada \\u00e9\", \"lines\": [{\"name\": \"x\", \"price\": 9.90}, null, true]}";
			List<String> texts = new ArrayList<>(IntStream.range(0, json.length()).mapToObj(json::substring).toList());
			IntStream.range(1, json.length()).mapToObj((end) -> json.substring(0, end)).forEach(texts::add);
			texts.add("[".repeat(100_000));
			texts.add("{\"a\":".repeat(100_000));
			texts.add("9".repeat(1_000_000));
			texts.add("{\"a\": 1, \"a\": 2}");
			texts.add("99999999999");
			return texts.stream().distinct().toList();
		}

		private static void assertUndecodable(Runnable operation) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(operation::run)
				.satisfies((ex) -> assertThat(ex.rawText()).isNull());
		}

	}

}
