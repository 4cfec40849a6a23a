package io.pottery.codec;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TreeNode;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

/**
 * A mapper between our own parser and generator, whatever factory it was made with.
 */
final class Binding {

	private final JsonMapper mapper;

	private final JsonLimits limits;

	private final JsonFactory parsers;

	private final Function<String, @Nullable Object> rawTextReader;

	private final ObjectReadContext readContext = new ReadContext();

	private final ObjectWriteContext writeContext = new WriteContext();

	Binding(JsonMapper mapper, JsonLimits limits) {
		this.mapper = mapper;
		this.limits = limits;
		ObjectReader plainReader = mapper.readerFor(Object.class);
		this.rawTextReader = (text) -> read(plainReader, text);
		this.parsers = JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
			.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(limits.maxDepth())
				.maxDocumentLength(limits.maxTextLength())
				.maxStringLength(limits.maxTextLength())
				.maxNameLength(limits.maxTextLength())
				.maxNumberLength(CanonicalGenerator.MAX_DIGITS)
				.build())
			.build();
	}

	JsonMapper mapper() {
		return this.mapper;
	}

	JsonLimits limits() {
		return this.limits;
	}

	byte[] write(ObjectWriter writer, Object value) {
		CanonicalGenerator generator = new CanonicalGenerator(this.writeContext, this.limits, this.rawTextReader);
		writer.writeValue(generator, value);
		return generator.toByteArray();
	}

	/**
	 * Reads a text of printable ASCII without escapes.
	 */
	<T> @Nullable T readPlain(ObjectReader reader, byte[] json) {
		try (JsonParser parser = this.parsers.createParser(this.readContext, json)) {
			return reader.readValue(parser);
		}
	}

	<T> @Nullable T read(ObjectReader reader, String json) {
		try (JsonParser parser = this.parsers.createParser(this.readContext, json)) {
			return reader.readValue(parser);
		}
	}

	/**
	 * Lets deserializers of the application's read parts of a text.
	 */
	private final class ReadContext extends ObjectReadContext.Base {

		@Override
		@SuppressWarnings("unchecked")
		public <T extends TreeNode> T readTree(JsonParser parser) {
			return (T) Binding.this.mapper.readTree(parser);
		}

		@Override
		public <T> T readValue(JsonParser parser, Class<T> type) {
			return readPart(parser, types().constructType(type));
		}

		@Override
		public <T> T readValue(JsonParser parser, TypeReference<T> type) {
			return readPart(parser, types().constructType(type));
		}

		@Override
		public <T> T readValue(JsonParser parser, ResolvedType type) {
			return readPart(parser, (JavaType) type);
		}

		private TypeFactory types() {
			return Binding.this.mapper.getTypeFactory();
		}

		private <T> T readPart(JsonParser parser, JavaType type) {
			return Binding.this.mapper.readerFor(type)
				.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
				.readValue(parser);
		}

	}

	/**
	 * Lets serializers of the application's write parts of a text.
	 */
	private final class WriteContext extends ObjectWriteContext.Base {

		@Override
		public void writeValue(JsonGenerator generator, Object value) {
			Binding.this.mapper.writeValue(generator, value);
		}

	}

}
