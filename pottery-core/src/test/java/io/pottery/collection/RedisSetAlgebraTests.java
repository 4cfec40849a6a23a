package io.pottery.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.WrongTypeException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever the collections are, a set is combined with them as a plain one would be.
 */
class RedisSetAlgebraTests {

	private static final List<Set<Integer>> OTHERS = List.of(Set.of(), Set.of(3, 4, 5), Set.of(1, 2, 3, 4),
			Set.of(2, 3), Set.of(7, 8), IntStream.range(3, 1_500).boxed().collect(Collectors.toSet()));

	private static final Set<Integer> MINE = Set.of(1, 2, 3, 4);

	private static RedisServer otherServer;

	private static LettuceConnectionFactory otherConnections;

	private final RedisServer server = RedisServer.shared();

	private final RedisSets sets = Containers::settings;

	private final RedisSet<Integer> set = this.sets.set(KeyNames.fresh(), Integer.class, MINE);

	@BeforeAll
	static void start() {
		otherServer = RedisServer.started();
		otherConnections = Containers.factory(otherServer, Duration.ofSeconds(20));
	}

	@AfterAll
	static void stop() {
		otherConnections.destroy();
		otherServer.close();
	}

	/**
	 * Makes collections of any kind.
	 * @return what they are called, and what makes them of a plain set
	 */
	static Map<String, Function<Set<Integer>, Collection<Integer>>> kinds() {
		ContainerSettings settings = Containers.settings();
		ContainerSettings elsewhere = Containers.settings(otherConnections);
		Map<String, Function<Set<Integer>, Collection<Integer>>> kinds = new LinkedHashMap<>();
		kinds.put("a plain set", (elements) -> elements);
		kinds.put("a list with repetitions", (elements) -> {
			List<Integer> twice = new ArrayList<>(elements);
			twice.addAll(elements);
			return twice;
		});
		kinds.put("a set of the same Redis", (elements) -> open(settings, elements));
		kinds.put("a set with a prefix", (elements) -> open(settings.withKeyPrefix("app:"), elements));
		kinds.put("a temporary set", (elements) -> {
			RedisSets sets = () -> settings;
			RedisSet<Integer> temporary = sets.set(Integer.class);
			temporary.addAll(elements);
			return temporary;
		});
		kinds.put("a set of another Redis", (elements) -> open(elsewhere, elements));
		kinds.put("a view of a map", (elements) -> {
			RedisMaps maps = () -> settings;
			RedisMap<Integer, Integer> map = maps.map(KeyNames.fresh(), Integer.class, Integer.class);
			map.putAll(elements.stream().collect(Collectors.toMap(Function.identity(), Function.identity())));
			return map.keySet();
		});
		return kinds;
	}

	private static RedisSet<Integer> open(ContainerSettings settings, Set<Integer> elements) {
		RedisSets sets = () -> settings;
		return sets.set(KeyNames.fresh(), Integer.class, elements);
	}

	static Stream<Arguments> pairs() {
		return kinds().entrySet()
			.stream()
			.flatMap((kind) -> OTHERS.stream()
				.map((other) -> Arguments.of(kind.getKey() + " of " + other.size(), other,
						kind.getValue().apply(other))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("pairs")
	void combinesWithOne(String name, Set<Integer> plain, Collection<Integer> other) {
		assertThat(this.set.union(other)).isEqualTo(union(MINE, plain));
		assertThat(this.set.intersection(other)).isEqualTo(intersection(MINE, plain));
		assertThat(this.set.difference(other)).isEqualTo(difference(MINE, plain));
		assertThat(this.set.symmetricDifference(other)).isEqualTo(symmetricDifference(MINE, plain));
		assertThat(this.set).isEqualTo(MINE);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("pairs")
	void comparesWithOne(String name, Set<Integer> plain, Collection<Integer> other) {
		assertThat(this.set.isDisjoint(other)).isEqualTo(intersection(MINE, plain).isEmpty());
		assertThat(this.set.isSubsetOf(other)).isEqualTo(plain.containsAll(MINE));
		assertThat(this.set.isSupersetOf(other)).isEqualTo(MINE.containsAll(plain));
		assertThat(this.set.containsAll(other)).isEqualTo(MINE.containsAll(plain));
		assertThat(this.set.containsMany(other)).containsExactlyElementsOf(other.stream().map(MINE::contains).toList());
		assertThat(this.set.equals(new HashSet<>(other))).isEqualTo(MINE.equals(plain));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("pairs")
	void changesByOne(String name, Set<Integer> plain, Collection<Integer> other) {
		assertThat(this.set.addAll(other)).isEqualTo(!MINE.containsAll(plain));
		assertThat(this.set).isEqualTo(union(MINE, plain));
		reset();
		assertThat(this.set.removeAll(other)).isEqualTo(!intersection(MINE, plain).isEmpty());
		assertThat(this.set).isEqualTo(difference(MINE, plain));
		reset();
		assertThat(this.set.retainAll(other)).isEqualTo(!plain.containsAll(MINE));
		assertThat(this.set).isEqualTo(intersection(MINE, plain));
		reset();
		assertThat(this.set.symmetricDifferenceInPlace(other)).isEqualTo(!plain.isEmpty());
		assertThat(this.set).isEqualTo(symmetricDifference(MINE, plain));
	}

	private void reset() {
		this.set.clear();
		this.set.addAll(MINE);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("pairs")
	void storesWhatItCombines(String name, Set<Integer> plain, Collection<Integer> other) {
		String target = KeyNames.fresh();
		this.sets.set(target, Integer.class, Set.of(99)).expire(Duration.ofHours(1));
		assertThat(this.set.unionInto(target, other)).isEqualTo(union(MINE, plain));
		assertThat(this.set.intersectionInto(target, other)).isEqualTo(intersection(MINE, plain));
		assertThat(this.set.differenceInto(target, other)).isEqualTo(difference(MINE, plain));
		RedisSet<Integer> stored = this.set.symmetricDifferenceInto(target, other);
		assertThat(stored).isEqualTo(symmetricDifference(MINE, plain));
		assertThat(stored.key()).isEqualTo(target);
		assertThat(stored.timeToLive()).isEmpty();
		assertThat((List<?>) this.server.command("KEYS", "*" + target + "*")).hasSize(stored.isEmpty() ? 0 : 1);
		assertThat(this.set).isEqualTo(MINE);
	}

	@Test
	void combinesWithAnyNumberOfAnyKind() {
		List<Collection<Integer>> others = new ArrayList<>();
		Set<Integer> union = new HashSet<>(MINE);
		Set<Integer> intersection = new HashSet<>(MINE);
		Set<Integer> difference = new HashSet<>(MINE);
		Set<Integer> symmetricDifference = new HashSet<>(MINE);
		int number = 0;
		for (Function<Set<Integer>, Collection<Integer>> kind : kinds().values()) {
			for (int i = 0; i < 3; i++) {
				Set<Integer> plain = Set.of(3, 4, 10 + number, 11 + number++, 100);
				others.add(kind.apply(plain));
				union = union(union, plain);
				intersection = intersection(intersection, plain);
				difference = difference(difference, plain);
				symmetricDifference = symmetricDifference(symmetricDifference, plain);
			}
		}
		Collection<?>[] all = others.toArray(Collection<?>[]::new);
		assertThat(this.set.union(all)).isEqualTo(union).hasSize(27);
		assertThat(this.set.intersection(all)).isEqualTo(intersection).hasSize(2);
		assertThat(this.set.difference(all)).isEqualTo(difference).hasSize(2);
		assertThat(this.set.symmetricDifference(all)).isEqualTo(symmetricDifference).hasSize(5);
		String target = KeyNames.fresh();
		assertThat(this.set.unionInto(target, all)).isEqualTo(union);
		assertThat(this.set.intersectionInto(target, all)).isEqualTo(intersection);
		assertThat(this.set.differenceInto(target, all)).isEqualTo(difference);
		assertThat(this.set.symmetricDifferenceInto(target, all)).isEqualTo(symmetricDifference);
	}

	@Test
	void intersectsWithWhatPlainCollectionsHaveInCommon() {
		RedisSet<Integer> other = this.sets.set(KeyNames.fresh(), Integer.class, Set.of(3, 4, 5));
		assertThat(this.set.intersection(List.of(1, 2, 3), Set.of(2, 3, 5))).isEqualTo(Set.of(2, 3));
		assertThat(this.set.intersection(List.of(1, 2, 3), other, Set.of(2, 3, 5))).isEqualTo(Set.of(3));
		assertThat(this.set.intersection(List.of(1, 2), other)).isEmpty();
		assertThat(this.set.intersection(List.of(1), List.of(2))).isEmpty();
		List<Integer> many = IntStream.range(2, 2_000).boxed().toList();
		assertThat(this.set.intersection(many, other, many)).isEqualTo(Set.of(3, 4));
	}

	@Test
	void combinesWithMoreSetsThanLuaUnpacks() {
		RedisSet<Integer> other = this.sets.set(KeyNames.fresh(), Integer.class, Set.of(4, 5));
		Collection<?>[] many = Stream.generate(() -> other).limit(9_001).toArray(Collection<?>[]::new);
		assertThat(this.set.union(many)).isEqualTo(Set.of(1, 2, 3, 4, 5));
		assertThat(this.set.symmetricDifference(many)).isEqualTo(Set.of(1, 2, 3, 5));
		assertThat(this.set.intersectionInto(KeyNames.fresh(), many)).isEqualTo(Set.of(4));
	}

	@Test
	void combinesWithNothing() {
		assertThat(this.set.union()).isEqualTo(MINE);
		assertThat(this.set.intersection()).isEqualTo(MINE);
		assertThat(this.set.difference()).isEqualTo(MINE);
		assertThat(this.set.symmetricDifference()).isEqualTo(MINE);
		assertThat(this.set.unionInto(KeyNames.fresh())).isEqualTo(MINE);
		assertThat(this.set.symmetricDifferenceInto(KeyNames.fresh())).isEqualTo(MINE);
	}

	@Test
	void combinesWithItself() {
		assertThat(this.set.union(this.set)).isEqualTo(MINE);
		assertThat(this.set.difference(this.set)).isEmpty();
		assertThat(this.set.symmetricDifference(this.set, this.set)).isEqualTo(MINE);
		assertThat(this.set.containsAll(this.set)).isTrue();
		assertThat(this.set.isSubsetOf(this.set)).isTrue();
		assertThat(this.set.isDisjoint(this.set)).isFalse();
		assertThat(this.set.addAll(this.set)).isFalse();
		assertThat(this.set.retainAll(this.set)).isFalse();
		assertThat(this.set).isEqualTo(MINE);
		assertThat(this.set.symmetricDifferenceInPlace(this.set)).isTrue();
		assertThat(this.set).isEmpty();
		reset();
		assertThat(this.set.removeAll(this.set)).isTrue();
		assertThat(this.set).isEmpty();
	}

	@Test
	void storesInPlaceOfASetConcerned() {
		RedisSet<Integer> other = this.sets.set(KeyNames.fresh(), Integer.class, Set.of(4, 5));
		assertThat(this.set.symmetricDifferenceInto(other.key(), other)).isEqualTo(Set.of(1, 2, 3, 5));
		assertThat(other).isEqualTo(Set.of(1, 2, 3, 5));
		assertThat(this.set.unionInto(this.set.key(), other)).isEqualTo(Set.of(1, 2, 3, 4, 5));
		assertThat(this.set.differenceInto(this.set.key(), Set.of(5))).isEqualTo(MINE);
		assertThat(this.set).isEqualTo(MINE);
	}

	@Test
	void storesUnderThePrefix() {
		RedisSets prefixed = () -> Containers.settings().withKeyPrefix("app:");
		RedisSet<Integer> mine = prefixed.set(KeyNames.fresh(), Integer.class, MINE);
		String target = KeyNames.fresh();
		mine.unionInto(target, this.set, mine);
		assertThat(this.server.command("SCARD", "app:" + target)).isEqualTo(4L);
		mine.unionInto(target, List.of(5));
		assertThat(this.server.command("SCARD", "app:" + target)).isEqualTo(5L);
		assertThat(this.server.command("EXISTS", target)).isEqualTo(0L);
	}

	@Test
	void aForeignTypeIsNotReplaced() {
		String target = KeyNames.fresh();
		this.server.command("SET", target, "foreign");
		List<Integer> many = IntStream.range(0, 1_500).boxed().toList();
		for (Collection<?> other : List.<Collection<?>>of(this.set, List.of(5), many)) {
			assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> this.set.unionInto(target, other))
				.withMessage("Key '" + target + "' holds a string, expected a set");
			assertThatExceptionOfType(WrongTypeException.class)
				.isThrownBy(() -> this.set.symmetricDifferenceInto(target, other))
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(target));
		}
		assertThat(this.server.command("GET", target)).isEqualTo("foreign");
		assertThat((List<?>) this.server.command("KEYS", "*" + target + "*")).hasSize(1);
	}

	@Test
	void aForeignTypeIsNotCombined() {
		RedisSet<Integer> foreign = this.sets.set(KeyNames.fresh(), Integer.class);
		this.server.command("SET", foreign.key(), "foreign");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> this.set.union(foreign))
			.withMessage(
					"Key '" + this.set.key() + "' holds a set as expected, but a key beside it holds another type");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> this.set.addAll(foreign));
		this.set.clear();
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> this.set.retainAll(foreign))
			.withMessage("Key '" + this.set.key() + "' or a key beside it held another type, expected a set");
		assertThatExceptionOfType(WrongTypeException.class)
			.isThrownBy(() -> this.set.symmetricDifferenceInto(KeyNames.fresh(), foreign));
		assertThat(this.server.command("GET", foreign.key())).isEqualTo("foreign");
	}

	@Test
	void plainResultsMayBeChanged() {
		for (Set<Integer> result : List.of(this.set.union(List.of(5)), this.set.intersection(List.of(3)),
				this.set.difference(List.of()), this.set.symmetricDifference(this.set))) {
			result.add(42);
			assertThat(result).contains(42);
		}
		assertThat(this.set).isEqualTo(MINE);
	}

	@Test
	void elementsOfOtherTypesAreReadAsOurs() {
		RedisSet<String> texts = this.sets.set(KeyNames.fresh(), String.class, List.of("a"));
		RedisSet<Long> longs = this.sets.set(KeyNames.fresh(), Long.class, List.of(4L, 5L));
		assertThat(this.set.union(longs)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
		assertThat(this.set.intersection(longs)).containsExactly(4);
		assertThat(this.set.difference(texts)).isEqualTo(MINE);
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> this.set.union(texts))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.set.key()));
	}

	private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
		Set<Integer> result = new HashSet<>(one);
		result.addAll(other);
		return result;
	}

	private static Set<Integer> intersection(Set<Integer> one, Set<Integer> other) {
		Set<Integer> result = new HashSet<>(one);
		result.retainAll(other);
		return result;
	}

	private static Set<Integer> difference(Set<Integer> one, Set<Integer> other) {
		Set<Integer> result = new HashSet<>(one);
		result.removeAll(other);
		return result;
	}

	private static Set<Integer> symmetricDifference(Set<Integer> one, Set<Integer> other) {
		return difference(union(one, other), intersection(one, other));
	}

}
