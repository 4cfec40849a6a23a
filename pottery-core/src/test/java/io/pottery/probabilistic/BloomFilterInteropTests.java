package io.pottery.probabilistic;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.connection.RedisCommands;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bits as Python's pottery sets them.
 */
class BloomFilterInteropTests {

	private final BloomFilters filters = Containers::settings;

	private final RedisServer server = RedisServer.shared();

	private final RedisCommands commands = Containers.settings().commands();

	private final String key = KeyNames.fresh();

	@ParameterizedTest
	@MethodSource("geometries")
	void sizesAndOffsetsAreEqual(JsonNode vector) {
		BloomGeometry geometry = new BloomGeometry(vector.get("num_elements").asLong(),
				vector.get("false_positives").asDouble());
		assertThat(geometry.sizeInBits()).isEqualTo(vector.get("size_bits").asLong());
		assertThat(geometry.hashCount()).isEqualTo(vector.get("num_hashes").asInt());
		for (Map.Entry<String, JsonNode> element : vector.get("bit_offsets").properties()) {
			byte[] text = Containers.settings()
				.codecs()
				.of(Object.class)
				.encode(JsonMapper.shared().readValue(element.getKey(), Object.class), this.key);
			List<Long> offsets = IntStream.range(0, geometry.hashCount())
				.mapToObj((seed) -> geometry.offset(text, seed))
				.toList();
			assertThat(offsets).as(element.getKey()).isEqualTo(numbers(element.getValue()));
		}
	}

	@ParameterizedTest
	@MethodSource("geometries")
	void bitsInRedisAreEqual(JsonNode vector) {
		for (Map.Entry<String, JsonNode> element : vector.get("bit_offsets").properties()) {
			BloomFilter<Object> filter = this.filters.bloomFilter(KeyNames.fresh(), Object.class,
					vector.get("num_elements").asLong(), vector.get("false_positives").asDouble());
			filter.add(JsonMapper.shared().readValue(element.getKey(), Object.class));
			List<Long> offsets = numbers(element.getValue());
			assertThat(filter.bitCount()).as(element.getKey()).isEqualTo(offsets.stream().distinct().count());
			assertThat(offsets).as(element.getKey())
				.allMatch((offset) -> this.server.command("GETBIT", filter.key(), offset.toString()).equals(1L));
			filter.clear();
		}
	}

	@ParameterizedTest
	@MethodSource("lengths")
	void stringsAndLengthsAreEqual(JsonNode vector) {
		BloomFilter<String> filter = open(vector);
		filter.addAll(elements(vector));
		assertThat(filter.bitCount()).isEqualTo(vector.get("bits_set").asLong());
		assertThat(filter.approximateSize()).isEqualTo(vector.get("approximate_length").asLong());
		assertThat(raw()).isEqualTo(vector.get("raw_hex").asString());
	}

	@ParameterizedTest
	@MethodSource("lengths")
	void whatPythonWroteIsRead(JsonNode vector) {
		byte[] bits = HexFormat.of().parseHex(vector.get("raw_hex").asString());
		if (bits.length > 0) {
			this.commands.call("SET", this.key, bits);
		}
		BloomFilter<String> filter = open(vector);
		assertThat(filter.containsMany(elements(vector))).doesNotContain(false);
		assertThat(filter.approximateSize()).isEqualTo(vector.get("approximate_length").asLong());
		assertThat(filter.addAll(elements(vector))).isFalse();
		assertThat(raw()).isEqualTo(vector.get("raw_hex").asString());
	}

	private BloomFilter<String> open(JsonNode vector) {
		return this.filters.bloomFilter(this.key, String.class, vector.get("num_elements").asLong(),
				vector.get("false_positives").asDouble());
	}

	private String raw() {
		return (this.commands.call("GET", this.key) instanceof byte[] bits) ? HexFormat.of().formatHex(bits) : "";
	}

	private static List<String> elements(JsonNode vector) {
		return IntStream.range(0, vector.get("number_added").asInt()).mapToObj((i) -> "e" + i).toList();
	}

	private static List<Long> numbers(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asLong).toList();
	}

	static Stream<JsonNode> geometries() throws IOException {
		return cases("/interop/bloom.json");
	}

	static Stream<JsonNode> lengths() throws IOException {
		return cases("/interop/bloom-length.json");
	}

	private static Stream<JsonNode> cases(String file) throws IOException {
		try (InputStream in = BloomFilterInteropTests.class.getResourceAsStream(file)) {
			return StreamSupport.stream(JsonMapper.shared().readTree(in).get("cases").spliterator(), false);
		}
	}

}
