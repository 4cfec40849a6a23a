package io.pottery.probabilistic;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.pottery.codec.JsonCodec;
import io.pottery.container.ContainerCore;
import io.pottery.exception.UnencodableValueException;

/**
 * The elements of one container as the texts that are hashed.
 *
 * @param <E> the type of the elements
 */
final class Elements<E> {

	private final JsonCodec<E> codec;

	private final Type type;

	private final String key;

	Elements(ContainerCore core, Type type) {
		this.codec = core.settings().codecs().of(type);
		this.type = type;
		this.key = core.key();
	}

	/**
	 * Returns the type of the elements.
	 * @return what the container was opened with
	 */
	Type type() {
		return this.type;
	}

	byte[] text(@Nullable E element) {
		return this.codec.encode(element, this.key);
	}

	List<byte[]> texts(Collection<? extends @Nullable E> elements) {
		List<byte[]> texts = new ArrayList<>(elements.size());
		for (E element : elements) {
			texts.add(text(element));
		}
		return texts;
	}

	/**
	 * Asks about elements, whatever their types. Those that have no text were never
	 * added.
	 * @param elements the elements
	 * @param question asks about texts, and answers for each of them
	 * @return an answer for each element
	 */
	List<Boolean> ask(Collection<?> elements, Function<List<byte[]>, List<Boolean>> question) {
		List<byte @Nullable []> texts = new ArrayList<>(elements.size());
		List<byte[]> asked = new ArrayList<>(elements.size());
		for (Object element : elements) {
			byte[] text = textOf(element);
			texts.add(text);
			if (text != null) {
				asked.add(text);
			}
		}
		List<Boolean> replies = question.apply(asked);
		List<Boolean> answers = new ArrayList<>(texts.size());
		int next = 0;
		for (byte[] text : texts) {
			answers.add(text != null && replies.get(next++));
		}
		return answers;
	}

	@SuppressWarnings("unchecked")
	private byte @Nullable [] textOf(@Nullable Object element) {
		try {
			return this.codec.encode((E) element, this.key);
		}
		catch (UnencodableValueException | ClassCastException ex) {
			return null;
		}
	}

}
