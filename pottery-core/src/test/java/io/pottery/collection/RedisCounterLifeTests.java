package io.pottery.collection;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerContract;
import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.container.InitialContentsContract;
import io.pottery.exception.KeyExistsException;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a counter shares with every container.
 */
class RedisCounterLifeTests
		implements ContainerContract<RedisCounter<Integer>>, InitialContentsContract<RedisCounter<Integer>> {

	private final RedisCounters counters = Containers::settings;

	@Override
	public RedisCounter<Integer> open(ContainerSettings settings, String key) {
		RedisCounters counters = () -> settings;
		return counters.counter(key, Integer.class);
	}

	@Override
	public RedisCounter<Integer> temporary(ContainerSettings settings) {
		RedisCounters counters = () -> settings;
		return counters.counter(Integer.class);
	}

	@Override
	public RedisCounter<Integer> create(String key, int size, int mark) {
		Map<Integer, Long> contents = IntStream.range(0, size)
			.boxed()
			.collect(Collectors.toMap((i) -> i, (i) -> (long) mark));
		return this.counters.counter(key, Integer.class, contents);
	}

	@Override
	public Object contents(RedisCounter<Integer> counter) {
		return counter.snapshot();
	}

	@Override
	public void fill(RedisCounter<Integer> counter) {
		counter.increment(1);
	}

	@Override
	public String type() {
		return "a hash";
	}

	@Override
	public List<Consumer<RedisCounter<Integer>>> operations() {
		Map<Integer, Long> other = Map.of(1, 1L);
		return List.of((counter) -> counter.count(1), (counter) -> counter.increment(1),
				(counter) -> counter.update(List.of(1)), (counter) -> counter.update(other),
				(counter) -> counter.subtract(List.of(1)), (counter) -> counter.subtract(other),
				(counter) -> counter.plus(other), (counter) -> counter.minus(other), (counter) -> counter.union(other),
				(counter) -> counter.intersection(other), (counter) -> counter.plusInPlace(other),
				(counter) -> counter.minusInPlace(other), (counter) -> counter.unionInPlace(other),
				(counter) -> counter.intersectionInPlace(other), RedisCounter::positive, RedisCounter::negative,
				RedisCounter::mostCommon, (counter) -> counter.elements().toList(), RedisCounter::total,
				RedisCounter::snapshot, (counter) -> counter.get(1), (counter) -> counter.put(1, 1L),
				(counter) -> counter.merge(1, 1L, Long::sum), (counter) -> counter.keySet().remove(1));
	}

	@Test
	void elementsToCountLeaveATakenKeyAlone() {
		RedisCounter<Integer> first = this.counters.counter(KeyNames.fresh(), Integer.class, List.of(1, 2, 1));
		assertThatExceptionOfType(KeyExistsException.class)
			.isThrownBy(() -> this.counters.counter(first.key(), Integer.class, List.of(3)));
		assertThat(this.counters.counter(first.key(), Integer.class, List.of()).snapshot())
			.isEqualTo(Map.of(1, 2L, 2, 1L));
	}

	@Test
	void manyElementsToCountAppearAtOnce() {
		List<Integer> elements = Stream.concat(IntStream.range(0, 2_500).boxed(), IntStream.range(0, 500).boxed())
			.toList();
		RedisCounter<Integer> counter = this.counters.counter(KeyNames.fresh(), Integer.class, elements);
		assertThat(counter).hasSize(2_500);
		assertThat(counter.total()).isEqualTo(3_000);
	}

}
