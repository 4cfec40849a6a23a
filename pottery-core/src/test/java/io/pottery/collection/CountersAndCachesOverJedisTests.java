package io.pottery.collection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

import io.pottery.codec.JsonCodecs;
import io.pottery.connection.RedisCommands;
import io.pottery.container.ContainerSettings;
import io.pottery.exception.UndecodableValueException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the scripts of counters and cached ordered maps answer, read by another client.
 */
class CountersAndCachesOverJedisTests {

	private final JedisConnectionFactory jedis = new JedisConnectionFactory(
			new RedisStandaloneConfiguration(RedisServer.shared().host(), RedisServer.shared().port()));

	private final ContainerSettings settings = ContainerSettings.of(RedisCommands.from(this.jedis),
			JsonCodecs.create());

	private final String key = KeyNames.fresh();

	@BeforeEach
	void start() {
		this.jedis.afterPropertiesSet();
		this.jedis.start();
	}

	@AfterEach
	void stop() {
		this.jedis.destroy();
	}

	@Test
	void countersCountAndFailAlike() {
		RedisCounters counters = () -> this.settings;
		RedisCounter<String> counter = counters.counter(this.key, String.class);
		assertThat(counter.increment("a", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
		assertThatExceptionOfType(CountOverflowException.class).isThrownBy(() -> counter.increment("a"));
		RedisServer.shared().command("HSET", this.key, "\"bad\"", "poison");
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> counter.increment("bad"));
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> counter.unionInPlace(Map.of()));
		counter.keySet().remove("bad");
		counter.minusInPlace(Map.of("a", Long.MAX_VALUE - 2, "b", -1L));
		counter.unionInPlace(Map.of("c", 3L));
		assertThat(counter.snapshot()).isEqualTo(Map.of("a", 2L, "b", 1L, "c", 3L));
		assertThat(counter.total()).isEqualTo(6);
	}

	@Test
	void cachedOrderedMapsReadAndWriteAlike() {
		CachedOrderedMaps maps = () -> this.settings;
		CachedOrderedMap<Integer, String> map = maps.cachedOrderedMap(this.key, Integer.class, String.class,
				List.of(2, 1));
		assertThat(map.putIfAbsent(1, "one")).isNull();
		map.putAll(Map.of(3, "three"));
		CachedOrderedMap<Integer, String> other = maps.cachedOrderedMap(this.key, Integer.class, String.class,
				List.of(3, 2, 1));
		map.put(2, "two");
		assertThat(other.misses()).containsExactly(2);
		assertThat(other.putIfAbsent(2, "due")).isEqualTo("two");
		Map<Integer, String> expected = new LinkedHashMap<>();
		expected.put(3, "three");
		expected.put(2, "two");
		expected.put(1, "one");
		assertThat(other).containsExactlyEntriesOf(expected);
	}

}
