package io.pottery.probabilistic;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerContract;
import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.exception.WrongTypeException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How a filter begins, expires and ends, and how it treats what is not its own.
 */
class BloomFilterLifeTests implements ContainerContract<BloomFilter<Integer>> {

	private final AtomicInteger next = new AtomicInteger();

	@Override
	public BloomFilter<Integer> open(ContainerSettings settings, String key) {
		BloomFilters filters = () -> settings;
		return filters.bloomFilter(key, Integer.class, 100, 0.01);
	}

	@Override
	public BloomFilter<Integer> temporary(ContainerSettings settings) {
		BloomFilters filters = () -> settings;
		return filters.bloomFilter(Integer.class, 100, 0.01);
	}

	@Override
	public void fill(BloomFilter<Integer> filter) {
		filter.add(this.next.incrementAndGet());
	}

	@Override
	public String type() {
		return "a string";
	}

	@Override
	public List<Consumer<BloomFilter<Integer>>> operations() {
		return List.of((filter) -> filter.add(1), (filter) -> filter.addAll(List.of(1, 2)),
				(filter) -> filter.contains(1), (filter) -> filter.containsMany(1, 2), BloomFilter::approximateSize,
				BloomFilter::bitCount, (filter) -> filter.update(open(Containers.settings(), KeyNames.fresh())),
				BloomFilter::union, (filter) -> filter.unionInto(KeyNames.fresh()),
				(filter) -> open(Containers.settings(), KeyNames.fresh()).update(filter));
	}

	@Test
	void parametersOfAnotherTypeAreRefused() {
		BloomFilter<Integer> filter = open(Containers.settings(), KeyNames.fresh());
		fill(filter);
		String parameters = "{" + filter.key() + "}:pottery:bloom:" + filter.key();
		RedisServer.shared().command("DEL", parameters);
		RedisServer.shared().command("RPUSH", parameters, "foreign");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> filter.contains(1))
			.withMessage(
					"Key '" + filter.key() + "' holds a string as expected, but a key beside it holds another type");
	}

	@Test
	void aKeyWithoutAHashTagIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> open(Containers.settings(), "a}b"))
			.withMessageEndingWith("was 'a}b'");
	}

	@Test
	void aTemporaryUnionLeavesTheOthersTheirLife() {
		BloomFilter<Integer> one = open(Containers.settings(), KeyNames.fresh());
		BloomFilter<Integer> two = open(Containers.settings(), KeyNames.fresh());
		fill(one);
		fill(two);
		try (BloomFilter<Integer> union = one.union(two)) {
			assertThat(union.containsMany(1, 2)).containsExactly(true, true);
			assertThat(union.timeToLive()).isPresent();
		}
		assertThat(one.timeToLive()).isEmpty();
		assertThat(two.timeToLive()).isEmpty();
		assertThat(one.contains(2)).isFalse();
	}

}
