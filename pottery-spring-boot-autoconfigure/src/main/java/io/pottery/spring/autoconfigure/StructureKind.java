package io.pottery.spring.autoconfigure;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import io.pottery.Pottery;
import io.pottery.collection.RedisMap;
import io.pottery.quorum.NextId;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.RedlockBuilder;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedMap;
import io.pottery.spring.autoconfigure.PotteryProperties.NamedNextId;
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

	private static Redlock redlock(Opening<NamedRedlock> opening) {
		RedlockBuilder builder = opening.pottery()
			.redlockBuilder(opening.key())
			.autoReleaseTime(opening.settings().autoReleaseTime());
		NamedRedlock properties = opening.properties();
		if (properties != null) {
			builder.maxExtensions(properties.maxExtensions())
				.failWhenQuorumImpossible(properties.failWhenQuorumImpossible());
			if (properties.autoReleaseTime() != null) {
				builder.autoReleaseTime(properties.autoReleaseTime());
			}
		}
		return builder.build();
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
	 * @param key the Redis key
	 * @param types the type arguments
	 * @param properties the properties of the bean, {@code null} where it is none
	 * @return the structure
	 */
	Object open(Pottery pottery, PotteryProperties.Redlock settings, String key, List<Type> types,
			@Nullable P properties) {
		return this.opener.apply(new Opening<>(pottery, settings, key, types, properties));
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
	 * @param key the Redis key
	 * @param types the type arguments
	 * @param properties the properties of the bean, {@code null} where it is none
	 */
	record Opening<P>(Pottery pottery, PotteryProperties.Redlock settings, String key, List<Type> types,
			@Nullable P properties) {
	}

}
