package io.pottery.collection;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.pottery.container.ContainerSettings;
import io.pottery.container.KeyedContainerContract;

/**
 * How a fenced value expires and ends, and how it treats what is not its own.
 */
class FencedValueLifeTests implements KeyedContainerContract<FencedValue<Integer>> {

	private final AtomicInteger next = new AtomicInteger();

	@Override
	public FencedValue<Integer> open(ContainerSettings settings, String key) {
		FencedValues values = () -> settings;
		return values.fencedValue(key, Integer.class);
	}

	@Override
	public void fill(FencedValue<Integer> value) {
		value.set(this.next.incrementAndGet(), 1);
	}

	@Override
	public String type() {
		return "a hash";
	}

	@Override
	public List<Consumer<FencedValue<Integer>>> operations() {
		return List.of((value) -> value.set(1, 1), (value) -> value.fence(1), FencedValue::get, FencedValue::lastToken,
				(value) -> value.update(1, (old) -> 1));
	}

}
