package io.pottery.collection;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.exception.UndecodableValueException;
import io.pottery.internal.script.Script;

/**
 * A counter on a hash.
 *
 * @param <E> the type of the elements
 */
final class DefaultRedisCounter<E> extends AbstractRedisHash<E, Long> implements RedisCounter<E> {

	private static final Script ADD_COUNTS = Script.load("add-counts");

	private static final Script CHOOSE_COUNTS = Script.load("choose-counts");

	private static final byte[] ALL = ascii("all");

	private static final byte[] POSITIVE = ascii("positive");

	private static final byte[] LARGER = ascii("larger");

	private static final byte[] SMALLER = ascii("smaller");

	DefaultRedisCounter(HashStore<E, Long> store) {
		super(store);
	}

	@Override
	public long count(Object element) {
		byte[] field = store().fieldOf(element);
		byte[] text = (field != null) ? store().get(field) : null;
		return (text != null) ? number(text) : 0;
	}

	@Override
	public long increment(E element, long number) {
		Object count = change(ADD_COUNTS, ALL, List.of(store().field(element), ascii(Long.toString(number))));
		return number((byte[]) Objects.requireNonNull(count));
	}

	@Override
	public void update(Iterable<? extends E> elements) {
		addAll(tally(elements), LongUnaryOperator.identity());
	}

	@Override
	public void update(Map<? extends E, Long> counts) {
		addAll(counts("update", counts), LongUnaryOperator.identity());
	}

	@Override
	public void subtract(Iterable<? extends E> elements) {
		addAll(tally(elements), this::negate);
	}

	@Override
	public void subtract(Map<? extends E, Long> counts) {
		addAll(counts("subtract", counts), this::negate);
	}

	private void addAll(Map<ByteBuffer, Long> counts, LongUnaryOperator change) {
		for (byte[][] chunk : ContainerCore.chunks(texts(counts, change), 2)) {
			change(ADD_COUNTS, ALL, Arrays.asList(chunk));
		}
	}

	/**
	 * Runs a script that changes all that it has to, or nothing.
	 * @param script the script
	 * @param mode its first argument
	 * @param fieldsAndNumbers its other arguments
	 * @return the reply
	 */
	private @Nullable Object change(Script script, byte[] mode, List<byte[]> fieldsAndNumbers) {
		Object reply = core().runStaged(script, fieldsAndNumbers, mode);
		if (reply instanceof List<?> failure) {
			throw failure.isEmpty() ? new CountOverflowException(key()) : undecodable((byte[]) failure.get(0));
		}
		return reply;
	}

	@Override
	public Map<E, Long> plus(Map<? extends E, Long> other) {
		return combine("plus", other, this::add);
	}

	@Override
	public Map<E, Long> minus(Map<? extends E, Long> other) {
		return combine("minus", other, (count, subtrahend) -> add(count, negate(subtrahend)));
	}

	@Override
	public Map<E, Long> union(Map<? extends E, Long> other) {
		return combine("union", other, Math::max);
	}

	@Override
	public Map<E, Long> intersection(Map<? extends E, Long> other) {
		return combine("intersection", other, Math::min);
	}

	/**
	 * Combines counts by the texts of their elements, as the server does it in place.
	 * @param operation what was called
	 * @param other the other counts
	 * @param operator what makes one count of two
	 * @return the counts above 0
	 */
	private Map<E, Long> combine(String operation, Map<? extends E, Long> other, LongBinaryOperator operator) {
		Map<ByteBuffer, Long> others = counts(operation, other);
		Map<ByteBuffer, Long> counts = counts(operation);
		others.keySet().forEach((field) -> counts.putIfAbsent(field, 0L));
		counts.replaceAll((field, count) -> operator.applyAsLong(count, others.getOrDefault(field, 0L)));
		return positive(counts);
	}

	@Override
	public void plusInPlace(Map<? extends E, Long> other) {
		addInPlace("plusInPlace", other, LongUnaryOperator.identity());
	}

	@Override
	public void minusInPlace(Map<? extends E, Long> other) {
		addInPlace("minusInPlace", other, this::negate);
	}

	private void addInPlace(String operation, Map<? extends E, Long> other, LongUnaryOperator change) {
		core().inefficient(operation);
		change(ADD_COUNTS, POSITIVE, texts(counts(operation, other), change));
	}

	@Override
	public void unionInPlace(Map<? extends E, Long> other) {
		chooseInPlace("unionInPlace", other, LARGER);
	}

	@Override
	public void intersectionInPlace(Map<? extends E, Long> other) {
		chooseInPlace("intersectionInPlace", other, SMALLER);
	}

	private void chooseInPlace(String operation, Map<? extends E, Long> other, byte[] choice) {
		core().inefficient(operation);
		Map<ByteBuffer, Long> counts = counts(operation, other);
		counts.values().removeIf((count) -> count <= 0);
		change(CHOOSE_COUNTS, choice, texts(counts, LongUnaryOperator.identity()));
	}

	@Override
	public Map<E, Long> positive() {
		return positive(counts("positive"));
	}

	@Override
	public Map<E, Long> negative() {
		Map<ByteBuffer, Long> counts = counts("negative");
		counts.values().removeIf((count) -> count >= 0);
		counts.replaceAll((field, count) -> negate(count));
		return positive(counts);
	}

	@Override
	public List<Entry<E, Long>> mostCommon(int most) {
		if (most < 0) {
			throw new IllegalArgumentException("'most' must not be negative, was " + most);
		}
		return counts("mostCommon").entrySet()
			.stream()
			.sorted(Entry.<ByteBuffer, Long>comparingByValue().reversed())
			.limit(most)
			.<Entry<E, Long>>map((entry) -> new SimpleImmutableEntry<>(element(entry.getKey()), entry.getValue()))
			.toList();
	}

	@Override
	public Stream<E> elements() {
		Iterator<List<byte[][]>> pages = store().pages("elements");
		return StreamSupport.stream(new Repetitions<>(pages, store()::key, this::number), false);
	}

	@Override
	public long total() {
		core().inefficient("total");
		BigInteger total = core().callForList("HVALS")
			.stream()
			.map((text) -> BigInteger.valueOf(number((byte[]) Objects.requireNonNull(text))))
			.reduce(BigInteger.ZERO, BigInteger::add);
		if (total.bitLength() >= Long.SIZE) {
			throw new CountOverflowException(key());
		}
		return total.longValue();
	}

	@Override
	public Map<E, Long> snapshot() {
		return copy("snapshot");
	}

	private Map<ByteBuffer, Long> tally(Iterable<? extends E> elements) {
		Map<ByteBuffer, Long> counts = new LinkedHashMap<>();
		elements.forEach((element) -> counts.merge(ByteBuffer.wrap(store().field(element)), 1L, Long::sum));
		return counts;
	}

	private Map<ByteBuffer, Long> counts(String operation, Map<? extends E, Long> map) {
		Map<ByteBuffer, Long> counts = new LinkedHashMap<>();
		plain(operation, map).forEach((element, count) -> counts.merge(ByteBuffer.wrap(store().field(element)),
				Objects.requireNonNull(count, "count"), this::add));
		return counts;
	}

	private Map<ByteBuffer, Long> counts(String operation) {
		core().inefficient(operation);
		Map<ByteBuffer, Long> counts = new LinkedHashMap<>();
		for (Iterator<?> texts = store().getAll().iterator(); texts.hasNext();) {
			counts.put(ByteBuffer.wrap((byte[]) texts.next()), number((byte[]) texts.next()));
		}
		return counts;
	}

	private Map<E, Long> positive(Map<ByteBuffer, Long> counts) {
		Map<E, Long> elements = new LinkedHashMap<>();
		counts.forEach((field, count) -> {
			if (count > 0) {
				elements.put(element(field), count);
			}
		});
		return elements;
	}

	private E element(ByteBuffer field) {
		return store().key(field.array());
	}

	private List<byte[]> texts(Map<ByteBuffer, Long> counts, LongUnaryOperator change) {
		List<byte[]> texts = new ArrayList<>(2 * counts.size());
		counts.forEach((field, count) -> {
			texts.add(field.array());
			texts.add(ascii(Long.toString(change.applyAsLong(count))));
		});
		return texts;
	}

	/**
	 * Writes initial contents, which appear at once.
	 * @param elements what to count
	 * @return this counter
	 */
	DefaultRedisCounter<E> create(Iterable<? extends E> elements) {
		return createAll(tally(elements));
	}

	/**
	 * Writes initial contents, which appear at once.
	 * @param counts the counts
	 * @return this counter
	 */
	DefaultRedisCounter<E> create(Map<? extends E, Long> counts) {
		return createAll(counts("counter", counts));
	}

	private DefaultRedisCounter<E> createAll(Map<ByteBuffer, Long> counts) {
		core().create("HSET", texts(counts, LongUnaryOperator.identity()), 2);
		return this;
	}

	private long number(byte[] text) {
		Long number = store().value(text);
		if (number == null) {
			throw undecodable(text);
		}
		return number;
	}

	private UndecodableValueException undecodable(byte[] text) {
		try {
			store().value(text);
		}
		catch (UndecodableValueException ex) {
			return ex;
		}
		return new UndecodableValueException("Key '" + key() + "' holds a count that is not written as an integer is",
				key(), null, null);
	}

	private long add(long count, long other) {
		long sum = count + other;
		// Two numbers of one sign have a sum of another sign only if it does not fit.
		if (((count ^ sum) & (other ^ sum)) < 0) {
			throw new CountOverflowException(key());
		}
		return sum;
	}

	private long negate(long count) {
		if (count == Long.MIN_VALUE) {
			throw new CountOverflowException(key());
		}
		return -count;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
