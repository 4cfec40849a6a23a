package io.pottery.collection;

import java.time.Duration;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.CoreContainer;
import io.pottery.exception.UndecodableValueException;

/**
 * A queue on a stream.
 *
 * @param <E> the type of the items
 */
final class DefaultRedisSimpleQueue<E> extends AbstractQueue<E> implements RedisSimpleQueue<E>, CoreContainer {

	private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

	private final StreamStore<E> store;

	DefaultRedisSimpleQueue(StreamStore<E> store) {
		this.store = store;
	}

	@Override
	public int size() {
		return this.store.size();
	}

	@Override
	public boolean isEmpty() {
		return this.store.size() == 0;
	}

	@Override
	public int remainingCapacity() {
		return Integer.MAX_VALUE;
	}

	@Override
	public boolean offer(E item) {
		this.store.append(item);
		return true;
	}

	@Override
	public boolean offer(E item, long timeout, TimeUnit unit) {
		Objects.requireNonNull(unit, "unit");
		return offer(item);
	}

	@Override
	public void put(E item) {
		offer(item);
	}

	@Override
	public boolean addAll(Collection<? extends E> items) {
		if (items == this) {
			throw new IllegalArgumentException("'items' must not be the queue itself");
		}
		return this.store.appendAll(items);
	}

	@Override
	public @Nullable E peek() {
		List<StreamEntry> first = this.store.page(null, 1);
		return first.isEmpty() ? null : this.store.read(first.get(0));
	}

	@Override
	public @Nullable E poll() {
		StreamEntry first = this.store.takeFirst();
		return (first != null) ? this.store.taken(first) : null;
	}

	@Override
	public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
		return take(unit.toNanos(timeout));
	}

	@Override
	public E take() throws InterruptedException {
		return Objects.requireNonNull(take(Long.MAX_VALUE));
	}

	private @Nullable E take(long nanos) throws InterruptedException {
		StreamEntry taken = core().await(this.store::takeFirst, nanos);
		return (taken != null) ? this.store.taken(taken) : null;
	}

	@Override
	public Delivery<E> receive() throws InterruptedException {
		return receive(FOR_EVER).orElseThrow();
	}

	@Override
	public Optional<Delivery<E>> receive(Duration timeout) throws InterruptedException {
		long nanos = (timeout.compareTo(FOR_EVER) < 0) ? timeout.toNanos() : Long.MAX_VALUE;
		return Optional.ofNullable(core().<List<?>>await(this.store::receive, nanos, StreamStore.DUE))
			.map(this.store::delivery);
	}

	@Override
	public int drainTo(Collection<? super E> target) {
		return drainTo(target, Integer.MAX_VALUE);
	}

	@Override
	public int drainTo(Collection<? super E> target, int maxElements) {
		Objects.requireNonNull(target, "target");
		if (target == this) {
			throw new IllegalArgumentException("'target' must not be the queue itself");
		}
		int most = (maxElements > 0) ? Math.min(maxElements, size()) : 0;
		int drained = 0;
		while (drained < most) {
			List<StreamEntry> chunk = this.store.take(Math.min(most - drained, StreamStore.CHUNK_ELEMENTS));
			if (chunk.isEmpty()) {
				break;
			}
			hand(chunk, target);
			drained += chunk.size();
		}
		return drained;
	}

	/**
	 * Hands all of a chunk over before it complains about some of it: they have left the
	 * queue together.
	 */
	private void hand(List<StreamEntry> chunk, Collection<? super E> target) {
		UndecodableValueException undecodable = null;
		int handed = 0;
		try {
			for (StreamEntry entry : chunk) {
				try {
					target.add(this.store.taken(entry));
				}
				catch (UndecodableValueException ex) {
					if (undecodable == null) {
						undecodable = ex;
					}
					else {
						undecodable.addSuppressed(ex);
					}
				}
				handed++;
			}
		}
		finally {
			// What the target refused must not be lost.
			this.store.appendAgain(chunk.subList(handed, chunk.size()));
		}
		if (undecodable != null) {
			throw undecodable;
		}
	}

	@Override
	public boolean contains(@Nullable Object value) {
		return this.store.holdsAll(Collections.singleton(value), "contains");
	}

	@Override
	public boolean containsAll(Collection<?> values) {
		return this.store.holdsAll(values, "containsAll");
	}

	@Override
	public boolean remove(@Nullable Object value) {
		Predicate<StreamEntry> holding = this.store.holding(value);
		if (holding == null) {
			return false;
		}
		for (StreamPages pages = new StreamPages(this.store, "remove"); pages.hasNext();) {
			for (StreamEntry entry : pages.next()) {
				if (holding.test(entry) && this.store.delete(List.of(entry.id()))) {
					return true;
				}
			}
		}
		return false;
	}

	@Override
	public boolean removeAll(Collection<?> values) {
		Objects.requireNonNull(values, "values");
		return removeIf("removeAll", values::contains);
	}

	@Override
	public boolean retainAll(Collection<?> values) {
		Objects.requireNonNull(values, "values");
		return removeIf("retainAll", (item) -> !values.contains(item));
	}

	@Override
	public boolean removeIf(Predicate<? super E> filter) {
		Objects.requireNonNull(filter, "filter");
		return removeIf("removeIf", filter);
	}

	private boolean removeIf(String operation, Predicate<? super E> unwanted) {
		boolean removed = false;
		for (StreamPages pages = new StreamPages(this.store, operation); pages.hasNext();) {
			List<byte[]> ids = new ArrayList<>();
			for (StreamEntry entry : pages.next()) {
				if (unwanted.test(this.store.read(entry))) {
					ids.add(entry.id());
				}
			}
			removed |= this.store.delete(ids);
		}
		return removed;
	}

	@Override
	public Iterator<E> iterator() {
		return new PageIterator<>(new StreamPages(this.store, "iterator"), this.store::read,
				(entry) -> this.store.delete(List.of(entry.id())));
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
		this.store.all().forEach((entry) -> copy.add(this.store.read(entry)));
		return copy;
	}

	@Override
	public ContainerCore core() {
		return this.store.core();
	}

	@Override
	public void clear() {
		core().clear();
	}

	@Override
	public String toString() {
		return snapshot("toString").toString();
	}

}
