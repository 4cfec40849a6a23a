package io.pottery.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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

class RedisSimpleQueueTests {

	private final RedisServer server = Containers.ownServer();

	private final RedisSimpleQueues queues = Containers::own;

	private final String key = KeyNames.fresh();

	private final RedisSimpleQueue<Integer> queue = this.queues.queue(this.key, Integer.class);

	@Test
	void whatComesFirstLeavesFirst() throws InterruptedException {
		this.queue.add(1);
		this.queue.put(2);
		assertThat(this.queue.offer(3)).isTrue();
		assertThat(this.queue.offer(4, 0, TimeUnit.SECONDS)).isTrue();
		assertThat(this.queue.addAll(List.of(5, 6))).isTrue();
		assertThat(this.queue).hasSize(6).hasToString("[1, 2, 3, 4, 5, 6]");
		assertThat(this.queue.peek()).isEqualTo(1);
		assertThat(this.queue.element()).isEqualTo(1);
		assertThat(this.queue.take()).isEqualTo(1);
		assertThat(this.queue.poll()).isEqualTo(2);
		assertThat(this.queue.poll(1, TimeUnit.DAYS)).isEqualTo(3);
		assertThat(this.queue.remove()).isEqualTo(4);
		assertThat(this.queue.snapshot()).containsExactly(5, 6);
		assertThat(this.queue.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void anEmptyQueueSaysSo() throws InterruptedException {
		assertThat(this.queue).isEmpty();
		assertThat(this.queue.poll()).isNull();
		assertThat(this.queue.poll(0, TimeUnit.SECONDS)).isNull();
		assertThat(this.queue.poll(1, TimeUnit.MILLISECONDS)).isNull();
		assertThat(this.queue.peek()).isNull();
		assertThat(this.queue.drainTo(new ArrayList<>())).isZero();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(this.queue::remove);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(this.queue::element);
	}

	@Test
	void takeWaitsForAnItemOfAnyWriter() {
		CompletableFuture<Integer> taken = inThread(this.queue::take);
		this.server.command("XADD", this.key, "*", "item", "7");
		assertThat(taken.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(7);
		CompletableFuture<Integer> next = inThread(() -> this.queue.poll(60, TimeUnit.SECONDS));
		this.queues.queue(this.key, Integer.class).add(8);
		assertThat(next.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(8);
	}

	@Test
	void nullsAreRefusedAndNotFound() {
		assertThatNullPointerException().isThrownBy(() -> this.queue.add(null));
		assertThatNullPointerException().isThrownBy(() -> this.queue.put(null));
		assertThatNullPointerException().isThrownBy(() -> this.queue.addAll(Collections.singletonList(null)));
		assertThat(this.queue.contains(null)).isFalse();
		assertThat(this.queue.remove(null)).isFalse();
		assertThat(this.queue).isEmpty();
	}

	@Test
	void equalsIsIdentity() {
		RedisSimpleQueue<Integer> other = this.queues.queue(this.key, Integer.class);
		assertThat(this.queue.equals(other)).isFalse();
		assertThat(this.queue.equals(this.queue)).isTrue();
		assertThat(Set.of(this.queue, other)).hasSize(2);
	}

	@Test
	void aLargeAddAllArrivesInOrder() {
		List<Integer> items = IntStream.range(0, 2_500).boxed().toList();
		assertThat(this.server.count(() -> this.queue.addAll(items)).of("evalsha")).isEqualTo(3);
		assertThat(this.queue.snapshot()).isEqualTo(items);
		assertThat(new ArrayList<>(this.queue)).isEqualTo(items);
		assertThat(this.queue.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2_499 * 2_500 / 2);
		assertThat(this.queue.contains(2_400)).isTrue();
		assertThat(this.queue.remove(2_400)).isTrue();
		assertThat(this.queue.removeIf((item) -> item % 2 == 0)).isTrue();
		assertThat(this.queue).hasSize(1_250);
		assertThat(this.queue.retainAll(Set.of(1, 2_001))).isTrue();
		assertThat(this.queue.removeAll(Set.of(1))).isTrue();
		assertThat(this.queue.removeAll(Set.of(1))).isFalse();
		assertThat(this.queue.snapshot()).containsExactly(2_001);
	}

	@Test
	void addAllStoresNothingIfOneItemCannotBeStored() {
		RedisSimpleQueue<Object> objects = this.queues.queue(this.key, Object.class);
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> objects.addAll(List.of(1, Double.NaN)));
		assertThatIllegalArgumentException().isThrownBy(() -> objects.addAll(objects));
		assertThat(objects).isEmpty();
	}

	@Test
	void drainToMovesNoMoreThanAsked() {
		this.queue.addAll(IntStream.range(0, 2_500).boxed().toList());
		List<Integer> drained = new ArrayList<>();
		assertThat(this.queue.drainTo(drained, 3)).isEqualTo(3);
		assertThat(drained).containsExactly(0, 1, 2);
		assertThat(this.queue.drainTo(drained, 0)).isZero();
		assertThat(this.queue.drainTo(drained, -1)).isZero();
		assertThat(this.server.count(() -> this.queue.drainTo(drained)).of("evalsha")).isEqualTo(3);
		assertThat(drained).isEqualTo(IntStream.range(0, 2_500).boxed().toList());
		assertThatIllegalArgumentException().isThrownBy(() -> this.queue.drainTo(this.queue));
		assertThatNullPointerException().isThrownBy(() -> this.queue.drainTo(null));
	}

	@Test
	void drainToFetchesLargeItemsFewAtATime() {
		RedisSimpleQueue<String> texts = this.queues.queue(this.key, String.class);
		texts.addAll(Collections.nCopies(10, "x".repeat(100_000)));
		assertThat(this.server.count(() -> texts.drainTo(new ArrayList<>())).of("evalsha")).isEqualTo(4);
	}

	@Test
	void drainToReadsOneLargeItemAtATime() {
		String large = '"' + "x".repeat(2_000_000) + '"';
		for (int i = 0; i < 40; i++) {
			this.server.command("XADD", this.key, "*", "item", large);
		}
		RedisSimpleQueue<String> texts = this.queues.queue(this.key, String.class);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> texts.drainTo(List.of()));
		String memory = (String) this.server.command("INFO", "memory");
		assertThat(memory.lines().filter((line) -> line.startsWith("used_memory_lua:"))).singleElement()
			.satisfies((line) -> assertThat(Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
				.isLessThan(40_000_000));
		texts.clear();
	}

	@Test
	void whatTheTargetRefusesGoesBackToTheEnd() {
		this.queue.addAll(List.of(1, 2, 3, 4));
		ArrayBlockingQueue<Integer> target = new ArrayBlockingQueue<>(2);
		assertThatIllegalStateException().isThrownBy(() -> this.queue.drainTo(target));
		assertThat(target).containsExactly(1, 2);
		assertThat(this.queue.snapshot()).containsExactly(3, 4);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.queue.drainTo(List.of(), 1));
		assertThat(this.queue.snapshot()).containsExactly(4, 3);
	}

	@Test
	void whatTheTargetRefusesGoesBackAsItWas() {
		this.queue.add(1);
		this.server.command("XADD", this.key, "*", "a", "1", "b", "2");
		this.server.command("XADD", this.key, "*", "more", "x", "item", "2");
		this.queue.add(3);
		List<List<String>> before = entries(this.key);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.queue.drainTo(List.of()));
		assertThat(entries(this.key)).isEqualTo(before);
	}

	@Test
	void iteratorsRemoveExactlyWhatTheyRead() {
		this.queue.addAll(List.of(1, 1, 2));
		Iterator<Integer> items = this.queue.iterator();
		assertThatIllegalStateException().isThrownBy(items::remove);
		items.next();
		items.next();
		items.remove();
		assertThatIllegalStateException().isThrownBy(items::remove);
		this.queue.add(3);
		assertThat(items.next()).isEqualTo(2);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(items::next);
		assertThat(this.queue.snapshot()).containsExactly(1, 2, 3);
	}

	@Test
	void valuesThatCannotBeThereAreNotFound() {
		this.queue.add(1);
		assertThat(this.queue.contains("1")).isFalse();
		assertThat(this.queue.contains(new Object())).isFalse();
		assertThat(this.queue.remove("1")).isFalse();
		assertThat(this.queue.removeAll(Set.of("1"))).isFalse();
		assertThat(this.queue.snapshot()).containsExactly(1);
	}

	@Test
	void equalItemsInOtherTextsAreFound() {
		RedisSimpleQueue<Double> doubles = this.queues.queue(this.key, Double.class);
		this.server.command("XADD", this.key, "*", "item", "1");
		this.server.command("XADD", this.key, "*", "more", "x", "item", "1e0");
		assertThat(doubles.contains(1.0)).isTrue();
		doubles.add(2.0);
		assertThat(doubles.containsAll(List.of(2.0, 1.0))).isTrue();
		assertThat(doubles.containsAll(List.of(2.0, 1.0, 3.0))).isFalse();
		assertThat(doubles.containsAll(List.of(2.0, "1.0"))).isFalse();
		assertThat(doubles.containsAll(Collections.singleton(null))).isFalse();
		assertThat(doubles.remove(2.0)).isTrue();
		assertThat(doubles.remove(1.0)).isTrue();
		assertThat(doubles.remove(1.0)).isTrue();
		assertThat(doubles).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void itemsOfManyTypesSurvive(Kept kept) {
		RedisSimpleQueue<Kept> items = this.queues.queue(this.key, Kept.class);
		items.add(kept);
		assertThat(items.contains(kept)).isTrue();
		assertThat(items.poll()).isEqualTo(kept);
	}

	static List<Kept> itemsOfManyTypesSurvive() {
		return List.of(new Circle(1.5), new Event(Instant.parse("2026-11-24T10:15:30.123456789Z"), TimeUnit.DAYS,
				Map.of("a", List.of(1, 2), "\u00fc", List.of())));
	}

	@Test
	void nestedGenericsSurvive() {
		RedisSimpleQueue<Map<String, List<Integer>>> items = this.queues.queue(this.key, new TypeReference<>() {
		});
		items.add(Map.of("a", List.of(1, 2)));
		assertThat(items.poll()).isEqualTo(Map.of("a", List.of(1, 2)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "poison", "\"text\"", "[1", "1 2", "1.5", "null", "{\"@class\": \"x\"}",
			"{\"a\": 1, \"a\": 2}" })
	void poisonIsReportedSetAsideAndHoldsNothingUp(String poison) {
		this.server.command("XADD", this.key, "*", "item", poison);
		this.queue.add(1);
		assertLeft(this.queue::peek);
		assertLeft(this.queue::snapshot);
		assertLeft(() -> this.queue.removeIf((item) -> true));
		assertThat(this.queue.contains(1)).isTrue();
		assertThat(this.queue).hasSize(2);
		assertTaken(poison, this.queue::poll);
		assertThat(this.queue.poll()).isEqualTo(1);
		assertThat(setAside()).singleElement()
			.satisfies((fields) -> assertThat(fields).startsWith("item", poison, "reason").hasSize(4));
	}

	@Test
	void deepNestingIsPoisonToo() {
		String deep = "[".repeat(100_000);
		this.server.command("XADD", this.key, "*", "item", deep);
		assertTaken(deep, this.queue::remove);
		assertThat(setAside()).hasSize(1);
	}

	@Test
	void anEntryWithoutItemIsPoisonToo() {
		this.server.command("XADD", this.key, "*", "a", "1", "b", "2");
		assertTaken("{a=1, b=2}", this.queue::take);
		assertThat(setAside()).containsExactly(List.of("a", "1", "b", "2", "reason",
				"Key '" + this.key + "' holds an entry without the field 'item'"));
	}

	@Test
	void drainToHandsOverWhatIsGoodAndReportsThePoison() {
		this.queue.add(1);
		this.server.command("XADD", this.key, "*", "item", "poison");
		this.server.command("XADD", this.key, "*", "item", "venom");
		this.queue.add(2);
		List<Integer> drained = new ArrayList<>();
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> this.queue.drainTo(drained))
			.satisfies((ex) -> {
				assertThat(ex.rawText()).isEqualTo("poison");
				assertThat(ex.getSuppressed()).hasSize(1);
			});
		assertThat(drained).containsExactly(1, 2);
		assertThat(setAside()).extracting((fields) -> fields.get(1)).containsExactly("poison", "venom");
	}

	@Test
	void iterationGoesOnBehindPoisonAndMayRemoveIt() {
		this.queue.add(1);
		this.server.command("XADD", this.key, "*", "item", "poison");
		this.queue.add(2);
		Set<Integer> read = new LinkedHashSet<>();
		for (Iterator<Integer> items = this.queue.iterator(); items.hasNext();) {
			try {
				read.add(items.next());
			}
			catch (UndecodableValueException ex) {
				items.remove();
			}
		}
		assertThat(read).containsExactly(1, 2);
		assertThat(this.queue.snapshot()).containsExactly(1, 2);
	}

	@Test
	void undecodableItemsAreAQueueOfTheirOwn() {
		this.server.command("XADD", this.key, "*", "item", "\"text\"");
		assertTaken("\"text\"", this.queue::poll);
		RedisSimpleQueue<String> texts = this.queues.queue(companion("undecodable"), String.class);
		assertThat(texts.poll()).isEqualTo("text");
	}

	private void assertLeft(Runnable operation) {
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(operation::run).satisfies((ex) -> {
			assertThat(ex.key()).isEqualTo(this.key);
			assertThat(ex.rawText()).isNull();
		});
	}

	private void assertTaken(String raw, Taking operation) {
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(operation::take).satisfies((ex) -> {
			assertThat(ex).hasMessageContaining("'" + this.key + "'");
			assertThat(ex.key()).isEqualTo(this.key);
			assertThat(ex.rawText()).isEqualTo(raw);
		});
	}

	private List<List<String>> setAside() {
		return entries(companion("undecodable"));
	}

	private List<List<String>> entries(String stream) {
		List<List<String>> entries = new ArrayList<>();
		for (Object entry : (List<?>) this.server.command("XRANGE", stream, "-", "+")) {
			entries.add(((List<?>) ((List<?>) entry).get(1)).stream().map(String.class::cast).toList());
		}
		return entries;
	}

	private String companion(String suffix) {
		return "{" + this.key + "}:pottery:" + suffix + ":" + this.key;
	}

	private static <T> CompletableFuture<T> inThread(Taking task) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				@SuppressWarnings("unchecked")
				T taken = (T) task.take();
				result.complete(taken);
			}
			catch (InterruptedException | RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return result;
	}

	private interface Taking {

		Object take() throws InterruptedException;

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Event.class) })
	sealed interface Kept permits Circle, Event {

	}

	record Circle(double radius) implements Kept {
	}

	record Event(Instant at, TimeUnit unit, Map<String, List<Integer>> details) implements Kept {
	}

}
