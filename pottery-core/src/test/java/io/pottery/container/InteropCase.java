package io.pottery.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Python's pottery left in Redis after some steps.
 */
public enum InteropCase {

	TEL, MIXED, MAGIC, SQUARES, MY_COUNTER, C2, LETTERS, BOUNDED, CARS, SEARCH_RESULTS, GOOGLE_SEARCHES;

	/**
	 * Returns the key that Python used, which names the case.
	 * @return the key
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Returns what Redis held.
	 * @return the type and the value
	 */
	public JsonNode redis() {
		return all().stream()
			.filter((it) -> it.get("key").asString().equals(key()))
			.findFirst()
			.orElseThrow()
			.get("redis");
	}

	/**
	 * Returns what Redis held where it is a list or a set.
	 * @return the texts
	 */
	public List<String> texts() {
		return redis().get("value").valueStream().map(JsonNode::asString).toList();
	}

	/**
	 * Returns what Redis held where it is a hash.
	 * @return the fields and their texts
	 */
	public Map<String, String> fields() {
		Map<String, String> fields = new TreeMap<>();
		redis().get("value").properties().forEach((field) -> fields.put(field.getKey(), field.getValue().asString()));
		return fields;
	}

	/**
	 * Reads the file.
	 * @return its cases
	 */
	public static List<JsonNode> all() {
		try (InputStream file = InteropCase.class.getResourceAsStream("/interop/containers.json")) {
			return JsonMapper.shared().readTree(file).get("cases").valueStream().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
