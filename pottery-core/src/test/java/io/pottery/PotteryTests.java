package io.pottery;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import tools.jackson.core.type.TypeReference;

import io.pottery.cache.CachedFunction;
import io.pottery.collection.RedisMap;
import io.pottery.connection.InvalidMasterUriException;
import io.pottery.connection.MasterSettings;
import io.pottery.exception.ServerUnavailableException;
import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.WrongTypeException;
import io.pottery.quorum.Lease;
import io.pottery.quorum.Redlock;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PotteryTests {

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	@Test
	void oneServerHoldsEverything() {
		try (Pottery pottery = PatientPottery.ready(PatientPottery.on(this.server).build())) {
			assertThat(pottery.masters()).containsExactly("127.0.0.1:" + this.server.port());
			RedisMap<String, Integer> tel = pottery.map(this.key, String.class, Integer.class,
					Map.of("jack", 4098, "sape", 4139));
			assertThat(tel.put("guido", 4127)).isNull();
			assertThat(this.server.command("HGET", this.key, "\"guido\"")).isEqualTo("4127");
			try (Lease lease = PatientPottery.redlock(pottery, this.key).acquire()) {
				assertThat(lease.isValid()).isTrue();
			}
			assertThat(pottery.nextId(this.key).nextLong()).isEqualTo(1);
			CachedFunction<Integer, String> twice = pottery.cached(this.key + "-cache", String.class, "x"::repeat);
			assertThat(twice.apply(2)).isEqualTo("xx");
			assertThat(twice.apply(2)).isEqualTo("xx");
			assertThat(twice.info().hits()).isEqualTo(1);
		}
	}

	@Test
	void typesMayBeGeneric() {
		try (Pottery pottery = Pottery.create(PatientPottery.uri(this.server))) {
			RedisMap<Integer, List<String>> map = pottery.map(this.key, Integer.class, new TypeReference<>() {
			});
			map.put(1, List.of("a", "b"));
			assertThat(map.get(1)).containsExactly("a", "b");
			RedisMap<List<Integer>, String> turned = pottery.map(this.key + "2", new TypeReference<>() {
			}, String.class);
			turned.put(List.of(1, 2), "x");
			assertThat(turned).containsOnly(Map.entry(List.of(1, 2), "x"));
		}
	}

	@Test
	void mastersNeverHoldContainersAndTheServerNoLocks() {
		try (RedisServers masters = RedisServers.start(3);
				Pottery pottery = PatientPottery.on(masters)
					.server(PatientPottery.uri(this.server))
					.keyPrefix("shop:")
					.build()) {
			pottery.map(this.key, String.class, String.class).put("a", "b");
			Redlock lock = PatientPottery.redlock(pottery, this.key);
			lock.lock();
			assertThat(this.server.command("EXISTS", "shop:" + this.key)).isEqualTo(1L);
			assertThat(this.server.command("EXISTS", "redlock:shop:" + this.key)).isEqualTo(0L);
			int held = 0;
			for (RedisServer master : masters) {
				held += ((Long) master.command("EXISTS", "redlock:shop:" + this.key)).intValue();
				assertThat(master.command("EXISTS", "shop:" + this.key)).isEqualTo(0L);
			}
			assertThat(held).isGreaterThanOrEqualTo(2);
			lock.unlock();
		}
	}

	@Test
	void aFactoryAloneGivesContainersOnly() {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(this.server.host(), this.server.port());
		factory.afterPropertiesSet();
		factory.start();
		try (Pottery pottery = Pottery.builder().connectionFactory(factory).build()) {
			assertThat(pottery.map(this.key, String.class, String.class)).isEmpty();
			assertThat(pottery.masters()).isEmpty();
			assertThatIllegalStateException().isThrownBy(() -> pottery.redlock(this.key))
				.withMessage("This Pottery has no masters to decide about locks and ids: call masters(…) on its "
						+ "builder, or set 'pottery.masters'");
			assertThatIllegalStateException().isThrownBy(() -> pottery.nextId(this.key));
		}
		assertThat(factory.getConnection().ping()).isEqualTo("PONG");
		Pottery closed = Pottery.builder().connectionFactory(factory).build();
		RedisMap<String, String> map = closed.map(this.key, String.class, String.class);
		closed.close();
		closed.close();
		assertThatIllegalStateException().isThrownBy(map::size).withMessage("This Pottery was closed");
		factory.destroy();
	}

	@Test
	void mastersAloneGiveLocksOnly() {
		try (Pottery pottery = PatientPottery.ready(PatientPottery.onMaster(this.server).build())) {
			assertThat(pottery.nextId(this.key).nextLong()).isEqualTo(1);
			assertThatIllegalStateException().isThrownBy(() -> pottery.map(this.key, String.class, String.class))
				.withMessage("This Pottery has no Redis for containers and caches: call server(…) or "
						+ "connectionFactory(…) on its builder");
		}
	}

	@Test
	void whatCannotWorkIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> Pottery.builder().build())
			.withMessage("Set server(…), connectionFactory(…) or masters(…)");
		assertThatIllegalArgumentException().isThrownBy(() -> Pottery.builder().masters(List.of()));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Pottery.builder().masters("redis://h:1", "redis://h:2", "redis://h:1"))
			.withMessage("The master 'h:1' is there twice: a master that votes twice is no independent one");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Pottery.builder().masters("redis://h:1", "rediss://user:secret@H:1/2"))
			.withMessage("The master 'h:1' is there twice: a master that votes twice is no independent one");
		assertThatExceptionOfType(InvalidMasterUriException.class)
			.isThrownBy(() -> Pottery.builder().masters("redis//x"))
			.withMessage("'redis//x' is not a Redis URI: it has no scheme; write redis://host:6379, "
					+ "rediss://host:6379 for TLS or redis-sentinel://host:26379#master");
		assertThatExceptionOfType(InvalidMasterUriException.class)
			.isThrownBy(() -> MasterSettings.of("reddis://user:secret@host"))
			.satisfies((ex) -> assertThat(ex.uri()).isEqualTo("reddis://***@host"));
	}

	@Test
	void aDeadServerIsNamedWithoutItsPassword() {
		try (Pottery pottery = Pottery.create("redis://user:canary@127.0.0.1:1/0")) {
			RedisMap<String, String> map = pottery.map(this.key, String.class, String.class);
			assertThatExceptionOfType(ServerUnavailableException.class).isThrownBy(() -> map.get("a"))
				.satisfies((ex) -> {
					assertThat(ex.key()).isEqualTo(this.key);
					assertThat(ex).hasMessageContaining("'" + this.key + "'").hasStackTraceContaining("127.0.0.1");
					assertThat(Arrays.toString(ex.getStackTrace()) + ex + ex.getCause()).doesNotContain("canary");
				});
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> pottery.redlock(this.key).acquire())
				.satisfies((ex) -> assertThat(ex + List.of(ex.getSuppressed()).toString()).doesNotContain("canary"));
		}
	}

	@Test
	void whatIsNoHashIsRefusedAndLeftAlone() {
		this.server.command("RPUSH", this.key, "a");
		Object dump = this.server.command("DUMP", this.key);
		try (Pottery pottery = Pottery.create(PatientPottery.uri(this.server))) {
			RedisMap<String, String> map = pottery.map(this.key, String.class, String.class);
			assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> map.put("a", "b"))
				.withMessage("Key '" + this.key + "' holds a list, expected a hash");
			assertThatExceptionOfType(WrongTypeException.class).isThrownBy(map::size)
				.withMessage("Key '" + this.key + "' holds a list, expected a hash");
		}
		assertThat(this.server.command("DUMP", this.key)).isEqualTo(dump);
	}

	@Test
	void whatIsNoJsonIsRefusedAndLeftThere() {
		this.server.command("HSET", this.key, "\"a\"", "not json", "\"b\"", "1");
		try (Pottery pottery = Pottery.create(PatientPottery.uri(this.server))) {
			RedisMap<String, Integer> map = pottery.map(this.key, String.class, Integer.class);
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> map.get("a"))
				.withMessageStartingWith(
						"Key '" + this.key + "' holds a value that is not JSON of type java.lang.Integer")
				.satisfies((ex) -> assertThat(ex.rawText()).isNull());
			assertThat(map.get("b")).isEqualTo(1);
			assertThat(this.server.command("HGET", this.key, "\"a\"")).isEqualTo("not json");
		}
	}

	@Test
	void closingEndsWaits() {
		Pottery pottery = PatientPottery.ready(PatientPottery.on(this.server).build());
		try (Pottery other = PatientPottery.ready(PatientPottery.on(this.server).build());
				Lease lease = PatientPottery.redlock(other, this.key).acquire()) {
			Redlock lock = PatientPottery.redlock(pottery, this.key);
			assertThat(lock.tryAcquire(Duration.ofMillis(20))).isEmpty();
			// What a thread waits for from now on is the lock, and no class.
			PatientPottery.redlock(pottery, KeyNames.fresh()).acquire().close();
			CompletableFuture<Lease> waiting = new CompletableFuture<>();
			Thread thread = new Thread(() -> {
				try {
					waiting.complete(lock.acquire());
				}
				catch (RuntimeException ex) {
					waiting.completeExceptionally(ex);
				}
			});
			thread.start();
			Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
			pottery.close();
			assertThat(waiting).failsWithin(Duration.ofMinutes(1))
				.withThrowableThat()
				.withStackTraceContaining("ended: its Pottery was closed");
			assertThatIllegalStateException().isThrownBy(lock::acquire).withMessage("This Pottery was closed");
			assertThat(lease.isValid()).isTrue();
		}
	}

	@Test
	void whatFailsLeavesNothingOpen() {
		try (RedisServer own = RedisServer.builder().start()) {
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> Pottery.builder().server(own.uri()).maxLease(Duration.ZERO).build())
				.withMessage("'maxLease' must be positive, was PT0S");
			Awaitility.await().untilAsserted(() -> {
				assertThat(own.clientCount()).isZero();
				assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
					.extracting(Thread::getName)
					.noneMatch((name) -> name.startsWith("lettuce") || name.startsWith("pottery"));
			});
		}
	}

}
