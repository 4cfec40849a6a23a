package io.pottery.connection;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.TrustManagerFactory;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.internal.script.Script;
import io.pottery.quorum.Master;
import io.pottery.quorum.MasterException;
import io.pottery.quorum.MasterException.Reason;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MasterTests {

	private static final Duration PATIENT = Duration.ofSeconds(20);

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Script PUSH = Scripts.of("return redis.call('RPUSH', KEYS[1], ARGV[1])");

	private static final Script READ = Scripts.of("return redis.call('LRANGE', KEYS[1], 0, -1)");

	private static final Script COUNT = Scripts.of("return redis.call('INCR', KEYS[1])");

	private final String key = KeyNames.fresh();

	private final List<AutoCloseable> opened = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable one : this.opened) {
			one.close();
		}
	}

	@Test
	void repliesAreLongsTextsListsAndNull() {
		Master master = connect(server());
		assertThat(ask(master, Scripts.of("return 9007199254740993"))).isEqualTo(9007199254740992L);
		assertThat(ask(master, Scripts.of("return ARGV[1]"), "Zürich")).isEqualTo("Zürich");
		assertThat(ask(master, Scripts.of("return false"))).isNull();
		assertThat(ask(master, Scripts.of("return {1, 'a', false, {KEYS[1]}}")))
			.isEqualTo(Arrays.asList(1L, "a", null, List.of(this.key)));
	}

	@Test
	void aForgottenScriptIsNoNews() {
		RedisServer server = server();
		Master master = connect(server);
		assertThat(ask(master, COUNT)).isEqualTo(1L);
		server.command("SCRIPT", "FLUSH");
		assertThat(ask(master, COUNT)).isEqualTo(2L);
	}

	@Test
	void anErrorIsARefusalInTheServersWords() {
		Master master = connect(server());
		assertThat(failure(master, Scripts.of("return redis.error_reply('MINE is not yours')"), PATIENT))
			.returns(Reason.REFUSED, MasterException::reason)
			.hasMessage("Master '" + master.name() + "' refused: MINE is not yours");
	}

	@Test
	void whatIsSentFirstRunsFirst() {
		Master master = connect(server());
		List<String> numbers = new ArrayList<>();
		CompletableFuture<?> last = new CompletableFuture<>();
		for (int i = 0; i < 2_000; i++) {
			numbers.add(Integer.toString(i));
			last = send(master, PUSH, PATIENT, Integer.toString(i));
		}
		last.join();
		assertThat(ask(master, READ)).isEqualTo(numbers);
	}

	@Test
	void whatTheConnectionsOwnThreadSendsOvertakesNothing() {
		RedisServer server = server();
		Master master = connect(server);
		ask(master, COUNT);
		for (int i = 0; i < 20; i++) {
			String key = KeyNames.fresh();
			CountDownLatch answered = new CountDownLatch(1);
			CountDownLatch sent = new CountDownLatch(1);
			server.pause();
			CompletableFuture<Object> second = master.send(READ, List.of(key), List.of(), PATIENT)
				.thenCompose((reply) -> {
					answered.countDown();
					await(sent);
					return master.send(PUSH, List.of(key), List.of("second"), PATIENT);
				})
				.toCompletableFuture();
			server.resume();
			await(answered);
			CompletableFuture<?> first = master.send(PUSH, List.of(key), List.of("first"), PATIENT)
				.toCompletableFuture();
			sent.countDown();
			CompletableFuture.allOf(first, second).join();
			assertThat(master.send(READ, List.of(key), List.of(), PATIENT).toCompletableFuture().join())
				.isEqualTo(List.of("first", "second"));
		}
	}

	@Test
	void aMasterThatHangsIsLeftAtTheDeadlineAndGoesOnInOrder() {
		RedisServer server = server();
		Master master = connect(server);
		ask(master, PUSH, "0");
		server.pause();
		long start = System.nanoTime();
		CompletableFuture<?> first = send(master, PUSH, SHORT, "1");
		CompletableFuture<?> second = send(master, PUSH, SHORT.multipliedBy(2), "2");
		assertThat(failure(first)).returns(Reason.UNANSWERED, MasterException::reason)
			.hasMessage("Master '" + master.name() + "' did not answer: within 300 ms");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, PATIENT);
		assertThat(failure(second)).returns(Reason.UNANSWERED, MasterException::reason);
		CompletableFuture<?> third = send(master, PUSH, PATIENT, "3");
		server.resume();
		third.join();
		assertThat(ask(master, READ)).isEqualTo(List.of("0", "1", "2", "3"));
	}

	@Test
	void aMasterHasAShorterTimeOfItsOwn() {
		RedisServer server = server();
		Master master = connect(
				new MasterSettings(List.of(server.uri()), "slow", null, null, PATIENT, SHORT, null, null));
		Awaitility.await().until(() -> succeeds(master, COUNT));
		server.pause();
		assertThat(failure(master, COUNT, PATIENT)).hasMessage("Master 'slow' did not answer: within 300 ms");
	}

	@Test
	void aDeadMasterFailsFastAndNeverAtTheStart() {
		RedisServer server = server();
		server.stop();
		Master master = connect(server);
		assertThat(failure(master, COUNT, PATIENT)).returns(Reason.UNREACHABLE, MasterException::reason)
			.hasMessageStartingWith("Master '127.0.0.1:" + server.port() + "' is not reachable: ")
			.hasMessageContaining("refused");
		long start = System.nanoTime();
		failure(master, COUNT, PATIENT);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENT.dividedBy(2));
	}

	@Test
	void aMasterThatDiesIsUnreachableAndSoonUsedAgainWhenItIsBack() {
		RedisServer server = server();
		Master master = connect(server);
		ask(master, COUNT);
		server.stop();
		Awaitility.await()
			.untilAsserted(() -> assertThat(failure(master, COUNT, PATIENT))
				.returns(Reason.UNREACHABLE, MasterException::reason)
				.hasMessageStartingWith("Master '" + master.name() + "' is not reachable: "));
		server.start();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> succeeds(master, COUNT));
	}

	@Test
	void whatWasUnderWayIsAnsweredAtOnceWhenTheMasterDies() {
		RedisServer server = server();
		Master master = connect(server);
		ask(master, COUNT);
		server.pause();
		CompletableFuture<?> underWay = send(master, COUNT, Duration.ofMinutes(2));
		send(master, COUNT, SHORT).handle((reply, ex) -> reply).join();
		server.stop();
		long start = System.nanoTime();
		assertThat(failure(underWay)).returns(Reason.UNANSWERED, MasterException::reason)
			.hasMessageStartingWith("Master '" + master.name() + "' did not answer: ");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
	}

	@Test
	void nothingIsSentAgainOverTheNextConnection() {
		RedisServer server = server();
		Master master = connect(server);
		ask(master, COUNT);
		server.pause();
		// The reset ends the first, so that only the others could come again.
		send(master, COUNT, SHORT);
		send(master, COUNT, SHORT);
		failure(master, COUNT, SHORT);
		server.stop();
		server.start();
		Script nothing = Scripts.of("return 1");
		Awaitility.await().until(() -> succeeds(master, nothing));
		assertThat(server.command("EXISTS", this.key)).isEqualTo(0L);
	}

	@Test
	void mastersShareTheirThreads() {
		try (RedisServers servers = RedisServers.shared(5)) {
			List<MasterSettings> settings = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				servers.uris().forEach((uri) -> settings.add(patient(uri)));
			}
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			open(settings).masters().forEach((master) -> ask(master, Scripts.of("return 1")));
			Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
			started.removeAll(before);
			started.removeIf(
					(thread) -> !thread.getName().startsWith("lettuce") && !thread.getName().startsWith("pottery-"));
			// The client's two groups and two timers.
			int most = 2 * Math.max(2, Runtime.getRuntime().availableProcessors()) + 2;
			assertThat(started).hasSizeBetween(2, most).hasSizeLessThan(settings.size());
		}
	}

	@Test
	void theThreadsOfTheApplicationsConnectionsAreSharedAndLeftAlone() {
		RedisServer server = server();
		ClientResources resources = DefaultClientResources.create();
		LettuceConnectionFactory neighbour = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration(server.host(), server.port()),
				LettuceClientConfiguration.builder().clientResources(resources).build());
		neighbour.start();
		RedisCommands commands = RedisCommands.from(neighbour);
		commands.call("GET", this.key);
		MasterConnections connections = MasterConnections.open(List.of(patient(server.uri())), neighbour);
		assertThat(ask(connections.masters().get(0), COUNT)).isEqualTo(1L);
		connections.close();
		commands.call("GET", this.key);
		neighbour.resetConnection();
		commands.call("GET", this.key);
		neighbour.destroy();
		resources.shutdown(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
	}

	@Test
	void aMasterIsAskedByAnotherUserOverTls() throws Exception {
		RedisServer server = RedisServer.builder()
			.tls()
			.users("user default off", "user locks on >secret ~redlock:* ~test:* +eval +hello +ping +incr +client")
			.start();
		this.opened.add(server);
		KeyStore trusted = server.trustStore();
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		Master master = connect(
				new MasterSettings(List.of(server.uri()), null, "locks", "secret", PATIENT, null, null, trust));
		assertThat(ask(master, COUNT)).isEqualTo(1L);
		assertThat(failure(master, PUSH, PATIENT, "a")).returns(Reason.REFUSED, MasterException::reason)
			.hasMessageContaining("can't run this command");
		Master distrustful = connect(server);
		assertThat(failure(distrustful, COUNT, PATIENT)).returns(Reason.UNREACHABLE, MasterException::reason);
	}

	@Test
	void userAndPasswordReplaceThoseOfTheUriOneByOne() {
		RedisServer server = RedisServer.builder().users("user default off", "user app on >right ~* +@all").start();
		this.opened.add(server);
		String address = server.host() + ":" + server.port();
		for (MasterSettings settings : List.of(credentials("redis://app:wrong@" + address, null, "right"),
				credentials("redis://:right@" + address, "app", null),
				credentials("redis://nobody:wrong@" + address, "app", "right"),
				credentials("redis://app:right@" + address, null, null))) {
			Master master = connect(settings);
			// A first connection that breaks is opened again; a wrong password stays
			// wrong.
			Awaitility.await().ignoreExceptions().until(() -> ask(master, COUNT) instanceof Long);
		}
	}

	private static MasterSettings credentials(String uri, @Nullable String username, @Nullable String password) {
		return new MasterSettings(List.of(uri), null, username, password, PATIENT, null, null, null);
	}

	@Test
	void aWrongPasswordIsNeverShown() {
		RedisServer server = RedisServer.builder().users("user default off", "user app on >right ~* +@all").start();
		this.opened.add(server);
		for (Master master : open(List.of(patient("redis://app:canary@" + server.host() + ":" + server.port()),
				credentials("redis://localhost:" + server.port(), "app", "canary")))
			.masters()) {
			// Now and then the client hears of the end of the connection first.
			Awaitility.await().until(() -> {
				MasterException ex = failure(master, COUNT, PATIENT);
				StringWriter trace = new StringWriter();
				ex.printStackTrace(new PrintWriter(trace));
				assertThat(trace.toString()).doesNotContain("canary");
				return ex.getMessage().contains("WRONGPASS");
			});
			assertThat(master.toString()).isEqualTo("Master '" + master.name() + "'").doesNotContain("canary");
		}
	}

	@Test
	void aClusterMayBeTheOneMaster() {
		RedisServers cluster = RedisServers.startCluster(3);
		this.opened.add(cluster);
		String uri = cluster.get(0).uri();
		Master master = connect(new MasterSettings(MasterSettings.cluster(List.of(uri)).uris(), null, null, null,
				PATIENT, null, null, null));
		assertThat(master.name()).isEqualTo("cluster:127.0.0.1:" + cluster.get(0).port());
		for (int i = 0; i < 20; i++) {
			assertThat(master.send(COUNT, List.of(KeyNames.fresh()), List.of(), PATIENT).toCompletableFuture().join())
				.isEqualTo(1L);
		}
	}

	@Test
	void afterCloseNothingIsSent() {
		RedisServer server = server();
		MasterConnections connections = open(List.of(patient(server.uri())));
		Master master = connections.masters().get(0);
		ask(master, COUNT);
		connections.close();
		assertThat(failure(master, COUNT, PATIENT)).returns(Reason.UNREACHABLE, MasterException::reason)
			.hasMessage("Master '" + master.name() + "' is not reachable: its Pottery was closed");
		Awaitility.await().until(() -> server.clientCount() == 0);
		connections.close();
	}

	private RedisServer server() {
		RedisServer server = RedisServer.started();
		this.opened.add(server);
		return server;
	}

	private static MasterSettings patient(String uri) {
		return credentials(uri, null, null);
	}

	private Master connect(RedisServer server) {
		return connect(patient(server.uri()));
	}

	private Master connect(MasterSettings settings) {
		return open(List.of(settings)).masters().get(0);
	}

	private MasterConnections open(List<MasterSettings> settings) {
		MasterConnections connections = MasterConnections.open(settings, null);
		this.opened.add(0, connections);
		return connections;
	}

	private boolean succeeds(Master master, Script script) {
		return send(master, script, PATIENT).handle((reply, ex) -> ex == null).join();
	}

	private @Nullable Object ask(Master master, Script script, String... args) {
		return send(master, script, PATIENT, args).join();
	}

	private MasterException failure(Master master, Script script, Duration deadline, String... args) {
		return failure(send(master, script, deadline, args));
	}

	private static MasterException failure(CompletableFuture<?> reply) {
		List<MasterException> failures = new ArrayList<>();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(reply::join)
			.satisfies((ex) -> failures.add((MasterException) ex.getCause()));
		return failures.get(0);
	}

	private CompletableFuture<@Nullable Object> send(Master master, Script script, Duration deadline, String... args) {
		return master.send(script, List.of(this.key), List.of(args), deadline).toCompletableFuture();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
