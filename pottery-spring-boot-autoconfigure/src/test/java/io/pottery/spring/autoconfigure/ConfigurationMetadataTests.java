package io.pottery.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	static Stream<JsonNode> propertiesAreDescribed() throws IOException {
		return metadata().get("properties").valueStream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void propertiesAreDescribed(JsonNode property) {
		String description = property.path("description").asString("");
		assertThat(description).as(property.path("name").asString()).isNotEmpty().endsWith(".");
		assertThat(description).doesNotStartWithIgnoringCase("the ")
			.doesNotStartWithIgnoringCase("a ")
			.doesNotContain("{@", "<p>", "&lt;", "\n");
		String type = property.path("type").asString();
		if (type.equals("java.lang.Boolean")) {
			assertThat(description).startsWith("Whether ");
		}
		if (type.startsWith("java.util.List")) {
			assertThat(description).startsWith("Comma-separated list ");
		}
	}

	@Test
	void propertiesHaveOneName() throws IOException {
		assertThat(propertiesAreDescribed().map((property) -> property.get("name").asString())).doesNotHaveDuplicates()
			.contains("pottery.masters", "pottery.key-prefix", "pottery.restart-policy", "pottery.redlock.max-lease",
					"pottery.redlock.auto-release-time", "pottery.redlock.master-timeout", "pottery.cache.on-error",
					"pottery.annotations.enabled", "pottery.embedded.enabled", "pottery.maps", "pottery.redlocks",
					"pottery.next-ids")
			.allMatch((name) -> name.startsWith("pottery."));
	}

	@Test
	void hintsBelongToProperties() throws IOException {
		List<String> names = propertiesAreDescribed().map((property) -> property.get("name").asString()).toList();
		assertThat(metadata().get("hints").valueStream().map((hint) -> hint.get("name").asString())).isNotEmpty()
			.allMatch((name) -> names.contains(name.replaceAll("\\.(keys|values)$", "")));
	}

	@Test
	void autoConfigurationsAreListedInOrder() throws IOException {
		List<String> names = read(IMPORTS).lines().toList();
		assertThat(names).isSorted().isNotEmpty().allMatch((name) -> ClassUtils.isPresent(name, null));
	}

	private static JsonNode metadata() throws IOException {
		return new JsonMapper().readTree(read("META-INF/spring-configuration-metadata.json"));
	}

	private static String read(String resource) throws IOException {
		try (InputStream in = PotteryProperties.class.getResourceAsStream("/" + resource)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
