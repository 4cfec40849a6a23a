package io.pottery.samples.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The floor: the fewest commands that return the same, by hand, in one round trip where
 * that can be. Two of its callers may overwrite each other.
 */
final class LettuceOrderMap implements OrderMap {

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final RedisClient client;

	private final StatefulRedisConnection<String, String> connection;

	private final String key;

	LettuceOrderMap(String uri, String key) {
		this.client = RedisClient.create(uri);
		this.connection = this.client.connect();
		this.key = key;
	}

	@Override
	public @Nullable Order get(String key) {
		return order(this.connection.sync().hget(this.key, json(key)));
	}

	@Override
	public @Nullable Order put(String key, Order value) {
		String field = json(key);
		Future<String> previous = this.connection.async().hget(this.key, field);
		Future<Boolean> stored = this.connection.async().hset(this.key, field, json(value));
		await(stored);
		return order(await(previous));
	}

	@Override
	public void putAll(Map<String, Order> mappings) {
		Map<String, String> texts = new HashMap<>();
		mappings.forEach((key, value) -> texts.put(json(key), json(value)));
		this.connection.sync().hset(this.key, texts);
	}

	@Override
	public Order merge(String key, Order value, BiFunction<Order, Order, Order> remapping) {
		String field = json(key);
		Order previous = order(this.connection.sync().hget(this.key, field));
		Order merged = (previous != null) ? remapping.apply(previous, value) : value;
		this.connection.sync().hset(this.key, field, json(merged));
		return merged;
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

	private String json(Object value) {
		return this.mapper.writeValueAsString(value);
	}

	private @Nullable Order order(@Nullable String json) {
		return (json != null) ? this.mapper.readValue(json, Order.class) : null;
	}

	private static <T> T await(Future<T> future) {
		try {
			return future.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
