package io.pottery.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Python's pottery stored is what we store.
 */
class InteropVectorTests {

	private final JsonCodecs codecs = JsonCodecs.create();

	@ParameterizedTest(name = "{0}")
	@MethodSource("vectors")
	void plainValuesAreWrittenAsPythonWritesThem(Vector vector) {
		replay(this.codecs.of(Object.class), vector);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("vectors")
	void treesAreWrittenAsPythonWritesThem(Vector vector) {
		replay(this.codecs.of(JsonNode.class), vector);
	}

	private <T> void replay(JsonCodec<T> codec, Vector vector) {
		T input = codec.decode(vector.input().getBytes(StandardCharsets.UTF_8), "interop");
		byte[] encoded = codec.encode(input, "interop");
		assertThat(new String(encoded, StandardCharsets.UTF_8)).isEqualTo(vector.stored());
		T decoded = codec.decode(vector.stored().getBytes(StandardCharsets.UTF_8), "interop");
		assertThat(codec.encode(decoded, "interop")).isEqualTo(encoded);
		assertThat(decoded).isEqualTo(input);
	}

	static Stream<Vector> vectors() throws IOException {
		try (InputStream file = InteropVectorTests.class.getResourceAsStream("/interop/json.json")) {
			List<Vector> cases = JsonMapper.shared().readValue(file, Vectors.class).cases();
			assertThat(cases).hasSizeGreaterThan(60);
			return cases.stream();
		}
	}

	record Vectors(String what, List<Vector> cases) {

	}

	record Vector(String input, String stored) {

	}

}
