package io.pottery.probabilistic;

import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import tools.jackson.core.type.TypeReference;

import io.pottery.codec.JsonCodecs;
import io.pottery.connection.RedisCommands;
import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.exception.UnencodableValueException;
import io.pottery.exception.WrongTypeException;
import io.pottery.internal.script.Script;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class BloomFilterTests {

	private static final String PARAMETERS = "{\"expectedElements\": 100, \"falsePositives\": 0.01}";

	private final RedisServer server = RedisServer.shared();

	private final BloomFilters filters = Containers::settings;

	private final String key = KeyNames.fresh();

	private final String companion = "{" + this.key + "}:pottery:bloom:" + this.key;

	private final BloomFilter<String> dilberts = this.filters.bloomFilter(this.key, String.class, 100, 0.01);

	@Test
	void knowsWhatWasAdded() {
		assertThat(this.dilberts.contains("rajiv")).isFalse();
		assertThat(this.dilberts.approximateSize()).isZero();
		assertThat(this.dilberts.add("rajiv")).isTrue();
		assertThat(this.dilberts.add("rajiv")).isFalse();
		assertThat(this.dilberts.contains("rajiv")).isTrue();
		assertThat(this.dilberts.approximateSize()).isEqualTo(1);
		assertThat(this.dilberts.addAll(Set.of("raj", "dan"))).isTrue();
		assertThat(this.dilberts.addAll(List.of("raj", "dan", "rajiv"))).isFalse();
		assertThat(this.dilberts.addAll(List.of("raj", "luis"))).isTrue();
		assertThat(this.dilberts.containsMany("rajiv", "raj", "dan", "bob", "luis")).containsExactly(true, true, true,
				false, true);
		this.dilberts.clear();
		assertThat(this.dilberts.approximateSize()).isZero();
		assertThat(this.dilberts.containsMany(List.of("rajiv", "luis"))).containsExactly(false, false);
	}

	@Test
	void tellsItsMeasures() {
		assertThat(this.dilberts.expectedElements()).isEqualTo(100);
		assertThat(this.dilberts.falsePositives()).isEqualTo(0.01);
		assertThat(this.dilberts.sizeInBits()).isEqualTo(959);
		assertThat(this.dilberts.hashCount()).isEqualTo(7);
		assertThat(this.dilberts.bitCount()).isZero();
		this.dilberts.add("rajiv");
		assertThat(this.dilberts.bitCount()).isEqualTo(7);
		assertThat(this.dilberts).hasToString("BloomFilter '" + this.key + "'");
		assertThat(this.dilberts.equals(this.filters.bloomFilter(this.key, String.class, 100, 0.01))).isFalse();
	}

	@Test
	void nothingWasAddedOrAskedForAtNoCost() {
		assertThat(this.server.count(() -> {
			assertThat(this.dilberts.addAll(List.of())).isFalse();
			assertThat(this.dilberts.containsMany()).isEmpty();
			assertThat(this.dilberts.containsMany(1, 1.5, List.of())).containsExactly(false, false, false);
			this.dilberts.update();
		}).calls()).isEmpty();
	}

	@Test
	void nullIsAnElement() {
		assertThat(this.dilberts.contains(null)).isFalse();
		assertThat(this.dilberts.add(null)).isTrue();
		assertThat(this.dilberts.contains(null)).isTrue();
		assertThat(this.dilberts.containsMany(Arrays.asList("a", null))).containsExactly(false, true);
		assertThat(this.dilberts.addAll(Collections.singletonList(null))).isFalse();
		assertThatNullPointerException().isThrownBy(() -> this.dilberts.addAll(null));
		assertThatNullPointerException().isThrownBy(() -> this.dilberts.update((BloomFilter<?>) null));
	}

	@Test
	void whatHasNoTextWasNeverAdded() {
		BloomFilter<Object> objects = this.filters.bloomFilter(this.key, Object.class, 100, 0.01);
		assertThat(objects.containsMany(Double.NaN, new Object())).containsExactly(false, false);
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> objects.addAll(List.of("good", Double.NaN)));
		assertThat(objects.contains("good")).isFalse();
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void elementsAreOfAnyType() {
		BloomFilter<Order> orders = this.filters.bloomFilter(KeyNames.fresh(), Order.class, 100, 0.01);
		Order order = new Order(1, LocalDate.of(2026, 11, 24), TimeUnit.DAYS);
		assertThat(orders.add(order)).isTrue();
		assertThat(orders.contains(new Order(1, LocalDate.of(2026, 11, 24), TimeUnit.DAYS))).isTrue();
		assertThat(orders.contains(new Order(2, LocalDate.of(2026, 11, 24), TimeUnit.DAYS))).isFalse();
		assertThat(orders.contains("order")).isFalse();
		BloomFilter<Map<String, List<Integer>>> nested = this.filters.bloomFilter(KeyNames.fresh(),
				new TypeReference<>() {
				}, 100, 0.01);
		assertThat(nested.add(Map.of("a", List.of(1, 2)))).isTrue();
		assertThat(nested.containsMany(Map.of("a", List.of(1, 2)), Map.of("a", List.of(2, 1)))).containsExactly(true,
				false);
	}

	@Test
	void initialElementsAreAddedToWhatIsThere() {
		this.dilberts.add("rajiv");
		BloomFilter<String> more = this.filters.bloomFilter(this.key, String.class, 100, 0.01, Set.of("raj", "dan"));
		assertThat(more.containsMany("rajiv", "raj", "dan", "luis")).containsExactly(true, true, true, false);
		BloomFilter<String> same = this.filters.bloomFilter(this.key, (Type) String.class, 100, 0.01, List.of());
		assertThat(same.approximateSize()).isEqualTo(3);
	}

	@Test
	void aFullFilterKnowsNothing() {
		BloomFilter<Integer> tiny = this.filters.bloomFilter(KeyNames.fresh(), Integer.class, 1, 0.5);
		tiny.addAll(List.of(1, 2, 3, 4, 5));
		assertThat(tiny.bitCount()).isEqualTo(tiny.sizeInBits());
		assertThat(tiny.approximateSize()).isEqualTo(Long.MAX_VALUE);
		assertThat(tiny.contains(99)).isTrue();
	}

	@Test
	void manyHashesAreSentInSmallerChunks() {
		BloomFilter<Integer> exact = this.filters.bloomFilter(KeyNames.fresh(), Integer.class, 1_000, 1.0E-300);
		assertThat(exact.hashCount()).isEqualTo(997);
		List<Integer> numbers = IntStream.range(0, 200).boxed().toList();
		long trips = this.server.count(() -> assertThat(exact.addAll(numbers)).isTrue()).of("evalsha");
		assertThat(trips).isBetween(4L, 10L);
		assertThat(exact.containsMany(numbers)).hasSize(200).doesNotContain(false);
		assertThat(exact.containsMany(-1, -2)).containsExactly(false, false);
	}

	@Test
	void parametersStandBesideTheFilter() {
		this.dilberts.contains("rajiv");
		assertThat(this.server.command("EXISTS", this.companion)).isEqualTo(0L);
		this.dilberts.add("rajiv");
		assertThat(this.server.command("GET", this.companion)).isEqualTo(PARAMETERS);
	}

	@ParameterizedTest
	@CsvSource({ "100, 0.02", "101, 0.01", "1000, 0.001", "1, 0.5" })
	void otherParametersAreRefused(long expectedElements, double falsePositives) {
		this.dilberts.addAll(List.of("rajiv", "raj"));
		String before = (String) this.server.command("DUMP", this.key);
		BloomFilter<String> other = this.filters.bloomFilter(this.key, String.class, expectedElements, falsePositives);
		List<Runnable> operations = List.of(() -> other.add("a"), () -> other.addAll(List.of("a")),
				() -> other.contains("a"), () -> other.containsMany("a", "b"), other::approximateSize, other::bitCount,
				() -> other.update(other), other::union, () -> other.unionInto(KeyNames.fresh()));
		assertThat(operations)
			.allSatisfy((operation) -> assertThatExceptionOfType(IncompatibleParametersException.class)
				.isThrownBy(operation::run)
				.withMessage("Key '" + this.key + "' holds a Bloom filter with " + PARAMETERS
						+ ", expected a Bloom filter with {\"expectedElements\": " + expectedElements
						+ ", \"falsePositives\": " + falsePositives + "} in " + (other.sizeInBits() + 7) / 8 + " bytes")
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key)));
		assertThat(this.server.command("DUMP", this.key)).isEqualTo(before);
		assertThat(this.server.command("GET", this.companion)).isEqualTo(PARAMETERS);
		other.clear();
		assertThat(other.add("a")).isTrue();
		assertThatExceptionOfType(IncompatibleParametersException.class).isThrownBy(() -> this.dilberts.contains("a"));
	}

	@Test
	void aFilterOfPythonTakesTheParametersOfTheFirstWhoAsks() {
		this.server.command("SETBIT", this.key, "183", "1");
		this.server.command("PEXPIRE", this.key, "600000");
		assertThat(this.dilberts.contains("rajiv")).isFalse();
		assertThat(this.server.command("GET", this.companion)).isEqualTo(PARAMETERS);
		assertThat((Long) this.server.command("PTTL", this.companion)).isBetween(300_000L, 600_000L);
		BloomFilter<String> other = this.filters.bloomFilter(this.key, String.class, 1_000, 0.01);
		assertThatExceptionOfType(IncompatibleParametersException.class).isThrownBy(() -> other.add("rajiv"));
	}

	@Test
	void parametersWithoutAFilterAreVoid() {
		this.server.command("SET", this.companion, "{\"expectedElements\": 7, \"falsePositives\": 0.5}");
		this.server.command("PEXPIRE", this.companion, "600000");
		assertThat(this.dilberts.contains("rajiv")).isFalse();
		assertThat(this.dilberts.add("rajiv")).isTrue();
		assertThat(this.server.command("GET", this.companion)).isEqualTo(PARAMETERS);
		assertThat(this.server.command("PTTL", this.companion)).isEqualTo(-1L);
	}

	@Test
	void aStringThatIsTooLongIsNoFilter() {
		this.server.command("SET", this.key, "x".repeat(121));
		assertThatExceptionOfType(IncompatibleParametersException.class).isThrownBy(() -> this.dilberts.add("rajiv"))
			.withMessage("Key '" + this.key + "' holds a string of 121 bytes, expected a Bloom filter with "
					+ PARAMETERS + " in 120 bytes");
		assertThat(this.server.command("GET", this.key)).isEqualTo("x".repeat(121));
		assertThat(this.server.command("EXISTS", this.companion)).isEqualTo(0L);
		this.server.command("SET", this.key, "x".repeat(120));
		assertThat(this.dilberts.add("rajiv")).isTrue();
	}

	@Test
	void strangeParametersAreShownShortened() {
		this.dilberts.add("rajiv");
		this.server.command("SET", this.companion, "x".repeat(100_000));
		assertThatExceptionOfType(IncompatibleParametersException.class).isThrownBy(() -> this.dilberts.add("rajiv"))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500));
	}

	@Test
	void updateAddsWhatOthersHave() {
		BloomFilter<String> one = filter("a", "b");
		BloomFilter<String> two = filter("c");
		this.dilberts.add("d");
		this.dilberts.expire(Duration.ofMinutes(10));
		this.dilberts.update(one, two, filter(), this.dilberts);
		assertThat(this.dilberts.containsMany("a", "b", "c", "d", "e")).containsExactly(true, true, true, true, false);
		assertThat(this.dilberts.timeToLive()).isPresent();
		assertThat(one.containsMany("b", "c", "d")).containsExactly(true, false, false);
	}

	@Test
	void unionLeavesTheResultInAnotherFilter() {
		this.dilberts.add("a");
		try (BloomFilter<String> union = this.dilberts.union(filter("b"), filter("c"))) {
			assertThat(union.key()).startsWith("pottery:");
			assertThat(union.containsMany("a", "b", "c", "d")).containsExactly(true, true, true, false);
		}
		BloomFilter<String> target = filter("x");
		BloomFilter<String> named = this.dilberts.unionInto(target.key(), filter("b"));
		assertThat(named.containsMany("a", "b", "x", "d")).containsExactly(true, true, true, false);
		assertThat(named.key()).isEqualTo(target.key());
		assertThat(this.dilberts.contains("b")).isFalse();
		assertThat(filter().union(filter()).approximateSize()).isZero();
	}

	@Test
	void onlyFiltersWithEqualParametersAreUnited() {
		BloomFilter<String> larger = this.filters.bloomFilter(KeyNames.fresh(), String.class, 200, 0.01);
		larger.add("a");
		assertThatExceptionOfType(IncompatibleParametersException.class).isThrownBy(() -> this.dilberts.update(larger))
			.withMessageStartingWith("Key '" + larger.key() + "' was opened as a Bloom filter with "
					+ "{\"expectedElements\": 200, \"falsePositives\": 0.01}, expected a Bloom filter with "
					+ PARAMETERS)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(larger.key()));
		BloomFilter<String> mistaken = this.filters.bloomFilter(larger.key(), String.class, 100, 0.01);
		assertThatExceptionOfType(IncompatibleParametersException.class)
			.isThrownBy(() -> this.dilberts.update(filter("b"), mistaken))
			.withMessageStartingWith("Key '" + larger.key() + "' holds a Bloom filter with {\"expectedElements\": 200")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(larger.key()));
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void aForeignTypeIsNamedWhereItStands() {
		BloomFilter<String> foreign = filter();
		this.server.command("RPUSH", foreign.key(), "x");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> this.dilberts.update(filter("a"), foreign))
			.withMessage("Key '" + foreign.key() + "' holds a list, expected a string");
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	/**
	 * Redis answers 0 in the last half millisecond, which the script is made to meet.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "unite-bits", "unite-text-bits", "run-if-parameters-agree" })
	void whatHasNoTimeLeftDoesNotLiveForEver(String name) {
		String meetingNoTime = """
				local redis = {
					call = function(command, ...)
						return command == 'PTTL' and 0 or redis.call(command, ...)
					end,
					pcall = redis.pcall
				}
				""";
		BloomFilter<String> other = filter("a");
		this.server.command("SETBIT", this.key, "183", "1");
		String scratch = this.companion + ":scratch";
		this.server.command("EVAL", meetingNoTime + Script.load(name).source(), "6", this.key, this.companion, scratch,
				other.key(), other.key() + ":parameters", scratch, "text", PARAMETERS, "120");
		assertThat(List.of(this.server.command("PTTL", this.key), this.server.command("PTTL", this.companion)))
			.as("living for ever, of bits and parameters")
			.isEqualTo(name.startsWith("unite") ? List.of(-2L, -2L) : List.of(-1L, -2L));
	}

	@Test
	void aHyperLogLogStaysUntouched() {
		this.server.command("PFADD", this.key, "a", "b");
		Object before = this.server.command("DUMP", this.key);
		List<Runnable> operations = List.of(() -> this.dilberts.add("a"), () -> this.dilberts.contains("a"),
				() -> this.dilberts.addAll(List.of("a")), () -> this.dilberts.containsMany("a", "b"),
				this.dilberts::approximateSize, this.dilberts::bitCount, () -> this.dilberts.update(filter("b")),
				() -> filter("b").update(this.dilberts), this.dilberts::union);
		assertThat(operations)
			.allSatisfy((operation) -> assertThatExceptionOfType(WrongTypeException.class).isThrownBy(operation::run)
				.withMessage("Key '" + this.key + "' holds a HyperLogLog, expected a Bloom filter with " + PARAMETERS
						+ " in 120 bytes")
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key)));
		assertThat(this.server.command("DUMP", this.key)).isEqualTo(before);
		assertThat(this.server.command("EXISTS", this.companion)).isEqualTo(0L);
	}

	@Test
	void filtersOnAnotherRedisAreRefused() throws Exception {
		LettuceConnectionFactory factory = Containers.factory(this.server, Duration.ofSeconds(20));
		try {
			ContainerSettings settings = ContainerSettings.of(RedisCommands.from(factory), JsonCodecs.create());
			BloomFilters others = () -> settings;
			BloomFilter<String> other = others.bloomFilter(KeyNames.fresh(), String.class, 100, 0.01);
			assertThatIllegalArgumentException().isThrownBy(() -> this.dilberts.update(other))
				.withMessage(
						"'" + other.key() + "' must live on the Redis of '" + this.key + "', was opened on another");
		}
		finally {
			factory.destroy();
		}
	}

	@Test
	void aHundredThousandElementsAreNeverDeniedAndRarelyInvented() {
		int size = 100_000;
		BloomFilter<String> filter = this.filters.bloomFilter(String.class, size, 0.01);
		List<String> added = IntStream.range(0, size).mapToObj((i) -> "added-" + i).toList();
		List<String> others = IntStream.range(0, size).mapToObj((i) -> "other-" + i).toList();
		assertThat(this.server.count(() -> assertThat(filter.addAll(added)).isTrue()).of("evalsha")).isEqualTo(100);
		assertThat(filter.containsMany(added).stream().filter((known) -> !known).count()).isZero();
		double wrong = filter.containsMany(others).stream().filter((known) -> known).count() / (double) size;
		assertThat(wrong).isBetween(0.005, 1.1 * 0.01);
		assertThat((double) filter.approximateSize()).isBetween(0.99 * size, 1.01 * size);
		filter.close();
	}

	private BloomFilter<String> filter(String... elements) {
		return this.filters.bloomFilter(KeyNames.fresh(), String.class, 100, 0.01, List.of(elements));
	}

	record Order(int number, LocalDate day, TimeUnit unit) {

	}

}
