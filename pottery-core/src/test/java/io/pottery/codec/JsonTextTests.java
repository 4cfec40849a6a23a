package io.pottery.codec;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

import io.pottery.exception.UnencodableValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What values look like in Redis.
 */
class JsonTextTests {

	private static final String ASTRAL = "\ud83d\ude00";

	private final JsonCodecs codecs = JsonCodecs.create();

	@Test
	void stringsAreAsciiWithLowerCaseEscapes() {
		assertText(String.class, "plain ~", "\"plain ~\"");
		assertText(String.class, "\"\\/\b\f\n\r\t", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
		assertText(String.class, "\0\u001f\u007f\u0080\u00e9\u4f60\u2028" + ASTRAL,
				"\"\\u0000\\u001f\\u007f\\u0080\\u00e9\\u4f60\\u2028\\ud83d\\ude00\"");
	}

	@Test
	void loneSurrogatesAreEscapedAsPythonEscapesThem() {
		String lone = "\ude00 \ud83d";
		assertText(String.class, lone, "\"\\ude00 \\ud83d\"");
		assertText(Object.class, Map.of(lone, List.of(lone)), "{\"\\ude00 \\ud83d\": [\"\\ude00 \\ud83d\"]}");
		assertThat(decode(Object.class, "{\"\\ude00 \\ud83d\": 1}")).isEqualTo(Map.of(lone, 1));
		assertThat(decode(String.class, "\"\\ude00 \\ud83d\"")).isEqualTo(lone);
	}

	@Test
	void integersHaveAnySizeThatPythonReads() {
		assertText(Long.class, Long.MIN_VALUE, "-9223372036854775808");
		assertText(Integer.class, 0, "0");
		assertText(Short.class, Short.MIN_VALUE, "-32768");
		assertText(Byte.class, Byte.MAX_VALUE, "127");
		BigInteger longest = BigInteger.TEN.pow(4300).subtract(BigInteger.ONE).negate();
		assertThat(decode(BigInteger.class, encode(BigInteger.class, longest))).isEqualTo(longest);
		assertRefused(BigInteger.class, BigInteger.TEN.pow(4300), "a number has more than 4300 digits");
		assertRefused(BigInteger.class, BigInteger.ONE.shiftLeft(50_000_000), "a number has more than 4300 digits");
	}

	@Test
	void decimalsKeepTheirScale() {
		for (String text : List.of("9.90", "100", "0.00001", "1e+3", "1e-7", "-0.5", "1e+1000000000",
				"12345678901234567890.123456789")) {
			assertText(BigDecimal.class, new BigDecimal(text), text);
			assertThat(decode(BigDecimal.class, text)).isEqualTo(new BigDecimal(text));
		}
		assertRefused(BigDecimal.class, new BigDecimal(BigInteger.TEN.pow(5000), 5000),
				"a number has more than 4300 digits");
	}

	@Test
	void floatsAreWrittenWithTheirOwnDigits() {
		assertText(Float.class, 0.1f, "0.1");
		assertText(double[].class, new double[] { 0.1, 1e16, 100 }, "[0.1, 1e+16, 100.0]");
		assertText(Object.class, new float[] { 0.1f, 1e16f }, "[0.1, 1e+16]");
	}

	@Test
	void notANumberIsRefused() {
		for (double value : new double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY }) {
			assertRefused(Double.class, value, "JSON has neither NaN nor infinities");
			assertRefused(Object.class, List.of((float) value), "JSON has neither NaN nor infinities");
			assertRefused(new TypeReference<Map<Double, Integer>>() {
			}.getType(), Map.of(value, 1), "JSON has neither NaN nor infinities");
		}
	}

	@Test
	void nullIsNullForEveryType() {
		for (Type type : List.of(String.class, int.class, Boolean.class, Point.class, Object.class)) {
			assertText(type, null, "null");
			assertThat(decode(type, "null")).isNull();
		}
	}

	@Test
	void membersAreSortedByCodePoint() {
		Map<String, Integer> map = new LinkedHashMap<>();
		for (String name : List.of("\ud83d\ude00", "\uffff", "b", "", "\ud83d", "a", "B", "ab", "\u00e9", "\ue000",
				"\ud83dz", "10", "9", "\ud83d\ude01")) {
			map.put(name, 0);
		}
		assertText(Object.class, map,
				"{\"\": 0, \"10\": 0, \"9\": 0, \"B\": 0, \"a\": 0, \"ab\": 0, \"b\": 0, \"\\u00e9\": 0, "
						+ "\"\\ud83d\": 0, \"\\ud83dz\": 0, \"\\ue000\": 0, \"\\uffff\": 0, "
						+ "\"\\ud83d\\ude00\": 0, \"\\ud83d\\ude01\": 0}");
	}

	@Test
	void membersAreSortedWhoeverWritesThem() {
		ObjectNode tree = JsonMapper.shared().createObjectNode();
		tree.put("z", 1.5f).putObject("a").put(ASTRAL, 1).put("\uffff", 2);
		assertText(Object.class, tree, "{\"a\": {\"\\uffff\": 2, \"\\ud83d\\ude00\": 1}, \"z\": 1.5}");
		assertText(Point.class, new Point(2, 1), "{\"x\": 1, \"y\": 2}");
		assertText(Mixed.class, new Mixed(), "{\"A\": 2, \"aa\": {\"a\": [1e+16], \"b\": 0}, \"zz\": 1}");
	}

	@Test
	void membersAndElementsAreSortedAtEveryDepth() {
		Map<String, Object> inner = new LinkedHashMap<>();
		inner.put("b", new LinkedHashSet<>(List.of(3, 1)));
		inner.put("a", null);
		Map<String, Object> outer = new LinkedHashMap<>();
		outer.put("y", List.of(inner, inner));
		outer.put("x", inner);
		String text = "{\"a\": null, \"b\": [1, 3]}";
		assertText(Object.class, outer, "{\"x\": " + text + ", \"y\": [" + text + ", " + text + "]}");
	}

	@Test
	void equalValuesHaveEqualTexts() {
		Random random = new Random(5);
		for (int i = 0; i < 200; i++) {
			Map<String, Set<Integer>> hashed = new HashMap<>(random.nextInt(64) + 1);
			for (int j = 0; j < 20; j++) {
				hashed.put("k" + random.nextInt(100) + (random.nextBoolean() ? ASTRAL : ""),
						new HashSet<>(List.of(random.nextInt(50), -random.nextInt(50) - 1)));
			}
			List<String> names = new ArrayList<>(hashed.keySet());
			Collections.shuffle(names, random);
			Map<String, Set<Integer>> shuffled = new LinkedHashMap<>();
			names.forEach((name) -> shuffled.put(name, new TreeSet<>(hashed.get(name))));
			String text = encode(Object.class, hashed);
			assertText(Object.class, shuffled, text);
			assertText(Object.class, new TreeMap<>(hashed), text);
			assertThat(decode(new TypeReference<Map<String, Set<Integer>>>() {
			}.getType(), text)).isEqualTo(hashed);
		}
	}

	@Test
	void setsAreSortedByTheTextsOfTheirElements() {
		assertText(new TypeReference<Set<Integer>>() {
		}.getType(), new LinkedHashSet<>(List.of(3, 1, 10, 2)), "[1, 10, 2, 3]");
		assertText(new TypeReference<Set<String>>() {
		}.getType(), new LinkedHashSet<>(List.of("b", "a")), "[\"a\", \"b\"]");
		assertText(new TypeReference<EnumSet<TimeUnit>>() {
		}.getType(), EnumSet.of(TimeUnit.SECONDS, TimeUnit.DAYS), "[\"DAYS\", \"SECONDS\"]");
		assertText(new TypeReference<Set<Set<Integer>>>() {
		}.getType(), Set.of(Set.of(4, 3), Set.of(2, 1), Set.of()), "[[1, 2], [3, 4], []]");
	}

	@Test
	void keysOfMapsAreNames() {
		assertText(Object.class, Map.of(10, "a", 9, "b", -1, "c"), "{\"-1\": \"c\", \"10\": \"a\", \"9\": \"b\"}");
		assertText(Object.class, Map.of(1e16, 1, 0.5, 2), "{\"0.5\": 2, \"1e+16\": 1}");
		assertText(Object.class, Map.of(0.1f, 1), "{\"0.1\": 1}");
		assertText(Object.class, Map.of(true, 1), "{\"true\": 1}");
		assertText(Object.class, new EnumMap<>(Map.of(TimeUnit.DAYS, 1)), "{\"DAYS\": 1}");
		assertText(Object.class, Map.of(new UUID(1, 2), 1), "{\"00000000-0000-0001-0000-000000000002\": 1}");
		assertText(Object.class, Map.of(Instant.EPOCH, 1), "{\"1970-01-01T00:00:00Z\": 1}");
		assertText(Object.class, Map.of(new Isbn("x"), 1, new Sku("y"), 2), "{\"x\": 1, \"y\": 2}");
	}

	@Test
	void keysThatAreNoNamesAreRefused() {
		assertRefused(new TypeReference<Map<Point, Integer>>() {
		}.getType(), Map.of(new Point(1, 2), 3), "a map's key of type io.pottery.codec.JsonTextTests$Point"
				+ " is no name, unless a method of the type has @JsonKey or @JsonValue");
		assertRefused(Object.class, Map.of(List.of(1), 1), "a map's key of type ");
		assertRefused(Object.class, Map.of(Optional.of(1), 1), "a map's key of type java.util.Optional ");
		assertRefused(Object.class, Collections.singletonMap(null, 1), "it has no JSON text");
	}

	@Test
	void twoMembersWithOneNameAreRefused() {
		Map<Object, Integer> map = new HashMap<>();
		map.put(1, 1);
		map.put("1", 2);
		assertRefused(Object.class, map, "two members of an object have the same name");
	}

	@Test
	void typesWithoutPropertiesAreRefused() {
		assertRefused(Object.class, new Object(), "it has no JSON text");
	}

	@Test
	void cyclesAreRefused() {
		List<Object> cycle = new ArrayList<>();
		cycle.add(List.of(cycle));
		assertRefused(Object.class, cycle, "it is nested deeper than 100 levels");
		assertRefused(Ouroboros.class, new Ouroboros(), "it has no JSON text");
	}

	@Test
	void depthIsBoundedWhereReadingIsBounded() {
		Object value = 1;
		for (int i = 0; i < 100; i++) {
			value = List.of(value);
		}
		assertThat(decode(Object.class, encode(Object.class, value))).isEqualTo(value);
		assertRefused(Object.class, List.of(value), "it is nested deeper than 100 levels");
	}

	@Test
	void lengthIsBoundedWhereReadingIsBounded() {
		JsonCodecs bounded = JsonCodecs.create(List.of(), new JsonLimits(3, 64));
		for (Type type : List.of(String.class, Object.class)) {
			JsonCodec<Object> codec = bounded.of(type);
			String longest = "x".repeat(62);
			assertThat(codec.decode(codec.encode(longest, "k"), "k")).isEqualTo(longest);
			for (String tooLong : List.of("x".repeat(63), "\u00e9".repeat(11))) {
				assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> codec.encode(tooLong, "k"))
					.withMessage("Key 'k' cannot hold a value of type java.lang.String: "
							+ "its text is longer than 64 bytes");
			}
		}
		JsonCodec<Object> objects = bounded.of(Object.class);
		assertThat(objects.encode(Collections.nCopies(21, 1), "k")).hasSize(63);
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> objects.encode(Collections.nCopies(22, 1), "k"));
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> objects.encode(List.of(List.of(List.of(List.of()))), "k"));
	}

	@Test
	void serializersThatWriteNoWholeValueAreRefused() {
		assertRefusedFrom((value, generator) -> generator.writeRaw("[1,2]"),
				"its serializer wrote a piece of raw text");
		assertRefusedFrom((value, generator) -> generator.writeName("a"),
				"its serializer wrote a name where none can stand");
		assertRefusedFrom((value, generator) -> generator.writeNumber(1).writeNumber(2),
				"its serializer wrote a value where none can stand");
		assertRefusedFrom((value, generator) -> generator.writeStartObject().writeNumber(1),
				"its serializer wrote a value where none can stand");
		assertRefusedFrom((value, generator) -> generator.writeStartObject().writeName("a").writeName("b"),
				"its serializer wrote a name where none can stand");
		assertRefusedFrom((value, generator) -> generator.writeStartObject().writeName("a").writeEndObject(),
				"its serializer ended what it had not begun");
		assertRefusedFrom((value, generator) -> generator.writeStartArray().writeEndObject(),
				"its serializer ended what it had not begun");
		assertRefusedFrom((value, generator) -> generator.writeStartArray(),
				"its serializer did not write one whole value");
		assertRefusedFrom((value, generator) -> {
		}, "its serializer did not write one whole value");
	}

	@Test
	void serializersOfTheApplicationAreCanonicalToo() {
		assertThat(encodeFrom((value, generator) -> generator.writeRawValue("{\"b\":1E16 ,\"a\":\"\u00e9\"}")))
			.isEqualTo("{\"a\": \"\\u00e9\", \"b\": 1e+16}");
		assertThat(encodeFrom((value, generator) -> generator.writeNumber("1E16"))).isEqualTo("1e+16");
		assertThat(encodeFrom((value, generator) -> generator.writeStartObject()
			.writePOJOProperty("b", Map.of("d", 1))
			.writeBinaryProperty("a", new byte[] { 1, 2 })
			.writeName("c")
			.writeString("\u00e9\"".toCharArray(), 0, 2)
			.writeEndObject())).isEqualTo("{\"a\": \"AQI=\", \"b\": {\"d\": 1}, \"c\": \"\\u00e9\\\"\"}");
	}

	private void assertText(Type type, @Nullable Object value, String text) {
		assertThat(encode(type, value)).isEqualTo(text);
	}

	private void assertRefused(Type type, Object value, String reason) {
		assertThatExceptionOfType(UnencodableValueException.class)
			.isThrownBy(() -> this.codecs.of(type).encode(value, "tel"))
			.withMessageStartingWith("Key 'tel' cannot hold a value of type ")
			.withMessageContaining(": " + reason)
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("tel"));
	}

	private void assertRefusedFrom(Writing writing, String reason) {
		assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> encodeFrom(writing))
			.withMessage("Key 'k' cannot hold a value of type " + Point.class.getName() + ": " + reason);
	}

	private String encode(Type type, @Nullable Object value) {
		return new String(this.codecs.of(type).encode(value, "k"), StandardCharsets.US_ASCII);
	}

	private String encodeFrom(Writing writing) {
		SimpleModule module = new SimpleModule().addSerializer(Point.class, new ValueSerializer<Point>() {

			@Override
			public void serialize(Point value, JsonGenerator generator, SerializationContext context) {
				writing.write(value, generator);
			}

		});
		JsonCodec<Point> codec = JsonCodecs.create(List.of(module)).of(Point.class);
		return new String(codec.encode(new Point(1, 2), "k"), StandardCharsets.US_ASCII);
	}

	private @Nullable Object decode(Type type, String text) {
		return this.codecs.of(type).decode(text.getBytes(StandardCharsets.UTF_8), "k");
	}

	interface Writing {

		void write(Point value, JsonGenerator generator);

	}

	record Point(int y, int x) {

	}

	record Isbn(@JsonValue String code) {

	}

	record Sku(@JsonKey String code) {

	}

	static class Mixed {

		@JsonProperty
		int zz() {
			return 1;
		}

		@JsonProperty
		@JsonRawValue
		String aa() {
			return "{\"b\":0,\"a\":[1e16]}";
		}

		@JsonAnyGetter
		Map<String, Object> others() {
			return Map.of("A", 2);
		}

	}

	static class Ouroboros {

		@JsonValue
		Ouroboros self() {
			return this;
		}

	}

}
