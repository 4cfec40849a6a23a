package io.pottery.collection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * What a cached ordered map without a time-out shares with every container, and its
 * time-outs.
 */
class CachedOrderedMapLifeTests implements ContainerContract<CachedOrderedMap<Integer, Integer>> {

	private static final List<Integer> KEYS = List.of(1, 2);

	private final CachedOrderedMaps maps = Containers::settings;

	private final String key = KeyNames.fresh();

	@Override
	public CachedOrderedMap<Integer, Integer> open(ContainerSettings settings, String key) {
		CachedOrderedMaps maps = () -> settings;
		return maps.cachedOrderedMapWithoutTimeout(key, Integer.class, Integer.class, List.of());
	}

	@Override
	public CachedOrderedMap<Integer, Integer> temporary(ContainerSettings settings) {
		CachedOrderedMaps maps = () -> settings;
		return maps.cachedOrderedMap(Integer.class, Integer.class, KEYS);
	}

	@Override
	public void fill(CachedOrderedMap<Integer, Integer> map) {
		map.put(1, 1);
	}

	@Override
	public String type() {
		return "a hash";
	}

	@Override
	public List<Consumer<CachedOrderedMap<Integer, Integer>>> operations() {
		return List.of((map) -> map.put(1, 1), (map) -> map.putAll(Map.of(1, 1)), (map) -> map.putIfAbsent(1, 1),
				(map) -> map.computeIfAbsent(1, (key) -> 1), (map) -> map.compute(1, (key, value) -> 1),
				(map) -> map.merge(1, 1, Integer::sum));
	}

	@Test
	void openingOnAForeignTypeIsRefused() {
		RedisServer.shared().command("SET", this.key, "x");
		assertThatExceptionOfType(WrongTypeException.class)
			.isThrownBy(() -> this.maps.cachedOrderedMap(this.key, Integer.class, Integer.class, KEYS))
			.withMessage("Key '" + this.key + "' holds a string, expected a hash");
		assertThat(RedisServer.shared().command("PTTL", this.key)).isEqualTo(-1L);
	}

	@Test
	void theCacheIsDeletedAMinuteAfterItsLastUseUnlessToldOtherwise() {
		CachedOrderedMap<Integer, Integer> map = this.maps.cachedOrderedMap(this.key, Integer.class, Integer.class,
				KEYS);
		assertThat(map.timeToLive()).isEmpty();
		map.put(1, 1);
		assertThat(map.timeToLive())
			.hasValueSatisfying((left) -> assertThat(left).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60)));
	}

	@Test
	void openingAndWritingRenewTheTimeout() {
		Duration hour = Duration.ofHours(1);
		CachedOrderedMap<Integer, Integer> map = this.maps.cachedOrderedMap(this.key, Integer.class, Integer.class,
				KEYS, hour);
		List<Runnable> uses = List.of(() -> map.put(1, 1), () -> map.putAll(Map.of(1, 1)), () -> map.putIfAbsent(2, 1),
				() -> map.putIfAbsent(3, 1), () -> map.replaceAll((key, value) -> value),
				() -> this.maps.cachedOrderedMap(this.key, Integer.class, Integer.class, List.of(7), hour));
		uses.forEach((use) -> {
			map.expire(Duration.ofMinutes(10));
			use.run();
			assertThat(map.timeToLive())
				.hasValueSatisfying((left) -> assertThat(left).isBetween(Duration.ofMinutes(50), hour));
		});
	}

	@Test
	void readingRenewsNothing() {
		CachedOrderedMap<Integer, Integer> map = this.maps.cachedOrderedMap(this.key, Integer.class, Integer.class,
				KEYS, Duration.ofHours(1));
		map.put(1, 1);
		map.expire(Duration.ofMinutes(10));
		assertThat(map.get(1)).isEqualTo(1);
		map.remove(1);
		assertThat(map.timeToLive()).hasValueSatisfying((left) -> assertThat(left).isLessThan(Duration.ofMinutes(11)));
	}

	@Test
	void withoutATimeoutTheCacheStays() {
		CachedOrderedMap<Integer, Integer> map = this.maps.cachedOrderedMapWithoutTimeout(this.key, Integer.class,
				Integer.class, KEYS);
		map.put(1, 1);
		map.putIfAbsent(2, 2);
		assertThat(this.maps.cachedOrderedMapWithoutTimeout(this.key, Integer.class, Integer.class, KEYS))
			.isEqualTo(map);
		assertThat(map.timeToLive()).isEmpty();
	}

	@Test
	void timeoutsOfLessThanAMillisecondAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.maps.cachedOrderedMap(this.key, Integer.class, Integer.class, KEYS, Duration.ZERO))
			.withMessage("'timeout' must be at least one millisecond, was PT0S");
	}

	@Test
	void anExpiredCacheLeavesTheMapAlone() {
		CachedOrderedMap<Integer, Integer> map = this.maps.cachedOrderedMap(this.key, Integer.class, Integer.class,
				KEYS);
		map.put(1, 1);
		RedisServer.shared().command("DEL", this.key);
		assertThat(map.get(1)).isEqualTo(1);
		assertThat(this.maps.cachedOrderedMap(this.key, Integer.class, Integer.class, KEYS).misses()).containsExactly(1,
				2);
	}

}
