package io.pottery.spring.internal;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.springframework.core.ResolvableType;

/**
 * Types as fields, parameters and methods declare them, for those who do not know where
 * they were declared.
 * <p>
 * Internal to Pottery: it may change at any time.
 *
 * @since 1.0
 */
public final class DeclaredTypes {

	private DeclaredTypes() {
	}

	/**
	 * Replaces every type variable and wildcard, at any depth, by what it stands for:
	 * what the class around it says, else its bound, else {@code Object}.
	 * @param type the type as declared
	 * @return a type that needs no context
	 */
	public static Type resolve(ResolvableType type) {
		return resolve(type, Set.of());
	}

	private static Type resolve(ResolvableType type, Set<Type> path) {
		if (path.contains(type.getType())) {
			return Object.class;
		}
		if (type.isArray()) {
			Type component = resolve(type.getComponentType(), path);
			return (component instanceof Class<?> plain) ? plain.arrayType() : new GenericArray(component);
		}
		Class<?> raw = type.resolve(Object.class);
		if (type.getType() instanceof Class || !type.hasGenerics()) {
			return raw;
		}
		Set<Type> longer = new HashSet<>(path);
		longer.add(type.getType());
		return ResolvableType
			.forClassWithGenerics(raw,
					Arrays.stream(type.getGenerics())
						.map((generic) -> ResolvableType.forType(resolve(generic, longer)))
						.toArray(ResolvableType[]::new))
			.getType();
	}

	/**
	 * An array whose elements have type arguments.
	 *
	 * @param getGenericComponentType the type of the elements
	 */
	private record GenericArray(Type getGenericComponentType) implements GenericArrayType {

		@Override
		public String toString() {
			return this.getGenericComponentType.getTypeName() + "[]";
		}

	}

}
