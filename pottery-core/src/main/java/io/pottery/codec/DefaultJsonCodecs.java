package io.pottery.codec;

import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The codecs of one mapper. Scalars take a way of their own where the mapper binds them
 * as usual.
 */
final class DefaultJsonCodecs implements JsonCodecs {

	private static final Set<Class<?>> SCALARS = Set.of(String.class, Boolean.class, Double.class, Long.class,
			Integer.class, Short.class, Byte.class);

	private final Binding binding;

	private final Map<JavaType, JsonCodec<?>> codecs = new ConcurrentHashMap<>();

	DefaultJsonCodecs(JsonMapper mapper, JsonLimits limits) {
		this.binding = new Binding(mapper, limits);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> JsonCodec<T> of(Type type) {
		Type boxed = (type instanceof Class<?> raw) ? MethodType.methodType(raw).wrap().returnType() : type;
		JavaType javaType = this.binding.mapper().constructType(boxed);
		return (JsonCodec<T>) this.codecs.computeIfAbsent(javaType, this::codec);
	}

	private JsonCodec<?> codec(JavaType type) {
		Class<?> raw = type.getRawClass();
		if (!SCALARS.contains(raw) || !JsonMappers.bindsPlainly(this.binding.mapper(), type)) {
			return general(type);
		}
		JsonLimits limits = this.binding.limits();
		if (raw == String.class) {
			return new StringJsonCodec(general(type), limits);
		}
		if (raw == Boolean.class) {
			return new BooleanJsonCodec(general(type), limits);
		}
		if (raw == Double.class) {
			return new DoubleJsonCodec(general(type), limits);
		}
		if (raw == Long.class) {
			return new IntegralJsonCodec<>(general(type), limits, Long.MIN_VALUE, Long.MAX_VALUE, Long::valueOf);
		}
		if (raw == Integer.class) {
			return new IntegralJsonCodec<>(general(type), limits, Integer.MIN_VALUE, Integer.MAX_VALUE,
					(value) -> (int) value);
		}
		if (raw == Short.class) {
			return new IntegralJsonCodec<>(general(type), limits, Short.MIN_VALUE, Short.MAX_VALUE,
					(value) -> (short) value);
		}
		return new IntegralJsonCodec<>(general(type), limits, Byte.MIN_VALUE, Byte.MAX_VALUE, (value) -> (byte) value);
	}

	private <T> JsonCodec<T> general(JavaType type) {
		return new MapperJsonCodec<>(this.binding, type);
	}

}
