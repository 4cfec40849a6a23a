package io.pottery.probabilistic;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.exception.ServerRefusalException;
import io.pottery.exception.UnencodableValueException;
import io.pottery.exception.WrongTypeException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class HyperLogLogTests {

	private final RedisServer server = RedisServer.shared();

	private final HyperLogLogs logs = Containers::settings;

	private final String key = KeyNames.fresh();

	private final HyperLogLog<String> searches = this.logs.hyperLogLog(this.key, String.class);

	@Test
	void countsDifferentElements() {
		assertThat(this.searches.approximateSize()).isZero();
		assertThat(this.searches.add("sonic")).isTrue();
		assertThat(this.searches.add("sonic")).isFalse();
		assertThat(this.searches.approximateSize()).isEqualTo(1);
		assertThat(this.searches.addAll(Set.of("snake", "pac-man"))).isTrue();
		assertThat(this.searches.addAll(List.of("snake", "sonic"))).isFalse();
		assertThat(this.searches.addAll(List.of())).isFalse();
		this.searches.update(Set.of("minesweeper"));
		assertThat(this.searches.approximateSize()).isEqualTo(4);
		assertThat(this.searches).hasToString("HyperLogLog '" + this.key + "'");
		this.searches.clear();
		assertThat(this.searches.approximateSize()).isZero();
	}

	@Test
	void knowsWhatWasAdded() {
		assertThat(this.searches.contains("joey tribbiani")).isFalse();
		this.searches.addAll(List.of("joey tribbiani", "snake"));
		assertThat(this.searches.approximateSize()).isEqualTo(2);
		Object before = this.server.command("DUMP", this.key);
		assertThat(this.searches.contains("joey tribbiani")).isTrue();
		assertThat(this.searches.contains("jennifer aniston")).isFalse();
		assertThat(this.searches.containsMany("a", "snake", "b", "b", "a", "joey tribbiani")).containsExactly(false,
				true, false, false, false, true);
		assertThat(this.searches.containsMany(List.of())).isEmpty();
		assertThat(this.server.command("DUMP", this.key)).isEqualTo(before);
		assertThat((List<?>) this.server.command("KEYS", "*" + this.key + "*")).hasSize(1);
	}

	@Test
	void nullIsAnElement() {
		assertThat(this.searches.add(null)).isTrue();
		assertThat(this.searches.containsMany(Arrays.asList("a", null))).containsExactly(false, true);
		assertThatNullPointerException().isThrownBy(() -> this.searches.addAll(null));
		assertThatNullPointerException().isThrownBy(() -> this.searches.update((HyperLogLog<?>) null));
	}

	@Test
	void whatHasNoTextWasNeverAdded() {
		HyperLogLog<Object> objects = this.logs.hyperLogLog(this.key, Object.class);
		assertThat(this.server
			.count(() -> assertThat(objects.containsMany(Double.NaN, new Object())).containsExactly(false, false))
			.calls()).isEmpty();
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> objects.addAll(List.of("good", Double.NaN)));
		assertThat(objects.approximateSize()).isZero();
		assertThat(this.searches.contains(1)).isFalse();
	}

	@Test
	void initialElementsAreAddedToWhatIsThere() {
		this.searches.add("a");
		assertThat(this.logs.hyperLogLog(this.key, String.class, List.of("b", "c")).approximateSize()).isEqualTo(3);
		assertThat(this.logs.hyperLogLog(this.key, (Type) String.class, List.of()).approximateSize()).isEqualTo(3);
		HyperLogLog<Map<String, List<Integer>>> nested = this.logs.hyperLogLog(KeyNames.fresh(), new TypeReference<>() {
		});
		nested.add(Map.of("a", List.of(1)));
		assertThat(nested.containsMany(Map.of("a", List.of(1)), Map.of("a", List.of(2)))).containsExactly(true, false);
	}

	@Test
	void updateAddsWhatOthersHave() {
		this.searches.add("a");
		this.searches.expire(Duration.ofMinutes(10));
		HyperLogLog<String> one = log("b", "c");
		this.searches.update(one, log("c", "d"), log(), this.searches);
		assertThat(this.searches.approximateSize()).isEqualTo(4);
		assertThat(this.searches.timeToLive()).isPresent();
		assertThat(one.approximateSize()).isEqualTo(2);
		assertThat(this.server.count(() -> this.searches.update()).calls()).isEmpty();
	}

	@Test
	void unionLeavesTheResultInAnother() {
		this.searches.add("a");
		try (HyperLogLog<String> union = this.searches.union(log("b"), log("a", "c"))) {
			assertThat(union.key()).startsWith("pottery:");
			assertThat(union.approximateSize()).isEqualTo(3);
		}
		HyperLogLog<String> target = log("x");
		assertThat(this.searches.unionInto(target.key(), log("b")).approximateSize()).isEqualTo(3);
		assertThat(target.approximateSize()).isEqualTo(3);
		assertThat(this.searches.approximateSize()).isEqualTo(1);
	}

	@Test
	void aForeignTypeIsNamedWhereItStands() {
		HyperLogLog<String> foreign = log();
		this.server.command("SET", foreign.key(), "plain");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> this.searches.update(log("a"), foreign))
			.withMessage("Key '" + foreign.key() + "' holds a string, expected a HyperLogLog")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(foreign.key()));
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void aDamagedOneIsRefusedAndLeavesNoScratch() {
		this.searches.addAll(List.of("a", "b", "c"));
		this.searches.approximateSize();
		// The head with its estimate stays; behind it a few registers are left of 16,384.
		int registers = ((Long) this.server.command("STRLEN", this.key)).intValue() - 16;
		this.server.command("SETRANGE", this.key, "16", "\0".repeat(registers));
		assertThatExceptionOfType(ServerRefusalException.class)
			.isThrownBy(() -> this.searches.containsMany(IntStream.range(0, 100).boxed().map(String::valueOf).toList()))
			.withMessageContaining("'" + this.key + "'")
			.withMessageContaining("INVALIDOBJ");
		assertThat((List<?>) this.server.command("KEYS", "*" + this.key + "*")).hasSize(1);
	}

	@Test
	void thoseOnAnotherRedisAreRefused() {
		LettuceConnectionFactory factory = Containers.factory(this.server, Duration.ofSeconds(20));
		try {
			ContainerSettings settings = Containers.settings(factory);
			HyperLogLogs others = () -> settings;
			HyperLogLog<String> other = others.hyperLogLog(KeyNames.fresh(), String.class);
			assertThatIllegalArgumentException().isThrownBy(() -> this.searches.update(other))
				.withMessage(
						"'" + other.key() + "' must live on the Redis of '" + this.key + "', was opened on another");
		}
		finally {
			factory.destroy();
		}
	}

	/**
	 * The rates that the documentation of the type states.
	 */
	@ParameterizedTest
	@CsvSource({ "100, 0.002, 0.006", "1000, 0.03, 0.05", "10000, 0.28, 0.38", "100000, 0.85, 0.9",
			"1000000, 0.97, 0.995" })
	void claimsMoreAndMoreThatWasNotAdded(int size, double least, double most) {
		HyperLogLog<Integer> log = this.logs.hyperLogLog(Integer.class);
		log.addAll(IntStream.range(0, size).boxed().toList());
		List<Integer> others = IntStream.range(1, 5_001).mapToObj((i) -> -i).toList();
		double wrong = log.containsMany(others).stream().filter((known) -> known).count() / 5_000.0;
		assertThat(wrong).isBetween(least, most);
		assertThat(log.containsMany(IntStream.range(0, Math.min(size, 5_000)).boxed().toList())).doesNotContain(false);
		assertThat((double) log.approximateSize()).isBetween(0.97 * size, 1.03 * size);
		log.close();
	}

	private HyperLogLog<String> log(String... elements) {
		return this.logs.hyperLogLog(KeyNames.fresh(), String.class, List.of(elements));
	}

}
