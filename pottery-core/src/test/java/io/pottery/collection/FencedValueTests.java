package io.pottery.collection;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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

class FencedValueTests {

	private final RedisServer server = RedisServer.shared();

	private final FencedValues values = Containers::settings;

	private final String key = KeyNames.fresh();

	private final FencedValue<Integer> balance = this.values.fencedValue(this.key, Integer.class);

	@Test
	void isEmptyUntilItIsWritten() {
		assertThat(this.balance.get()).isNull();
		assertThat(this.balance.lastToken()).isZero();
		assertThat(this.balance.fence(1)).isNull();
		assertThat(this.balance.lastToken()).isEqualTo(1);
		this.balance.set(1, 100);
		assertThat(this.balance.get()).isEqualTo(100);
		assertThat(this.balance.fence(2)).isEqualTo(100);
		assertThat(this.balance).hasToString("FencedValue '" + this.key + "'");
	}

	@Test
	void standsInAHashOfTwoFields() {
		this.balance.set(33, 100);
		assertThat((List<?>) this.server.command("HGETALL", this.key))
			.isEqualTo(List.of("token", "33", "value", "100"));
	}

	@Test
	void anOlderHolderChangesNothing() {
		this.balance.set(34, 100);
		Object before = this.server.command("DUMP", this.key);
		for (Consumer<FencedValue<Integer>> operation : List.<Consumer<FencedValue<Integer>>>of((it) -> it.set(33, 1),
				(it) -> it.fence(33), (it) -> it.update(33, (old) -> 1))) {
			assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> operation.accept(this.balance))
				.withMessage("The fencing token 33 is stale: key '" + this.key + "' has seen 34")
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key))
				.satisfies((ex) -> assertThat(List.of(ex.token(), ex.lastToken())).containsExactly(33L, 34L));
		}
		assertThat(this.server.command("DUMP", this.key)).isEqualTo(before);
	}

	@Test
	void aHolderWritesAsOftenAsItLikes() {
		for (int i = 0; i < 3; i++) {
			this.balance.set(7, i);
			assertThat(this.balance.fence(7)).isEqualTo(i);
			assertThat(this.balance.update(7, (old) -> old + 10)).isEqualTo(i + 10);
		}
		assertThat(this.balance.lastToken()).isEqualTo(7);
	}

	@Test
	void whatWasReadBehindAMarkIsNotOvertaken() {
		this.balance.set(32, 100);
		int read = this.balance.fence(34);
		assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> this.balance.set(33, 100 + 10));
		this.balance.set(34, read + 1);
		assertThat(this.balance.get()).isEqualTo(101);
	}

	/**
	 * Why {@code fence} is there: the write of 33 was accepted, and is lost.
	 */
	@Test
	void whatWasReadWithoutAMarkIsOvertaken() {
		this.balance.set(32, 100);
		int read = this.balance.get();
		this.balance.set(33, 100 + 10);
		this.balance.set(34, read + 1);
		assertThat(this.balance.get()).isEqualTo(101);
	}

	@ParameterizedTest
	@CsvSource({ "9, 10", "99, 100", "1, 9223372036854775807", "9007199254740992, 9007199254740993",
			"9007199254740993, 9007199254740994", "999999999999999999, 1000000000000000000",
			"9223372036854775806, 9223372036854775807" })
	void tokensAreComparedExactly(long smaller, long larger) {
		this.balance.set(larger, 1);
		assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> this.balance.set(smaller, 2));
		assertThat(this.balance.fence(larger)).isEqualTo(1);
		FencedValue<Integer> other = this.values.fencedValue(KeyNames.fresh(), Integer.class);
		other.set(smaller, 1);
		other.set(larger, 2);
		assertThat(other.get()).isEqualTo(2);
		assertThat(other.lastToken()).isEqualTo(larger);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void tokensArePositive(long token) {
		for (Consumer<FencedValue<Integer>> operation : List.<Consumer<FencedValue<Integer>>>of(
				(it) -> it.set(token, 1), (it) -> it.fence(token), (it) -> it.update(token, (old) -> 1))) {
			assertThatIllegalArgumentException().isThrownBy(() -> operation.accept(this.balance))
				.withMessage("'token' must be positive, was " + token);
		}
		assertThat(this.server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void nullIsWrittenAndReadsAsNothing() {
		this.balance.set(1, 100);
		this.balance.set(2, null);
		assertThat(this.balance.get()).isNull();
		assertThat(this.balance.fence(3)).isNull();
		assertThat(this.balance.update(3, (old) -> (old != null) ? 1 : null)).isNull();
		assertThat(this.server.command("HGET", this.key, "value")).isEqualTo("null");
		assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> this.balance.set(2, 1));
		assertThatNullPointerException().isThrownBy(() -> this.balance.update(4, null)).withMessage("change");
		assertThat(this.balance.lastToken()).isEqualTo(3);
	}

	@Test
	void valuesAreOfAnyTypeThatIsWrittenAsJson() {
		assertKept(Account.class, new Account("Ada", LocalDate.of(1815, 12, 10), Map.of("EUR", 7L)));
		assertKept(String.class, "gr\u00fc\u00df \ud83d\ude00 \u0000 \"quoted\"");
		assertKept(Thread.State.class, Thread.State.BLOCKED);
		FencedValue<List<Account>> accounts = this.values.fencedValue(KeyNames.fresh(), new TypeReference<>() {
		});
		accounts.set(1, List.of(new Account("Bob", LocalDate.EPOCH, Map.of())));
		assertThat(accounts.get()).containsExactly(new Account("Bob", LocalDate.EPOCH, Map.of()));
		FencedValue<Optional<String>> maybe = this.values.fencedValue(KeyNames.fresh(), new TypeReference<>() {
		});
		maybe.set(1, Optional.empty());
		assertThat(maybe.fence(1)).isEmpty();
	}

	private <V> void assertKept(Class<V> type, V value) {
		FencedValue<V> kept = this.values.fencedValue(KeyNames.fresh(), type);
		kept.set(1, value);
		assertThat(kept.get()).isEqualTo(value);
		assertThat(kept.fence(1)).isEqualTo(value);
	}

	@Test
	void whatHasNoTextMarksNothing() {
		FencedValue<Object> objects = this.values.fencedValue(this.key, Object.class);
		assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> objects.set(5, Double.NaN))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key));
		assertThat(objects.lastToken()).isZero();
	}

	@Test
	void updateCallsTheFunctionOnceAndRefusesWhoWasOvertakenMeanwhile() {
		this.balance.set(1, 100);
		AtomicInteger calls = new AtomicInteger();
		assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> this.balance.update(2, (old) -> {
			calls.incrementAndGet();
			this.balance.update(3, (current) -> current + 1);
			return old + 10;
		}));
		assertThat(calls).hasValue(1);
		assertThat(this.balance.get()).isEqualTo(101);
	}

	@Test
	void whatTheFunctionThrowsLeavesTheValueAlone() {
		this.balance.set(1, 100);
		assertThatIllegalStateException().isThrownBy(() -> this.balance.update(2, (old) -> {
			throw new IllegalStateException("no");
		})).withMessage("no");
		assertThat(this.balance.get()).isEqualTo(100);
		assertThat(this.balance.lastToken()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("hostileTexts")
	void anUndecodableValueStaysUntilItIsOverwritten(String text) {
		this.server.command("HSET", this.key, "token", "5", "value", text);
		for (Consumer<FencedValue<Integer>> reading : List.<Consumer<FencedValue<Integer>>>of(FencedValue::get,
				(it) -> it.fence(6), (it) -> it.update(7, (old) -> 1))) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> reading.accept(this.balance))
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key))
				.satisfies((ex) -> assertThat(ex.rawText()).isNull());
		}
		assertThat(this.server.command("HGET", this.key, "value")).isEqualTo(text);
		assertThat(this.balance.lastToken()).isEqualTo(7);
		assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> this.balance.set(6, 1));
		this.balance.set(8, 1);
		assertThat(this.balance.get()).isEqualTo(1);
	}

	static Stream<Arguments> hostileTexts() {
		return Stream
			.of("", "{\"a\":", "\"text\"", "1.5", "99999999999", "[".repeat(1_000), "{\"a\": 1, \"a\": 2}", "\u0000",
					"1 2")
			.map(Arguments::of);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "-1", "0", "007", "+7", "1e3", "1.0", " 7", "7 ", "7\n", "9223372036854775808",
			"99999999999999999999", "\"7\"" })
	void whoseTokenIsNoNumberIsLeftAlone(String token) {
		this.server.command("HSET", this.key, "token", token, "value", "100");
		Object before = this.server.command("DUMP", this.key);
		for (Consumer<FencedValue<Integer>> operation : List.<Consumer<FencedValue<Integer>>>of(
				(it) -> it.set(Long.MAX_VALUE, 1), (it) -> it.fence(Long.MAX_VALUE), FencedValue::lastToken)) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> operation.accept(this.balance))
				.withMessage(
						"Key '" + this.key + "' holds a fencing token that is not a positive number of 64 bits, but "
								+ token.length() + " other bytes")
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key));
		}
		assertThat(this.server.command("DUMP", this.key)).isEqualTo(before);
		assertThat(this.balance.get()).isEqualTo(100);
	}

	@Test
	void clearForgetsTheToken() {
		this.balance.set(34, 100);
		this.balance.clear();
		assertThat(this.balance.lastToken()).isZero();
		this.balance.set(1, 7);
		assertThat(this.balance.get()).isEqualTo(7);
	}

	@Test
	void valuesOfOneKeyAreOne() {
		FencedValue<Integer> same = this.values.fencedValue(this.key, (java.lang.reflect.Type) Integer.class);
		this.balance.set(5, 1);
		assertThat(same.get()).isEqualTo(1);
		assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> same.set(4, 2));
	}

	record Account(String owner, LocalDate since, Map<String, Long> balances) {
	}

}
