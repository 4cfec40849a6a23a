package io.pottery.collection;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nine elements in ten are removed while they are read, so that the set shrinks under the
 * iteration. A tenth is just too little for the table to stay.
 */
class RedisSetIterationTests {

	@Test
	void ofManyElementsNothingStableIsLostAndNothingIsRepeated() {
		assertThat(readWhileShrinking(Containers.settings(), 100_000, 50_000)).isZero();
	}

	@Test
	void whereverTheResizeFallsNothingIsRepeated() {
		ContainerSettings settings = Containers.settings();
		assertThat(IntStream.rangeClosed(1, 10).map((page) -> readWhileShrinking(settings, 16_000, 1_000 * page)))
			.containsOnly(0);
	}

	@Test
	void aShortMemoryRepeatsButLosesNothing() {
		ContainerSettings settings = Containers.settings().withDistinctElements(10);
		assertThat(IntStream.range(0, 400)
			.map((round) -> readWhileShrinking(settings, 16_000, 1_000 + 1_000 * round % 12_000))
			.anyMatch((repetitions) -> repetitions > 0)).isTrue();
	}

	@Test
	void whatIsAddedMeanwhileMayBeReadAndNothingIsRepeated() {
		RedisSets sets = Containers::settings;
		RedisSet<Integer> set = sets.set(KeyNames.fresh(), Integer.class, IntStream.range(0, 10_000).boxed().toList());
		Set<Integer> read = new HashSet<>();
		for (Iterator<Integer> elements = set.iterator(); elements.hasNext();) {
			assertThat(read.add(elements.next())).isTrue();
			if (read.size() == 5_000) {
				set.addAll(IntStream.range(10_000, 60_000).boxed().toList());
			}
		}
		assertThat(read.containsAll(IntStream.range(0, 10_000).boxed().toList())).isTrue();
		set.clear();
	}

	private int readWhileShrinking(ContainerSettings settings, int size, int readBefore) {
		RedisSets sets = () -> settings;
		// Texts, because a set of small integers needs no table.
		RedisSet<String> set = sets.set(KeyNames.fresh(), String.class, texts(0, size));
		int stable = size / 10;
		Set<String> read = new HashSet<>();
		int yielded = 0;
		for (String element : set) {
			read.add(element);
			yielded++;
			if (yielded == readBefore) {
				List<String> unstable = texts(stable, size);
				set.removeAll(unstable);
				// Redis moves to the smaller table a step at each access.
				set.removeAll(unstable);
			}
		}
		assertThat(read.containsAll(set.snapshot())).isTrue();
		assertThat(read).hasSizeGreaterThanOrEqualTo(readBefore);
		assertThat(set).hasSize(stable);
		set.clear();
		return yielded - read.size();
	}

	private static List<String> texts(int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> "element-" + i).toList();
	}

}
