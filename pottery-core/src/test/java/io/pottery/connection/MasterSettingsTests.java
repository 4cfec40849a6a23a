package io.pottery.connection;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MasterSettingsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			redis://one                                  | one:6379
			redis://one:7                                | one:7
			redis://one:7/3?timeout=2s                   | one:7
			rediss://user:secret@one:7                   | one:7
			redis://us%40er:se%23cret@one                | one:6379
			redis-sentinel://:secret@one:7,two:8/0#main  | sentinel:main
			redis-socket:///run/redis.sock               | /run/redis.sock
			""")
	void aMasterIsNamedByItsPlace(String uri, String name) {
		MasterSettings settings = MasterSettings.of(uri);
		assertThat(settings.name()).isEqualTo(name);
		assertThat(settings).hasToString("MasterSettings[" + name + "]");
	}

	@Test
	void anAliasIsTheName() {
		MasterSettings settings = new MasterSettings(List.of("redis://one:7"), "north", "user", "secret",
				Duration.ofSeconds(1), null, null, null);
		assertThat(settings.name()).isEqualTo("north");
		assertThat(settings).hasToString("MasterSettings[north]");
	}

	@Test
	void addressesTellTheSameMasterTwice() {
		assertThat(MasterSettings.of("redis://One:7/1").addresses())
			.isEqualTo(MasterSettings.of("rediss://a:b@one:7").addresses())
			.containsExactly("one:7");
		assertThat(MasterSettings.of("redis-sentinel://one:7,two#main").addresses())
			.containsExactlyInAnyOrder("one:7#main", "two:26379#main");
		assertThat(MasterSettings.cluster(List.of("redis://one:7", "redis://two:7")).addresses())
			.containsExactlyInAnyOrder("one:7", "two:7");
	}

	@Test
	void aClusterMayBeKnownByOneNode() {
		assertThat(MasterSettings.cluster(List.of("redis://one:7"))).returns("cluster:one:7", MasterSettings::name)
			.returns(true, MasterSettings::isCluster);
		assertThat(MasterSettings.of("redis://one:7").isCluster()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			redis//one                      | redis//one                | it has no scheme
			one:6379                        | one:6379                  | it has no scheme
			user:canary@one                 | ***@one                   | it has no scheme
			http://user:canary@one          | http://***@one            | its scheme is unknown
			redis://                        | redis://                  | it cannot be parsed
			redis://one:99999               | redis://one:99999         | it cannot be parsed
			redis://one/x                   | redis://one/x             | it cannot be parsed
			redis-sentinel://:canary@one:7  | redis-sentinel://***@one:7| it cannot be parsed
			""")
	void whatIsNoRedisUriIsRefused(String uri, String shown, String problem) {
		assertThatExceptionOfType(InvalidMasterUriException.class).isThrownBy(() -> MasterSettings.of(uri))
			.withMessage("'" + shown + "' is not a Redis URI: " + problem
					+ "; write redis://host:6379, rediss://host:6379 for TLS or redis-sentinel://host:26379#master")
			.withNoCause()
			.returns(shown, InvalidMasterUriException::uri);
	}

	@ParameterizedTest
	@ValueSource(strings = { "redis://user:can@ary@one:7", "redis://user:canary#@one", "redis://user:canary",
			"redis://user:canary/x?a=canary", "http://one?password=canary", "redis://user:canary/1@one:7x" })
	void credentialsThatConfuseTheHostAreRefusedAndNotShown(String uri) {
		assertThatExceptionOfType(InvalidMasterUriException.class).isThrownBy(() -> MasterSettings.of(uri))
			.withMessageContaining(" is not a Redis URI: ")
			.withMessageNotContainingAny("canary", "can@", "ary");
	}

	@Test
	void aMasterNeedsAUri() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MasterSettings(List.of(), null, null, null, Duration.ofSeconds(1), null, null, null))
			.withMessage("A master needs a URI");
	}

}
