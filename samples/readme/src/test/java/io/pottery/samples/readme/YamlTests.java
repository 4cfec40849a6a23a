package io.pottery.samples.readme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

import io.pottery.Pottery;
import io.pottery.quorum.Lease;
import io.pottery.samples.readme.Page.Fence;
import io.pottery.spring.autoconfigure.PotteryProperties;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications start with the YAML of the pages. Only where it names servers, files and
 * passwords they get those of the test kit.
 */
class YamlTests {

	private static final Pattern SERVER = Pattern.compile("redis://[^/?, ]+");

	private static final Pattern SERVER_WITH_TLS = Pattern.compile("rediss://[^/?, ]+");

	private static final Pattern MASTER_TIMEOUT = Pattern.compile("pottery\\.masters\\[\\d+]\\.(connect-)?timeout");

	private static final String PASSWORD = "open-sesame";

	private static RedisServer serverWithTls;

	@BeforeAll
	static void startServerWithTls() {
		serverWithTls = RedisServer.builder().tls().users("user pottery on >" + PASSWORD + " ~* &* +@all").start();
	}

	@AfterAll
	static void closeServerWithTls() {
		serverWithTls.close();
	}

	static List<Fence> yamlFences() {
		return Page.fences("yaml");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("yamlFences")
	void keysOfPotteryExist(Fence fence) {
		StandardEnvironment environment = new StandardEnvironment();
		load(fence).forEach(environment.getPropertySources()::addLast);
		Binder.get(environment)
			.bind("pottery", Bindable.of(PotteryProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("yamlFences")
	void applicationStarts(Fence fence) {
		Map<String, Object> properties = onServersOfTheKit(fence);
		long masters = properties.keySet()
			.stream()
			.filter((name) -> name.matches("pottery\\.masters\\[\\d+](\\.uri)?"))
			.count();
		try (ConfigurableApplicationContext application = new SpringApplicationBuilder(ReadmeApplication.class)
			.properties(properties)
			.run()) {
			Pottery pottery = application.getBean(Pottery.class);
			String key = KeyNames.fresh();
			OpenPottery.awaitMasters(pottery);
			try (Lease lease = pottery.redlockBuilder(key).quorumPatience(Duration.ofSeconds(30)).build().acquire()) {
				assertThat(lease.isValid()).isTrue();
			}
			pottery.map(key, String.class, String.class).put("a", "b");
			if (masters > 0) {
				assertThat(pottery.masters()).hasSize((int) masters);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(
			classes = { PotteryProperties.Master.class, PotteryProperties.Ssl.class, PotteryProperties.NamedMap.class,
					PotteryProperties.NamedRedlock.class, PotteryProperties.NamedNextId.class })
	void propertiesWithinListsAndMapsAreShown(Class<?> type) {
		String shown = String.join("\n", yamlFences().stream().map(Fence::text).toList());
		assertThat(type.getRecordComponents()).isNotEmpty()
			.extracting((component) -> DataObjectPropertyName.toDashedForm(component.getName()))
			.allSatisfy((name) -> assertThat(shown).containsPattern("\\b" + name + ":"));
	}

	private static Map<String, Object> onServersOfTheKit(Fence fence) {
		Map<String, Object> properties = new HashMap<>();
		Map<String, RedisServer> servers = new HashMap<>();
		properties.put("spring.data.redis.url", RedisServer.shared().uri());
		properties.put("MASTERS_PASSWORD", PASSWORD);
		properties.put("pottery.redlock.master-timeout", "10s");
		// Other tests have started some of the servers before the rest.
		properties.put("pottery.restart-policy", "trust-persistence");
		for (EnumerablePropertySource<?> source : load(fence)) {
			for (String name : source.getPropertyNames()) {
				String value = String.valueOf(source.getProperty(name));
				value = SERVER.matcher(value)
					.replaceAll((uri) -> servers
						.computeIfAbsent(uri.group(),
								(host) -> RedisServers.shared(servers.size() + 1).get(servers.size()))
						.uri());
				value = SERVER_WITH_TLS.matcher(value).replaceAll(serverWithTls.uri());
				// A busy machine is no dead master.
				value = MASTER_TIMEOUT.matcher(name).matches() ? "10s" : value;
				properties.put(name, value.endsWith(".pem") ? serverWithTls.certificate().toUri().toString() : value);
			}
		}
		return properties;
	}

	private static List<EnumerablePropertySource<?>> load(Fence fence) {
		try {
			return new YamlPropertySourceLoader()
				.load(fence.toString(), new ByteArrayResource(fence.text().getBytes(StandardCharsets.UTF_8)))
				.stream()
				.<EnumerablePropertySource<?>>map((source) -> (EnumerablePropertySource<?>) source)
				.toList();
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
