package io.pottery.spring.autoconfigure;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import io.pottery.Pottery;
import io.pottery.collection.FencedValue;
import io.pottery.collection.RedeliveryPolicy;
import io.pottery.collection.RedisCounter;
import io.pottery.collection.RedisDeque;
import io.pottery.collection.RedisList;
import io.pottery.collection.RedisMap;
import io.pottery.collection.RedisSet;
import io.pottery.collection.RedisSimpleQueue;
import io.pottery.probabilistic.BloomFilter;
import io.pottery.probabilistic.HyperLogLog;
import io.pottery.quorum.NextId;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.RedlockBuilder;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedBloomFilter;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedContainer;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedDeque;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedFencedValue;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedMap;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedNextId;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedQueue;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedRedlock;

/**
 * A kind of structure that is a bean by name and is injected by key.
 *
 * @param <P> the properties of one bean
 * @param section where the beans stand below {@code pottery}
 * @param type the interface of the structure
 * @param properties the properties of one bean
 * @param key how the properties name the Redis key
 * @param typeArguments the properties that name the type arguments, in their order
 * @param opener what opens a structure
 */
record StructureKind<P>(String section, Class<?> type, Class<P> properties, Function<P, @Nullable String> key,
		List<TypeArgument<P>> typeArguments, Function<Opening<P>, Object> opener) {

	/**
	 * All kinds.
	 */
	static final List<StructureKind<?>> ALL = List.of(
			new StructureKind<>("maps", RedisMap.class, NamedMap.class, NamedMap::key,
					List.of(new TypeArgument<>("key-type", NamedMap::keyType),
							new TypeArgument<>("value-type", NamedMap::valueType)),
					(opening) -> opening.pottery().map(opening.key(), opening.types().get(0), opening.types().get(1))),
			container("sets", RedisSet.class,
					(opening) -> opening.pottery().set(opening.key(), opening.types().get(0))),
			container("lists", RedisList.class,
					(opening) -> opening.pottery().list(opening.key(), opening.types().get(0))),
			new StructureKind<>("deques", RedisDeque.class, NamedDeque.class, NamedDeque::key,
					List.of(new TypeArgument<>("element-type", NamedDeque::elementType)), StructureKind::deque),
			new StructureKind<>("queues", RedisSimpleQueue.class, NamedQueue.class, NamedQueue::key,
					List.of(new TypeArgument<>("element-type", NamedQueue::elementType)), StructureKind::queue),
			container("counters", RedisCounter.class,
					(opening) -> opening.pottery().counter(opening.key(), opening.types().get(0))),
			new StructureKind<>("bloom-filters", BloomFilter.class, NamedBloomFilter.class, NamedBloomFilter::key,
					List.of(new TypeArgument<>("element-type", NamedBloomFilter::elementType)),
					StructureKind::bloomFilter),
			container("hyper-log-logs", HyperLogLog.class,
					(opening) -> opening.pottery().hyperLogLog(opening.key(), opening.types().get(0))),
			new StructureKind<>("fenced-values", FencedValue.class, NamedFencedValue.class, NamedFencedValue::key,
					List.of(new TypeArgument<>("value-type", NamedFencedValue::valueType)),
					(opening) -> opening.pottery().fencedValue(opening.key(), opening.types().get(0))),
			new StructureKind<>("redlocks", Redlock.class, NamedRedlock.class, NamedRedlock::key, List.of(),
					StructureKind::redlock),
			new StructureKind<>("next-ids", NextId.class, NamedNextId.class, NamedNextId::key, List.of(),
					StructureKind::nextId));

	/**
	 * Finds the kind of a type.
	 * @param type the type of an injection point
	 * @return the kind, or {@code null} where none is of this type
	 */
	static @Nullable StructureKind<?> of(Class<?> type) {
		return ALL.stream().filter((kind) -> kind.type() == type).findFirst().orElse(null);
	}

	private static StructureKind<NamedContainer> container(String section, Class<?> type,
			Function<Opening<NamedContainer>, Object> opener) {
		return new StructureKind<>(section, type, NamedContainer.class, NamedContainer::key,
				List.of(new TypeArgument<>("element-type", NamedContainer::elementType)), opener);
	}

	private static RedisDeque<?> deque(Opening<NamedDeque> opening) {
		NamedDeque properties = opening.properties();
		Type type = opening.types().get(0);
		return (properties != null && properties.maxLength() != null)
				? opening.pottery().deque(opening.key(), type, properties.maxLength())
				: opening.pottery().deque(opening.key(), type);
	}

	private static RedisSimpleQueue<?> queue(Opening<NamedQueue> opening) {
		NamedQueue properties = opening.properties();
		RedeliveryPolicy policy = (properties != null)
				? new RedeliveryPolicy(properties.visibilityTimeout(), properties.maxDeliveries())
				: RedeliveryPolicy.standard();
		return opening.pottery().queue(opening.key(), opening.types().get(0), policy);
	}

	private static BloomFilter<?> bloomFilter(Opening<NamedBloomFilter> opening) {
		NamedBloomFilter properties = opening.properties();
		if (properties == null || properties.expectedElements() == null) {
			throw new InvalidPotteryPropertyException("pottery.bloom-filters",
					"does not say how many elements the Bloom filter '" + opening.key() + "' is made for",
					"Declare the filter there with 'expected-elements', and inject it by its type or its name.", null);
		}
		return opening.pottery()
			.bloomFilter(opening.key(), opening.types().get(0), properties.expectedElements(),
					properties.falsePositives());
	}

	private static Redlock redlock(Opening<NamedRedlock> opening) {
		RedlockBuilder builder = opening.pottery().redlockBuilder(opening.key());
		NamedRedlock properties = opening.properties();
		if (properties != null) {
			builder.maxExtensions(properties.maxExtensions())
				.autoExtend(properties.autoExtend())
				.interruptOnLost(properties.interruptOnLost())
				.failWhenQuorumImpossible(properties.failWhenQuorumImpossible())
				.quorumPatience(properties.quorumPatience());
			fence(builder, opening, properties);
		}
		return builder.autoReleaseTime(autoReleaseTime(opening)).build();
	}

	private static void fence(RedlockBuilder builder, Opening<NamedRedlock> opening, NamedRedlock properties) {
		try {
			builder.fenced(properties.fenced());
		}
		catch (IllegalStateException ex) {
			throw new InvalidPotteryPropertyException(opening.property() + ".fenced",
					"is true, and a failover of the one master, '" + opening.pottery().masters().get(0)
							+ "', forgets tokens and gives them out again",
					"Name independent servers in 'pottery.masters', or leave the lock unfenced.", ex);
		}
	}

	private static Duration autoReleaseTime(Opening<NamedRedlock> opening) {
		NamedRedlock properties = opening.properties();
		Duration own = (properties != null) ? properties.autoReleaseTime() : null;
		Duration time = (own != null) ? own : opening.settings().autoReleaseTime();
		Duration longest = opening.settings().maxLease();
		if (time.compareTo(longest) > 0) {
			throw new InvalidPotteryPropertyException(
					((own != null) ? opening.property() : "pottery.redlock") + ".auto-release-time",
					"is " + time.toMillis() + " ms, longer than the " + longest.toMillis()
							+ " ms of 'pottery.redlock.max-lease'",
					"Shorten it, or raise 'pottery.redlock.max-lease' for every client of the masters.", null);
		}
		return time;
	}

	private static NextId nextId(Opening<NamedNextId> opening) {
		NamedNextId properties = opening.properties();
		return (properties != null)
				? opening.pottery().nextIdBuilder(opening.key()).maxTries(properties.maxTries()).build()
				: opening.pottery().nextId(opening.key());
	}

	/**
	 * Opens a structure.
	 * @param pottery what opens it
	 * @param settings the settings of all locks
	 * @param property where the bean is declared, {@code null} where it is none
	 * @param key the Redis key
	 * @param types the type arguments
	 * @param properties the properties of the bean, {@code null} where it is none
	 * @return the structure
	 */
	Object open(Pottery pottery, PotteryProperties.Redlock settings, @Nullable String property, String key,
			List<Type> types, @Nullable P properties) {
		try {
			return this.opener.apply(new Opening<>(pottery, settings, property, key, types, properties));
		}
		catch (IllegalArgumentException ex) {
			if (property == null) {
				throw ex;
			}
			throw new InvalidPotteryPropertyException(property, "opens nothing: " + ex.getMessage(),
					"Correct the setting of which it speaks; it is written with dashes, such as 'max-extensions'.", ex);
		}
	}

	/**
	 * Completes the type of a bean of this kind.
	 * @param types the type arguments
	 * @return the generic type
	 */
	ResolvableType typeWith(List<Type> types) {
		return ResolvableType.forClassWithGenerics(this.type,
				types.stream().map(ResolvableType::forType).toArray(ResolvableType[]::new));
	}

	/**
	 * A property that names a type.
	 *
	 * @param <P> the properties of one bean
	 * @param name the name of the property
	 * @param text its value
	 */
	record TypeArgument<P>(String name, Function<P, String> text) {
	}

	/**
	 * What is known where a structure is opened.
	 *
	 * @param <P> the properties of one bean
	 * @param pottery what opens it
	 * @param settings the settings of all locks
	 * @param property where the bean is declared, {@code null} where it is none
	 * @param key the Redis key
	 * @param types the type arguments
	 * @param properties the properties of the bean, {@code null} where it is none
	 */
	record Opening<P>(Pottery pottery, PotteryProperties.Redlock settings, @Nullable String property, String key,
			List<Type> types, @Nullable P properties) {
	}

}
