package io.pottery.spring.autoconfigure;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.pottery.Pottery;
import io.pottery.spring.StartFailure;
import io.pottery.spring.TestApplications;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MastersCheckTests {

	private static final String INTRODUCTION = "Not every master can vote on locks and ids:\n\n";

	private final RedisServers servers = RedisServers.shared(3);

	@Test
	void independentMastersMayStart() {
		TestApplications.online().run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aServerThatIsListedTwiceIsRefused() {
		int port = this.servers.get(0).port();
		FailureAnalysis analysis = start(this.servers.get(0).uri(), this.servers.get(1).uri(),
				"redis://localhost:" + port);
		assertThat(analysis.getDescription()).isIn(sameServer("localhost:" + port, "127.0.0.1:" + port),
				sameServer("127.0.0.1:" + port, "localhost:" + port));
		assertThat(analysis.getAction()).isEqualTo("Name each server once in 'pottery.masters', whatever addresses it "
				+ "has: servers that fail together are no independent masters.");
	}

	@Test
	void aReplicaIsRefused() {
		try (RedisServer replica = replica()) {
			FailureAnalysis analysis = start(this.servers.get(0).uri(), this.servers.get(1).uri(), replica.uri());
			assertThat(analysis.getDescription()).isEqualTo(INTRODUCTION + "    - Master '127.0.0.1:" + replica.port()
					+ "' does not vote: it is a replica, which follows another server instead of deciding by itself");
			assertThat(analysis.getAction())
				.isEqualTo("Name servers in 'pottery.masters' that follow nobody: in place of a replica the server "
						+ "that it follows or, if that is named already, an independent one.");
		}
	}

	@Test
	void aReplicaIsRefusedAlsoAlone() {
		try (RedisServer replica = replica()) {
			assertThat(start(replica.uri()).getDescription()).contains("it is a replica");
		}
	}

	@Test
	void aReplicaThatNobodyCallsAMasterMayHoldContainers(CapturedOutput output) {
		try (RedisServer replica = replica()) {
			TestApplications.offline()
				.withPropertyValues("spring.data.redis.url=" + replica.uri())
				.run((context) -> assertThat(context).hasNotFailed());
			assertThat(output).contains("Master '127.0.0.1:" + replica.port() + "' does not vote: it is a replica");
		}
	}

	@Test
	void mastersThatHideTheirRunIdsAreRefusedUnderQuarantine() {
		try (RedisServer discreet = RedisServer.builder().users("user locks on >secret ~* &* +@all -info").start()) {
			String[] arguments = { "--pottery.masters[0].uri=" + discreet.uri(), "--pottery.masters[0].username=locks",
					"--pottery.masters[0].password=secret" };
			FailureAnalysis analysis = StartFailure.of(Plain.class, arguments);
			assertThat(analysis.getDescription()).isEqualTo(INTRODUCTION + "    - Master '127.0.0.1:" + discreet.port()
					+ "' does not vote: its run id is not known, so its restarts would not be noticed; let its user "
					+ "call INFO, or set the restart policy to trust-persistence");
			assertThat(analysis.getAction()).isEqualTo("Let the user of the masters call INFO ('ACL SETUSER … +info'), "
					+ "or set 'pottery.restart-policy' to 'trust-persistence' if the masters write through "
					+ "('appendfsync always'). A cluster as the only master has no run id: it needs "
					+ "'trust-persistence'.");
			TestApplications.offline()
				.withPropertyValues(
						Arrays.stream(arguments).map((argument) -> argument.substring(2)).toArray(String[]::new))
				.withPropertyValues("pottery.restart-policy=trust-persistence")
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void everythingThatIsWrongIsSaid() {
		try (RedisServer replica = replica()) {
			FailureAnalysis analysis = start(replica.uri(), this.servers.get(0).uri(),
					"redis://localhost:" + this.servers.get(0).port());
			assertThat(analysis.getDescription().lines()).hasSize(4);
			assertThat(analysis.getAction().lines()).hasSize(2);
		}
	}

	@Test
	void mastersThatAreDownAreNoReason() {
		masters("redis://127.0.0.1:1", this.servers.get(0).uri(), "redis://127.0.0.1:2")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void mastersThatHangAreNoReason() {
		try (RedisServer hung = RedisServer.started()) {
			hung.pause();
			masters(hung.uri(), this.servers.get(0).uri(), this.servers.get(1).uri())
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void forgetfulMastersAreNamed(CapturedOutput output) {
		try (RedisServer forgetful = RedisServer.started()) {
			forgetful.command("CONFIG", "SET", "maxmemory", "64mb");
			forgetful.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
			masters(forgetful.uri()).run((context) -> assertThat(context).hasNotFailed());
			assertThat(output).containsOnlyOnce("Master '127.0.0.1:" + forgetful.port() + "' throws keys away when its "
					+ "memory is full (maxmemory-policy allkeys-lru), locks among them: set maxmemory-policy noeviction");
		}
	}

	@Test
	void anEvenNumberOfMastersIsNamed(CapturedOutput output) {
		masters("redis://127.0.0.1:1", "redis://127.0.0.1:2").run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce("There are 2 masters, an even number");
	}

	@Test
	void potteriesOfTheApplicationAreChecked() {
		TestApplications.offline()
			.withUserConfiguration(OwnPottery.class)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(UnsuitableMastersException.class));
	}

	@Test
	void lazyPotteriesStayUnmade() {
		TestApplications.offline().withUserConfiguration(LazyPottery.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getSourceApplicationContext().getBeanFactory().containsSingleton("lazy")).isFalse();
		});
	}

	private static String sameServer(String master, String other) {
		return INTRODUCTION + "    - Master '" + master + "' does not vote: it is the same server as master '" + other
				+ "', which votes already";
	}

	private static ApplicationContextRunner masters(String... uris) {
		return TestApplications.offline().withPropertyValues("pottery.masters=" + String.join(",", uris));
	}

	private static FailureAnalysis start(String... uris) {
		return StartFailure.of(Plain.class, "--pottery.masters=" + String.join(",", uris),
				"--pottery.restart-policy=trust-persistence");
	}

	private static RedisServer replica() {
		RedisServer replica = RedisServer.started();
		replica.command("REPLICAOF", "127.0.0.1", "1");
		return replica;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPottery {

		@Bean
		Pottery mine() {
			RedisServer server = RedisServer.shared();
			return Pottery.builder().masters(server.uri(), "redis://localhost:" + server.port()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyPottery {

		@Bean
		@Lazy
		Pottery lazy() {
			return Pottery.create();
		}

	}

}
