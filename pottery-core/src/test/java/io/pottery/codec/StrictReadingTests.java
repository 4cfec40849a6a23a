package io.pottery.codec;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.exception.UndecodableValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What reading refuses, and what it says then.
 */
class StrictReadingTests {

	private static final Map<String, Type> TYPES = Map.ofEntries(Map.entry("Byte", Byte.class),
			Map.entry("Short", Short.class), Map.entry("Integer", Integer.class), Map.entry("Long", Long.class),
			Map.entry("BigInteger", BigInteger.class), Map.entry("Double", Double.class),
			Map.entry("Float", Float.class), Map.entry("BigDecimal", BigDecimal.class),
			Map.entry("Boolean", Boolean.class), Map.entry("String", String.class),
			Map.entry("Character", Character.class), Map.entry("TimeUnit", TimeUnit.class),
			Map.entry("UUID", UUID.class), Map.entry("Instant", Instant.class), Map.entry("Point", Point.class),
			Map.entry("int[]", int[].class), Map.entry("List<Integer>", new TypeReference<List<Integer>>() {
			}.getType()));

	private final JsonCodecs codecs = JsonCodecs.create();

	@ParameterizedTest(name = "{1} is no {0}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
			"Byte|128", "Byte|-129", "Byte|200", "Byte|1.0", "Byte|`\"1\"`", "Byte|true", "Byte|[1]", //
			"Short|32768", "Short|1.0", "Short|`\"1\"`", //
			"Integer|2147483648", "Integer|1.5", "Integer|1.0", "Integer|1e3", "Integer|`\"1\"`", "Integer|`\"\"`",
			"Integer|true", "Integer|[1]", "Integer|{}", "Integer|NaN", "Integer|01", "Integer|+1", "Integer|1 2", //
			"Long|9223372036854775808", "Long|-9223372036854775809", "Long|1.0", "Long|`\"1\"`", "Long|false",
			"Long|0x10", "Long|1_000", "Long|-", "Long|--1", "Long|007", //
			"BigInteger|1.0", "BigInteger|1e3", "BigInteger|`\"1\"`", //
			"Double|`\"1.5\"`", "Double|`\"NaN\"`", "Double|`\"\"`", "Double|true", "Double|[1.5]", "Double|.5",
			"Double|5.", "Double|1.e5", "Double|00.5", "Double|0x1p3", "Double|1.5d", "Double|1.5f", "Double|INF",
			"Double|nan", "Double|1.5 .", "Float|`\"1.5\"`", "Float|`\"NaN\"`", //
			"BigDecimal|`\"1.5\"`", "BigDecimal|true", "BigDecimal|NaN", //
			"Boolean|1", "Boolean|0", "Boolean|`\"true\"`", "Boolean|True", "Boolean|TRUE", "Boolean|`\"\"`",
			"Boolean|truefalse", //
			"String|1", "String|1.5", "String|true", "String|[]", "String|{}", "String|['x']", "String|'x'",
			"String|`\"x`", "String|`x\"`", "String|`\"`", "String|`\"a\"b\"`", "String|`\"\\x\"`",
			"String|`\"\\u12\"`", "String|`\"a\" \"b\"`", //
			"Character|65", "Character|`\"\"`", "Character|`\"ab\"`", //
			"TimeUnit|0", "TimeUnit|`\"\"`", "TimeUnit|`\"days\"`", "UUID|`\"\"`", "UUID|5", "Instant|`\"\"`",
			"Instant|true", //
			"Point|[1,2]", "Point|`\"\"`", "Point|`{\"x\": null}`", "Point|`{\"x\": 1.0}`", "Point|`{\"x\": \"1\"}`",
			"Point|`{\"x\": 1,}`", "Point|`{\"x\": 1`", "Point|`{x: 1}`", "Point|`{} //`", "int[]|`[\"1\"]`",
			"int[]|[1.0]", "int[]|1", "List<Integer>|[1.0]", "List<Integer>|[true]", "List<Integer>|1",
			"List<Integer>|[1", "List<Integer>|[1]]", "List<Integer>|[,1]" })
	void nothingIsBent(String name, String json) {
		Type type = TYPES.get(name);
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> decode(type, json))
			.withMessageStartingWith("Key 'tel' holds a value that is not JSON of type ")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("tel"))
			.satisfies((ex) -> assertThat(ex.rawText()).isNull());
	}

	@Test
	void whatJavaHoldsIsRead() {
		assertThat(decode(Double.class, "1")).isEqualTo(1.0);
		assertThat(decode(Double.class, "1E+16")).isEqualTo(1e16);
		assertThat(decode(Double.class, "-0.0")).isEqualTo(-0.0);
		assertThat(decode(Double.class, "NaN")).isEqualTo(Double.NaN);
		assertThat(decode(Double.class, "Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
		assertThat(decode(double.class, "-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
		assertThat(decode(Object.class, "[NaN, -Infinity]")).isEqualTo(List.of(Double.NaN, Double.NEGATIVE_INFINITY));
		assertThat(decode(Float.class, "0.1")).isEqualTo(0.1f);
		assertThat(decode(Long.class, " \n7\t")).isEqualTo(7L);
		assertThat(decode(Long.class, "-0")).isEqualTo(0L);
		assertThat(decode(Byte.class, "-128")).isEqualTo((byte) -128);
		assertThat(decode(BigDecimal.class, "1")).isEqualTo(BigDecimal.ONE);
		assertThat(decode(String.class, "\"\u00e9\\u00e9\\/\"")).isEqualTo("\u00e9\u00e9/");
	}

	@Test
	void scalarsAreReadAsTheMapperReadsThem() {
		Random random = new Random(11);
		JsonMapper mapper = JsonMappers.strict(List.of());
		Binding binding = new Binding(mapper, JsonLimits.DEFAULT);
		String alphabet = "0123456789-+.eE\"\\u00e9atruefalsn \0\u007f\u00e9";
		List<String> texts = new ArrayList<>(
				List.of("true", "false", "null", "0", "-0", "1.5", "1e5", "\"a\"", "\"\""));
		for (int i = 0; i < 1_500; i++) {
			StringBuilder text = new StringBuilder(
					random.nextBoolean() ? texts.get(random.nextInt(9)) : Long.toString(random.nextLong() >> i % 64));
			for (int j = random.nextInt(4); j > 0; j--) {
				char c = alphabet.charAt(random.nextInt(alphabet.length()));
				text.insert(random.nextInt(text.length() + 1), c);
			}
			texts.add(text.toString());
		}
		for (Class<?> type : List.of(String.class, Boolean.class, Long.class, Integer.class, Short.class, Byte.class,
				Double.class)) {
			JsonCodec<Object> scalar = this.codecs.of(type);
			assertThat(scalar).isInstanceOf(ScalarJsonCodec.class);
			JsonCodec<Object> general = new MapperJsonCodec<>(binding, mapper.constructType(type));
			int read = 0;
			for (String text : texts) {
				Object expected = outcome(general, text);
				assertThat(outcome(scalar, text)).as(text).isEqualTo(expected);
				if (!(expected instanceof Class<?>)) {
					assertThat(scalar.encode(expected, "k")).isEqualTo(general.encode(expected, "k"));
					read++;
				}
			}
			assertThat(read).isGreaterThan(20);
		}
	}

	private static @Nullable Object outcome(JsonCodec<Object> codec, String text) {
		try {
			Object value = codec.decode(text.getBytes(StandardCharsets.UTF_8), "k");
			return (value instanceof Double number && !Double.isFinite(number)) ? null : value;
		}
		catch (UndecodableValueException ex) {
			return ex.getClass();
		}
	}

	@Test
	void theMessageTellsWhereAndWhatWasExpected() {
		assertMessage(Integer.class, "\"secret\"", "java.lang.Integer: a string of 8 bytes, wrong at line 1, column 1"
				+ " where java.lang.Integer was expected");
		assertMessage(Point.class, "{\"y\": 1,\n \"x\": \"secret\"}",
				Point.class.getName() + ": an object of 24 bytes, wrong at line 2, column 7 where int was expected");
		assertMessage(new TypeReference<List<Integer>>() {
		}.getType(), "[1, 2 3]", "java.util.List<java.lang.Integer>: an array of 8 bytes, wrong at line 1, column 7");
		assertMessage(Boolean.class, "1", "java.lang.Boolean: a number of 1 byte, wrong at line 1, column 1"
				+ " where java.lang.Boolean was expected");
		assertMessage(Point.class, "true", Point.class.getName()
				+ ": a boolean of 4 bytes, wrong at line 1, column 1 where " + Point.class.getName() + " was expected");
		assertMessage(Integer.class, "", "java.lang.Integer: a text of 0 bytes where java.lang.Integer was expected");
		assertMessage(Integer.class, "secret", "java.lang.Integer: a text of 6 bytes, wrong at line 1, column 1");
	}

	private void assertMessage(Type type, String json, String message) {
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> decode(type, json))
			.withMessage("Key 'tel' holds a value that is not JSON of type " + message);
	}

	private @Nullable Object decode(Type type, String json) {
		return this.codecs.of(type).decode(json.getBytes(StandardCharsets.UTF_8), "tel");
	}

	record Point(int x, int y) {

	}

}
