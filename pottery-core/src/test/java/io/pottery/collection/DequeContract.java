package io.pottery.collection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * A blocking deque does what {@link LinkedBlockingDeque} does, or what that would do if
 * it dropped what is too much at the other end.
 */
interface DequeContract {

	/**
	 * Makes an empty deque.
	 * @return the deque
	 */
	BlockingDeque<Integer> create();

	/**
	 * Returns how many elements the deques keep.
	 * @return the length
	 */
	default int maxLength() {
		return Integer.MAX_VALUE;
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	default void randomOperationsDoWhatTheReferenceDoes(long seed) {
		Random random = new Random(seed);
		List<Operation> operations = operations().toList();
		BlockingDeque<Integer> deque = create();
		BlockingDeque<Integer> reference = new LinkedBlockingDeque<>();
		List<String> history = new ArrayList<>();
		for (int i = 0; i < 400; i++) {
			Operation operation = operations.get(random.nextInt(operations.size()));
			int argument = random.nextInt(10);
			history.add(operation + "(" + argument + ")");
			assertSame(operation, argument, deque, reference, history.toString());
		}
	}

	@ParameterizedTest
	@MethodSource("operations")
	default void everyOperationDoesWhatTheReferenceDoes(Operation operation) {
		for (int size : new int[] { 0, 1, 2, 1_000, 2_001 }) {
			BlockingDeque<Integer> deque = create();
			BlockingDeque<Integer> reference = new LinkedBlockingDeque<>();
			List<Integer> elements = IntStream.range(0, size).mapToObj((i) -> i % 10).toList();
			assertSame(new Operation("addAll", false, (it, argument) -> it.addAll(elements)), 0, deque, reference, "");
			assertSame(operation, 7, deque, reference, operation + " of " + size);
		}
	}

	private void assertSame(Operation operation, int argument, BlockingDeque<Integer> deque,
			BlockingDeque<Integer> reference, String context) {
		assertThat(operation.outcome(deque, argument)).as(context).isEqualTo(operation.outcome(reference, argument));
		while (reference.size() > maxLength()) {
			if (operation.atFront()) {
				reference.removeLast();
			}
			else {
				reference.removeFirst();
			}
		}
		assertThat(deque.toArray()).as(context).isEqualTo(reference.toArray());
	}

	@Test
	default void nullsAreRefusedAndNowhere() {
		BlockingDeque<Integer> deque = create();
		Stream
			.<Runnable>of(() -> deque.add(null), () -> deque.addFirst(null), () -> deque.addLast(null),
					() -> deque.offer(null), () -> deque.offerFirst(null), () -> deque.offerLast(null),
					() -> deque.push(null), () -> deque.addAll(Arrays.asList(1, null)), () -> deque.addAll(null),
					() -> deque.removeIf(null), () -> deque.removeAll(null), () -> deque.retainAll(null),
					() -> deque.drainTo(null), () -> deque.drainTo(null, 1))
			.forEach((call) -> assertThatNullPointerException().isThrownBy(call::run));
		assertThatNullPointerException().isThrownBy(() -> deque.put(null));
		assertThatNullPointerException().isThrownBy(() -> deque.putFirst(null));
		assertThatNullPointerException().isThrownBy(() -> deque.putLast(null));
		assertThatNullPointerException().isThrownBy(() -> deque.offer(null, 1, TimeUnit.SECONDS));
		assertThat(deque).isEmpty();
		deque.add(1);
		assertThat(deque.contains(null)).isFalse();
		assertThat(deque.containsAll(Arrays.asList(1, null))).isFalse();
		assertThat(deque.remove(null)).isFalse();
		assertThat(deque.removeFirstOccurrence(null)).isFalse();
		assertThat(deque.removeLastOccurrence(null)).isFalse();
	}

	@Test
	default void aDequeIsNotDrainedToItself() {
		BlockingDeque<Integer> deque = create();
		assertThatIllegalArgumentException().isThrownBy(() -> deque.drainTo(deque));
		assertThatIllegalArgumentException().isThrownBy(() -> deque.drainTo(deque, 1));
	}

	@Test
	default void equalityIsIdentity() {
		BlockingDeque<Integer> deque = create();
		assertThat(deque.equals(deque)).isTrue();
		assertThat(deque.equals(create())).isFalse();
		assertThat(deque.hashCode()).isEqualTo(System.identityHashCode(deque));
	}

	static Stream<Operation> operations() {
		return Stream.of(back("add", BlockingDeque::add), back("addLast", (deque, e) -> {
			deque.addLast(e);
			return null;
		}), front("addFirst", (deque, e) -> {
			deque.addFirst(e);
			return null;
		}), front("push", (deque, e) -> {
			deque.push(e);
			return null;
		}), back("put", (deque, e) -> interruptibly(() -> {
			deque.put(e);
			return null;
		})), front("putFirst", (deque, e) -> interruptibly(() -> {
			deque.putFirst(e);
			return null;
		})), back("putLast", (deque, e) -> interruptibly(() -> {
			deque.putLast(e);
			return null;
		})), back("offer", BlockingDeque::offer), front("offerFirst", BlockingDeque::offerFirst),
				back("offerLast", BlockingDeque::offerLast),
				back("offer in time", (deque, e) -> interruptibly(() -> deque.offer(e, 1, TimeUnit.DAYS))),
				front("offerFirst in time", (deque, e) -> interruptibly(() -> deque.offerFirst(e, 0, TimeUnit.DAYS))),
				back("offerLast in time", (deque, e) -> interruptibly(() -> deque.offerLast(e, -1, TimeUnit.DAYS))),
				back("addAll", (deque, e) -> deque.addAll(IntStream.range(e, e + 7).boxed().toList())),
				back("addAll of nothing", (deque, e) -> deque.addAll(List.of())),
				back("peek", (deque, e) -> deque.peek()), back("peekFirst", (deque, e) -> deque.peekFirst()),
				back("peekLast", (deque, e) -> deque.peekLast()), back("element", (deque, e) -> deque.element()),
				back("getFirst", (deque, e) -> deque.getFirst()), back("getLast", (deque, e) -> deque.getLast()),
				back("poll", (deque, e) -> deque.poll()), back("pollFirst", (deque, e) -> deque.pollFirst()),
				back("pollLast", (deque, e) -> deque.pollLast()), back("remove", (deque, e) -> deque.remove()),
				back("removeFirst", (deque, e) -> deque.removeFirst()),
				back("removeLast", (deque, e) -> deque.removeLast()), back("pop", (deque, e) -> deque.pop()),
				back("poll in time", (deque, e) -> interruptibly(() -> deque.poll(0, TimeUnit.DAYS))),
				back("pollFirst in time", (deque, e) -> interruptibly(() -> deque.pollFirst(1, TimeUnit.NANOSECONDS))),
				back("pollLast in time", (deque, e) -> interruptibly(() -> deque.pollLast(-1, TimeUnit.DAYS))),
				back("take", (deque, e) -> interruptibly(() -> deque.isEmpty() ? null : deque.take())),
				back("takeFirst", (deque, e) -> interruptibly(() -> deque.isEmpty() ? null : deque.takeFirst())),
				back("takeLast", (deque, e) -> interruptibly(() -> deque.isEmpty() ? null : deque.takeLast())),
				back("remove element", (deque, e) -> deque.remove((Object) e)),
				back("removeFirstOccurrence", BlockingDeque::removeFirstOccurrence),
				back("removeLastOccurrence", BlockingDeque::removeLastOccurrence),
				back("contains", BlockingDeque::contains), back("contains text", (deque, e) -> deque.contains("" + e)),
				back("containsAll", (deque, e) -> deque.containsAll(List.of(e, e, e / 2))),
				back("containsAll of nothing", (deque, e) -> deque.containsAll(List.of())),
				back("size", (deque, e) -> deque.size()), back("isEmpty", (deque, e) -> deque.isEmpty()),
				back("remainingCapacity", (deque, e) -> deque.remainingCapacity() > 1_000_000_000),
				back("drainTo", (deque, e) -> drained(deque, Integer.MAX_VALUE)),
				back("drainTo few", (deque, e) -> drained(deque, e - 1)),
				back("drainTo many", (deque, e) -> drained(deque, 1_000 + e)),
				back("removeIf", (deque, e) -> deque.removeIf((it) -> it > e)),
				back("removeAll", (deque, e) -> deque.removeAll(List.of(e, 1, 2, 20))),
				back("removeAll of itself", (deque, e) -> (deque.size() < 100) && deque.removeAll(deque)),
				back("retainAll", (deque, e) -> deque.retainAll(List.of(1, 3, 5, 7, 9, e))),
				back("iterator", (deque, e) -> walk(deque.iterator(), e)),
				back("descendingIterator", (deque, e) -> walk(deque.descendingIterator(), e)),
				back("forEach", (deque, e) -> {
					List<Integer> read = new ArrayList<>();
					deque.forEach(read::add);
					return read;
				}), back("stream", (deque, e) -> deque.stream().map((it) -> it + e).toList()),
				back("parallelStream", (deque, e) -> deque.parallelStream().map((it) -> it + e).toList()),
				back("toArray", (deque, e) -> Arrays.asList(deque.toArray())),
				back("toArray of a size", (deque, e) -> Arrays.asList(deque.toArray(new Integer[e]))),
				back("toArray of a type", (deque, e) -> Arrays.asList(deque.toArray(Integer[]::new))),
				back("toString", (deque, e) -> deque.toString()), back("clear", (deque, e) -> {
					deque.clear();
					return null;
				}));
	}

	private static Object drained(BlockingDeque<Integer> deque, int count) {
		List<Integer> sink = new ArrayList<>();
		int drained = (count == Integer.MAX_VALUE) ? deque.drainTo(sink) : deque.drainTo(sink, count);
		return List.of(drained, sink);
	}

	private static List<Integer> walk(Iterator<Integer> elements, int period) {
		List<Integer> read = new ArrayList<>();
		while (elements.hasNext()) {
			int element = elements.next();
			read.add(element);
			if (element % (period + 1) == 0) {
				elements.hasNext();
				elements.remove();
			}
		}
		return read;
	}

	private static Object interruptibly(Interruptible call) {
		try {
			return call.call();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Operation back(String name, BiFunction<BlockingDeque<Integer>, Integer, Object> call) {
		return new Operation(name, false, call);
	}

	private static Operation front(String name, BiFunction<BlockingDeque<Integer>, Integer, Object> call) {
		return new Operation(name, true, call);
	}

	interface Interruptible {

		Object call() throws InterruptedException;

	}

	/**
	 * Something to do with a deque and a number.
	 *
	 * @param name the name
	 * @param atFront whether it adds at the front
	 * @param call what it does
	 */
	record Operation(String name, boolean atFront, BiFunction<BlockingDeque<Integer>, Integer, Object> call) {

		Object outcome(BlockingDeque<Integer> deque, int argument) {
			try {
				return this.call.apply(deque, argument);
			}
			catch (RuntimeException ex) {
				return ex.getClass();
			}
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
