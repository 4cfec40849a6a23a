package io.pottery.collection;

import java.nio.ByteBuffer;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.CoreContainer;
import io.pottery.exception.UndecodableValueException;

/**
 * A deque on a list, seen from one of its ends.
 *
 * @param <E> the type of the elements
 */
final class DefaultRedisDeque<E> extends AbstractCollection<E> implements RedisDeque<E>, CoreContainer {

	private final DequeStore<E> store;

	private final DequeEnd first;

	private final DequeEnd last;

	DefaultRedisDeque(DequeStore<E> store) {
		this(store, DequeEnd.HEAD);
	}

	private DefaultRedisDeque(DequeStore<E> store, DequeEnd first) {
		this.store = store;
		this.first = first;
		this.last = first.opposite();
	}

	@Override
	public OptionalInt maxLength() {
		return this.store.maxLength();
	}

	@Override
	public RedisDeque<E> reversed() {
		return new DefaultRedisDeque<>(this.store, this.last);
	}

	@Override
	public int size() {
		return this.store.size();
	}

	@Override
	public int remainingCapacity() {
		return Integer.MAX_VALUE;
	}

	@Override
	public boolean add(E element) {
		return push(this.last, element);
	}

	@Override
	public void addFirst(E element) {
		push(this.first, element);
	}

	@Override
	public void addLast(E element) {
		push(this.last, element);
	}

	@Override
	public void push(E element) {
		push(this.first, element);
	}

	@Override
	public boolean offer(E element) {
		return push(this.last, element);
	}

	@Override
	public boolean offerFirst(E element) {
		return push(this.first, element);
	}

	@Override
	public boolean offerLast(E element) {
		return push(this.last, element);
	}

	@Override
	public boolean offer(E element, long timeout, TimeUnit unit) {
		return push(this.last, element);
	}

	@Override
	public boolean offerFirst(E element, long timeout, TimeUnit unit) {
		return push(this.first, element);
	}

	@Override
	public boolean offerLast(E element, long timeout, TimeUnit unit) {
		return push(this.last, element);
	}

	@Override
	public void put(E element) {
		push(this.last, element);
	}

	@Override
	public void putFirst(E element) {
		push(this.first, element);
	}

	@Override
	public void putLast(E element) {
		push(this.last, element);
	}

	private boolean push(DequeEnd end, E element) {
		this.store.push(end, List.of(this.store.text(element)));
		return true;
	}

	@Override
	public boolean addAll(Collection<? extends E> elements) {
		return pushAll(this.last, elements);
	}

	@Override
	public void extend(Iterable<? extends E> elements) {
		pushAll(this.last, elements);
	}

	@Override
	public void extendLeft(Iterable<? extends E> elements) {
		pushAll(this.first, elements);
	}

	private boolean pushAll(DequeEnd end, Iterable<? extends E> elements) {
		List<byte[]> texts = this.store.texts(elements);
		this.store.push(end, texts);
		return !texts.isEmpty();
	}

	@Override
	public @Nullable E peek() {
		return peekFirst();
	}

	@Override
	public @Nullable E peekFirst() {
		return this.store.readIfAny(this.store.get(this.first.index(0)));
	}

	@Override
	public @Nullable E peekLast() {
		return this.store.readIfAny(this.store.get(this.last.index(0)));
	}

	@Override
	public E element() {
		return some(peekFirst());
	}

	@Override
	public E getFirst() {
		return some(peekFirst());
	}

	@Override
	public E getLast() {
		return some(peekLast());
	}

	@Override
	public @Nullable E poll() {
		return pollFirst();
	}

	@Override
	public @Nullable E pollFirst() {
		return this.store.takeIfAny(this.store.pop(this.first));
	}

	@Override
	public @Nullable E pollLast() {
		return this.store.takeIfAny(this.store.pop(this.last));
	}

	@Override
	public E remove() {
		return some(pollFirst());
	}

	@Override
	public E removeFirst() {
		return some(pollFirst());
	}

	@Override
	public E removeLast() {
		return some(pollLast());
	}

	@Override
	public E pop() {
		return some(pollFirst());
	}

	private static <T> T some(@Nullable T element) {
		if (element == null) {
			throw new NoSuchElementException("The deque is empty");
		}
		return element;
	}

	@Override
	public E take() throws InterruptedException {
		return takeFirst();
	}

	@Override
	public E takeFirst() throws InterruptedException {
		return some(await(this.first, Long.MAX_VALUE));
	}

	@Override
	public E takeLast() throws InterruptedException {
		return some(await(this.last, Long.MAX_VALUE));
	}

	@Override
	public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
		return await(this.first, unit.toNanos(timeout));
	}

	@Override
	public @Nullable E pollFirst(long timeout, TimeUnit unit) throws InterruptedException {
		return await(this.first, unit.toNanos(timeout));
	}

	@Override
	public @Nullable E pollLast(long timeout, TimeUnit unit) throws InterruptedException {
		return await(this.last, unit.toNanos(timeout));
	}

	private @Nullable E await(DequeEnd end, long nanos) throws InterruptedException {
		// Decoded behind the wait, so that what cannot be decoded ends it.
		return this.store.takeIfAny(core().await(() -> this.store.pop(end), nanos));
	}

	@Override
	public int drainTo(Collection<? super E> sink) {
		return drainTo(sink, Integer.MAX_VALUE);
	}

	@Override
	public int drainTo(Collection<? super E> sink, int maxElements) {
		Objects.requireNonNull(sink, "sink");
		if (sink instanceof CoreContainer other && this.store.isAt(other.core())) {
			throw new IllegalArgumentException("'sink' must not be this deque");
		}
		int drained = 0;
		long most = maxElements;
		while (drained < most) {
			int count = (int) Math.min(most - drained, DequeStore.PAGE_ELEMENTS);
			DequeStore.Taken taken = this.store.take(this.first, count);
			if (drained == 0) {
				// What others add meanwhile is left to the next call.
				most = Math.min(most, taken.length());
			}
			drain(taken, sink);
			drained += taken.texts().size();
			most = (taken.texts().size() < count) ? drained : most;
		}
		return drained;
	}

	private void drain(DequeStore.Taken taken, Collection<? super E> sink) {
		List<byte[]> texts = taken.texts();
		List<UndecodableValueException> undecodable = new ArrayList<>();
		List<byte[]> kept = new ArrayList<>();
		int done = 0;
		try {
			for (; done < texts.size(); done++) {
				E element = takeOr(undecodable, texts.get(done));
				if (element != null) {
					sink.add(element);
				}
				else {
					kept.add(texts.get(done));
				}
			}
		}
		catch (RuntimeException | Error ex) {
			// Nobody is told of what could not be decoded then, so it goes back, too.
			kept.addAll(texts.subList(done, texts.size()));
			try {
				this.store.putBack(this.first, kept, taken.expiry());
			}
			catch (RuntimeException failure) {
				ex.addSuppressed(failure);
			}
			throw ex;
		}
		if (!undecodable.isEmpty()) {
			UndecodableValueException first = undecodable.get(0);
			undecodable.subList(1, undecodable.size()).forEach(first::addSuppressed);
			throw first;
		}
	}

	private @Nullable E takeOr(List<UndecodableValueException> undecodable, byte[] text) {
		try {
			return this.store.take(text);
		}
		catch (UndecodableValueException ex) {
			undecodable.add(ex);
			return null;
		}
	}

	@Override
	public E get(int index) {
		return this.store.read(at(index, this.store.get(this.first.index(index))));
	}

	@Override
	public E set(int index, E element) {
		return this.store.take(at(index, this.store.replace(this.first.index(index), this.store.text(element))));
	}

	@Override
	public E removeAt(int index) {
		return this.store.take(at(index, this.store.remove(this.first.index(index))));
	}

	private static byte[] at(int index, byte @Nullable [] text) {
		if (text == null) {
			throw new IndexOutOfBoundsException(index);
		}
		return text;
	}

	@Override
	public void insert(int index, E element) {
		if (!this.store.insert(this.first, index, this.store.text(element))) {
			throw new IllegalStateException("Deque '" + key() + "' has its maximum length");
		}
	}

	@Override
	public void rotate(int steps) {
		this.store.rotate((this.first == DequeEnd.HEAD) ? steps : -(long) steps);
	}

	@Override
	public void reverse() {
		core().inefficient("reverse");
		this.store.reverse();
	}

	@Override
	public boolean contains(@Nullable Object element) {
		byte[] canonical = this.store.textOf(element);
		if (element == null || canonical == null) {
			return false;
		}
		if (this.store.contains(canonical)) {
			return true;
		}
		DequePages pages = this.store.pages("contains", this.first);
		while (pages.hasNext()) {
			if (pages.next().stream().anyMatch((text) -> this.store.isEqual(text, element))) {
				return true;
			}
		}
		return false;
	}

	@Override
	public boolean containsAll(Collection<?> elements) {
		Map<ByteBuffer, Object> values = new HashMap<>();
		for (Object element : elements) {
			byte[] canonical = this.store.textOf(element);
			if (canonical == null) {
				return false;
			}
			values.put(ByteBuffer.wrap(canonical), element);
		}
		Set<Object> missing = new HashSet<>(values.values());
		DequePages pages = this.store.pages("containsAll", this.first);
		while (!missing.isEmpty() && pages.hasNext()) {
			for (byte[] text : pages.next()) {
				Object value = values.get(ByteBuffer.wrap(text));
				missing.remove((value != null) ? value : this.store.readIfPossible(text));
			}
		}
		return missing.isEmpty();
	}

	@Override
	public int count(@Nullable Object element) {
		byte[] canonical = this.store.textOf(element);
		if (element == null || canonical == null) {
			return 0;
		}
		long count = 0;
		DequePages pages = this.store.pages("count", this.first);
		while (pages.hasNext()) {
			count += pages.next()
				.stream()
				.filter((text) -> Arrays.equals(text, canonical) || this.store.isEqual(text, element))
				.count();
		}
		return (int) Math.min(count, Integer.MAX_VALUE);
	}

	@Override
	public boolean remove(@Nullable Object element) {
		return remove(this.first, element);
	}

	@Override
	public boolean removeFirstOccurrence(@Nullable Object element) {
		return remove(this.first, element);
	}

	@Override
	public boolean removeLastOccurrence(@Nullable Object element) {
		return remove(this.last, element);
	}

	private boolean remove(DequeEnd end, @Nullable Object element) {
		byte[] canonical = this.store.textOf(element);
		if (element == null || canonical == null) {
			return false;
		}
		if (this.store.remove(end, canonical)) {
			return true;
		}
		DequePages pages = this.store.pages("remove", end);
		while (pages.hasNext()) {
			for (byte[] text : pages.next()) {
				if (this.store.isEqual(text, element) && this.store.remove(end, text)) {
					return true;
				}
			}
		}
		return false;
	}

	@Override
	public boolean removeAll(Collection<?> elements) {
		Objects.requireNonNull(elements, "elements");
		return this.store.pages("removeAll", this.first).removeIf((text) -> {
			E element = this.store.readIfPossible(text);
			return element != null && elements.contains(element);
		});
	}

	@Override
	public boolean retainAll(Collection<?> elements) {
		Objects.requireNonNull(elements, "elements");
		return this.store.pages("retainAll", this.first).removeIf((text) -> !elements.contains(this.store.read(text)));
	}

	@Override
	public boolean removeIf(Predicate<? super E> filter) {
		Objects.requireNonNull(filter, "filter");
		return this.store.pages("removeIf", this.first).removeIf((text) -> filter.test(this.store.read(text)));
	}

	@Override
	public Iterator<E> iterator() {
		return new DequeIterator<>(this.store, "iterator", this.first);
	}

	@Override
	public Iterator<E> descendingIterator() {
		return new DequeIterator<>(this.store, "descendingIterator", this.last);
	}

	@Override
	public Spliterator<E> spliterator() {
		return Spliterators.spliteratorUnknownSize(iterator(),
				Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
	}

	@Override
	public List<E> snapshot() {
		return snapshot("snapshot");
	}

	private List<E> snapshot(String operation) {
		core().inefficient(operation);
		List<E> copy = new ArrayList<>();
		this.store.range(this.first, 0, -1).forEach((text) -> copy.add(this.store.read(text)));
		return copy;
	}

	@Override
	public Object[] toArray() {
		return snapshot("toArray").toArray();
	}

	@Override
	public <T> T[] toArray(T[] array) {
		return snapshot("toArray").toArray(array);
	}

	@Override
	public String toString() {
		return snapshot("toString").toString();
	}

	@Override
	public ContainerCore core() {
		return this.store.core();
	}

	@Override
	public void clear() {
		core().clear();
	}

}
