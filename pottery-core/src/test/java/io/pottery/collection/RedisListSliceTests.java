package io.pottery.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every slice of short lists, against a model that counts as Python's
 * {@code PySlice_AdjustIndices} does.
 */
class RedisListSliceTests {

	private static final int[] STEPS = { 1, 2, 3, 100, -1, -2, -3, -100, Integer.MIN_VALUE, Integer.MAX_VALUE };

	private final RedisLists lists = Containers::settings;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 5 })
	void slicesAreRead(int size) {
		RedisList<Integer> list = list(size);
		for (Integer from : bounds(size)) {
			for (Integer to : bounds(size)) {
				assertThat(list.slice(from, to)).isEqualTo(indexes(size, from, to, 1));
				for (int step : STEPS) {
					assertThat(list.slice(from, to, step)).as("[%s:%s:%s] of %s", from, to, step, size)
						.isEqualTo(indexes(size, from, to, step));
				}
			}
			assertThat(list.slice(from)).isEqualTo(indexes(size, from, null, 1));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4 })
	void slicesAreRemoved(int size) {
		for (Integer from : bounds(size)) {
			for (Integer to : bounds(size)) {
				for (int step : STEPS) {
					RedisList<Integer> list = list(size);
					list.removeSlice(from, to, step);
					List<Integer> expected = numbers(size);
					expected.removeAll(indexes(size, from, to, step));
					assertThat(list.snapshot()).as("[%s:%s:%s] of %s", from, to, step, size).isEqualTo(expected);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4 })
	void slicesAreReplacedByMoreAndByLess(int size) {
		for (Integer from : bounds(size)) {
			for (Integer to : bounds(size)) {
				for (int count = 0; count < 4; count++) {
					List<Integer> replacement = IntStream.range(100, 100 + count).boxed().toList();
					RedisList<Integer> list = list(size);
					list.setSlice(from, to, replacement);
					List<Integer> expected = numbers(size);
					long start = adjust(from, 0, size, 0, size);
					long end = Math.max(start, adjust(to, size, size, 0, size));
					List<Integer> range = expected.subList((int) start, (int) end);
					range.clear();
					range.addAll(replacement);
					assertThat(list.snapshot()).as("[%s:%s] of %s", from, to, size).isEqualTo(expected);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 20, 1_000, 1_980, 1_999, 2_000 })
	void insertionsFindTheirPlaceInLongLists(int index) {
		for (int count : new int[] { 1, 2, 300 }) {
			RedisList<Integer> list = list(2_000);
			List<Integer> expected = numbers(2_000);
			list.addAll(index, numbers(count));
			expected.addAll(index, numbers(count));
			assertThat(list.snapshot()).isEqualTo(expected);
			list.subList(index, index + count).clear();
			assertThat(list.snapshot()).isEqualTo(numbers(2_000));
		}
	}

	@Test
	void aSliceIsAPlainCopy() {
		RedisList<Integer> list = list(3);
		List<Integer> slice = list.slice(0, 2);
		slice.add(7);
		assertThat(slice).containsExactly(0, 1, 7);
		assertThat(list).containsExactly(0, 1, 2);
	}

	@Test
	void aStepOfZeroIsRefused() {
		RedisList<Integer> list = list(3);
		assertThatIllegalArgumentException().isThrownBy(() -> list.slice(0, 1, 0)).withMessage("'step' must not be 0");
		assertThatIllegalArgumentException().isThrownBy(() -> list.removeSlice(0, 1, 0))
			.withMessage("'step' must not be 0");
	}

	private RedisList<Integer> list(int size) {
		return this.lists.list(KeyNames.fresh(), Integer.class, numbers(size));
	}

	private static List<Integer> numbers(int size) {
		return new ArrayList<>(IntStream.range(0, size).boxed().toList());
	}

	private static List<Integer> bounds(int size) {
		List<Integer> bounds = new ArrayList<>();
		bounds.add(null);
		for (int bound = -size - 2; bound <= size + 2; bound++) {
			bounds.add(bound);
		}
		bounds.add(Integer.MIN_VALUE);
		bounds.add(Integer.MAX_VALUE);
		return bounds;
	}

	private static List<Integer> indexes(int size, Integer from, Integer to, int step) {
		long lowest = (step > 0) ? 0 : -1;
		long highest = (step > 0) ? size : size - 1;
		long start = adjust(from, (step > 0) ? lowest : highest, size, lowest, highest);
		long stop = adjust(to, (step > 0) ? highest : lowest, size, lowest, highest);
		List<Integer> indexes = new ArrayList<>();
		for (long i = start; (step > 0) ? i < stop : i > stop; i += step) {
			indexes.add((int) i);
		}
		return indexes;
	}

	private static long adjust(Integer bound, long open, int size, long lowest, long highest) {
		if (bound == null) {
			return open;
		}
		long index = (bound < 0) ? (long) bound + size : bound;
		return Math.max(lowest, Math.min(index, highest));
	}

}
