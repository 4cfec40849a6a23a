package io.pottery.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.MismatchedInputException;

import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.UnencodableValueException;

/**
 * Binds values of any type by a mapper.
 *
 * @param <T> the type of the values
 */
final class MapperJsonCodec<T> implements JsonCodec<T> {

	private static final byte[] NULL = { 'n', 'u', 'l', 'l' };

	private final Binding binding;

	private final JavaType type;

	private final ObjectWriter writer;

	private final ObjectReader reader;

	MapperJsonCodec(Binding binding, JavaType type) {
		this.binding = binding;
		this.type = type;
		this.writer = binding.mapper().writerFor(type);
		this.reader = binding.mapper().readerFor(type);
	}

	@Override
	public byte[] encode(@Nullable T value, String key) {
		if (value == null) {
			return NULL.clone();
		}
		try {
			return this.binding.write(this.writer, value);
		}
		catch (RuntimeException | StackOverflowError ex) {
			String typeName = this.type.isJavaLangObject() ? value.getClass().getTypeName() : this.type.toCanonical();
			throw new UnencodableValueException(
					"Key '" + key + "' cannot hold a value of type " + typeName + ": " + reason(ex), key,
					RedactedException.of(ex));
		}
	}

	private static String reason(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof CanonicalGenerator.Refusal refusal) {
				return refusal.getOriginalMessage();
			}
		}
		return "it has no JSON text";
	}

	@Override
	public @Nullable T decode(byte[] json, String key) {
		int maxTextLength = this.binding.limits().maxTextLength();
		if (json.length > maxTextLength) {
			throw undecodable(json, key, ", longer than " + maxTextLength + " bytes", null);
		}
		try {
			return isPlain(json) ? this.binding.readPlain(this.reader, json)
					: this.binding.read(this.reader, text(json));
		}
		catch (CharacterCodingException ex) {
			throw undecodable(json, key, ", not UTF-8", ex);
		}
		catch (RuntimeException ex) {
			throw undecodable(json, key, fault(ex), ex);
		}
	}

	/**
	 * Tells whether Jackson's parser of bytes may be trusted with a text: it lets some
	 * malformed UTF-8 pass, and refuses a name with a lone surrogate.
	 */
	private static boolean isPlain(byte[] json) {
		for (byte b : json) {
			if (b < 0 || b == '\\') {
				return false;
			}
		}
		return true;
	}

	private static String text(byte[] json) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
	}

	private UndecodableValueException undecodable(byte[] json, String key, String fault, @Nullable Exception ex) {
		String message = "Key '" + key + "' holds a value that is not JSON of type " + this.type.toCanonical() + ": "
				+ kind(json) + " of " + json.length + ((json.length == 1) ? " byte" : " bytes") + fault;
		return new UndecodableValueException(message, key, null, (ex != null) ? RedactedException.of(ex) : null);
	}

	/** A stored value may be a secret, so only its kind and its length are told. */
	private static String kind(byte[] json) {
		return switch ((json.length > 0) ? json[0] : 0) {
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
		if (ex instanceof StreamConstraintsException) {
			return ", nested too deep or with too long a number";
		}
		if (!(ex instanceof JacksonException jacksonException)) {
			return "";
		}
		TokenStreamLocation location = jacksonException.getLocation();
		boolean located = location != null && location.getColumnNr() > 0;
		String place = located ? ", wrong at line " + location.getLineNr() + ", column " + location.getColumnNr() : "";
		Class<?> expected = (ex instanceof MismatchedInputException mismatch) ? mismatch.getTargetType() : null;
		return (expected != null) ? place + " where " + expected.getTypeName() + " was expected" : place;
	}

}
