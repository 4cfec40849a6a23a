package io.pottery.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerContract;
import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerSettings;
import io.pottery.container.ContainerType;
import io.pottery.container.Containers;
import io.pottery.container.InitialContentsContract;
import io.pottery.exception.KeyExistsException;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * How a deque begins, expires and ends, and how it treats what is not its own.
 */
class RedisDequeLifeTests
		implements ContainerContract<RedisDeque<Integer>>, InitialContentsContract<RedisDeque<Integer>> {

	private final RedisDeques deques = Containers::settings;

	@Override
	public RedisDeque<Integer> open(ContainerSettings settings, String key) {
		return ((RedisDeques) () -> settings).deque(key, Integer.class);
	}

	@Override
	public RedisDeque<Integer> temporary(ContainerSettings settings) {
		return ((RedisDeques) () -> settings).deque(Integer.class);
	}

	@Override
	public RedisDeque<Integer> create(String key, int size, int mark) {
		return this.deques.deque(key, Integer.class, contents(size, mark));
	}

	private static List<Integer> contents(int size, int mark) {
		return IntStream.range(0, size).mapToObj((i) -> 10 * i + mark).toList();
	}

	@Override
	public Object contents(RedisDeque<Integer> deque) {
		return deque.snapshot();
	}

	@Override
	public void fill(RedisDeque<Integer> deque) {
		deque.add(1);
	}

	@Override
	public String type() {
		return "a list";
	}

	@Override
	public List<Consumer<RedisDeque<Integer>>> operations() {
		return List.of((deque) -> deque.add(1), (deque) -> deque.addFirst(1), (deque) -> deque.addAll(List.of(1)),
				(deque) -> deque.extendLeft(List.of(1)), RedisDeque::peekFirst, RedisDeque::peekLast,
				RedisDeque::pollFirst, RedisDeque::pollLast, RedisDeque::pop, (deque) -> deque.get(0),
				(deque) -> deque.set(0, 1), (deque) -> deque.insert(0, 1), (deque) -> deque.removeAt(0),
				(deque) -> deque.rotate(1), RedisDeque::reverse, RedisDeque::size, RedisDeque::isEmpty,
				(deque) -> deque.contains(1), (deque) -> deque.containsAll(List.of(1)), (deque) -> deque.count(1),
				(deque) -> deque.removeFirstOccurrence(1), (deque) -> deque.removeLastOccurrence(1),
				(deque) -> deque.removeIf((element) -> true), (deque) -> deque.removeAll(List.of(1)),
				(deque) -> deque.retainAll(List.of(1)), (deque) -> deque.drainTo(new ArrayList<>()),
				(deque) -> deque.iterator().hasNext(), (deque) -> deque.descendingIterator().hasNext(),
				RedisDeque::snapshot, RedisDeque::toArray, RedisDeque::toString,
				(deque) -> interruptibly(RedisDeque::take, deque),
				(deque) -> interruptibly(RedisDeque::takeLast, deque),
				(deque) -> interruptibly((it) -> it.poll(1, TimeUnit.DAYS), deque),
				(deque) -> this.deques.deque(deque.key(), Integer.class, 1),
				(deque) -> new DefaultRedisDeque<>(limited(deque)).add(1),
				(deque) -> new DefaultRedisDeque<>(limited(deque)).insert(0, 1));
	}

	private static DequeStore<Integer> limited(RedisDeque<Integer> deque) {
		return new DequeStore<>(ContainerCore.open(Containers.settings(), deque.key(), ContainerType.LIST),
				Integer.class, OptionalInt.of(1));
	}

	private static void interruptibly(Waiting waiting, RedisDeque<Integer> deque) {
		try {
			waiting.on(deque);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void ofInitialContentsTheLastFit() {
		List<Integer> contents = contents(2_500, 1);
		String key = KeyNames.fresh();
		RedisDeque<Integer> deque = this.deques.deque(key, Integer.class, contents, 1_500);
		assertThat(deque.snapshot()).isEqualTo(contents.subList(1_000, 2_500));
		assertThat(deque.maxLength()).hasValue(1_500);
		assertThatExceptionOfType(KeyExistsException.class)
			.isThrownBy(() -> this.deques.deque(key, Integer.class, contents, 3_000));
		assertThat(this.deques.deque(KeyNames.fresh(), Integer.class, contents, 0)).isEmpty();
	}

	@Test
	void aLongerDequeIsNotOpened() {
		String key = create(KeyNames.fresh(), 3, 1).key();
		assertThat(this.deques.deque(key, Integer.class, 3)).hasSize(3);
		assertThatIllegalStateException().isThrownBy(() -> this.deques.deque(key, Integer.class, 2))
			.withMessage("Key '" + key + "' holds 3 elements, expected at most 2");
		assertThatIllegalStateException().isThrownBy(() -> this.deques.deque(key, Integer.class, List.of(), 2));
		assertThatIllegalStateException().isThrownBy(() -> this.deques.deque(key, Integer.class, List.of(1), 0));
		assertThat(this.deques.deque(key, Integer.class)).containsExactly(1, 11, 21);
	}

	@Test
	void aNegativeLengthIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.deques.deque(KeyNames.fresh(), Integer.class, -1))
			.withMessage("'maxLength' must not be negative, was -1");
		assertThatIllegalArgumentException().isThrownBy(() -> this.deques.deque(Integer.class, -1));
	}

	private interface Waiting {

		Object on(RedisDeque<Integer> deque) throws InterruptedException;

	}

	/**
	 * The same of a deque that keeps some elements only.
	 */
	@Nested
	class Limited implements ContainerContract<RedisDeque<Integer>>, InitialContentsContract<RedisDeque<Integer>> {

		private final RedisDequeLifeTests unlimited = RedisDequeLifeTests.this;

		@Override
		public RedisDeque<Integer> open(ContainerSettings settings, String key) {
			DequeStore<Integer> store = new DequeStore<>(ContainerCore.open(settings, key, ContainerType.LIST),
					Integer.class, OptionalInt.of(10));
			return new DefaultRedisDeque<>(store);
		}

		@Override
		public RedisDeque<Integer> temporary(ContainerSettings settings) {
			return ((RedisDeques) () -> settings).deque(Integer.class, 10);
		}

		@Override
		public RedisDeque<Integer> create(String key, int size, int mark) {
			return this.unlimited.deques.deque(key, Integer.class, RedisDequeLifeTests.contents(size, mark), 10_000);
		}

		@Override
		public Object contents(RedisDeque<Integer> deque) {
			return deque.snapshot();
		}

		@Override
		public void fill(RedisDeque<Integer> deque) {
			deque.addFirst(1);
		}

		@Override
		public String type() {
			return "a list";
		}

		@Override
		public List<Consumer<RedisDeque<Integer>>> operations() {
			return this.unlimited.operations();
		}

	}

}
