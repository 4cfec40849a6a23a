package io.pottery.collection;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nine mappings in ten are removed while they are read, so that the hash shrinks under
 * the iteration. A tenth is just too little for the table to stay.
 */
class RedisMapIterationTests {

	@Test
	void ofManyMappingsNothingStableIsLostAndNothingIsRepeated() {
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

	private int readWhileShrinking(ContainerSettings settings, int size, int readBefore) {
		RedisMap<Integer, Integer> map = RedisCollections.create(settings)
			.map(KeyNames.fresh(), Integer.class, Integer.class);
		map.putAll(IntStream.range(0, size).boxed().collect(Collectors.toMap(Function.identity(), (i) -> i)));
		int stable = size / 10;
		Set<Integer> read = new HashSet<>();
		int yielded = 0;
		for (Iterator<Integer> keys = map.keySet().iterator(); keys.hasNext();) {
			read.add(keys.next());
			yielded++;
			if (yielded == readBefore) {
				List<Integer> unstable = IntStream.range(stable, size).boxed().toList();
				map.keySet().removeAll(unstable);
				// Redis moves to the smaller table a step at each access.
				map.keySet().removeAll(unstable);
			}
		}
		assertThat(read).containsAll(map.keySet()).hasSizeGreaterThanOrEqualTo(readBefore);
		assertThat(map).hasSize(stable);
		map.clear();
		return yielded - read.size();
	}

}
