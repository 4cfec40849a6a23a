package io.pottery.samples.readme;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of properties says what the configuration metadata says. A failure shows the
 * rows to write.
 */
class PropertiesTableTests {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	@Test
	void tableIsTheMetadata() throws IOException {
		assertThat(String.join("\n", Page.readme().tableBelow("| Property | Default | Meaning |")))
			.isEqualTo(String.join("\n", metadata().stream().map(PropertiesTableTests::row).sorted().toList()));
	}

	private static List<JsonNode> metadata() throws IOException {
		List<JsonNode> properties = new ArrayList<>();
		for (URL resource : Collections.list(PropertiesTableTests.class.getClassLoader().getResources(METADATA))) {
			try (InputStream json = resource.openStream()) {
				JsonMapper.shared().readTree(json).get("properties").forEach(properties::add);
			}
		}
		return properties.stream()
			.filter((property) -> text(property, "name").matches("(.+\\.)?pottery\\..+"))
			.toList();
	}

	private static String row(JsonNode property) {
		String value = text(property, "defaultValue");
		return "| `%s` | %s | %s |".formatted(text(property, "name"), value.isEmpty() ? "" : "`" + value + "`",
				text(property, "description"));
	}

	private static String text(JsonNode property, String member) {
		JsonNode value = property.path(member);
		return value.isValueNode() ? value.asString() : "";
	}

}
