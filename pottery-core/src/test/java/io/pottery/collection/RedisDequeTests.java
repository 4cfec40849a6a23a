package io.pottery.collection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class RedisDequeTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisDeques deques = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisDeque<Integer> deque = this.deques.deque(this.key, Integer.class);

	@Test
	void twoDequesOnOneKeyAreOneDeque() {
		RedisDeque<Integer> other = this.deques.deque(this.key, Integer.class);
		other.add(1);
		this.deque.addFirst(2);
		assertThat(other).containsExactly(2, 1).hasToString("[2, 1]").isNotEqualTo(this.deque);
		assertThat(other.snapshot()).isEqualTo(this.deque.snapshot());
	}

	@Test
	void aSnapshotNoLongerKnowsRedis() {
		this.deque.addAll(List.of(1, 2));
		List<Integer> snapshot = this.deque.snapshot();
		snapshot.add(3);
		this.deque.clear();
		assertThat(snapshot).containsExactly(1, 2, 3);
		assertThat(this.deque).isEmpty();
	}

	@Test
	void whatIsAskedOfAnEmptyDequeIsNotThere() {
		Stream
			.<Runnable>of(this.deque::element, this.deque::getFirst, this.deque::getLast, this.deque::remove,
					this.deque::removeFirst, this.deque::removeLast, this.deque::pop, this.deque.iterator()::next)
			.forEach((call) -> assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(call::run));
		assertThat(this.deque.peek()).isNull();
		assertThat(this.deque.poll()).isNull();
		this.deque.rotate(5);
		this.deque.reverse();
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void extendLeftReverses() {
		this.deque.add(0);
		this.deque.extendLeft(List.of(1, 2, 3));
		assertThat(this.deque).containsExactly(3, 2, 1, 0);
		this.deque.extend(this.deque);
		this.deque.extendLeft(this.deque);
		assertThat(this.deque).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 3, 2, 1, 0, 3, 2, 1, 0);
	}

	@Test
	void nothingIsAddedIfOneElementCannotBeStored() {
		RedisDeque<Object> objects = this.deques.deque(this.key, Object.class);
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> objects.extend(List.of(1, Double.NaN)))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key));
		assertThatNullPointerException().isThrownBy(() -> objects.extendLeft(Arrays.asList(1, null)))
			.withMessage("element");
		assertThat(objects).isEmpty();
	}

	@Test
	void whatHasNoTextIsNowhere() {
		this.deque.add(1);
		Object alien = new Object();
		assertThat(this.deque.contains(alien)).isFalse();
		assertThat(this.deque.contains("1")).isFalse();
		assertThat(this.deque.containsAll(List.of(1, alien))).isFalse();
		assertThat(this.deque.count(alien)).isZero();
		assertThat(this.deque.remove(alien)).isFalse();
		assertThat(this.deque.removeLastOccurrence(alien)).isFalse();
		assertThat(this.deque.removeAll(List.of(alien))).isFalse();
		assertThat(this.deque).containsExactly(1);
	}

	@Test
	void clearingAndTakingTheLastElementRemoveTheKey() {
		this.deque.add(1);
		this.deque.clear();
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
		this.deque.add(1);
		this.deque.pop();
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void anExpirySurvivesWhatMovesElements() {
		this.deque.addAll(List.of(1, 2, 3));
		this.deque.expire(Duration.ofHours(1));
		this.deque.rotate(2);
		this.deque.reverse();
		this.deque.insert(1, 4);
		this.deque.set(0, 5);
		assertThat(this.deque.timeToLive()).isPresent();
	}

	@Test
	void anIteratorSeesPagesByPosition() {
		this.deque.addAll(IntStream.range(0, 2_500).boxed().toList());
		Iterator<Integer> elements = this.deque.iterator();
		assertThat(elements.next()).isZero();
		this.deque.addFirst(-1);
		List<Integer> read = new ArrayList<>();
		elements.forEachRemaining(read::add);
		assertThat(read).hasSize(2_500).contains(999).containsSequence(998, 999, 999, 1_000).endsWith(2_499);
	}

	@Test
	void anIteratorRemovesWhatItReadWhereverItIsNow() {
		this.deque.addAll(List.of(1, 2, 3, 2));
		Iterator<Integer> elements = this.deque.descendingIterator();
		assertThat(elements.next()).isEqualTo(2);
		this.deque.addLast(9);
		elements.remove();
		assertThat(this.deque).containsExactly(1, 2, 3, 9);
		assertThatIllegalStateException().isThrownBy(elements::remove);
		assertThat(elements.next()).isEqualTo(3);
		this.deque.remove((Object) 3);
		elements.remove();
		assertThat(this.deque).containsExactly(1, 2, 9);
	}

	@Test
	void whatTheSinkRefusesIsPutBack() {
		this.deque.addAll(List.of(1, 2, 3, 4));
		List<Integer> sink = new ArrayList<>() {
			@Override
			public boolean add(Integer element) {
				if (element == 3) {
					throw new IllegalStateException("full");
				}
				return super.add(element);
			}
		};
		assertThatIllegalStateException().isThrownBy(() -> this.deque.drainTo(sink));
		assertThat(sink).containsExactly(1, 2);
		assertThat(this.deque).containsExactly(3, 4);
	}

	@Test
	void aDequeIsNotDrainedToItsOwnView() {
		this.deque.add(1);
		assertThatIllegalArgumentException().isThrownBy(() -> this.deque.reversed().drainTo(this.deque));
		assertThat(this.deque).containsExactly(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u0000", "\r\n*3\r\n$3\r\nDEL", "'; redis.call('FLUSHALL') --", "]]--[[", "{a}",
			"\"\\", "\ud83d\udc08", "\ud800", "null", "HEAD", "-1", "%s%n{}" })
	void hostileTextsAreOnlyTexts(String text) {
		RedisDeque<String> texts = this.deques.deque(this.key, String.class, 3);
		texts.extend(List.of(text, "b", text, text));
		assertThat(texts.get(1)).isEqualTo(text);
		assertThat(texts.set(0, text)).isEqualTo("b");
		assertThat(texts.count(text)).isEqualTo(3);
		assertThat(texts.removeAt(1)).isEqualTo(text);
		texts.insert(1, text);
		assertThat(texts.contains(text)).isTrue();
		assertThat(texts.removeLastOccurrence(text)).isTrue();
		assertThat(texts.snapshot()).containsExactly(text, text);
		assertThat(texts.removeIf(text::equals)).isTrue();
		assertThat(texts).isEmpty();
	}

	private void raw(String... texts) {
		Stream.of(texts).forEach((text) -> this.server.command("RPUSH", this.key, text));
	}

	private List<?> raw() {
		return (List<?>) this.server.command("LRANGE", this.key, "0", "-1");
	}

	static Stream<byte[]> hostile() {
		return Stream.concat(
				Stream
					.of("{\"a\": [1, 2", "\"one\"", "[".repeat(20_000), "9".repeat(20_000), "{\"a\": 1, \"a\": 2}",
							"1e999999999", "", "null", "\u0000")
					.map((text) -> text.getBytes(StandardCharsets.UTF_8)),
				Stream.of(new byte[] { (byte) 0xC3, 0x28 }, new byte[] { '"', (byte) 0xFF, '"' }));
	}

	/**
	 * A colour of traffic lights.
	 */
	enum Colour {

		GREEN, RED

	}

	/**
	 * Something with an area.
	 */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape {

	}

	/**
	 * A circle.
	 *
	 * @param radius its radius
	 */
	record Circle(int radius) implements Shape {

	}

	/**
	 * A square.
	 *
	 * @param side its side
	 */
	record Square(int side) implements Shape {

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
	class Types {

		@Test
		void areThoseThatJsonCanBind() {
			assertKept(new TypeReference<>() {
			}, List.of(new Person("jack", "NL"), new Person("", null)));
			assertKept(new TypeReference<>() {
			}, List.of(Colour.RED, Colour.GREEN));
			assertKept(new TypeReference<>() {
			}, List.of(Instant.parse("2026-01-01T00:00:00.123456789Z"), Instant.EPOCH));
			assertKept(new TypeReference<>() {
			}, List.of(LocalDate.of(2026, 2, 28), LocalDate.of(1, 1, 1)));
			assertKept(new TypeReference<>() {
			}, List.of(Map.of("a", List.of(Optional.of(1L))), Map.<String, List<Optional<Long>>>of()));
			assertKept(new TypeReference<Shape>() {
			}, List.of(new Circle(1), new Square(2)));
			assertKept(new TypeReference<Object>() {
			}, List.of(1, "1", true, 1.5, List.of(1), Map.of("a", 1)));
		}

		@Test
		void mayMakeSomethingOfAJsonNull() {
			raw("null", "1");
			RedisDeque<Optional<Integer>> optionals = RedisDequeTests.this.deques.deque(RedisDequeTests.this.key,
					new TypeReference<>() {
					});
			assertThat(optionals).containsExactly(Optional.empty(), Optional.of(1));
			assertThat(optionals.contains(Optional.empty())).isTrue();
		}

		private <T> void assertKept(TypeReference<T> type, List<T> elements) {
			RedisDeque<T> deque = RedisDequeTests.this.deques.deque(KeyNames.fresh(), type, elements);
			assertThat(deque.snapshot()).isEqualTo(elements);
			assertThat(deque.containsAll(elements)).isTrue();
			for (T element : elements) {
				assertThat(deque.contains(element)).isTrue();
				assertThat(deque.removeFirstOccurrence(element)).isTrue();
			}
			assertThat(deque).isEmpty();
		}

	}

	@Nested
	class Indexes {

		@ParameterizedTest
		@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
		void countFromBothEndsAsInPython(long seed) {
			Random random = new Random(seed);
			RedisDeque<Integer> deque = (seed % 2 == 0) ? RedisDequeTests.this.deque
					: RedisDequeTests.this.deque.reversed();
			List<Integer> expected = new ArrayList<>();
			for (int i = 0; i < 300; i++) {
				int index = random.nextInt(-expected.size() - 3, expected.size() + 3);
				int at = (index < 0) ? expected.size() + index : index;
				deque.insert(index, i);
				expected.add(Math.max(Math.min(at, expected.size()), 0), i);
				index = random.nextInt(-expected.size(), expected.size());
				at = (index < 0) ? expected.size() + index : index;
				assertThat(deque.get(index)).isEqualTo(expected.get(at));
				assertThat(deque.set(index, -i)).isEqualTo(expected.set(at, -i));
				index = random.nextInt(-300, 300);
				deque.rotate(index);
				Collections.rotate(expected, index);
				if (random.nextInt(3) == 0) {
					index = random.nextInt(-expected.size(), expected.size());
					at = (index < 0) ? expected.size() + index : index;
					assertThat(deque.removeAt(index)).isEqualTo(expected.remove(at));
				}
				assertThat(deque.snapshot()).isEqualTo(expected);
			}
		}

		@Test
		void outOfBoundsAreRefused() {
			RedisDeque<Integer> deque = RedisDequeTests.this.deque;
			deque.addAll(List.of(1, 2));
			for (int index : new int[] { 2, -3, Integer.MAX_VALUE, Integer.MIN_VALUE }) {
				Stream
					.<Consumer<RedisDeque<Integer>>>of((it) -> it.get(index), (it) -> it.set(index, 1),
							(it) -> it.removeAt(index))
					.forEach((call) -> {
						assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> call.accept(deque))
							.withMessageContaining(Integer.toString(index));
						assertThatExceptionOfType(IndexOutOfBoundsException.class)
							.isThrownBy(() -> call.accept(deque.reversed()));
					});
			}
			assertThat(deque).containsExactly(1, 2);
		}

		@ParameterizedTest
		@ValueSource(ints = { 1, 2, 999, 1_000, 1_001, 2_500 })
		void reverseAndRotateMoveWhateverTheSize(int size) {
			RedisDeque<Integer> deque = RedisDequeTests.this.deque;
			List<Integer> expected = new ArrayList<>(IntStream.range(0, size).boxed().toList());
			deque.addAll(expected);
			deque.reverse();
			Collections.reverse(expected);
			assertThat(deque.snapshot()).isEqualTo(expected);
			for (int steps : new int[] { 1, -1, 0, size, size / 2, -size / 3, Integer.MAX_VALUE, Integer.MIN_VALUE }) {
				deque.rotate(steps);
				Collections.rotate(expected, steps);
				assertThat(deque.snapshot()).isEqualTo(expected);
				deque.reversed().rotate(steps);
				Collections.rotate(expected, (int) (-(long) steps % size));
				assertThat(deque.snapshot()).isEqualTo(expected);
			}
		}

	}

	@Nested
	class MaxLength {

		private final RedisDeque<Integer> three = RedisDequeTests.this.deques.deque(RedisDequeTests.this.key,
				Integer.class, List.of(1, 2, 3), 3);

		@Test
		void dropsAtTheOtherEnd() {
			this.three.add(4);
			assertThat(this.three).containsExactly(2, 3, 4);
			this.three.push(1);
			assertThat(this.three).containsExactly(1, 2, 3);
			this.three.extend(List.of(4, 5, 6, 7));
			assertThat(this.three).containsExactly(5, 6, 7);
			this.three.extendLeft(List.of(1, 2, 3, 4));
			assertThat(this.three).containsExactly(4, 3, 2);
			this.three.reversed().addFirst(9);
			assertThat(this.three).containsExactly(3, 2, 9);
			assertThat(this.three.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
		}

		@Test
		void isKnown() {
			assertThat(this.three.maxLength()).hasValue(3);
			assertThat(this.three.reversed().maxLength()).hasValue(3);
			assertThat(RedisDequeTests.this.deque.maxLength()).isEmpty();
		}

		@Test
		void refusesOnlyToInsert() {
			assertThatIllegalStateException().isThrownBy(() -> this.three.insert(1, 9))
				.withMessage("Deque '" + RedisDequeTests.this.key + "' has its maximum length");
			assertThat(this.three).containsExactly(1, 2, 3);
			this.three.pop();
			this.three.insert(1, 9);
			assertThat(this.three).containsExactly(2, 9, 3);
		}

		@Test
		void isNotOfTheKey() {
			RedisDequeTests.this.deque.addAll(List.of(4, 5, 6));
			assertThat(this.three).hasSize(6);
			this.three.add(7);
			assertThat(this.three).containsExactly(5, 6, 7);
		}

		@Test
		void mayBeNothing() {
			RedisDeque<Integer> nothing = RedisDequeTests.this.deques.deque(KeyNames.fresh(), Integer.class, 0);
			assertThat(nothing.add(1)).isTrue();
			nothing.extendLeft(List.of(1, 2));
			assertThat(nothing).isEmpty();
			assertThatIllegalStateException().isThrownBy(() -> nothing.insert(0, 1));
		}

	}

	@Nested
	class Views {

		@Test
		void fromTheOtherEndAreLive() {
			RedisDeque<Integer> deque = RedisDequeTests.this.deque;
			RedisDeque<Integer> reversed = deque.reversed();
			deque.addAll(List.of(1, 2, 3));
			assertThat(reversed).containsExactly(3, 2, 1);
			reversed.addAll(List.of(0, -1));
			reversed.push(4);
			assertThat(deque).containsExactly(-1, 0, 1, 2, 3, 4);
			assertThat(reversed.get(1)).isEqualTo(3);
			assertThat(reversed.get(-1)).isEqualTo(-1);
			reversed.insert(1, 9);
			assertThat(deque).containsExactly(-1, 0, 1, 2, 3, 9, 4);
			assertThat(reversed.reversed().snapshot()).isEqualTo(deque.snapshot());
			assertThat(reversed.key()).isEqualTo(deque.key());
		}

		@Test
		void areSeenByWhoeverKnowsOnlyDeques() {
			Deque<Integer> deque = RedisDequeTests.this.deque;
			deque.addAll(List.of(1, 2, 3));
			assertThat(deque.descendingIterator()).toIterable().containsExactly(3, 2, 1);
			assertThat(deque.stream().skip(1)).containsExactly(2, 3);
		}

	}

	@Nested
	class EqualElementsInOtherTexts {

		private final RedisDeque<Person> people = RedisDequeTests.this.deques.deque(RedisDequeTests.this.key,
				Person.class);

		private final Person jack = new Person("jack", null);

		private final String old = "{\"name\": \"jack\"}";

		private final String older = "{\"name\":\"jack\"}";

		private final String canonical = "{\"country\": null, \"name\": \"jack\"}";

		@Test
		void areFoundAndCounted() {
			raw(this.old, "{\"name\": \"sape\"}", this.canonical, this.older, "poison");
			assertThat(this.people.count(this.jack)).isEqualTo(3);
			assertThat(this.people.contains(new Person("sape", null))).isTrue();
			assertThat(this.people.contains(new Person("sape", "NL"))).isFalse();
			assertThat(this.people.containsAll(List.of(this.jack, new Person("sape", null)))).isTrue();
			assertThat(this.people.containsAll(List.of(this.jack, new Person("guido", null)))).isFalse();
		}

		@Test
		void areRemovedBehindTheCanonicalOnes() {
			raw(this.old, this.older, this.canonical, this.old, "poison");
			assertThat(this.people.remove(this.jack)).isTrue();
			assertThat(raw()).isEqualTo(List.of(this.old, this.older, this.old, "poison"));
			assertThat(this.people.removeLastOccurrence(this.jack)).isTrue();
			assertThat(raw()).isEqualTo(List.of(this.old, this.older, "poison"));
			assertThat(this.people.removeFirstOccurrence(this.jack)).isTrue();
			assertThat(raw()).isEqualTo(List.of(this.older, "poison"));
			assertThat(this.people.removeAll(List.of(this.jack))).isTrue();
			assertThat(this.people.remove(this.jack)).isFalse();
			assertThat(raw()).isEqualTo(List.of("poison"));
		}

		@Test
		void areRemovedByIteratorsAsTheyAreStored() {
			raw(this.old, this.canonical, this.older);
			Iterator<Person> elements = this.people.iterator();
			elements.next();
			elements.next();
			elements.next();
			elements.remove();
			assertThat(raw()).isEqualTo(List.of(this.old, this.canonical));
		}

	}

	@Nested
	class Poison {

		@ParameterizedTest
		@ValueSource(strings = { "", "{", "poison", "\"text\"", "[1", "1 2", "1.5", "null", "{\"@class\": \"x\"}" })
		void isReportedAndLeftWhereItIs(String poison) {
			RedisDeque<Integer> deque = RedisDequeTests.this.deque;
			raw(poison, "1", poison);
			Stream.<Runnable>of(deque::peek, deque::peekFirst, deque::peekLast, deque::element, deque::getFirst,
					deque::getLast, () -> deque.get(0), () -> deque.get(-1), deque::snapshot, deque::toString,
					deque::toArray, () -> deque.removeIf((element) -> true), () -> deque.retainAll(List.of(1)),
					() -> deque.retainAll(List.of()), () -> deque.forEach((element) -> {
					}))
				.forEach((call) -> assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(call::run)
					.withMessageContaining("'" + RedisDequeTests.this.key + "'")
					.satisfies((ex) -> assertThat(ex.rawText()).isNull())
					.satisfies((ex) -> assertThat(ex.key()).isEqualTo(RedisDequeTests.this.key)));
			assertThat(deque.contains(1)).isTrue();
			assertThat(deque.contains(2)).isFalse();
			assertThat(deque.count(1)).isEqualTo(1);
			assertThat(deque.remove((Object) 2)).isFalse();
			assertThat(deque.removeAll(List.of(2))).isFalse();
			assertThat(raw()).isEqualTo(List.of(poison, "1", poison));
		}

		@Test
		void thatIsTakenOrReplacedIsInTheException() {
			RedisDeque<Integer> deque = RedisDequeTests.this.deque;
			for (String poison : new String[] { "poison", "null" }) {
				Stream
					.<Call>of(deque::poll, deque::pollFirst, deque::pollLast, deque::remove, deque::removeFirst,
							deque::removeLast, deque::pop, deque::take, deque::takeFirst, deque::takeLast,
							() -> deque.poll(1, TimeUnit.DAYS), () -> deque.pollFirst(1, TimeUnit.DAYS),
							() -> deque.pollLast(1, TimeUnit.DAYS), () -> deque.removeAt(0), () -> deque.removeAt(-1),
							() -> deque.drainTo(new ArrayList<>()))
					.forEach((call) -> {
						raw(poison);
						assertTaken(poison, call);
						assertThat(deque).isEmpty();
					});
				raw(poison);
				assertTaken(poison, () -> deque.set(0, 1));
				assertThat(deque).containsExactly(1);
				deque.clear();
			}
		}

		@Test
		void doesNotKeepTheOthersFromBeingDrained() {
			RedisDeque<Integer> deque = RedisDequeTests.this.deque;
			raw("1", "poison", "2", "null", "3");
			List<Integer> sink = new ArrayList<>();
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> deque.drainTo(sink))
				.satisfies((ex) -> assertThat(ex.rawText()).isEqualTo("poison"))
				.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
					.isInstanceOfSatisfying(UndecodableValueException.class,
							(other) -> assertThat(other.rawText()).isEqualTo("null")));
			assertThat(sink).containsExactly(1, 2, 3);
			assertThat(deque).isEmpty();
		}

		@Test
		void doesNotEndAnIterationThatRemovesIt() {
			RedisDeque<Integer> deque = RedisDequeTests.this.deque;
			raw("poison", "1", "poison", "2", "null");
			List<Integer> read = new ArrayList<>();
			for (Iterator<Integer> elements = deque.iterator(); elements.hasNext();) {
				try {
					read.add(elements.next());
				}
				catch (UndecodableValueException ex) {
					elements.remove();
				}
			}
			assertThat(read).containsExactly(1, 2);
			assertThat(deque).containsExactly(1, 2);
		}

		@ParameterizedTest
		@MethodSource("io.pottery.collection.RedisDequeTests#hostile")
		void ofEveryKindIsTakenBetweenTheOthers(byte[] payload) {
			RedisDeque<Integer> deque = RedisDequeTests.this.deque;
			int rounds = 1_000;
			for (int i = 0; i < rounds; i++) {
				Containers.settings()
					.commands()
					.call("RPUSH", RedisDequeTests.this.key, payload,
							Integer.toString(i).getBytes(StandardCharsets.UTF_8));
			}
			assertThat(deque.contains(rounds - 1)).isTrue();
			List<Integer> read = new ArrayList<>();
			int poisoned = 0;
			while (true) {
				try {
					Integer element = deque.poll();
					if (element == null) {
						break;
					}
					read.add(element);
				}
				catch (UndecodableValueException ex) {
					assertThat(ex.key()).isEqualTo(RedisDequeTests.this.key);
					assertThat(ex.rawText()).isEqualTo(new String(payload, StandardCharsets.UTF_8));
					poisoned++;
				}
			}
			assertThat(read).isEqualTo(IntStream.range(0, rounds).boxed().toList());
			assertThat(poisoned).isEqualTo(rounds);
		}

		private static void assertTaken(String poison, Call call) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(call::run)
				.satisfies((ex) -> assertThat(ex.rawText()).isEqualTo(poison));
		}

	}

	private interface Call {

		Object run() throws InterruptedException;

	}

}
