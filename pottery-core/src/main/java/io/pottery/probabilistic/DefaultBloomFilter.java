package io.pottery.probabilistic;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerSettings;
import io.pottery.container.ContainerType;
import io.pottery.container.CoreContainer;
import io.pottery.exception.WrongTypeException;
import io.pottery.internal.script.Script;

/**
 * A Bloom filter in a string.
 *
 * @param <E> the type of the elements
 */
final class DefaultBloomFilter<E> implements BloomFilter<E>, CoreContainer {

	private static final Script IF_PARAMETERS_AGREE = Script.load("run-if-parameters-agree");

	private static final Script SET_BITS = IF_PARAMETERS_AGREE.around(Script.load("set-bits"));

	private static final Script TEST_BITS = IF_PARAMETERS_AGREE.around(Script.load("test-bits"));

	private static final Script COUNT_BITS = IF_PARAMETERS_AGREE.around(Script.load("count-bits"));

	private static final Script READ_BITS = IF_PARAMETERS_AGREE.around(Script.load("read-bits"));

	private static final Script UNITE_BITS = IF_PARAMETERS_AGREE.around(Script.load("unite-bits"));

	private static final Script UNITE_TEXT_BITS = IF_PARAMETERS_AGREE.around(Script.load("unite-text-bits"));

	private static final String[] COMPANIONS = { "bloom", "scratch" };

	/** What the string of every HyperLogLog begins with. */
	private static final byte[] HYPER_LOG_LOG = text("HYLL");

	/** Bounds the offsets that are in memory at a time. */
	private static final int ELEMENTS_AT_A_TIME = 1_000;

	private final ContainerCore core;

	private final Elements<E> elements;

	private final BloomGeometry geometry;

	private DefaultBloomFilter(ContainerCore core, Type type, BloomGeometry geometry) {
		this.core = core;
		this.elements = new Elements<>(core, type);
		this.geometry = geometry;
	}

	static <E> DefaultBloomFilter<E> open(ContainerSettings settings, String key, Type type, BloomGeometry geometry) {
		return new DefaultBloomFilter<>(ContainerCore.open(settings, key, ContainerType.STRING, COMPANIONS), type,
				geometry);
	}

	static <E> DefaultBloomFilter<E> temporary(ContainerSettings settings, Type type, BloomGeometry geometry) {
		return new DefaultBloomFilter<>(ContainerCore.temporary(settings, ContainerType.STRING, COMPANIONS), type,
				geometry);
	}

	@Override
	public boolean add(@Nullable E element) {
		return addAll(Collections.singletonList(element));
	}

	@Override
	public boolean addAll(Collection<? extends @Nullable E> elements) {
		boolean added = false;
		for (Object reply : runOnBits(SET_BITS, this.elements.texts(elements))) {
			added |= number(reply) > 0;
		}
		return added;
	}

	@Override
	public boolean contains(@Nullable Object element) {
		return containsMany(Collections.singletonList(element)).get(0);
	}

	@Override
	public List<Boolean> containsMany(Collection<?> elements) {
		return this.elements.ask(elements, (texts) -> {
			List<Boolean> known = new ArrayList<>(texts.size());
			for (Object reply : runOnBits(TEST_BITS, texts)) {
				((List<?>) Objects.requireNonNull(reply)).forEach((each) -> known.add(number(each) == 1));
			}
			return known;
		});
	}

	private List<@Nullable Object> runOnBits(Script script, List<byte[]> texts) {
		List<@Nullable Object> replies = new ArrayList<>();
		byte[] width = text(Integer.toString(this.geometry.hashCount()));
		for (int from = 0; from < texts.size(); from += ELEMENTS_AT_A_TIME) {
			int to = Math.min(from + ELEMENTS_AT_A_TIME, texts.size());
			for (byte[][] chunk : ContainerCore.chunks(offsets(texts.subList(from, to)), this.geometry.hashCount())) {
				replies.add(run(script, append(chunk, width)));
			}
		}
		return replies;
	}

	private List<byte[]> offsets(List<byte[]> texts) {
		List<byte[]> offsets = new ArrayList<>(texts.size() * this.geometry.hashCount());
		for (byte[] element : texts) {
			for (int seed = 0; seed < this.geometry.hashCount(); seed++) {
				offsets.add(text(Long.toString(this.geometry.offset(element, seed))));
			}
		}
		return offsets;
	}

	@Override
	public long approximateSize() {
		return this.geometry.elements(bitCount("approximateSize"));
	}

	@Override
	public long bitCount() {
		return bitCount("bitCount");
	}

	private long bitCount(String operation) {
		this.core.inefficient(operation);
		return number(run(COUNT_BITS));
	}

	@Override
	public void update(BloomFilter<?>... others) {
		List<DefaultBloomFilter<?>> filters = ours(others);
		if (filters.isEmpty()) {
			return;
		}
		this.core.inefficient("update");
		List<ContainerCore> cores = new ArrayList<>(filters.size());
		filters.forEach((filter) -> cores.add(filter.core));
		if (Slots.areSeveral(this.core, cores)) {
			filters.forEach(this::updateFromAfar);
		}
		else {
			checked(this.core.run(UNITE_BITS, cores, parameters()), cores);
		}
	}

	private List<DefaultBloomFilter<?>> ours(BloomFilter<?>... others) {
		List<DefaultBloomFilter<?>> filters = new ArrayList<>(others.length);
		for (BloomFilter<?> other : others) {
			if (!(other instanceof DefaultBloomFilter<?> filter)) {
				throw new IllegalArgumentException("'others' must be Pottery's own filters, was "
						+ Objects.requireNonNull(other, "others").getClass().getName());
			}
			if (!filter.geometry.isEqualTo(this.geometry)) {
				throw new IncompatibleParametersException(
						"Key '" + filter.key() + "' was opened as a Bloom filter with " + filter.geometry + expected(),
						filter.key(), null);
			}
			filters.add(filter);
		}
		return filters;
	}

	private void updateFromAfar(DefaultBloomFilter<?> other) {
		byte[] bits = (byte[]) other.run(READ_BITS);
		if (bits != null) {
			run(UNITE_TEXT_BITS, bits);
		}
	}

	@Override
	public BloomFilter<E> union(BloomFilter<?>... others) {
		return unionInto(temporary(this.core.settings(), this.elements.type(), this.geometry), others);
	}

	@Override
	public BloomFilter<E> unionInto(String key, BloomFilter<?>... others) {
		return unionInto(open(this.core.settings(), key, this.elements.type(), this.geometry), others);
	}

	private BloomFilter<E> unionInto(BloomFilter<E> union, BloomFilter<?>... others) {
		BloomFilter<?>[] all = Arrays.copyOf(others, others.length + 1);
		all[others.length] = this;
		union.update(all);
		return union;
	}

	@Override
	public long expectedElements() {
		return this.geometry.expectedElements();
	}

	@Override
	public double falsePositives() {
		return this.geometry.falsePositives();
	}

	@Override
	public long sizeInBits() {
		return this.geometry.sizeInBits();
	}

	@Override
	public int hashCount() {
		return this.geometry.hashCount();
	}

	@Override
	public ContainerCore core() {
		return this.core;
	}

	@Override
	public String toString() {
		return "BloomFilter '" + key() + "'";
	}

	private @Nullable Object run(Script script, byte[]... args) {
		return checked(this.core.run(script, append(args, parameters())), List.of());
	}

	private byte[][] parameters() {
		return new byte[][] { text(this.geometry.toString()), text(Long.toString(this.geometry.sizeInBytes())) };
	}

	/**
	 * Tells a refusal from any other reply: it alone is a list that begins with words.
	 * @param reply the reply of a script
	 * @param others the other filters that the script was about
	 * @return the reply
	 */
	private @Nullable Object checked(@Nullable Object reply, List<ContainerCore> others) {
		if (!(reply instanceof List<?> refusal && !refusal.isEmpty() && refusal.get(0) instanceof byte[] words)) {
			return reply;
		}
		int number = (int) number(refusal.get(1));
		ContainerCore refused = (number == 1) ? this.core : others.get(number - 2);
		if (Arrays.equals(words, HYPER_LOG_LOG)) {
			throw new WrongTypeException("Key '" + refused.key() + "' holds a HyperLogLog" + expected(), refused.key(),
					null);
		}
		if (words.length > 0) {
			throw new IncompatibleParametersException(
					"Key '" + refused.key() + "' holds " + new String(words, StandardCharsets.UTF_8) + expected(),
					refused.key(), null);
		}
		// Redis itself says best what stands there.
		refused.call("STRLEN");
		throw new WrongTypeException("Key '" + refused.key() + "' held another type, expected a string", refused.key(),
				null);
	}

	private String expected() {
		return ", expected a Bloom filter with " + this.geometry + " in " + this.geometry.sizeInBytes() + " bytes";
	}

	private static long number(@Nullable Object reply) {
		return (Long) Objects.requireNonNull(reply);
	}

	private static byte[][] append(byte[][] args, byte[]... more) {
		byte[][] all = Arrays.copyOf(args, args.length + more.length);
		System.arraycopy(more, 0, all, args.length, more.length);
		return all;
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
