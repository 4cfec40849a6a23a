package io.pottery.collection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.ListIterator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * How iterators and ranges read and change a list, alone and while others do.
 */
class RedisListIterationTests {

	private final RedisLists lists = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisList<Integer> list = this.lists.list(this.key, Integer.class);

	@Test
	void iteratorsGoBothWaysOverPages() {
		List<Integer> numbers = IntStream.range(0, 2_500).boxed().toList();
		this.list.addAll(numbers);
		ListIterator<Integer> elements = this.list.listIterator();
		List<Integer> read = new ArrayList<>();
		elements.forEachRemaining(read::add);
		assertThat(read).isEqualTo(numbers);
		List<Integer> back = new ArrayList<>();
		while (elements.hasPrevious()) {
			back.add(0, elements.previous());
		}
		assertThat(back).isEqualTo(numbers);
		assertThat(this.list.listIterator(1_999).next()).isEqualTo(1_999);
		assertThat(this.list.listIterator(1_999).previous()).isEqualTo(1_998);
	}

	@Test
	void iteratorsChangeElementsAcrossPages() {
		List<Integer> expected = new ArrayList<>(IntStream.range(0, 2_500).boxed().toList());
		this.list.addAll(expected);
		change(this.list.listIterator());
		change(expected.listIterator());
		assertThat(this.list.snapshot()).isEqualTo(expected);
		change(this.list.reversed().listIterator());
		Collections.reverse(expected);
		change(expected.listIterator());
		Collections.reverse(expected);
		assertThat(this.list.snapshot()).isEqualTo(expected);
	}

	private void change(ListIterator<Integer> elements) {
		while (elements.hasNext()) {
			int value = elements.next();
			switch (value % 5) {
				case 0 -> elements.remove();
				case 1 -> elements.set(value + 5);
				case 2 -> elements.add(value + 5);
				case 3 -> {
					elements.previous();
					elements.next();
				}
				default -> assertThat(elements.nextIndex()).isEqualTo(elements.previousIndex() + 1);
			}
		}
	}

	@Test
	void iteratorsRemoveAndReplaceWhatOthersHaveMoved() {
		this.list.addAll(List.of(1, 2, 3));
		ListIterator<Integer> elements = this.list.listIterator();
		elements.next();
		this.list.addFirst(0);
		elements.remove();
		elements.next();
		elements.set(20);
		assertThat(this.list).containsExactly(0, 20, 3);
	}

	@Test
	void iteratorsLeaveWhatOthersHaveChanged() {
		this.list.addAll(List.of(1, 2, 3));
		ListIterator<Integer> elements = this.list.listIterator();
		elements.next();
		this.list.set(0, 10);
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(() -> elements.set(11))
			.withMessage("Element 0 of '" + this.key + "' was changed or removed since it was read");
		elements.remove();
		assertThatIllegalStateException().isThrownBy(elements::remove);
		assertThat(this.list).containsExactly(10, 2, 3);
	}

	@Test
	void iteratorsEndWhereOthersHaveCutTheList() {
		this.list.addAll(IntStream.range(0, 2_000).boxed().toList());
		ListIterator<Integer> elements = this.list.listIterator(2_000);
		this.list.removeSlice(5, null);
		assertThat(elements.previous()).isEqualTo(4);
		this.list.clear();
		assertThat(this.list.listIterator().hasPrevious()).isFalse();
	}

	@Test
	void replaceAllFollowsWhatOthersMove() {
		this.list.addAll(List.of(1, 2, 3, 4));
		this.list.replaceAll((value) -> {
			if (value == 1) {
				this.list.addFirst(100);
				this.list.remove((Object) 4);
			}
			return value + 1;
		});
		assertThat(this.list).containsExactly(100, 2, 3, 4);
	}

	@Test
	void removeIfFollowsWhatOthersMove() {
		this.list.addAll(List.of(1, 2, 3, 4));
		assertThat(this.list.removeIf((value) -> {
			if (value == 1) {
				this.list.addFirst(100);
				this.list.set(4, 5);
			}
			return value % 2 == 0;
		})).isTrue();
		assertThat(this.list).containsExactly(100, 1, 3, 5);
	}

	@Test
	void rangesWriteThrough() {
		this.list.addAll(List.of(0, 1, 2, 3, 4, 5));
		List<Integer> range = this.list.subList(1, 5);
		List<Integer> inner = range.subList(1, 3);
		inner.add(9);
		inner.set(0, 8);
		assertThat(range).containsExactly(1, 8, 3, 9, 4);
		assertThat(inner.remove((Object) 3)).isTrue();
		assertThat(inner.removeIf((value) -> value == 5)).isFalse();
		inner.replaceAll((value) -> value + 1);
		assertThat(range).containsExactly(1, 9, 10, 4);
		range.sort(Comparator.reverseOrder());
		assertThat(this.list).containsExactly(0, 10, 9, 4, 1, 5);
		inner.clear();
		assertThat(inner).isEmpty();
		assertThat(range).containsExactly(10, 1);
		range.addAll(0, inner);
		range.clear();
		assertThat(this.list).containsExactly(0, 5);
	}

	@Test
	void rangesEndWhereOthersHaveCutTheList() {
		this.list.addAll(List.of(0, 1, 2, 3, 4, 5));
		List<Integer> range = this.list.subList(2, 5);
		this.list.removeSlice(3, null);
		assertThat(range).containsExactly(2).hasSize(1);
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> range.get(1))
			.withMessage("Index 1 out of bounds for length 1");
	}

	@Test
	void rangesSearchTheirPositionsOnly() {
		this.list.addAll(List.of(1, 2, 1, 2, 1));
		List<Integer> range = this.list.subList(1, 4);
		assertThat(range.indexOf(1)).isEqualTo(1);
		assertThat(range.lastIndexOf(2)).isEqualTo(2);
		assertThat(range.contains(5)).isFalse();
		assertThat(range.containsAll(List.of(1, 2))).isTrue();
		assertThat(range.containsAll(List.of(1, 5))).isFalse();
		assertThat(range.removeAll(List.of(2))).isTrue();
		assertThat(this.list).containsExactly(1, 1, 1);
	}

}
