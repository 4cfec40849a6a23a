package io.pottery;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import io.pottery.collection.CachedOrderedMap;
import io.pottery.collection.RedisCollections;
import io.pottery.collection.RedisMap;
import io.pottery.collection.RedisSet;
import io.pottery.container.Containers;
import io.pottery.probabilistic.BloomFilter;
import io.pottery.probabilistic.BloomFilters;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stands outside the rooms of the containers, as an application does.
 */
class InefficientAccessTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.pottery.inefficient");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final RedisCollections collections = RedisCollections.create(Containers.settings());

	private final String key = KeyNames.fresh();

	private final RedisMap<String, Integer> map = this.collections.map(this.key, String.class, Integer.class);

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.setAdditive(false);
		this.logger.setLevel(Level.DEBUG);
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
		this.logger.setAdditive(true);
	}

	@Test
	void isLoggedOncePerPlace() {
		for (int i = 0; i < 3; i++) {
			this.map.containsValue(1);
		}
		this.map.containsValue(1);
		assertThat(messages()).hasSize(2)
			.allSatisfy((message) -> assertThat(message).startsWith("containsValue reads all of '" + this.map.key()
					+ "': io.pottery.InefficientAccessTests." + "isLoggedOncePerPlace(InefficientAccessTests.java:"));
	}

	@Test
	void namesTheApplicationBehindJavaUtil() {
		this.map.put("a", 1);
		assertThat(List.copyOf(this.map.keySet())).containsExactly("a");
		this.map.forEach((key, value) -> assertThat(value).isOne());
		assertThat(messages()).hasSize(2)
			.allSatisfy((message) -> assertThat(message).contains("namesTheApplicationBehindJavaUtil"));
	}

	@ParameterizedTest(name = "{0} of a {1}")
	@MethodSource("wholes")
	void isLoggedByEveryStructure(String operation, String structure, BiConsumer<RedisCollections, String> call) {
		for (int i = 0; i < 3; i++) {
			call.accept(this.collections, this.key);
		}
		assertThat(messages()).hasSize(1)
			.allSatisfy((message) -> assertThat(message).startsWith(
					operation + " reads all of '" + this.key + "': io.pottery.InefficientAccessTests.lambda$wholes$"));
	}

	static List<Arguments> wholes() {
		return List.of(whole("iterator", "set", (all, key) -> all.set(key, Integer.class).iterator()),
				whole("union", "set", (all, key) -> all.set(key, Integer.class).union(Set.of(1))),
				whole("unionInto", "set", (all, key) -> all.set(key, Integer.class).unionInto(key, Set.of(1))),
				whole("retainAll", "set", (all, key) -> all.set(key, Integer.class).retainAll(other(all))),
				whole("isSubsetOf", "set", (all, key) -> all.set(key, Integer.class).isSubsetOf(other(all))),
				whole("addAll", "set", (all, key) -> other(all).addAll(all.set(key, Integer.class))),
				whole("removeAll", "set", (all, key) -> other(all).removeAll(all.set(key, Integer.class))),
				whole("isDisjoint", "set", (all, key) -> other(all).isDisjoint(all.set(key, Integer.class))),
				whole("isSupersetOf", "set", (all, key) -> other(all).containsAll(all.set(key, Integer.class))),
				whole("symmetricDifferenceInPlace", "set",
						(all, key) -> other(all).symmetricDifferenceInPlace(all.set(key, Integer.class))),
				whole("approximateSize", "Bloom filter", (all, key) -> filter(key).approximateSize()),
				whole("bitCount", "Bloom filter", (all, key) -> filter(key).bitCount()),
				whole("update", "Bloom filter", (all, key) -> filter(key).update(filter(KeyNames.fresh()))),
				whole("containsAll", "list", (all, key) -> all.list(key, Integer.class).containsAll(Set.of(1))),
				whole("indexOf", "list", (all, key) -> all.list(key, Integer.class).contains(1)),
				whole("sort", "list", (all, key) -> all.list(key, Integer.class).sort(null)),
				whole("sort", "list", (all, key) -> all.list(key, Integer.class).sort(Comparator.reverseOrder())),
				whole("contains", "deque", (all, key) -> all.deque(key, Integer.class).contains(1)),
				whole("reverse", "deque", (all, key) -> all.deque(key, Integer.class).reverse()),
				whole("contains", "queue", (all, key) -> all.queue(key, Integer.class).contains(1)),
				whole("snapshot", "queue", (all, key) -> all.queue(key, Integer.class).snapshot()),
				whole("mostCommon", "counter", (all, key) -> all.counter(key, Integer.class).mostCommon(1)),
				whole("total", "counter", (all, key) -> all.counter(key, Integer.class).total()),
				whole("containsValue", "map", (all, key) -> all.map(key, Integer.class, Long.class).containsValue(1L)),
				whole("putAll", "map",
						(all, key) -> all.cachedOrderedMap(KeyNames.fresh(), Integer.class, Long.class, Set.of())
							.putAll(all.map(key, Integer.class, Long.class))));
	}

	private static RedisSet<Integer> other(RedisCollections collections) {
		return collections.set(KeyNames.fresh(), Integer.class);
	}

	private static BloomFilter<Integer> filter(String key) {
		BloomFilters filters = Containers::settings;
		return filters.bloomFilter(key, Integer.class, 100, 0.01);
	}

	private static Arguments whole(String operation, String structure, BiConsumer<RedisCollections, String> call) {
		return Arguments.of(operation, structure, call);
	}

	@Test
	void isNotAskingForOneMapping() {
		this.map.put("a", 1);
		assertThat(this.map.get("a")).isEqualTo(1);
		assertThat(this.map.size()).isEqualTo(1);
		assertThat(this.map.keySet().contains("a")).isTrue();
		assertThat(messages()).isEmpty();
	}

	@Test
	void isNotReadingWhatACachedMapHolds() {
		CachedOrderedMap<String, Integer> cached = this.collections.cachedOrderedMap(KeyNames.fresh(), String.class,
				Integer.class, List.of("a"));
		assertThat(cached.snapshot()).containsOnlyKeys("a");
		assertThat(cached).hasToString("{a=null}");
		assertThat(messages()).isEmpty();
	}

	private List<String> messages() {
		return this.appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

}
