package io.pottery.collection;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerType;
import io.pottery.internal.script.Script;

/**
 * A set as texts, and what these mean in Java.
 *
 * @param <E> the type of the elements
 */
final class SetStore<E extends @Nullable Object> {

	private static final Script ADD_MEMBERS_OF = Script.load("add-members-of");

	private static final Script REMOVE_COMBINED = Script.load("remove-combined");

	private static final Script TOGGLE_MEMBERS = Script.load("toggle-members");

	private static final Script COUNT_MEMBERS = Script.load("count-members");

	private static final Script FIND_NONE_COMBINED = Script.load("find-none-combined");

	private final ContainerCore core;

	private final Type type;

	private final Texts<E> elements;

	SetStore(ContainerCore core, Type type) {
		this.core = core;
		this.type = type;
		this.elements = new Texts<>(core, type);
	}

	ContainerCore core() {
		return this.core;
	}

	/**
	 * Opens another set of the same elements.
	 * @param key its key
	 * @return the set
	 */
	SetStore<E> sibling(String key) {
		return new SetStore<>(ContainerCore.open(this.core.settings(), key, ContainerType.SET), this.type);
	}

	byte[] text(E element) {
		return this.elements.of(element);
	}

	/**
	 * Writes an element that was asked for, whatever its type.
	 * @param element the element
	 * @return its text, {@code null} if no stored element can be equal
	 */
	byte @Nullable [] textOf(@Nullable Object element) {
		return this.elements.ofAny(element);
	}

	/**
	 * Writes the elements of a collection, those of a set as they are stored.
	 * @param collection the collection
	 * @return their texts
	 */
	@SuppressWarnings("unchecked")
	List<byte[]> texts(Iterable<?> collection) {
		SetStore<?> set = similar(collection);
		if (set != null) {
			return set.members();
		}
		List<byte[]> texts = new ArrayList<>();
		plain(collection).forEach((element) -> texts.add(text((E) element)));
		return texts;
	}

	/**
	 * Writes the elements of a collection that was asked for, whatever their types.
	 * @param collection the collection
	 * @return their texts, {@code null} where no stored element can be equal
	 */
	List<byte @Nullable []> textsOf(Collection<?> collection) {
		List<byte @Nullable []> texts = new ArrayList<>();
		SetStore<?> set = similar(collection);
		if (set != null) {
			texts.addAll(set.members());
		}
		else {
			plain(collection).forEach((element) -> texts.add(textOf(element)));
		}
		return texts;
	}

	private static Iterable<?> plain(Iterable<?> collection) {
		return (collection instanceof RedisSet<?> set) ? set.snapshot() : collection;
	}

	/**
	 * Finds the set behind a collection if its texts mean the same as ours.
	 * @param collection the collection
	 * @return a set of the same Redis and codecs, {@code null} for any other collection
	 */
	private @Nullable SetStore<?> similar(Iterable<?> collection) {
		Objects.requireNonNull(collection, "collection");
		return (collection instanceof DefaultRedisSet<?> set
				&& set.store().core.settings().commands() == this.core.settings().commands()
				&& set.store().core.settings().codecs() == this.core.settings().codecs()) ? set.store() : null;
	}

	/**
	 * Finds the set behind a collection if one script may use it together with this one.
	 * @param collection the collection
	 * @return its core, {@code null} for any other collection
	 */
	@Nullable ContainerCore beside(Collection<?> collection) {
		SetStore<?> set = similar(collection);
		return (set != null && set.core.isBeside(this.core)) ? set.core : null;
	}

	E element(byte[] text) {
		return this.elements.read(text);
	}

	int size() {
		return (int) Math.min(this.core.callForNumber("SCARD"), Integer.MAX_VALUE);
	}

	boolean contains(byte[] text) {
		return this.core.callForNumber("SISMEMBER", text) == 1;
	}

	/**
	 * Asks for several elements, one round trip a chunk, and only as far as the answers
	 * are read.
	 * @param texts their texts
	 * @return an answer for each
	 */
	Stream<Boolean> contain(List<byte[]> texts) {
		return ContainerCore.chunks(texts, 1)
			.stream()
			.flatMap((chunk) -> this.core.callForList("SMISMEMBER", chunk).stream())
			.map(Long.valueOf(1)::equals);
	}

	/**
	 * Counts elements and tells whether the set has no others.
	 * @param texts their texts, each once
	 * @return whether it has no others
	 */
	boolean hasOnly(List<byte[]> texts) {
		List<byte[][]> chunks = texts.isEmpty() ? List.<byte[][]>of(new byte[0][]) : ContainerCore.chunks(texts, 1);
		long size = 0;
		long found = 0;
		for (byte[][] chunk : chunks) {
			List<?> counts = (List<?>) Objects.requireNonNull(this.core.run(COUNT_MEMBERS, chunk));
			size = (Long) counts.get(0);
			found += (Long) counts.get(1);
		}
		return found == size;
	}

	/**
	 * Reads everything in one round trip.
	 * @return the texts
	 */
	@SuppressWarnings("unchecked")
	List<byte[]> members() {
		return (List<byte[]>) (List<?>) this.core.callForList("SMEMBERS");
	}

	boolean add(List<byte[]> texts) {
		return change("SADD", texts);
	}

	boolean remove(List<byte[]> texts) {
		return change("SREM", texts);
	}

	private boolean change(String command, List<byte[]> texts) {
		long changed = 0;
		for (byte[][] chunk : ContainerCore.chunks(texts, 1)) {
			changed += this.core.callForNumber(command, chunk);
		}
		return changed > 0;
	}

	/**
	 * Removes elements that are there, adds those that are not.
	 * @param texts their texts, each once
	 * @return whether there was any
	 */
	boolean toggle(List<byte[]> texts) {
		ContainerCore.chunks(texts, 1).forEach((chunk) -> this.core.run(TOGGLE_MEMBERS, chunk));
		return !texts.isEmpty();
	}

	boolean addAllOf(ContainerCore other) {
		other.inefficient("addAll");
		return isPositive(this.core.run(ADD_MEMBERS_OF, List.of(other)));
	}

	boolean removeAllOf(ContainerCore other) {
		other.inefficient("removeAll");
		return isPositive(this.core.run(REMOVE_COMBINED, List.of(other), SetAlgebra.SINTER));
	}

	boolean removeAllBut(ContainerCore other) {
		this.core.inefficient("retainAll");
		return isPositive(this.core.run(REMOVE_COMBINED, List.of(other), SetAlgebra.SDIFF));
	}

	boolean toggleAllOf(ContainerCore other) {
		other.inefficient("symmetricDifferenceInPlace");
		return isPositive(this.core.run(TOGGLE_MEMBERS, List.of(other)));
	}

	boolean hasNoneOf(ContainerCore other) {
		other.inefficient("isDisjoint");
		return isPositive(this.core.run(FIND_NONE_COMBINED, List.of(other), SetAlgebra.SINTER));
	}

	boolean hasOnly(ContainerCore other) {
		this.core.inefficient("isSubsetOf");
		return isPositive(this.core.run(FIND_NONE_COMBINED, List.of(other), SetAlgebra.SDIFF));
	}

	boolean hasAllOf(ContainerCore other) {
		other.inefficient("isSupersetOf");
		return isPositive(other.run(FIND_NONE_COMBINED, List.of(this.core), SetAlgebra.SDIFF));
	}

	private static boolean isPositive(@Nullable Object reply) {
		return reply instanceof Long number && number > 0;
	}

	E pop() {
		byte[] text = (byte[]) this.core.call("SPOP");
		if (text == null) {
			throw new NoSuchElementException("Set '" + this.core.key() + "' is empty");
		}
		return this.elements.take(text);
	}

	Iterator<E> iterator() {
		return new PageIterator<>(pages("iterator"), (element) -> element(element[0]),
				(element) -> remove(List.of(element[0])));
	}

	private Iterator<List<byte[][]>> pages(String operation) {
		this.core.inefficient(operation);
		return this.core.scan("SSCAN", 1);
	}

	/**
	 * Removes what is not wanted, page by page.
	 * @param operation what was called
	 * @param unwanted decides about a text
	 * @return whether something was removed
	 */
	boolean removeIf(String operation, Predicate<byte[]> unwanted) {
		boolean removed = false;
		Iterator<List<byte[][]>> pages = pages(operation);
		while (pages.hasNext()) {
			removed |= remove(pages.next().stream().map((element) -> element[0]).filter(unwanted).toList());
		}
		return removed;
	}

}
