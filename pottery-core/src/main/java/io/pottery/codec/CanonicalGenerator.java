package io.pottery.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TreeNode;
import tools.jackson.core.Version;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JacksonFeatureSet;

/**
 * Writes Jackson's events as canonical text. Whoever sends them, a record, a map, a tree
 * or a serializer of the application's, members of objects and elements of sets leave in
 * order: they are moved within the text where they arrived otherwise.
 */
final class CanonicalGenerator extends JsonGenerator {

	/** Python refuses to read longer integers, and so does this codec's parser. */
	static final int MAX_DIGITS = 4300;

	private static final int MAX_BITS = (int) (MAX_DIGITS * 3.33);

	private static final int FIRST_CAPACITY = 128;

	private static final byte[] SEPARATOR = { ',', ' ' };

	private final ObjectWriteContext context;

	private final JsonLimits limits;

	private final Function<String, @Nullable Object> rawTextReader;

	private Frame frame = Frame.root();

	private byte[] text;

	private int length;

	/**
	 * Creates a generator for one value.
	 * @param rawTextReader reads what a serializer claims to be JSON, so that it can be
	 * written canonically
	 */
	CanonicalGenerator(ObjectWriteContext context, JsonLimits limits,
			Function<String, @Nullable Object> rawTextReader) {
		this.context = context;
		this.limits = limits;
		this.rawTextReader = rawTextReader;
		this.text = new byte[Math.min(FIRST_CAPACITY, limits.maxTextLength())];
	}

	byte[] toByteArray() {
		if (!this.frame.inRoot() || this.length == 0) {
			throw new Refusal(this, "its serializer did not write one whole value");
		}
		return Arrays.copyOf(this.text, this.length);
	}

	@Override
	public JsonGenerator writeStartArray() {
		return writeStartArray(null);
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object value) {
		return enter(TokenStreamContext.TYPE_ARRAY, '[', value, value instanceof Set);
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object value, int size) {
		return writeStartArray(value);
	}

	@Override
	public JsonGenerator writeEndArray() {
		return leave(this.frame.inArray(), ']');
	}

	@Override
	public JsonGenerator writeStartObject() {
		return writeStartObject(null);
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object value) {
		return enter(TokenStreamContext.TYPE_OBJECT, '{', value, true);
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object value, int size) {
		return writeStartObject(value);
	}

	@Override
	public JsonGenerator writeEndObject() {
		return leave(this.frame.inObject() && !this.frame.expectsValue(), '}');
	}

	private JsonGenerator enter(int type, char bracket, @Nullable Object value, boolean unordered) {
		startValue();
		this.frame = this.frame.enter(type, value, unordered);
		if (this.frame.getNestingDepth() > this.limits.maxDepth()) {
			throw new Refusal(this, "it is nested deeper than " + this.limits.maxDepth() + " levels");
		}
		reserve(1);
		this.text[this.length++] = (byte) bracket;
		return this;
	}

	private JsonGenerator leave(boolean complete, char bracket) {
		Frame parent = this.frame.getParent();
		if (!complete || parent == null) {
			throw new Refusal(this, "its serializer ended what it had not begun");
		}
		if (this.frame.mustBeSorted() && !this.frame.sort(this.text, this.length, SEPARATOR)) {
			throw new Refusal(this, "two members of an object have the same name");
		}
		this.frame = parent;
		reserve(1);
		this.text[this.length++] = (byte) bracket;
		return this;
	}

	@Override
	public JsonGenerator writeName(String name) {
		separate();
		int start = this.length;
		boolean plain = writeQuoted(name);
		if (!this.frame.acceptName(name, plain, start)) {
			throw new Refusal(this, "its serializer wrote a name where none can stand");
		}
		reserve(2);
		this.text[this.length++] = ':';
		this.text[this.length++] = ' ';
		return this;
	}

	@Override
	public JsonGenerator writeName(SerializableString name) {
		return writeName(name.getValue());
	}

	@Override
	public JsonGenerator writePropertyId(long id) {
		return writeName(Long.toString(id));
	}

	@Override
	public JsonGenerator writeString(@Nullable String value) {
		if (value == null) {
			return writeNull();
		}
		startValue();
		writeQuoted(value);
		return this;
	}

	@Override
	public JsonGenerator writeString(Reader reader, int length) {
		StringBuilder value = new StringBuilder();
		char[] chunk = new char[1024];
		try {
			for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
				value.append(chunk, 0, count);
			}
		}
		catch (IOException ex) {
			throw _wrapIOFailure(ex);
		}
		return writeString(value.toString());
	}

	@Override
	public JsonGenerator writeString(char[] buffer, int offset, int length) {
		return writeString(new String(buffer, offset, length));
	}

	@Override
	public JsonGenerator writeString(SerializableString value) {
		return writeString(value.getValue());
	}

	@Override
	public JsonGenerator writeRawUTF8String(byte[] buffer, int offset, int length) {
		return writeRawValue('"' + new String(buffer, offset, length, StandardCharsets.UTF_8) + '"');
	}

	@Override
	public JsonGenerator writeUTF8String(byte[] buffer, int offset, int length) {
		return writeString(new String(buffer, offset, length, StandardCharsets.UTF_8));
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		byte[] part = (offset == 0 && length == data.length) ? data : Arrays.copyOfRange(data, offset, offset + length);
		return writeString(variant.encode(part));
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream data, int length) {
		try {
			byte[] bytes = (length < 0) ? data.readAllBytes() : data.readNBytes(length);
			writeString(variant.encode(bytes));
			return bytes.length;
		}
		catch (IOException ex) {
			throw _wrapIOFailure(ex);
		}
	}

	@Override
	public JsonGenerator writeNumber(short value) {
		return writeAscii(Integer.toString(value));
	}

	@Override
	public JsonGenerator writeNumber(int value) {
		return writeAscii(Integer.toString(value));
	}

	@Override
	public JsonGenerator writeNumber(long value) {
		return writeAscii(Long.toString(value));
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigInteger value) {
		if (value == null) {
			return writeNull();
		}
		return writeDigits(value, value);
	}

	@Override
	public JsonGenerator writeNumber(double value) {
		if (!Double.isFinite(value)) {
			throw new Refusal(this, "JSON has neither NaN nor infinities");
		}
		return writeAscii(PythonFloats.text(value));
	}

	@Override
	public JsonGenerator writeNumber(float value) {
		if (!Float.isFinite(value)) {
			throw new Refusal(this, "JSON has neither NaN nor infinities");
		}
		return writeAscii(PythonFloats.text(value));
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigDecimal value) {
		if (value == null) {
			return writeNull();
		}
		return writeDigits(value.unscaledValue(), value);
	}

	private JsonGenerator writeDigits(BigInteger digits, Number value) {
		// Asking for the bits first spares the quadratic conversion of huge numbers.
		String number = (digits.bitLength() <= MAX_BITS) ? value.toString().replace('E', 'e') : "";
		int signLength = (digits.signum() < 0) ? 1 : 0;
		if (number.isEmpty() || number.length() - signLength > MAX_DIGITS) {
			throw new Refusal(this, "a number has more than " + MAX_DIGITS + " digits");
		}
		return writeAscii(number);
	}

	@Override
	public JsonGenerator writeNumber(String encoded) {
		return writeRawValue(encoded);
	}

	@Override
	public JsonGenerator writeBoolean(boolean value) {
		return writeAscii(Boolean.toString(value));
	}

	@Override
	public JsonGenerator writeNull() {
		return writeAscii("null");
	}

	@Override
	public JsonGenerator writeRawValue(String json) {
		return writePOJO(this.rawTextReader.apply(json));
	}

	@Override
	public JsonGenerator writeRawValue(String json, int offset, int length) {
		return writeRawValue(json.substring(offset, offset + length));
	}

	@Override
	public JsonGenerator writeRawValue(char[] json, int offset, int length) {
		return writeRawValue(new String(json, offset, length));
	}

	@Override
	public JsonGenerator writeRaw(String json) {
		throw new Refusal(this, "its serializer wrote a piece of raw text");
	}

	@Override
	public JsonGenerator writeRaw(String json, int offset, int length) {
		return writeRaw(json);
	}

	@Override
	public JsonGenerator writeRaw(char[] json, int offset, int length) {
		return writeRaw("");
	}

	@Override
	public JsonGenerator writeRaw(char c) {
		return writeRaw("");
	}

	@Override
	public JsonGenerator writePOJO(@Nullable Object value) {
		if (value == null) {
			return writeNull();
		}
		this.context.writeValue(this, value);
		return this;
	}

	@Override
	public JsonGenerator writeTree(@Nullable TreeNode value) {
		return writePOJO(value);
	}

	private JsonGenerator writeAscii(String value) {
		int count = value.length();
		startValue();
		reserve(count);
		for (int i = 0; i < count; i++) {
			this.text[this.length++] = (byte) value.charAt(i);
		}
		return this;
	}

	private void startValue() {
		separate();
		if (!this.frame.acceptValue(this.length)) {
			throw new Refusal(this, "its serializer wrote a value where none can stand");
		}
	}

	private void separate() {
		if (this.frame.isSeparated()) {
			reserve(SEPARATOR.length);
			for (byte b : SEPARATOR) {
				this.text[this.length++] = b;
			}
		}
	}

	/**
	 * Writes a string.
	 * @return whether its text has no escapes
	 */
	private boolean writeQuoted(String value) {
		reserve(value.length() + 2L);
		int end = JsonStrings.writePlain(value, this.text, this.length);
		boolean plain = end >= 0;
		if (!plain) {
			reserve(JsonStrings.quotedLength(value));
			end = JsonStrings.writeQuoted(value, this.text, this.length);
		}
		this.length = end;
		return plain;
	}

	private void reserve(long count) {
		int limit = this.limits.maxTextLength();
		if (count > limit - this.length) {
			throw new Refusal(this, "its text is longer than " + limit + " bytes");
		}
		long needed = this.length + count;
		if (needed > this.text.length) {
			this.text = Arrays.copyOf(this.text, (int) Math.min(limit, Math.max(needed, this.text.length * 2L)));
		}
	}

	@Override
	public TokenStreamContext streamWriteContext() {
		return this.frame;
	}

	@Override
	public ObjectWriteContext objectWriteContext() {
		return this.context;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.frame.currentValue();
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.frame.assignCurrentValue(value);
	}

	@Override
	public Object streamWriteOutputTarget() {
		return this;
	}

	@Override
	public int streamWriteOutputBuffered() {
		return this.length;
	}

	@Override
	public JsonGenerator configure(StreamWriteFeature feature, boolean state) {
		return this;
	}

	@Override
	public boolean isEnabled(StreamWriteFeature feature) {
		return (streamWriteFeatures() & feature.getMask()) != 0;
	}

	@Override
	public int streamWriteFeatures() {
		return 0;
	}

	@Override
	public boolean has(StreamWriteCapability capability) {
		return streamWriteCapabilities().isEnabled(capability);
	}

	@Override
	public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
		return JacksonFeatureSet.fromDefaults(StreamWriteCapability.values());
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public boolean isClosed() {
		return false;
	}

	@Override
	public void flush() {
		// The text leaves as a whole, by toByteArray.
	}

	@Override
	public void close() {
		// There is nothing to free.
	}

	/**
	 * Says in words of ours why a value cannot be written. The words quote nothing of the
	 * value.
	 */
	static final class Refusal extends StreamWriteException {

		Refusal(JsonGenerator generator, String reason) {
			super(generator, reason);
		}

	}

}
