package io.pottery.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.UnencodableValueException;

/**
 * Binds values of any type by a mapper.
 *
 * @param <T> the type of the values
 */
final class MapperJsonCodec<T> implements JsonCodec<T> {

	private static final byte[] NULL = { 'n', 'u', 'l', 'l' };

	private final JsonMapper mapper;

	private final JsonFactory parsers;

	private final JsonLimits limits;

	private final JavaType type;

	private final ObjectWriter writer;

	private final ObjectReader reader;

	private final Function<String, @Nullable Object> rawTextReader;

	MapperJsonCodec(JsonMapper mapper, JsonFactory parsers, JsonLimits limits, JavaType type) {
		this.mapper = mapper;
		this.parsers = parsers;
		this.limits = limits;
		this.type = type;
		this.writer = mapper.writerFor(type);
		this.reader = mapper.readerFor(type);
		ObjectReader plainReader = mapper.readerFor(Object.class);
		this.rawTextReader = (text) -> read(plainReader, text);
	}

	@Override
	public byte[] encode(@Nullable T value, String key) {
		if (value == null) {
			return NULL.clone();
		}
		try {
			CanonicalGenerator generator = new CanonicalGenerator(this.mapper._serializationContext(), this.limits,
					this.rawTextReader);
			this.writer.writeValue(generator, value);
			return generator.toByteArray();
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw unencodable(value, key, ex);
		}
	}

	@Override
	public @Nullable T decode(byte[] json, String key) {
		if (json.length > this.limits.maxTextLength()) {
			throw undecodable(json, key, "longer than " + this.limits.maxTextLength() + " bytes", null);
		}
		try {
			if (isAscii(json)) {
				try (JsonParser parser = this.parsers.createParser(this.mapper._deserializationContext(), json)) {
					return this.reader.readValue(parser);
				}
			}
			// Jackson's parser of bytes lets some malformed UTF-8 pass.
			return read(this.reader, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
		}
		catch (CharacterCodingException ex) {
			throw undecodable(json, key, "not UTF-8", ex);
		}
		catch (RuntimeException ex) {
			throw undecodable(json, key, fault(ex), ex);
		}
	}

	private <R> @Nullable R read(ObjectReader reader, String text) {
		try (JsonParser parser = this.parsers.createParser(this.mapper._deserializationContext(), text)) {
			return reader.readValue(parser);
		}
	}

	private static boolean isAscii(byte[] json) {
		int bits = 0;
		for (byte b : json) {
			bits |= b;
		}
		return bits >= 0;
	}

	private UnencodableValueException unencodable(Object value, String key, Throwable ex) {
		String reason = "";
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof CanonicalGenerator.Refusal refusal) {
				reason = ": " + refusal.getOriginalMessage();
			}
		}
		return new UnencodableValueException("Key '" + key + "' cannot hold a value of type "
				+ value.getClass().getTypeName() + " as JSON of type " + this.type.toCanonical() + reason, key,
				RedactedException.of(ex));
	}

	private UndecodableValueException undecodable(byte[] json, String key, String fault, @Nullable Exception ex) {
		return new UndecodableValueException(
				"Key '" + key + "' holds a value that is not JSON of type " + this.type.toCanonical() + ": "
						+ preview(json) + (fault.isEmpty() ? "" : ", ") + fault,
				key, null, (ex != null) ? RedactedException.of(ex) : null);
	}

	private static String preview(byte[] json) {
		return kind(json) + " of " + json.length + ((json.length == 1) ? " byte" : " bytes");
	}

	private static String kind(byte[] json) {
		if (json.length == 0) {
			return "a text";
		}
		return switch (json[0]) {
			case '{' -> "an object";
			case '[' -> "an array";
			case '"' -> "a string";
			case 't', 'f' -> "a boolean";
			case 'n' -> "a null";
			case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
			default -> "a text";
		};
	}

	private static String fault(RuntimeException ex) {
		if (!(ex instanceof JacksonException jacksonException)) {
			return "";
		}
		String fault = "";
		TokenStreamLocation location = jacksonException.getLocation();
		if (location != null && location.getLineNr() > 0) {
			fault = "wrong at line " + location.getLineNr() + ", column " + location.getColumnNr();
		}
		Class<?> target = (ex instanceof MismatchedInputException mismatch) ? mismatch.getTargetType() : null;
		return (target != null) ? fault + " where " + target.getTypeName() + " was expected" : fault;
	}

}
