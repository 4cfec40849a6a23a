package io.pottery.probabilistic;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerContract;
import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How a HyperLogLog begins, expires and ends, and how it treats what is not its own,
 * plain strings included.
 */
class HyperLogLogLifeTests implements ContainerContract<HyperLogLog<Integer>> {

	private final AtomicInteger next = new AtomicInteger();

	@Override
	public HyperLogLog<Integer> open(ContainerSettings settings, String key) {
		HyperLogLogs logs = () -> settings;
		return logs.hyperLogLog(key, Integer.class);
	}

	@Override
	public HyperLogLog<Integer> temporary(ContainerSettings settings) {
		HyperLogLogs logs = () -> settings;
		return logs.hyperLogLog(Integer.class);
	}

	@Override
	public void fill(HyperLogLog<Integer> log) {
		log.add(this.next.incrementAndGet());
	}

	@Override
	public String type() {
		return "a HyperLogLog";
	}

	@Override
	public List<Consumer<HyperLogLog<Integer>>> operations() {
		return List.of((log) -> log.add(1), (log) -> log.addAll(List.of(1, 2)), (log) -> log.update(List.of(1)),
				(log) -> log.contains(1), (log) -> log.containsMany(1, 2), HyperLogLog::approximateSize,
				(log) -> log.update(open(Containers.settings(), KeyNames.fresh())), HyperLogLog::union,
				(log) -> log.unionInto(KeyNames.fresh()),
				(log) -> open(Containers.settings(), KeyNames.fresh()).update(log));
	}

	@Test
	void aKeyWithoutAHashTagIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> open(Containers.settings(), "a}b"))
			.withMessageEndingWith("was 'a}b'");
	}

	@Test
	void aTemporaryUnionLeavesTheOthersTheirLife() {
		HyperLogLog<Integer> one = open(Containers.settings(), KeyNames.fresh());
		HyperLogLog<Integer> two = open(Containers.settings(), KeyNames.fresh());
		fill(one);
		fill(two);
		try (HyperLogLog<Integer> union = one.union(two)) {
			assertThat(union.approximateSize()).isEqualTo(2);
			assertThat(union.timeToLive()).isPresent();
		}
		assertThat(one.timeToLive()).isEmpty();
		assertThat(two.timeToLive()).isEmpty();
		assertThat(one.approximateSize()).isEqualTo(1);
	}

}
