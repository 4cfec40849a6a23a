package io.pottery.collection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.internal.script.Script;

/**
 * Combines a set with collections, on the server where these are sets beside it,
 * otherwise here. Either way texts are compared.
 *
 * @param <E> the type of the elements
 */
final class SetAlgebra<E extends @Nullable Object> {

	static final byte[] SINTER = "SINTER".getBytes(StandardCharsets.US_ASCII);

	static final byte[] SDIFF = "SDIFF".getBytes(StandardCharsets.US_ASCII);

	private static final Script KEEP_COMMON_MEMBERS = Script.load("keep-common-members");

	/** How many sets a script takes: Lua unpacks no list of more than some thousands. */
	private static final int MOST_SETS = 1_000;

	private final SetStore<E> store;

	SetAlgebra(SetStore<E> store) {
		this.store = store;
	}

	/**
	 * Reads a combination.
	 * @param operation how to combine
	 * @param collections with what
	 * @return its texts
	 */
	Set<ByteBuffer> combine(SetOperation operation, Collection<?>... collections) {
		Operands operands = operands(collections);
		List<Set<ByteBuffer>> others = new ArrayList<>();
		operands.others().forEach((other) -> others.add(texts(operation, other)));
		if (operation == SetOperation.INTERSECTION && !others.isEmpty()) {
			Set<ByteBuffer> common = others.get(0);
			others.forEach(common::retainAll);
			List<byte[][]> chunks = ContainerCore.chunks(bytes(common), 1);
			if (chunks.size() <= 1) {
				return chunks.isEmpty() ? common
						: distinct((List<?>) run(KEEP_COMMON_MEMBERS, operands.sets(), chunks.get(0)));
			}
		}
		Set<ByteBuffer> elements = distinct(operands.sets().isEmpty() ? this.store.members()
				: (List<?>) run(operation.reading(), operands.sets(), ascii(operation.readCommand())));
		others.forEach((other) -> operation.apply(elements, other));
		return elements;
	}

	private Object run(Script script, List<ContainerCore> sets, byte[]... args) {
		return Objects.requireNonNull(this.store.core().run(script, sets, args));
	}

	private Set<ByteBuffer> texts(SetOperation operation, Collection<?> collection) {
		return distinct(switch (operation) {
			case UNION, SYMMETRIC_DIFFERENCE -> this.store.texts(collection);
			case INTERSECTION, DIFFERENCE -> this.store.textsOf(collection);
		});
	}

	/**
	 * Stores a combination in place of what stands under a key.
	 * @param key the key
	 * @param operation how to combine
	 * @param collections with what
	 * @return the set under the key
	 */
	SetStore<E> combineInto(String key, SetOperation operation, Collection<?>... collections) {
		SetStore<E> target = this.store.sibling(key);
		Operands operands = operands(collections);
		if (operands.others().isEmpty() && target.core().isBeside(this.store.core())) {
			List<ContainerCore> sets = new ArrayList<>(operands.sets());
			sets.add(0, target.core());
			byte[] command = ascii(operation.storeCommand());
			while (this.store.core().run(operation.storing(), sets, command) == null) {
				// What is of a foreign type says so itself, unless it went meanwhile.
				target.size();
			}
		}
		else {
			target.core().replace("SADD", bytes(combine(operation, collections)), 1);
		}
		return target;
	}

	private Operands operands(Collection<?>... collections) {
		Operands operands = new Operands(new ArrayList<>(), new ArrayList<>());
		for (Collection<?> collection : collections) {
			ContainerCore set = this.store.beside(collection);
			if (set != null && operands.sets().size() < MOST_SETS) {
				operands.sets().add(set);
			}
			else {
				operands.others().add(collection);
			}
		}
		return operands;
	}

	/**
	 * Leaves out repetitions, and what no stored element can be equal to.
	 * @param texts the texts
	 * @return them as values, in their order
	 */
	static Set<ByteBuffer> distinct(List<?> texts) {
		Set<ByteBuffer> distinct = new LinkedHashSet<>();
		for (Object text : texts) {
			if (text != null) {
				distinct.add(ByteBuffer.wrap((byte[]) text));
			}
		}
		return distinct;
	}

	static List<byte[]> bytes(Set<ByteBuffer> texts) {
		return texts.stream().map(ByteBuffer::array).toList();
	}

	private static byte[] ascii(String command) {
		return command.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * What a set is combined with.
	 *
	 * @param sets what one script may use together with it
	 * @param others everything else
	 */
	private record Operands(List<ContainerCore> sets, List<Collection<?>> others) {

	}

}
