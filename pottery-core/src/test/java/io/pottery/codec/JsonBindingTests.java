package io.pottery.codec;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ResolvableType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.UnencodableValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which types there are codecs for.
 */
class JsonBindingTests {

	private final JsonCodecs codecs = JsonCodecs.create();

	@ParameterizedTest(name = "{2}")
	@MethodSource
	void valuesComeBackEqual(Type type, Object value, String text) {
		JsonCodec<Object> codec = this.codecs.of(type);
		byte[] json = codec.encode(value, "k");
		assertThat(new String(json, StandardCharsets.US_ASCII)).isEqualTo(text);
		assertThat(codec.decode(json, "k")).isEqualTo(value);
	}

	@ParameterizedTest
	@MethodSource
	void aNumberOfAnotherTypeIsNotTakenForAnInteger(Object number) {
		JsonCodec<Object> codec = this.codecs.of((Type) Integer.class);
		assertThatExceptionOfType(UnencodableValueException.class).isThrownBy(() -> codec.encode(number, "k"));
	}

	static Stream<Object> aNumberOfAnotherTypeIsNotTakenForAnInteger() {
		return Stream.of(1.5, 1.0, 1L, 5_000_000_000L, BigInteger.TEN.pow(20));
	}

	static Stream<Arguments> valuesComeBackEqual() {
		Order order = new Order(7, Optional.of("Ada"), List.of(new Line("x", new BigDecimal("9.90"))), State.PAID);
		String orderText = "{\"customer\": \"Ada\", \"id\": 7, \"lines\": [{\"name\": \"x\", \"price\": 9.90}], "
				+ "\"state\": \"PAID\"}";
		return Stream.of(Arguments.of(String.class, "jack", "\"jack\""), Arguments.of(boolean.class, true, "true"),
				Arguments.of(char.class, '\u00e9', "\"\\u00e9\""), Arguments.of(short.class, (short) -5, "-5"),
				Arguments.of(State.class, State.PAID, "\"PAID\""), Arguments.of(Order.class, order, orderText),
				Arguments.of(new TypeReference<Map<State, List<Optional<Order>>>>() {
				}.getType(), Map.of(State.NEW, List.of(Optional.of(order), Optional.empty())),
						"{\"NEW\": [" + orderText + ", null]}"),
				Arguments.of(new TypeReference<Page<Page<Integer>>>() {
				}.getType(), new Page<>(List.of(new Page<>(List.of(1)))), "{\"items\": [{\"items\": [1]}]}"),
				Arguments.of(ResolvableType.forClassWithGenerics(Map.class, String.class, Long.class).getType(),
						Map.of("a", 1L), "{\"a\": 1}"),
				Arguments.of(Instant.class, Instant.ofEpochSecond(1, 5), "\"1970-01-01T00:00:01.000000005Z\""),
				Arguments.of(Duration.class, Duration.ofMillis(1500), "\"PT1.5S\""),
				Arguments.of(LocalDate.class, LocalDate.of(2026, 1, 2), "\"2026-01-02\""),
				Arguments.of(OffsetDateTime.class, OffsetDateTime.parse("2026-01-02T03:04:05+02:00"),
						"\"2026-01-02T03:04:05+02:00\""),
				Arguments.of(ZonedDateTime.class, ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Paris]"),
						"\"2026-01-02T03:04:05+01:00[Europe/Paris]\""),
				Arguments.of(UUID.class, new UUID(1, 2), "\"00000000-0000-0001-0000-000000000002\""),
				Arguments.of(URI.class, URI.create("redis://h/1"), "\"redis://h/1\""),
				Arguments.of(Locale.class, Locale.GERMANY, "\"de-DE\""),
				Arguments.of(byte[].class, new byte[] { 1, 2 }, "\"AQI=\""),
				Arguments.of(int[].class, new int[] { 1, -2 }, "[1, -2]"),
				Arguments.of(new TypeReference<Optional<Integer>>() {
				}.getType(), Optional.empty(), "null"), Arguments.of(new TypeReference<Set<State>>() {
				}.getType(), Set.of(State.PAID, State.NEW), "[\"NEW\", \"PAID\"]"), Arguments.of(Priced.class,
						new Priced(12, new BigDecimal("9.90")), "{\"id\": \"12\", \"price\": \"9.90\"}"));
	}

	@Test
	void objectsReadAsPlainValues() {
		Object value = this.codecs.of(Object.class)
			.decode(bytes("{\"a\": [1, 3000000000, 18446744073709551616, 1.5, true, null, \"x\", {}]}"), "k");
		List<Object> elements = new ArrayList<>(
				List.of(1, 3000000000L, new BigInteger("18446744073709551616"), 1.5, true));
		elements.add(null);
		elements.add("x");
		elements.add(new LinkedHashMap<>());
		assertThat(value).isEqualTo(Map.of("a", elements));
	}

	@Test
	void sealedTypesKeepTheirIdsInsideOtherValues() {
		JsonCodec<List<Shape>> codec = this.codecs.of(new TypeReference<List<Shape>>() {
		}.getType());
		List<Shape> shapes = List.of(new Square(1), new Circle(2));
		byte[] json = codec.encode(shapes, "k");
		assertThat(json).asString()
			.isEqualTo("[{\"@type\": \"Square\", \"side\": 1}, {\"@type\": \"Circle\", \"radius\": 2.0}]");
		assertThat(codec.decode(json, "k")).isEqualTo(shapes);
	}

	@Test
	void namedSubtypesKeepTheirIds() {
		JsonCodec<Animal> codec = this.codecs.of(Animal.class);
		byte[] json = codec.encode(new Cat(9), "k");
		assertThat(json).asString().isEqualTo("{\"@type\": \"cat\", \"lives\": 9}");
		assertThat(codec.decode(json, "k")).isEqualTo(new Cat(9));
	}

	@Test
	void namesOfClassesAreNotBelieved() {
		assertThat(this.codecs.of(Object.class).decode(bytes("{\"@class\": \"java.lang.Thread\"}"), "k"))
			.isEqualTo(Map.of("@class", "java.lang.Thread"));
		assertThat(this.codecs.of(Object.class).decode(bytes("[\"java.lang.Thread\", {}]"), "k"))
			.isEqualTo(List.of("java.lang.Thread", Map.of()));
		assertThat(this.codecs.of(Line.class).decode(bytes("{\"@class\": \"java.lang.Thread\", \"name\": \"x\"}"), "k"))
			.isEqualTo(new Line("x", null));
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> this.codecs.of(Gullible.class)
			.decode(bytes("{\"@class\": \"" + Trusted.class.getName() + "\", \"x\": 1}"), "k"));
	}

	@Test
	void recordsMayGainAndLoseComponents() {
		assertThat(this.codecs.of(Order.class).decode(bytes("{\"lines\": [], \"lost\": {\"a\": [1]}}"), "k"))
			.isEqualTo(new Order(0, Optional.empty(), List.of(), null));
	}

	@Test
	void theLastOfTwoMembersWithOneNameCounts() {
		String json = "{\"name\": \"a\", \"price\": 1, \"name\": \"b\", \"name\": \"c\"}";
		assertThat(this.codecs.of(Line.class).decode(bytes(json), "k")).isEqualTo(new Line("c", BigDecimal.ONE));
		assertThat(this.codecs.of(Object.class).decode(bytes(json), "k")).isEqualTo(Map.of("name", "c", "price", 1));
	}

	@Test
	void codecsAreMadeOncePerType() {
		assertThat(this.codecs.<Object>of(int.class)).isSameAs(this.codecs.of(Integer.class));
		assertThat(this.codecs.<Object>of(new TypeReference<List<String>>() {
		}.getType())).isSameAs(this.codecs.of(ResolvableType.forClassWithGenerics(List.class, String.class).getType()));
	}

	@Test
	void modulesOfTheApplicationAreHeard() {
		SimpleModule module = new SimpleModule().addSerializer(String.class, new ValueSerializer<>() {

			@Override
			public void serialize(String value, JsonGenerator generator, SerializationContext context) {
				generator.writeString(value.toUpperCase(Locale.ROOT));
			}

		}).addDeserializer(Long.class, new ValueDeserializer<>() {

			@Override
			public Long deserialize(JsonParser parser, DeserializationContext context) {
				return parser.readValueAs(Line.class).name().length() + 100L;
			}

		});
		JsonCodecs withModule = JsonCodecs.create(List.of(module));
		assertThat(withModule.<String>of(String.class).encode("a", "k")).asString().isEqualTo("\"A\"");
		assertThat(withModule.<Object>of(Object.class).encode(List.of("a"), "k")).asString().isEqualTo("[\"A\"]");
		assertThat(withModule.of(Long.class).decode(bytes("{\"name\": \"four\"}"), "k")).isEqualTo(104L);
		assertThat(withModule.of(new TypeReference<List<Long>>() {
		}.getType()).decode(bytes("[{\"name\": \"four\"}, {\"name\": \"\"}]"), "k")).isEqualTo(List.of(104L, 100L));
		assertThat(withModule.of(Integer.class).decode(bytes("7"), "k")).isEqualTo(7);
	}

	@Test
	void aMapperOfTheApplicationNamesTheMembersOnly() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build())
			.enable(SerializationFeature.WRAP_ROOT_VALUE, SerializationFeature.INDENT_OUTPUT)
			.build();
		JsonCodec<Named> codec = JsonCodecs.from(mapper).of(Named.class);
		Named value = new Named(1e16, new ArrayList<>(List.of("java.util.LinkedList", List.of())));
		byte[] json = codec.encode(value, "k");
		assertThat(json).asString().isEqualTo("{\"big_price\": 1e+16, \"others\": [\"java.util.LinkedList\", []]}");
		assertThat(codec.decode(json, "k")).isEqualTo(value);
		assertThat(JsonCodecs.from(mapper).of(String.class).decode(bytes("\"x\""), "k")).isEqualTo("x");
	}

	@Test
	void containersThatAreMapsOrListsAreWrittenAsTheirContents() {
		record Closing(List<Integer> list) implements AutoCloseable {

			@Override
			public void close() {
				throw new IllegalStateException("a value is not closed by writing it");
			}

		}
		assertThat(this.codecs.of(Closing.class).encode(new Closing(List.of(1)), "k")).asString()
			.isEqualTo("{\"list\": [1]}");
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

	enum State {

		NEW, PAID {

			@Override
			public String toString() {
				return "paid in full";
			}

		}

	}

	record Line(String name, @Nullable BigDecimal price) {

	}

	record Order(long id, Optional<String> customer, List<Line> lines, @Nullable State state) {

	}

	record Page<T>(List<T> items) {

	}

	record Named(double bigPrice, Object others) {

	}

	record Priced(@JsonFormat(shape = JsonFormat.Shape.STRING) long id,
			@JsonProperty("price") @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	sealed interface Shape permits Square, Circle {

	}

	record Square(int side) implements Shape {

	}

	record Circle(double radius) implements Shape {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
	interface Animal {

	}

	record Cat(int lives) implements Animal {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	interface Gullible {

	}

	record Trusted(int x) implements Gullible {

	}

}
