package io.pottery.codec;

import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Codecs over one mapper, a parser with limits and a generator of our own.
 */
final class DefaultJsonCodecs implements JsonCodecs {

	private static final Set<Class<?>> SCALARS = Set.of(String.class, Boolean.class, Long.class, Integer.class,
			Short.class, Byte.class);

	private final JsonMapper mapper;

	private final JsonLimits limits;

	private final JsonFactory parsers;

	private final Map<JavaType, JsonCodec<?>> codecs = new ConcurrentHashMap<>();

	private DefaultJsonCodecs(JsonMapper.Builder builder, JsonLimits limits) {
		this.mapper = builder.deactivateDefaultTyping()
			.disable(SerializationFeature.CLOSE_CLOSEABLE, SerializationFeature.WRAP_ROOT_VALUE)
			.disable(DeserializationFeature.UNWRAP_ROOT_VALUE)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
			.build();
		this.limits = limits;
		this.parsers = JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(limits.maxDepth())
				.maxDocumentLength(limits.maxTextLength())
				.maxStringLength(limits.maxTextLength())
				.maxNameLength(limits.maxTextLength())
				.maxNumberLength(CanonicalGenerator.MAX_DIGITS)
				.build())
			.build();
	}

	static DefaultJsonCodecs create(Collection<? extends JacksonModule> modules, JsonLimits limits) {
		JsonMapper.Builder builder = JsonMapper.builder()
			.disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST, MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
			.enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
			.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
		refuse(builder, LogicalType.Textual, CoercionInputShape.Integer, CoercionInputShape.Float,
				CoercionInputShape.Boolean);
		refuse(builder, LogicalType.Integer, CoercionInputShape.String, CoercionInputShape.EmptyString,
				CoercionInputShape.Float, CoercionInputShape.Boolean);
		refuse(builder, LogicalType.Float, CoercionInputShape.String, CoercionInputShape.EmptyString,
				CoercionInputShape.Boolean);
		refuse(builder, LogicalType.Boolean, CoercionInputShape.String, CoercionInputShape.EmptyString,
				CoercionInputShape.Integer, CoercionInputShape.Float);
		refuse(builder, LogicalType.Enum, CoercionInputShape.Integer, CoercionInputShape.EmptyString);
		return new DefaultJsonCodecs(builder.addModules(modules), limits);
	}

	static DefaultJsonCodecs from(JsonMapper mapper, JsonLimits limits) {
		return new DefaultJsonCodecs(mapper.rebuild(), limits);
	}

	private static void refuse(JsonMapper.Builder builder, LogicalType type, CoercionInputShape... shapes) {
		builder.withCoercionConfig(type, (config) -> {
			for (CoercionInputShape shape : shapes) {
				config.setCoercion(shape, CoercionAction.Fail);
			}
		});
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> JsonCodec<T> of(Type type) {
		Type boxed = (type instanceof Class<?> raw) ? MethodType.methodType(raw).wrap().returnType() : type;
		return (JsonCodec<T>) this.codecs.computeIfAbsent(this.mapper.constructType(boxed), this::codec);
	}

	private JsonCodec<?> codec(JavaType type) {
		Class<?> raw = type.getRawClass();
		if (!SCALARS.contains(raw) || !isPlain(type)) {
			return general(type);
		}
		if (raw == String.class) {
			return new StringJsonCodec(general(type), this.limits);
		}
		if (raw == Boolean.class) {
			return new BooleanJsonCodec(general(type), this.limits);
		}
		if (raw == Long.class) {
			return integral(type, Long.MIN_VALUE, Long.MAX_VALUE, Long::valueOf);
		}
		if (raw == Integer.class) {
			return integral(type, Integer.MIN_VALUE, Integer.MAX_VALUE, (value) -> (int) value);
		}
		if (raw == Short.class) {
			return integral(type, Short.MIN_VALUE, Short.MAX_VALUE, (value) -> (short) value);
		}
		return integral(type, Byte.MIN_VALUE, Byte.MAX_VALUE, (value) -> (byte) value);
	}

	/** Tells whether no module or mapper changed how Jackson binds the type. */
	private boolean isPlain(JavaType type) {
		return serializerClass(this.mapper, type) == serializerClass(JsonMapper.shared(), type)
				&& deserializerClass(this.mapper, type) == deserializerClass(JsonMapper.shared(), type);
	}

	private static Class<?> serializerClass(JsonMapper mapper, JavaType type) {
		return mapper._serializationContext().findTypedValueSerializer(type, false).getClass();
	}

	private static Class<?> deserializerClass(JsonMapper mapper, JavaType type) {
		return mapper._deserializationContext().findRootValueDeserializer(type).getClass();
	}

	private <T> JsonCodec<T> general(JavaType type) {
		return new MapperJsonCodec<>(this.mapper, this.parsers, this.limits, type);
	}

	private <T extends Number> JsonCodec<T> integral(JavaType type, long min, long max, LongFunction<T> narrow) {
		return new IntegralJsonCodec<>(general(type), this.limits, min, max, narrow);
	}

}
