package io.pottery.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.pottery.exception.WrongTypeException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How everything under a key of its own expires and ends, and how it treats what is not
 * its own.
 *
 * @param <C> the type of the container
 */
public interface KeyedContainerContract<C extends RedisContainer> {

	/**
	 * Other types of Redis: what a refusal calls them, and the command that makes one.
	 */
	Map<String, List<String>> FOREIGN = Map.of("a string", List.of("SET", "x"), "a list", List.of("RPUSH", "x"),
			"a set", List.of("SADD", "x"), "a sorted set", List.of("ZADD", "1", "x"), "a hash",
			List.of("HSET", "f", "x"), "a stream", List.of("XADD", "*", "other", "x"));

	/**
	 * Opens a container.
	 * @param settings what containers share
	 * @param key its key
	 * @return the container
	 */
	C open(ContainerSettings settings, String key);

	/**
	 * Puts one more element into a container, companions included where it has any.
	 * @param container the container
	 */
	void fill(C container);

	/**
	 * Returns everything that can be called on a container and asks Redis.
	 * @return the operations
	 */
	List<Consumer<C>> operations();

	/**
	 * Returns what a refusal says was expected.
	 * @return a type of Redis with its article
	 */
	String type();

	@Test
	default void expiryIsSetAndRead() {
		C container = open(Containers.settings(), KeyNames.fresh());
		assertThat(container.expire(Duration.ofMinutes(1))).isFalse();
		fill(container);
		assertThat(container.timeToLive()).isEmpty();
		assertThat(container.expire(Duration.ofMinutes(1))).isTrue();
		assertThat(container.timeToLive()).hasValueSatisfying(
				(remaining) -> assertThat(remaining).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1)));
		fill(container);
		assertThat(container.timeToLive()).isPresent();
		assertThat(keysOf(container)).allSatisfy((name) -> assertThat(timeToLive(name)).isPositive());
		assertThatIllegalArgumentException().isThrownBy(() -> container.expire(Duration.ofNanos(1)))
			.withMessage("'timeToLive' must be at least one millisecond, was PT0.000000001S");
	}

	@Test
	default void clearLeavesNothing() {
		C container = open(Containers.settings(), KeyNames.fresh());
		fill(container);
		assertThat(keysOf(container)).isNotEmpty();
		container.clear();
		assertThat(keysOf(container)).isEmpty();
		container.clear();
	}

	@Test
	default void closingAnOpenedContainerLeavesItAlone() {
		C container = open(Containers.settings(), KeyNames.fresh());
		fill(container);
		Object dump = dump(container.key());
		container.close();
		assertThat(dump(container.key())).isEqualTo(dump).isNotNull();
	}

	@Test
	default void aPrefixGoesBeforeTheKey() {
		String key = KeyNames.fresh();
		C container = open(Containers.settings().withKeyPrefix("app:"), key);
		fill(container);
		assertThat(container.key()).isEqualTo(key);
		assertThat(dump("app:" + key)).isNotNull();
		assertThat(dump(key)).isNull();
	}

	@Test
	default void foreignTypesStayUntouched() {
		FOREIGN.forEach((type, content) -> {
			if (!type.equals(type())) {
				String key = KeyNames.fresh();
				List<String> arguments = new ArrayList<>(content);
				arguments.set(0, key);
				RedisServer.shared().command(content.get(0), arguments.toArray(String[]::new));
				assertRefused(type, open(Containers.settings(), key));
			}
		});
	}

	private void assertRefused(String type, C container) {
		Object dump = dump(container.key());
		List<Consumer<C>> operations = new ArrayList<>(operations());
		operations.add(RedisContainer::clear);
		operations.add((it) -> it.expire(Duration.ofMinutes(1)));
		operations.forEach((operation) -> assertThatExceptionOfType(WrongTypeException.class)
			.isThrownBy(() -> operation.accept(container))
			.withMessage("Key '" + container.key() + "' holds " + type + ", expected " + type())
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(container.key())));
		assertThat(dump(container.key())).isEqualTo(dump);
		assertThat(timeToLive(container.key())).isEqualTo(-1);
	}

	/**
	 * Finds everything that stands in Redis for a container.
	 * @param container the container
	 * @return its key and those of its companions, as far as they exist
	 */
	static List<String> keysOf(RedisContainer container) {
		List<?> keys = (List<?>) RedisServer.shared().command("KEYS", "*" + container.key() + "*");
		return keys.stream().map(String.class::cast).toList();
	}

	/**
	 * Reads what stands under a key.
	 * @param key the key
	 * @return the text that tells it from any other
	 */
	static Object dump(String key) {
		return RedisServer.shared().command("DUMP", key);
	}

	/**
	 * Reads the expiry of a key.
	 * @param key the key
	 * @return milliseconds, -1 where there is none
	 */
	static long timeToLive(String key) {
		return (Long) RedisServer.shared().command("PTTL", key);
	}

}
