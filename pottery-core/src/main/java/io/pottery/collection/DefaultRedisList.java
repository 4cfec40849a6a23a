package io.pottery.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.CoreContainer;

/**
 * A whole list.
 *
 * @param <E> the type of the elements
 */
final class DefaultRedisList<E> extends ListWindow<E> implements RedisList<E>, CoreContainer {

	DefaultRedisList(ListStore<E> store) {
		super(store);
	}

	@Override
	int offset() {
		return 0;
	}

	@Override
	int limit() {
		return Integer.MAX_VALUE;
	}

	@Override
	void resize(int by) {
		// Redis knows how long the list is.
	}

	@Override
	boolean append(List<byte[]> texts) {
		store().pushLast(texts);
		return !texts.isEmpty();
	}

	@Override
	public void addFirst(E element) {
		store().pushFirst(store().text(element));
	}

	@Override
	public void addLast(E element) {
		add(element);
	}

	@Override
	public E getFirst() {
		return end(0);
	}

	@Override
	public E getLast() {
		return end(-1);
	}

	private E end(int index) {
		byte[] text = store().get(index);
		if (text == null) {
			throw store().empty();
		}
		return store().value(text);
	}

	@Override
	public E removeFirst() {
		return store().popFirst();
	}

	@Override
	public E removeLast() {
		return store().popLast();
	}

	@Override
	public void insert(int index, E element) {
		store().splice(index, index, List.of(store().text(element)));
	}

	@Override
	public List<E> slice(@Nullable Integer from, @Nullable Integer to, int step) {
		return store().values(store().slice(from, to, checkStep(step)));
	}

	@Override
	public void setSlice(@Nullable Integer from, @Nullable Integer to, Collection<? extends E> replacement) {
		store().splice(from, to, store().texts(replacement));
	}

	@Override
	public void removeSlice(@Nullable Integer from, @Nullable Integer to, int step) {
		store().removeSlice(from, to, checkStep(step));
	}

	private static int checkStep(int step) {
		if (step == 0) {
			throw new IllegalArgumentException("'step' must not be 0");
		}
		return step;
	}

	@Override
	public RedisList<E> plus(Collection<? extends E> elements) {
		List<byte[]> texts = new ArrayList<>(store().texts(elements));
		core().inefficient("plus");
		texts.addAll(0, read(0, limit()));
		ListStore<E> sum = store().temporary();
		sum.pushLast(texts);
		return new DefaultRedisList<>(sum);
	}

	@Override
	public boolean remove(@Nullable Object value) {
		byte[] text = store().textOf(value);
		return text != null && (store().removeText(text, 1) || super.remove(value));
	}

	@Override
	public int indexOf(@Nullable Object value) {
		int index = indexOf(value, 1);
		return (index >= 0) ? index : super.indexOf(value);
	}

	@Override
	public int lastIndexOf(@Nullable Object value) {
		int index = indexOf(value, -1);
		return (index >= 0) ? index : super.lastIndexOf(value);
	}

	private int indexOf(@Nullable Object value, int rank) {
		byte[] text = store().textOf(value);
		OptionalLong index = (text != null) ? store().find(text, rank) : OptionalLong.empty();
		return (int) index.orElse(-1);
	}

	@Override
	public boolean containsAll(Collection<?> values) {
		List<Object> sought = new ArrayList<>(values);
		List<byte[]> texts = new ArrayList<>(sought.size());
		for (Object value : sought) {
			byte[] text = store().textOf(value);
			if (text == null) {
				return false;
			}
			texts.add(text);
		}
		List<Boolean> found = store().contain(texts);
		Set<Object> others = new HashSet<>();
		for (int i = 0; i < found.size(); i++) {
			if (!found.get(i)) {
				others.add(sought.get(i));
			}
		}
		return super.containsAll(others);
	}

	@Override
	public void sort(@Nullable Comparator<? super E> comparator) {
		core().inefficient("sort");
		if (comparator != null || !store().sort()) {
			super.sort(comparator);
		}
	}

	@Override
	public List<E> reversed() {
		return new ReversedList<>(this);
	}

	@Override
	public List<E> snapshot() {
		return snapshot("snapshot");
	}

	@Override
	public ContainerCore core() {
		return store().core();
	}

	@Override
	public void clear() {
		core().clear();
	}

}
