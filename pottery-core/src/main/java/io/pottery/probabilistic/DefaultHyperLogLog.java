package io.pottery.probabilistic;

import java.lang.reflect.Type;
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
 * A HyperLogLog of Redis.
 *
 * @param <E> the type of the elements
 */
final class DefaultHyperLogLog<E> implements HyperLogLog<E>, CoreContainer {

	private static final Script CONTAIN_IN_ESTIMATE = Script.load("contain-in-estimate");

	private static final Script MERGE_ESTIMATES = Script.load("merge-estimates");

	private static final Script MERGE_TEXT_ESTIMATE = Script.load("merge-text-estimate");

	private static final String COMPANION = "scratch";

	private final ContainerCore core;

	private final Elements<E> elements;

	private DefaultHyperLogLog(ContainerCore core, Type type) {
		this.core = core;
		this.elements = new Elements<>(core, type);
	}

	static <E> DefaultHyperLogLog<E> open(ContainerSettings settings, String key, Type type) {
		return new DefaultHyperLogLog<>(ContainerCore.open(settings, key, ContainerType.HYPER_LOG_LOG, COMPANION),
				type);
	}

	static <E> DefaultHyperLogLog<E> temporary(ContainerSettings settings, Type type) {
		return new DefaultHyperLogLog<>(ContainerCore.temporary(settings, ContainerType.HYPER_LOG_LOG, COMPANION),
				type);
	}

	@Override
	public boolean add(@Nullable E element) {
		return this.core.callForNumber("PFADD", this.elements.text(element)) == 1;
	}

	@Override
	public boolean addAll(Collection<? extends @Nullable E> elements) {
		boolean changed = false;
		for (byte[][] chunk : ContainerCore.chunks(this.elements.texts(elements), 1)) {
			changed |= this.core.callForNumber("PFADD", chunk) == 1;
		}
		return changed;
	}

	@Override
	public void update(HyperLogLog<?>... others) {
		List<ContainerCore> cores = new ArrayList<>(others.length);
		for (HyperLogLog<?> other : others) {
			if (!(other instanceof DefaultHyperLogLog<?> ours)) {
				throw new IllegalArgumentException("'others' must be Pottery's own HyperLogLogs, was "
						+ Objects.requireNonNull(other, "others").getClass().getName());
			}
			cores.add(ours.core);
		}
		if (!cores.isEmpty()) {
			update(cores);
		}
	}

	private void update(List<ContainerCore> others) {
		if (Slots.areSeveral(this.core, others)) {
			others.forEach(this::updateFromAfar);
			return;
		}
		int refused = Math.toIntExact((Long) Objects.requireNonNull(this.core.run(MERGE_ESTIMATES, others)));
		if (refused > 0) {
			ContainerCore wrong = (refused == 1) ? this.core : others.get(refused - 2);
			// Redis itself says best what stands there.
			wrong.call("PFCOUNT");
			throw new WrongTypeException("Key '" + wrong.key() + "' held another type, expected a HyperLogLog",
					wrong.key(), null);
		}
	}

	private void updateFromAfar(ContainerCore other) {
		// The text of what is no HyperLogLog must not be blamed on this one.
		other.call("PFCOUNT");
		byte[] text = (byte[]) other.call("GET");
		if (text != null) {
			this.core.run(MERGE_TEXT_ESTIMATE, text);
		}
	}

	@Override
	public HyperLogLog<E> union(HyperLogLog<?>... others) {
		return unionInto(temporary(this.core.settings(), this.elements.type()), others);
	}

	@Override
	public HyperLogLog<E> unionInto(String key, HyperLogLog<?>... others) {
		return unionInto(open(this.core.settings(), key, this.elements.type()), others);
	}

	private HyperLogLog<E> unionInto(HyperLogLog<E> union, HyperLogLog<?>... others) {
		HyperLogLog<?>[] all = Arrays.copyOf(others, others.length + 1);
		all[others.length] = this;
		union.update(all);
		return union;
	}

	@Override
	public boolean contains(@Nullable Object element) {
		return containsMany(Collections.singletonList(element)).get(0);
	}

	@Override
	public List<Boolean> containsMany(Collection<?> elements) {
		return this.elements.ask(elements, (texts) -> {
			List<Boolean> known = new ArrayList<>(texts.size());
			for (byte[][] chunk : ContainerCore.chunks(texts, 1)) {
				List<?> replies = (List<?>) Objects.requireNonNull(this.core.run(CONTAIN_IN_ESTIMATE, chunk));
				replies.forEach((reply) -> known.add(Long.valueOf(1).equals(reply)));
			}
			return known;
		});
	}

	@Override
	public long approximateSize() {
		return this.core.callForNumber("PFCOUNT");
	}

	@Override
	public ContainerCore core() {
		return this.core;
	}

	@Override
	public String toString() {
		return "HyperLogLog '" + key() + "'";
	}

}
