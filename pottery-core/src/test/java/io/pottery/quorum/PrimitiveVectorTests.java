package io.pottery.quorum;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.PatientPottery;
import io.pottery.Pottery;
import io.pottery.collection.RedisMap;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Python's locks and ids leave in Redis, replayed.
 */
class PrimitiveVectorTests {

	private final JsonNode vectors = read();

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	@Test
	void aLockStandsWherePythonLooksForIt() {
		JsonNode expected = this.vectors.get("redlock");
		try (Pottery pottery = PatientPottery.ready(PatientPottery.on(this.server).build())) {
			Redlock lock = pottery.redlockBuilder(this.key).quorumPatience(Duration.ofSeconds(30)).build();
			long millis = expected.get("default_auto_release_ms").asLong();
			assertThat(lock.autoReleaseTime()).isEqualTo(Duration.ofMillis(millis));
			assertThat(lock.maxExtensions()).isEqualTo(expected.get("default_num_extensions").asInt());
			String redisKey = expected.get("redis_key").asString().replace("{key}", this.key);
			try (Lease lease = lock.acquire()) {
				assertThat((Long) this.server.command("PTTL", redisKey)).isBetween(1L, millis);
				assertThat(lease.remaining()).isLessThanOrEqualTo(Duration.ofMillis(millis - millis / 100 - 2));
			}
		}
	}

	@Test
	void pythonsLockAndOursExcludeEachOther() {
		String redisKey = this.vectors.at("/redlock/redis_key").asString().replace("{key}", this.key);
		String token = UUID.randomUUID().toString();
		assertThat(token).hasSameSizeAs(this.vectors.at("/redlock/example_value_shape").asString());
		try (Pottery pottery = PatientPottery.ready(PatientPottery.on(this.server).build())) {
			Redlock lock = PatientPottery.redlock(pottery, this.key);
			Lease lease = lock.acquire();
			assertThat(this.server.command("SET", redisKey, token, "NX", "PX", "60000")).isNull();
			assertThat(lease.isValid()).isTrue();
			assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
			assertThat(this.server.command("SET", redisKey, token, "NX", "PX", "60000")).isEqualTo("OK");
			assertThat(lock.tryAcquire()).isEmpty();
			assertThat(lock.isLocked()).isTrue();
			assertThat(this.server.command("GET", redisKey)).isEqualTo(token);
		}
	}

	@Test
	void idsAreCountedWherePythonCountsThem() {
		JsonNode expected = this.vectors.get("nextid");
		String redisKey = expected.get("redis_key").asString().replace("{key}", this.key);
		try (Pottery pottery = PatientPottery.ready(PatientPottery.on(this.server).build())) {
			NextId ids = pottery.nextId(this.key);
			for (long id = 1; id <= 3; id++) {
				assertThat(ids.nextLong()).isEqualTo(id);
			}
			assertThat(this.server.command("GET", redisKey)).isEqualTo(expected.get("value_after_three").asString());
			this.server.command("SET", redisKey, "4");
			assertThat(ids.nextLong()).isEqualTo(5);
		}
	}

	@Test
	void randomKeysStartAsPythonsDo() {
		try (Pottery pottery = PatientPottery.ready(PatientPottery.on(this.server).build());
				RedisMap<String, String> map = pottery.map(String.class, String.class)) {
			assertThat(map.key()).startsWith(this.vectors.get("random_key_prefix").asString());
		}
	}

	private static JsonNode read() {
		try (InputStream in = PrimitiveVectorTests.class.getResourceAsStream("/interop/primitives.json")) {
			return JsonMapper.shared().readTree(Objects.requireNonNull(in));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
