package io.pottery.codec;

import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.jdk.JDKKeySerializers;

/**
 * How keys of maps become names of members: floats as Python names them, and nothing by a
 * {@code toString} of which nobody promises that it can be read back.
 */
final class MapKeys extends ValueSerializerModifier {

	private static final ValueSerializer<Object> PYTHON_FLOAT = new ValueSerializer<>() {

		@Override
		public void serialize(Object key, JsonGenerator generator, SerializationContext context) {
			if (!Double.isFinite(((Number) key).doubleValue())) {
				throw new CanonicalGenerator.Refusal(generator, "JSON has neither NaN nor infinities");
			}
			generator.writeName((key instanceof Float value) ? PythonFloats.text(value.floatValue())
					: PythonFloats.text((Double) key));
		}

	};

	private static final ValueSerializer<Object> REFUSAL = new ValueSerializer<>() {

		@Override
		public void serialize(Object key, JsonGenerator generator, SerializationContext context) {
			throw new CanonicalGenerator.Refusal(generator, "a map's key of type " + key.getClass().getTypeName()
					+ " is no name, unless a method of the type has @JsonKey or @JsonValue");
		}

	};

	static SimpleModule module() {
		return new SimpleModule(MapKeys.class.getName()).setSerializerModifier(new MapKeys());
	}

	@Override
	public ValueSerializer<?> modifyKeySerializer(SerializationConfig config, JavaType type,
			BeanDescription.Supplier description, ValueSerializer<?> serializer) {
		if (!(serializer instanceof JDKKeySerializers.Default)) {
			return serializer;
		}
		Class<?> raw = type.getRawClass();
		if (raw == Double.class || raw == Float.class) {
			return PYTHON_FLOAT;
		}
		boolean named = raw.getName().startsWith("java.") && !Iterable.class.isAssignableFrom(raw)
				&& !Map.class.isAssignableFrom(raw) && raw != Optional.class;
		return named ? serializer : REFUSAL;
	}

}
