package io.pottery.collection;

import java.nio.ByteBuffer;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.CoreContainer;

/**
 * A set on a set.
 *
 * @param <E> the type of the elements
 */
final class DefaultRedisSet<E extends @Nullable Object> extends AbstractSet<E> implements RedisSet<E>, CoreContainer {

	private final SetStore<E> store;

	private final SetAlgebra<E> algebra;

	DefaultRedisSet(SetStore<E> store) {
		this.store = store;
		this.algebra = new SetAlgebra<>(store);
	}

	SetStore<E> store() {
		return this.store;
	}

	@Override
	public int size() {
		return this.store.size();
	}

	@Override
	public boolean contains(@Nullable Object element) {
		byte[] text = this.store.textOf(element);
		return text != null && this.store.contains(text);
	}

	@Override
	public List<Boolean> containsMany(Collection<?> elements) {
		List<byte @Nullable []> texts = new ArrayList<>(elements.size());
		elements.forEach((element) -> texts.add(this.store.textOf(element)));
		Iterator<Boolean> answers = this.store.contain(existing(texts)).iterator();
		return texts.stream().map((text) -> text != null && answers.next()).toList();
	}

	@Override
	public boolean containsAll(Collection<?> elements) {
		return isSupersetOf(elements);
	}

	@Override
	public boolean isSupersetOf(Collection<?> other) {
		ContainerCore set = this.store.beside(other);
		if (set != null) {
			return this.store.hasAllOf(set);
		}
		List<byte @Nullable []> texts = this.store.textsOf(other);
		List<byte[]> existing = existing(texts);
		return existing.size() == texts.size() && this.store.contain(existing).allMatch((found) -> found);
	}

	@Override
	public boolean isSubsetOf(Collection<?> other) {
		ContainerCore set = this.store.beside(other);
		return (set != null) ? this.store.hasOnly(set)
				: this.store.hasOnly(SetAlgebra.bytes(SetAlgebra.distinct(this.store.textsOf(other))));
	}

	@Override
	public boolean isDisjoint(Collection<?> other) {
		ContainerCore set = this.store.beside(other);
		return (set != null) ? this.store.hasNoneOf(set)
				: this.store.contain(existing(this.store.textsOf(other))).noneMatch((found) -> found);
	}

	private static List<byte[]> existing(List<byte @Nullable []> texts) {
		return texts.stream().filter(Objects::nonNull).toList();
	}

	@Override
	public Iterator<E> iterator() {
		return this.store.iterator();
	}

	@Override
	public Spliterator<E> spliterator() {
		return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.DISTINCT | Spliterator.CONCURRENT);
	}

	@Override
	public Object[] toArray() {
		return elements("toArray").toArray();
	}

	@Override
	public <T extends @Nullable Object> T[] toArray(T[] array) {
		return elements("toArray").toArray(array);
	}

	private List<E> elements(String operation) {
		core().inefficient(operation);
		return this.store.members().stream().map(this.store::element).toList();
	}

	@Override
	public Set<E> snapshot() {
		return snapshot("snapshot");
	}

	private Set<E> snapshot(String operation) {
		return new LinkedHashSet<>(elements(operation));
	}

	@Override
	public boolean add(E element) {
		return this.store.add(List.of(this.store.text(element)));
	}

	@Override
	public boolean addAll(Collection<? extends E> elements) {
		ContainerCore set = this.store.beside(elements);
		return (set != null) ? this.store.addAllOf(set) : this.store.add(this.store.texts(elements));
	}

	@Override
	public boolean remove(@Nullable Object element) {
		byte[] text = this.store.textOf(element);
		return text != null && this.store.remove(List.of(text));
	}

	@Override
	public boolean removeAll(Collection<?> elements) {
		ContainerCore set = this.store.beside(elements);
		return (set != null) ? this.store.removeAllOf(set) : this.store.remove(existing(this.store.textsOf(elements)));
	}

	@Override
	public boolean retainAll(Collection<?> elements) {
		ContainerCore set = this.store.beside(elements);
		if (set != null) {
			return this.store.removeAllBut(set);
		}
		Set<ByteBuffer> kept = SetAlgebra.distinct(this.store.textsOf(elements));
		return this.store.removeIf("retainAll", (text) -> !kept.contains(ByteBuffer.wrap(text)));
	}

	@Override
	public boolean removeIf(Predicate<? super E> filter) {
		Objects.requireNonNull(filter, "filter");
		return this.store.removeIf("removeIf", (text) -> filter.test(this.store.element(text)));
	}

	@Override
	public boolean symmetricDifferenceInPlace(Collection<? extends E> elements) {
		ContainerCore set = this.store.beside(elements);
		return (set != null) ? this.store.toggleAllOf(set)
				: this.store.toggle(SetAlgebra.bytes(SetAlgebra.distinct(this.store.texts(elements))));
	}

	@Override
	public E pop() {
		return this.store.pop();
	}

	@Override
	public Set<E> union(Collection<?>... others) {
		return combine("union", SetOperation.UNION, others);
	}

	@Override
	public Set<E> intersection(Collection<?>... others) {
		return combine("intersection", SetOperation.INTERSECTION, others);
	}

	@Override
	public Set<E> difference(Collection<?>... others) {
		return combine("difference", SetOperation.DIFFERENCE, others);
	}

	@Override
	public Set<E> symmetricDifference(Collection<?>... others) {
		return combine("symmetricDifference", SetOperation.SYMMETRIC_DIFFERENCE, others);
	}

	private Set<E> combine(String name, SetOperation operation, Collection<?>... others) {
		core().inefficient(name);
		Set<E> elements = new LinkedHashSet<>();
		this.algebra.combine(operation, others).forEach((text) -> elements.add(this.store.element(text.array())));
		return elements;
	}

	@Override
	public RedisSet<E> unionInto(String key, Collection<?>... others) {
		return combineInto("unionInto", key, SetOperation.UNION, others);
	}

	@Override
	public RedisSet<E> intersectionInto(String key, Collection<?>... others) {
		return combineInto("intersectionInto", key, SetOperation.INTERSECTION, others);
	}

	@Override
	public RedisSet<E> differenceInto(String key, Collection<?>... others) {
		return combineInto("differenceInto", key, SetOperation.DIFFERENCE, others);
	}

	@Override
	public RedisSet<E> symmetricDifferenceInto(String key, Collection<?>... others) {
		return combineInto("symmetricDifferenceInto", key, SetOperation.SYMMETRIC_DIFFERENCE, others);
	}

	private RedisSet<E> combineInto(String name, String key, SetOperation operation, Collection<?>... others) {
		core().inefficient(name);
		return new DefaultRedisSet<>(this.algebra.combineInto(key, operation, others));
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
	public boolean equals(@Nullable Object other) {
		if (other == this) {
			return true;
		}
		if (!(other instanceof Set<?>)) {
			return false;
		}
		Object plain = (other instanceof RedisSet<?> set) ? set.snapshot() : other;
		return snapshot("equals").equals(plain);
	}

	@Override
	public int hashCode() {
		return snapshot("hashCode").hashCode();
	}

	@Override
	public String toString() {
		return snapshot("toString").toString();
	}

}
