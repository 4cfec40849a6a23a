package io.pottery.samples.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link ConcurrentMap} that is measured, and the client behind it.
 */
interface OrderMap extends AutoCloseable {

	@Nullable Order get(String key);

	@Nullable Order put(String key, Order value);

	void putAll(Map<String, Order> mappings);

	@Nullable Order merge(String key, Order value, BiFunction<Order, Order, Order> remapping);

	static OrderMap of(ConcurrentMap<String, Order> map, AutoCloseable client) {
		return new OrderMap() {

			@Override
			public @Nullable Order get(String key) {
				return map.get(key);
			}

			@Override
			public @Nullable Order put(String key, Order value) {
				return map.put(key, value);
			}

			@Override
			public void putAll(Map<String, Order> mappings) {
				map.putAll(mappings);
			}

			@Override
			public @Nullable Order merge(String key, Order value, BiFunction<Order, Order, Order> remapping) {
				return map.merge(key, value, remapping);
			}

			@Override
			public void close() throws Exception {
				client.close();
			}

		};
	}

}
