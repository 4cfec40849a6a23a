package io.pottery.codec;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.type.LogicalType;

/**
 * The mappers that bind stored values.
 */
final class JsonMappers {

	/** Denies every class that a text names, also for types annotated so that it may. */
	private static final PolymorphicTypeValidator NO_CLASS_NAMES = BasicPolymorphicTypeValidator.builder().build();

	private static final JsonMapper PLAIN = strict(List.of());

	private JsonMappers() {
	}

	/**
	 * Makes Pottery's own mapper, which refuses what Java cannot hold as it is written.
	 * @param modules what the application adds
	 * @return a mapper
	 */
	static JsonMapper strict(Collection<? extends JacksonModule> modules) {
		JsonMapper.Builder builder = JsonMapper.builder()
			.disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST, MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
			.disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
			.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
			.withCoercionConfig(LogicalType.Textual,
					(config) -> refuse(config, CoercionInputShape.Integer, CoercionInputShape.Float,
							CoercionInputShape.Boolean))
			.withCoercionConfig(LogicalType.Integer,
					(config) -> refuse(config, CoercionInputShape.String, CoercionInputShape.EmptyString,
							CoercionInputShape.Float, CoercionInputShape.Boolean))
			.withCoercionConfig(LogicalType.Float,
					(config) -> refuse(config, CoercionInputShape.String, CoercionInputShape.EmptyString,
							CoercionInputShape.Boolean))
			.withCoercionConfig(LogicalType.Boolean,
					(config) -> refuse(config, CoercionInputShape.String, CoercionInputShape.EmptyString,
							CoercionInputShape.Integer, CoercionInputShape.Float))
			.withCoercionConfig(LogicalType.Enum,
					(config) -> refuse(config, CoercionInputShape.Integer, CoercionInputShape.EmptyString))
			.withCoercionConfig(UUID.class, (config) -> refuse(config, CoercionInputShape.EmptyString))
			.addModule(StrictScalars.module());
		return stored(builder.addModules(modules));
	}

	/**
	 * Derives a mapper from one of the application's.
	 * @param mapper whose names, inclusion and strictness count
	 * @return a mapper
	 */
	static JsonMapper derived(JsonMapper mapper) {
		return stored(mapper.rebuild());
	}

	private static JsonMapper stored(JsonMapper.Builder builder) {
		return builder.addModule(MapKeys.module())
			.deactivateDefaultTyping()
			.polymorphicTypeValidator(NO_CLASS_NAMES)
			.disable(SerializationFeature.CLOSE_CLOSEABLE, SerializationFeature.WRAP_ROOT_VALUE)
			.disable(DeserializationFeature.UNWRAP_ROOT_VALUE)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.build();
	}

	private static void refuse(MutableCoercionConfig config, CoercionInputShape... shapes) {
		for (CoercionInputShape shape : shapes) {
			config.setCoercion(shape, CoercionAction.Fail);
		}
	}

	/**
	 * Tells whether nobody changed how a scalar type is bound.
	 * @param mapper the mapper that may have been changed
	 * @param type the type
	 * @return whether it is bound as {@link #strict} binds it without modules
	 */
	static boolean bindsPlainly(JsonMapper mapper, JavaType type) {
		return serializer(mapper, type) == serializer(PLAIN, type)
				&& deserializer(mapper, type) == deserializer(PLAIN, type);
	}

	private static Class<?> serializer(JsonMapper mapper, JavaType type) {
		return mapper._serializationContext().findTypedValueSerializer(type, false).getClass();
	}

	private static Class<?> deserializer(JsonMapper mapper, JavaType type) {
		return mapper._deserializationContext().findRootValueDeserializer(type).getClass();
	}

}
