package io.pottery.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Jackson's deserializer of a number or a primitive type, less what it bends: 200 is no
 * byte, and a string is no number unless the property is annotated so that it is written
 * as one. A primitive that is absent, because the text is older than the component, has
 * Java's initial value; a {@code null} in its place is refused.
 */
final class StrictScalars extends DelegatingDeserializer {

	private final Class<?> type;

	private final boolean writtenAsString;

	private StrictScalars(Class<?> type, ValueDeserializer<?> standard, boolean writtenAsString) {
		super(standard);
		this.type = type;
		this.writtenAsString = writtenAsString;
	}

	static SimpleModule module() {
		SimpleModule module = new SimpleModule(StrictScalars.class.getName());
		add(module, Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class, BigInteger.class,
				BigDecimal.class);
		add(module, byte.class, short.class, int.class, long.class, float.class, double.class, char.class,
				boolean.class);
		return module;
	}

	@SuppressWarnings("unchecked")
	private static void add(SimpleModule module, Class<?>... types) {
		for (Class<?> type : types) {
			StrictScalars deserializer = new StrictScalars(type, NumberDeserializers.find(type), false);
			module.addDeserializer((Class<Object>) type, deserializer);
		}
	}

	@Override
	public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
		JsonFormat.Value format = findFormatOverrides(context, property, this.type);
		if (format.getShape() == JsonFormat.Shape.STRING) {
			return new StrictScalars(this.type, getDelegatee(), true);
		}
		return super.createContextual(context, property);
	}

	@Override
	protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> standard) {
		return new StrictScalars(this.type, standard, this.writtenAsString);
	}

	@Override
	public Object deserialize(JsonParser parser, DeserializationContext context) {
		boolean isString = parser.hasToken(JsonToken.VALUE_STRING) && this.type != char.class;
		if (isString && this.writtenAsString) {
			return JsonMapper.shared().convertValue(parser.getString(), this.type);
		}
		if (isString || isTooLargeByte(parser)) {
			return context.handleUnexpectedToken(this.type, parser);
		}
		return super.deserialize(parser, context);
	}

	/** Jackson also takes the unsigned bytes, from 128 to 255. */
	private boolean isTooLargeByte(JsonParser parser) {
		return (this.type == byte.class || this.type == Byte.class) && parser.hasToken(JsonToken.VALUE_NUMBER_INT)
				&& parser.getIntValue() > Byte.MAX_VALUE;
	}

	@Override
	public @Nullable Object getAbsentValue(DeserializationContext context) {
		return this.type.isPrimitive() ? getEmptyValue(context) : super.getAbsentValue(context);
	}

}
