package io.pottery.codec;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.UnencodableValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever stands in Redis, reading it ends soon, in a value or in an exception that
 * keeps its secrets.
 */
@Timeout(60)
class HostileTextTests {

	private static final String CANARY = "hunter2";

	private static final List<Type> TYPES = List.of(String.class, Integer.class, Long.class, Double.class, Float.class,
			Boolean.class, BigInteger.class, BigDecimal.class, Object.class, JsonNode.class, Card.class, UUID.class,
			Instant.class, Thread.State.class, byte[].class, new TypeReference<Map<String, List<Card>>>() {
			}.getType(), new TypeReference<Map<Integer, Double>>() {
			}.getType(), new TypeReference<Optional<Card>>() {
			}.getType());

	private final JsonCodecs codecs = JsonCodecs.create();

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "[", "{\"number\":", "{\"a\":", "[{\"a\":" })
	void deepTextsAreRefused(String opening) {
		byte[] json = opening.repeat(100_000).getBytes(StandardCharsets.US_ASCII);
		for (Type type : TYPES) {
			assertUndecodable(type, json);
		}
	}

	@Test
	void depthMayBeConfigured() {
		byte[] json = ("[".repeat(150) + "]".repeat(150)).getBytes(StandardCharsets.US_ASCII);
		assertThatExceptionOfType(UndecodableValueException.class)
			.isThrownBy(() -> this.codecs.of(Object.class).decode(json, "tel"))
			.withMessage("Key 'tel' holds a value that is not JSON of type java.lang.Object: "
					+ "an array of 300 bytes, nested too deep or with too long a number");
		JsonCodecs deeper = JsonCodecs.create(List.of(), new JsonLimits(150, 1000));
		assertThat(deeper.of(Object.class).decode(json, "tel")).isInstanceOf(List.class);
	}

	@Test
	void limitsHaveARange() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new JsonLimits(0, 1000))
			.withMessage("'maxDepth' must be from 1 to 1000, was 0");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new JsonLimits(1001, 1000));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new JsonLimits(1, 63))
			.withMessage("'maxTextLength' must be at least 64, was 63");
	}

	@Test
	void hugeNumbersAreRefused() {
		byte[] beyondLimit = new byte[100_000_000];
		Arrays.fill(beyondLimit, (byte) '9');
		byte[] withinLimit = Arrays.copyOf(beyondLimit, 1_000_000);
		byte[] justTooLong = Arrays.copyOf(beyondLimit, 4301);
		for (Type type : TYPES) {
			assertUndecodable(type, beyondLimit);
			assertUndecodable(type, withinLimit);
			assertUndecodable(type, justTooLong);
		}
		assertUndecodable(Long.class, Arrays.copyOf(beyondLimit, 16_000_000));
		assertThatExceptionOfType(UndecodableValueException.class)
			.isThrownBy(() -> this.codecs.of(Long.class).decode(beyondLimit, "tel"))
			.withMessage("Key 'tel' holds a value that is not JSON of type java.lang.Long: "
					+ "a number of 100000000 bytes, longer than 16777216 bytes");
	}

	@Test
	void hugeExponentsCostNothing() {
		byte[] json = "1e1000000000".getBytes(StandardCharsets.US_ASCII);
		assertThat(this.codecs.of(BigDecimal.class).decode(json, "tel")).isEqualTo(new BigDecimal("1e1000000000"));
		assertThat(this.codecs.of(Double.class).decode(json, "tel")).isEqualTo(Double.POSITIVE_INFINITY);
		assertUndecodable(BigInteger.class, json);
		assertUndecodable(Long.class, json);
	}

	@Test
	void malformedUtf8IsRefused() {
		for (int[] bytes : new int[][] { { 0xff }, { 0xc3 }, { 0xc0, 0x80 }, { 0xed, 0xa0, 0x80 },
				{ 0xf5, 0x80, 0x80, 0x80 }, { 0xe2, 0x82 }, { 0x80 } }) {
			byte[] json = new byte[bytes.length + 2];
			json[0] = '"';
			for (int i = 0; i < bytes.length; i++) {
				json[i + 1] = (byte) bytes[i];
			}
			json[json.length - 1] = '"';
			assertThatExceptionOfType(UndecodableValueException.class)
				.isThrownBy(() -> this.codecs.of(String.class).decode(json, "tel"))
				.withMessage("Key 'tel' holds a value that is not JSON of type java.lang.String: a string of "
						+ json.length + " bytes, not UTF-8");
			assertUndecodable(JsonNode.class, json);
		}
	}

	@Test
	void otherEncodingsAreRefused() {
		for (Type type : List.of(String.class, Object.class)) {
			assertUndecodable(type, "\"a\"".getBytes(StandardCharsets.UTF_16BE));
			assertUndecodable(type, "\"a\"".getBytes(StandardCharsets.UTF_16LE));
			assertUndecodable(type, "\"a\"".getBytes(StandardCharsets.UTF_16));
			assertUndecodable(type, "\ufeff\"a\"".getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void brokenTextsEndInAValueOrATypedException() {
		Random random = new Random(99);
		String whole = "{\"number\": \"\\u00e9" + CANARY + "\", \"b\": [1, -2.5e+10, true, null, {\"c\": \"\u00e9\"}]}";
		byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 10_000; i++) {
			byte[] json = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
			for (int j = random.nextInt(4); j > 0 && json.length > 0; j--) {
				json[random.nextInt(json.length)] = (byte) random.nextInt(256);
			}
			Type type = TYPES.get(random.nextInt(TYPES.size()));
			try {
				this.codecs.of(type).decode(json, "tel");
			}
			catch (UndecodableValueException ex) {
				assertThat(ex.key()).isEqualTo("tel");
				assertThat(allWords(ex)).doesNotContain(CANARY);
			}
		}
	}

	@Test
	void readingTellsNoSecrets() {
		for (String json : List.of("\"" + CANARY + "\"", CANARY, "{\"" + CANARY + "\": \"" + CANARY + "\"}",
				"[\"" + CANARY + "\"]", "{\"number\": \"" + CANARY + "\"}", "{\"number\": " + CANARY,
				"{\"number\": \"" + CANARY, "{\"" + CANARY + "\": " + CANARY, "\"" + CANARY + "\" " + CANARY,
				"\"\\x" + CANARY + "\"", "\"" + CANARY + "\u0001\"")) {
			int refused = 0;
			for (Type type : TYPES) {
				try {
					this.codecs.of(type).decode(json.getBytes(StandardCharsets.UTF_8), "tel");
				}
				catch (UndecodableValueException ex) {
					assertThat(allWords(ex)).doesNotContain(CANARY);
					refused++;
				}
			}
			assertThat(refused).isGreaterThan(5);
		}
	}

	@Test
	void writingTellsNoSecrets() {
		Map<String, Object> nan = new HashMap<>();
		nan.put(CANARY, Double.NaN);
		nan.put("x", CANARY);
		for (Object value : List.of(nan, new Talkative(), List.of(Map.of(CANARY, new Talkative())),
				Map.of(new Card("12"), CANARY), Map.of(CANARY, new Object()))) {
			assertThatExceptionOfType(UnencodableValueException.class)
				.isThrownBy(() -> this.codecs.of(Object.class).encode(value, "tel"))
				.satisfies((ex) -> assertThat(allWords(ex)).doesNotContain(CANARY));
		}
	}

	@Test
	void theStackTraceOfTheApplicationIsKept() {
		assertThatExceptionOfType(UndecodableValueException.class)
			.isThrownBy(() -> this.codecs.of(Card.class)
				.decode(("{\"number\": \"" + CANARY + "\"}").getBytes(StandardCharsets.UTF_8), "tel"))
			.satisfies((ex) -> assertThat(ex.getCause().getCause())
				.hasMessage("java.lang.IllegalArgumentException (its message is withheld, it may quote the value)")
				.satisfies((cause) -> assertThat(cause.getStackTrace()[0].getClassName())
					.isEqualTo(Card.class.getName())));
	}

	private void assertUndecodable(Type type, byte[] json) {
		assertThatExceptionOfType(UndecodableValueException.class)
			.isThrownBy(() -> this.codecs.of(type).decode(json, "tel"));
	}

	private static String allWords(Throwable ex) {
		StringBuilder words = new StringBuilder(ex.toString());
		for (Throwable suppressed : ex.getSuppressed()) {
			words.append(allWords(suppressed));
		}
		return ((ex.getCause() != null) ? words.append(allWords(ex.getCause())) : words).toString();
	}

	record Card(String number) {

		Card {
			if (number != null && number.length() > 3) {
				throw new IllegalArgumentException("no card has the number " + number);
			}
		}

	}

	static class Talkative {

		@JsonProperty
		Duration duration() {
			throw new IllegalStateException("the secret is " + CANARY, new RuntimeException(CANARY));
		}

	}

}
