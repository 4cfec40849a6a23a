package io.pottery;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.connection.MasterSettings;
import io.pottery.quorum.Quorum;
import io.pottery.quorum.RestartPolicy;
import io.pottery.quorum.UnsuitableMaster;
import io.pottery.quorum.UnsuitableMaster.Flaw;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class UnsuitableMastersTests {

	/** So long that who waits for it in vain runs into the time-out. */
	private static final Duration LONG = Duration.ofMinutes(10);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final List<Logger> loggers = Stream.of(Pottery.class, Quorum.class)
		.map((type) -> (Logger) LoggerFactory.getLogger(type))
		.toList();

	@BeforeEach
	void listen() {
		this.log.start();
		this.loggers.forEach((logger) -> {
			logger.setLevel(Level.INFO);
			logger.setAdditive(false);
			logger.addAppender(this.log);
		});
	}

	@AfterEach
	void stopListening() {
		this.loggers.forEach((logger) -> {
			logger.detachAppender(this.log);
			logger.setLevel(null);
			logger.setAdditive(true);
		});
	}

	@Test
	void independentMastersAreSuitable() {
		try (Pottery pottery = PatientPottery.on(RedisServers.shared(3)).build()) {
			assertThat(pottery.unsuitableMasters(LONG)).isEmpty();
		}
	}

	@Test
	void aServerUnderTwoAddressesVotesOnce() {
		RedisServers servers = RedisServers.shared(2);
		int port = servers.get(0).port();
		try (Pottery pottery = Pottery.builder()
			.masters(servers.get(0).uri(), servers.get(1).uri(), "redis://localhost:" + port)
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.build()) {
			UnsuitableMaster found = only(pottery.unsuitableMasters(LONG));
			assertThat(found.flaw()).isEqualTo(Flaw.SAME_SERVER);
			// The one that is met first votes.
			assertThat(found.toString()).isIn(sameServer("localhost:" + port, "127.0.0.1:" + port),
					sameServer("127.0.0.1:" + port, "localhost:" + port));
			assertThat(messages()).contains(found.toString());
		}
	}

	@Test
	void aReplicaDoesNotVoteUntilItFollowsNobody() {
		try (RedisServers servers = RedisServers.start(3)) {
			RedisServer replica = servers.get(1);
			replica.command("REPLICAOF", "127.0.0.1", "1");
			try (Pottery pottery = PatientPottery.on(servers).build()) {
				UnsuitableMaster found = only(pottery.unsuitableMasters(LONG));
				assertThat(found.flaw()).isEqualTo(Flaw.REPLICA);
				assertThat(found.master()).isEqualTo("127.0.0.1:" + replica.port());
				assertThat(found.reason())
					.isEqualTo("it is a replica, which follows another server instead of deciding by itself");
				replica.command("REPLICAOF", "NO", "ONE");
				replica.command("CLIENT", "KILL", "TYPE", "normal");
				await().untilAsserted(() -> assertThat(pottery.unsuitableMasters(Duration.ZERO)).isEmpty());
			}
		}
	}

	@Test
	void aMasterThatHidesItsRunIdDoesNotVoteUnderQuarantine() {
		try (RedisServer discreet = RedisServer.builder().users("user locks on >secret ~* &* +@all -info").start()) {
			PotteryBuilder builder = Pottery.builder()
				.masters("redis://locks:secret@" + discreet.host() + ":" + discreet.port());
			try (Pottery pottery = builder.build()) {
				UnsuitableMaster found = only(pottery.unsuitableMasters(LONG));
				assertThat(found.flaw()).isEqualTo(Flaw.UNKNOWN_RUN_ID);
				assertThat(found.reason()).isEqualTo("its run id is not known, so its restarts would not be noticed; "
						+ "let its user call INFO, or set the restart policy to trust-persistence");
			}
			try (Pottery pottery = builder.restartPolicy(RestartPolicy.TRUST_PERSISTENCE).build()) {
				assertThat(pottery.unsuitableMasters(LONG)).isEmpty();
			}
		}
	}

	@Test
	void nothingIsKnownOfMastersThatAreDown() {
		RedisServers servers = RedisServers.shared(2);
		try (Pottery pottery = Pottery.builder()
			.masters(servers.get(0).uri(), servers.get(1).uri(), "redis://127.0.0.1:1")
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.build()) {
			assertThat(pottery.unsuitableMasters(LONG)).isEmpty();
			assertThat(pottery.unsuitableMasters(LONG)).isEmpty();
		}
	}

	@Test
	void whatHangsIsWaitedForNoLongerThanWanted() {
		try (RedisServers servers = RedisServers.start(1)) {
			servers.get(0).pause();
			MasterSettings hung = new MasterSettings(List.of(servers.get(0).uri()), null, null, null, LONG, null, null,
					null);
			try (Pottery pottery = Pottery.builder().masters(List.of(hung)).build()) {
				assertThat(pottery.unsuitableMasters(Duration.ofMillis(20))).isEmpty();
				Thread.currentThread().interrupt();
				assertThat(pottery.unsuitableMasters(LONG)).isEmpty();
				assertThat(Thread.interrupted()).isTrue();
			}
		}
	}

	@Test
	void withoutMastersNoneIsUnsuitable() {
		try (Pottery pottery = Pottery.builder().connectionFactory(new LettuceConnectionFactory()).build()) {
			assertThat(pottery.unsuitableMasters(LONG)).isEmpty();
		}
	}

	@Test
	void mastersThatEvictAreNamed() {
		try (RedisServers servers = RedisServers.start(2)) {
			servers.get(1).command("CONFIG", "SET", "maxmemory", "64mb");
			servers.get(1).command("CONFIG", "SET", "maxmemory-policy", "volatile-lru");
			try (Pottery pottery = PatientPottery.on(servers).build()) {
				assertThat(pottery.unsuitableMasters(LONG)).isEmpty();
			}
			assertThat(messages()).containsOnlyOnce("Master '127.0.0.1:" + servers.get(1).port()
					+ "' throws keys away when its memory is full (maxmemory-policy volatile-lru), locks among them: set "
					+ "maxmemory-policy noeviction");
		}
	}

	@Test
	void anEvenNumberOfMastersIsNamed() {
		Pottery.builder().masters(uris(4)).build().close();
		Pottery.builder().masters(uris(5)).build().close();
		assertThat(messages()).filteredOn((message) -> message.contains("even"))
			.containsExactly("There are 4 masters, an even number: they survive no more failures than 3 would; add one "
					+ "or take one away");
	}

	@Test
	void thePolicyIsSaidInOneLine() {
		Pottery.builder().masters(uris(3)).build().close();
		Pottery.builder().masters(uris(3)).restartPolicy(RestartPolicy.TRUST_PERSISTENCE).build().close();
		Pottery.create("redis-sentinel://127.0.0.1:1#main").close();
		assertThat(messages()).filteredOn((message) -> message.contains("policy"))
			.containsExactly(
					"Restart policy quarantine: a master that comes back may have lost what it granted, and does not vote "
							+ "until the longest lease, 30 s, is over",
					"Restart policy trust-persistence: a master that comes back votes at once, as if it had lost nothing, "
							+ "which only appendfsync always makes true",
					"Restart policy trust-persistence: the one master, 'sentinel:main', votes at once also after a "
							+ "failover, which may lose locks that are held; fencing is refused");
	}

	@Test
	void whatFailsOverGivesNoFencingTokens() {
		assertNotFenced(MasterSettings.of("redis-sentinel://127.0.0.1:1#main"), "sentinel:main");
		assertNotFenced(MasterSettings.cluster(List.of("redis://127.0.0.1:1")), "cluster:127.0.0.1:1");
		try (Pottery pottery = Pottery.builder()
			.masters("redis-sentinel://127.0.0.1:1#main", "redis://127.0.0.1:2", "redis://127.0.0.1:3")
			.build()) {
			assertThat(pottery.redlockBuilder("seat").fenced(true).build()).isNotNull();
		}
		try (Pottery pottery = Pottery.create("redis://127.0.0.1:1")) {
			assertThat(pottery.redlockBuilder("seat").fenced(true).build()).isNotNull();
		}
	}

	private static void assertNotFenced(MasterSettings master, String name) {
		try (Pottery pottery = Pottery.builder()
			.masters(List.of(master))
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.build()) {
			assertThat(pottery.redlockBuilder("seat").fenced(false).build()).isNotNull();
			assertThatIllegalStateException().isThrownBy(() -> pottery.redlockBuilder("seat").fenced(true))
				.withMessage("The lock 'seat' cannot be fenced: a failover of its one master, '" + name + "', forgets "
						+ "tokens, and gives them out again; name independent servers as masters, in "
						+ "'pottery.masters'");
		}
	}

	private static String sameServer(String master, String other) {
		return "Master '" + master + "' does not vote: it is the same server as master '" + other
				+ "', which votes already";
	}

	private static String[] uris(int count) {
		return Stream.iterate(1, (port) -> port + 1)
			.limit(count)
			.map((port) -> "redis://127.0.0.1:" + port)
			.toArray(String[]::new);
	}

	private static UnsuitableMaster only(List<UnsuitableMaster> found) {
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private List<String> messages() {
		return Arrays.stream(this.log.list.toArray(ILoggingEvent[]::new))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

}
