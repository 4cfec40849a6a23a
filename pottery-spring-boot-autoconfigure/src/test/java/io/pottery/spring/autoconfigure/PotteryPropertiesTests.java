package io.pottery.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.pottery.cache.OnError;
import io.pottery.spring.autoconfigure.PotteryProperties.Master;

import static org.assertj.core.api.Assertions.assertThat;

class PotteryPropertiesTests {

	@Test
	void nothingNeedsToBeSet() {
		PotteryProperties properties = bind(Map.of());
		assertThat(properties.masters()).isEmpty();
		assertThat(properties.restartPolicy()).isNull();
		assertThat(properties.keyPrefix()).isEmpty();
		assertThat(properties.redlock().maxLease()).isEqualTo(Duration.ofSeconds(30));
		assertThat(properties.redlock().autoReleaseTime()).isEqualTo(Duration.ofSeconds(10));
		assertThat(properties.redlock().masterTimeout()).isEqualTo(Duration.ofMillis(250));
		assertThat(properties.cache().onError()).isEqualTo(OnError.CALL_THROUGH);
		assertThat(properties.annotations().enabled()).isTrue();
		assertThat(properties.annotations().redisCachedOrder())
			.isLessThan(properties.annotations().synchronizedOrder());
		assertThat(properties.embedded().enabled()).isFalse();
		assertThat(properties.embedded().masters()).isEqualTo(5);
		assertThat(properties.embedded().appendOnly()).isTrue();
		assertThat(properties.maps()).isEmpty();
		assertThat(properties.redlocks()).isEmpty();
		assertThat(properties.nextIds()).isEmpty();
	}

	@Test
	void mastersAreUrisOrObjectsInOneList() {
		List<Master> masters = bind(Map.of("pottery.masters[0]", "redis://a:1", "pottery.masters[1].uri",
				"rediss://b:2", "pottery.masters[1].alias", "second", "pottery.masters[1].username", "locks",
				"pottery.masters[1].password", "secret", "pottery.masters[1].ssl.bundle", "mine",
				"pottery.masters[1].connect-timeout", "300ms", "pottery.masters[1].timeout", "1s", "pottery.masters[2]",
				"redis-sentinel://c:3,d:4#main"))
			.masters();
		assertThat(masters).extracting(Master::uri)
			.containsExactly("redis://a:1", "rediss://b:2", "redis-sentinel://c:3,d:4#main");
		assertThat(masters.get(1)).isEqualTo(new Master("rediss://b:2", "second", "locks", "secret",
				new PotteryProperties.Ssl("mine"), Duration.ofMillis(300), Duration.ofSeconds(1)));
	}

	@Test
	void mastersAreOneTextWithCommas() {
		assertThat(bind(Map.of("pottery.masters", "redis://a:1, redis://b:2")).masters()).extracting(Master::uri)
			.containsExactly("redis://a:1", "redis://b:2");
	}

	@Test
	void secretsAreNotInTheText() {
		assertThat(bind(Map.of("pottery.masters[0]", "redis://:secret@a:1", "pottery.masters[1].uri",
				"redis://:secret@b:1", "pottery.masters[1].password", "secret", "pottery.masters[1].alias", "second"))
			.toString()).doesNotContain("secret").contains("Master[second]");
	}

	@Test
	void namedStructuresMayBeEmpty() {
		PotteryProperties properties = bind(
				Map.of("pottery.redlocks.printer", "", "pottery.maps.tel.value-type", "Integer"));
		assertThat(properties.redlocks()).containsKey("printer");
		assertThat(properties.maps().get("tel"))
			.isEqualTo(new PotteryProperties.NamedMap(null, "java.lang.String", "Integer"));
	}

	private static PotteryProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("pottery",
				PotteryProperties.class);
	}

}
