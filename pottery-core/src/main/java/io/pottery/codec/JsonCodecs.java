package io.pottery.codec;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;

import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a {@link JsonCodec} for any type. Values bind to the declared type only: texts
 * name no classes, and none that do are believed.
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
		return DefaultJsonCodecs.create(modules, limits);
	}

	/**
	 * Returns codecs that bind values by a mapper of the application's, on purpose. The
	 * text keeps Python's form; names and inclusion are the mapper's.
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
		return DefaultJsonCodecs.from(mapper, limits);
	}

	/**
	 * Returns the codec of a type.
	 * @param <T> the type of the values
	 * @param type a class or a generic type; primitive types stand for their wrappers
	 * @return the codec, the same for the same type
	 */
	<T> JsonCodec<T> of(Type type);

}
