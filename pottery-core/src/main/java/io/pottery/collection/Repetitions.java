package io.pottery.collection;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * Elements of a counter, each as often as its count says. A flat mapping of ranges would
 * buffer a whole range where a stream is read by its iterator.
 *
 * @param <E> the type of the elements
 */
final class Repetitions<E> extends Spliterators.AbstractSpliterator<E> {

	private final Iterator<List<byte[][]>> pages;

	private final Function<byte[], E> reader;

	private final ToLongFunction<byte[]> counter;

	private Iterator<byte[][]> page = List.<byte[][]>of().iterator();

	private Iterator<E> occurrences = Collections.emptyIterator();

	/**
	 * Creates the elements.
	 * @param pages pages of field and text
	 * @param reader reads a field
	 * @param counter reads a text
	 */
	Repetitions(Iterator<List<byte[][]>> pages, Function<byte[], E> reader, ToLongFunction<byte[]> counter) {
		super(Long.MAX_VALUE, Spliterator.CONCURRENT);
		this.pages = pages;
		this.reader = reader;
		this.counter = counter;
	}

	@Override
	public boolean tryAdvance(Consumer<? super E> action) {
		while (!this.occurrences.hasNext()) {
			if (!this.page.hasNext()) {
				if (!this.pages.hasNext()) {
					return false;
				}
				this.page = this.pages.next().iterator();
			}
			this.occurrences = occurrences(this.page.next());
		}
		action.accept(this.occurrences.next());
		return true;
	}

	private Iterator<E> occurrences(byte[][] element) {
		long count = this.counter.applyAsLong(element[1]);
		if (count <= 0) {
			return Collections.emptyIterator();
		}
		E read = this.reader.apply(element[0]);
		return LongStream.range(0, count).mapToObj((i) -> read).iterator();
	}

}
