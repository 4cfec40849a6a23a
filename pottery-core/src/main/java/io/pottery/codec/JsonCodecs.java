package io.pottery.codec;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;

import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a {@link JsonCodec} for any type. Values bind to the declared type only: texts
 * name no classes, and none that do are believed.
 * <p>
 * <b>Text.</b> It is what Python's {@code json.dumps(value, sort_keys=True)} writes.
 * Members of every object, also of a map with numbers as keys, are sorted by the code
 * points of their names; two members with one name are refused on writing, and the last
 * one counts on reading. Elements of a {@link java.util.Set} are sorted by their texts.
 * Numbers have 4,300 digits at most, as in Python. A {@code float} is written in its own
 * shortest digits, a {@link java.math.BigDecimal} with its scale, so that {@code 9.90}
 * stays {@code 9.90}. NaN and infinities are refused on writing, and read, without
 * quotes, as floating-point numbers. Arrays of bytes are Base64, enums their names, dates
 * and durations ISO 8601, an empty {@link java.util.Optional} is {@code null}. Keys of
 * maps are strings, numbers, booleans, enums, other values of the JDK with one text, and
 * types of which a method has {@code @JsonKey} or {@code @JsonValue}. A container that
 * lives in Redis is written as its contents.
 * <p>
 * <b>Binding.</b> Nothing is bent: {@code 1.5}, {@code 1.0}, {@code "1"} and {@code true}
 * are no integers, {@code 1} is no string, and a number out of range is refused. An
 * integer is a floating-point number, too. What a text has and the type has not is
 * ignored; what only the type has is {@code null}, or Java's initial value where it is
 * primitive.
 * <p>
 * <b>Exceptions</b> of the codecs tell the key, the type and what kind of text was found,
 * and nothing of its contents.
 *
 * @since 1.0
 */
public interface JsonCodecs {

	/**
	 * Returns codecs that write as Python does.
	 * @return codecs without additional Jackson modules
	 */
	static JsonCodecs create() {
		return create(List.of());
	}

	/**
	 * Returns codecs that write as Python does and know the types of some Jackson
	 * modules.
	 * @param modules the modules to register
	 * @return the codecs
	 */
	static JsonCodecs create(Collection<? extends JacksonModule> modules) {
		return create(modules, JsonLimits.DEFAULT);
	}

	/**
	 * Returns codecs that write as Python does, know the types of some Jackson modules
	 * and have limits of their own.
	 * @param modules the modules to register
	 * @param limits the limits of every text
	 * @return the codecs
	 */
	static JsonCodecs create(Collection<? extends JacksonModule> modules, JsonLimits limits) {
		return new DefaultJsonCodecs(JsonMappers.strict(modules), limits);
	}

	/**
	 * Returns codecs that bind values by a mapper of the application's, on purpose. The
	 * text keeps Python's form; names, inclusion and strictness are the mapper's.
	 * @param mapper the mapper to derive from
	 * @return the codecs
	 */
	static JsonCodecs from(JsonMapper mapper) {
		return from(mapper, JsonLimits.DEFAULT);
	}

	/**
	 * Returns codecs that bind values by a mapper of the application's and have limits of
	 * their own.
	 * @param mapper the mapper to derive from
	 * @param limits the limits of every text
	 * @return the codecs
	 */
	static JsonCodecs from(JsonMapper mapper, JsonLimits limits) {
		return new DefaultJsonCodecs(JsonMappers.derived(mapper), limits);
	}

	/**
	 * Returns the codec of a type.
	 * @param <T> the type of the values
	 * @param type a class or a generic type; primitive types stand for their wrappers
	 * @return the codec, the same for the same type
	 */
	<T> JsonCodec<T> of(Type type);

}
