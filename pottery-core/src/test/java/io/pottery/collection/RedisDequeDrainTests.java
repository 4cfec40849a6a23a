package io.pottery.collection;

import java.time.Duration;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.container.Containers;
import io.pottery.exception.PotteryException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a deque is drained of is handed over or stays, and draining ends.
 */
class RedisDequeDrainTests {

	private final RedisServer server = RedisServer.shared();

	private final RedisDeques deques = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisDeque<String> deque = this.deques.deque(this.key, String.class);

	@Test
	void whatCannotBeDecodedIsPutBackWhereTheSinkIsFull() {
		raw("{bad", "\"x\"");
		Collection<String> full = new ArrayBlockingQueue<>(1, true, List.of("full"));
		assertThatIllegalStateException().isThrownBy(() -> this.deque.drainTo(full))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
		assertThat(raw()).isEqualTo(List.of("{bad", "\"x\""));
	}

	@Test
	void everythingThatWasNotHandedOverIsPutBackInItsOrder() {
		raw("{1", "\"a\"", "{2", "\"b\"", "{3", "\"c\"");
		List<String> sink = new ArrayList<>();
		assertThatIllegalStateException().isThrownBy(() -> this.deque.drainTo(refusing("b"::equals, sink)));
		assertThat(sink).containsExactly("a");
		assertThat(raw()).isEqualTo(List.of("{1", "{2", "\"b\"", "{3", "\"c\""));
		assertThatIllegalStateException().isThrownBy(() -> this.deque.reversed().drainTo(refusing("b"::equals, sink)));
		assertThat(sink).containsExactly("a", "c");
		assertThat(raw()).isEqualTo(List.of("{1", "{2", "\"b\"", "{3"));
	}

	@Test
	void muchThatIsRefusedIsPutBackInItsOrder() {
		List<String> texts = IntStream.range(0, 1_500).mapToObj((i) -> i + "-".repeat(500)).toList();
		this.deque.addAll(texts);
		assertThatIllegalStateException()
			.isThrownBy(() -> this.deque.drainTo(refusing((text) -> true, new ArrayList<>())));
		assertThat(this.deque.snapshot()).isEqualTo(texts);
	}

	@Test
	void whatIsPutBackExpiresAsItWould() {
		this.deque.addAll(List.of("a", "b"));
		this.deque.expire(Duration.ofDays(1));
		refuse(this.deque);
		assertThat(this.deque).containsExactly("a", "b");
		assertThat(this.deque.timeToLive())
			.hasValueSatisfying((rest) -> assertThat(rest).isBetween(Duration.ofHours(23), Duration.ofDays(1)));
	}

	@Test
	void whatIsPutBackStaysForEverWhereItWould() {
		this.deque.addAll(List.of("a", "b"));
		refuse(this.deque);
		assertThat(this.deque).containsExactly("a", "b");
		assertThat(this.deque.timeToLive()).isEmpty();
	}

	@Test
	void whatOthersPutThereMeanwhileKeepsItsLife() {
		this.deque.add("a");
		this.deque.expire(Duration.ofDays(1));
		assertThatIllegalStateException()
			.isThrownBy(() -> this.deque.drainTo(refusing((text) -> this.deque.add("other"), new ArrayList<>())));
		assertThat(this.deque).containsExactly("a", "other");
		assertThat(this.deque.timeToLive()).isEmpty();
	}

	@Test
	void whatIsPutBackIntoATemporaryDequeExpires() {
		try (RedisDeque<String> temporary = this.deques.deque(String.class)) {
			temporary.add("a");
			refuse(temporary);
			assertThat(temporary).containsExactly("a");
			assertThat(temporary.timeToLive()).isPresent();
		}
	}

	@Test
	void whatTheSinkThrewIsNotHiddenWhereNothingCanBePutBack() {
		this.deque.add("a");
		assertThatIllegalStateException().isThrownBy(() -> this.deque.drainTo(refusing((text) -> {
			this.server.command("SET", this.key, "no list");
			return true;
		}, new ArrayList<>())))
			.withMessage("full")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(PotteryException.class));
	}

	@Test
	void aKeyIsNotDrainedToItself() {
		this.deque.addAll(List.of("a", "b"));
		RedisDeque<String> again = this.deques.deque(this.key, String.class);
		RedisList<String> list = ((RedisLists) Containers::settings).list(this.key, String.class);
		Stream.of(again, again.reversed(), list)
			.forEach((sink) -> assertThatIllegalArgumentException().isThrownBy(() -> this.deque.drainTo(sink)));
		assertThat(this.deque).containsExactly("a", "b");
	}

	@Test
	void anotherDequeIsASink() {
		this.deque.addAll(List.of("a", "b"));
		RedisDeque<String> other = this.deques.deque(KeyNames.fresh(), String.class);
		assertThat(this.deque.drainTo(other)).isEqualTo(2);
		assertThat(other).containsExactly("a", "b");
		assertThat(this.deque).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 1_000, 2_500 })
	void noMoreIsDrainedThanWasThereAtFirst(int count) {
		this.deque.addAll(IntStream.range(0, count).mapToObj(Integer::toString).toList());
		int[] added = { 0 };
		int drained = this.deque.drainTo(refusing((text) -> {
			this.deque.add("late");
			return ++added[0] > count;
		}, new ArrayList<>()));
		assertThat(drained).isEqualTo(count);
		assertThat(this.deque).hasSize(count).containsOnly("late");
	}

	private static void refuse(RedisDeque<String> deque) {
		assertThatIllegalStateException().isThrownBy(() -> deque.drainTo(refusing((text) -> true, new ArrayList<>())));
	}

	private static Collection<String> refusing(Predicate<String> unwanted, List<String> accepted) {
		return new AbstractCollection<>() {
			@Override
			public boolean add(String element) {
				if (unwanted.test(element)) {
					throw new IllegalStateException("full");
				}
				return accepted.add(element);
			}

			@Override
			public Iterator<String> iterator() {
				return accepted.iterator();
			}

			@Override
			public int size() {
				return accepted.size();
			}
		};
	}

	private void raw(String... texts) {
		Stream.of(texts).forEach((text) -> this.server.command("RPUSH", this.key, text));
	}

	private Object raw() {
		return this.server.command("LRANGE", this.key, "0", "-1");
	}

}
