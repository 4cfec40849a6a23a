package io.pottery.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RedisServerBuilderTests {

	@Test
	void appendOnlyKeepsDataOverAKillAndStartEmptyLosesIt() {
		try (RedisServer server = RedisServer.builder().appendOnly().start()) {
			for (int i = 0; i < 100; i++) {
				server.command("INCR", "a");
			}
			server.stop();
			server.start();
			assertThat(server.command("GET", "a")).isEqualTo("100");
			server.stop();
			server.startEmpty();
			assertThat(server.command("GET", "a")).isNull();
		}
	}

	@Test
	void configReachesTheServerOverStarts() {
		try (RedisServer server = RedisServer.builder()
			.config("maxmemory", "2mb")
			.config("save", "900", "1")
			.config("requirepass", "quote\" and \\ space")
			.start()) {
			server.stop();
			server.start();
			assertThat(server.command("CONFIG", "GET", "maxmemory")).isEqualTo(List.of("maxmemory", "2097152"));
			assertThat(server.command("CONFIG", "GET", "save")).isEqualTo(List.of("save", "900 1"));
			assertThat(server.command("AUTH", "quote\" and \\ space")).isEqualTo("OK");
		}
	}

	@Test
	void aServerThatRefusesItsConfigurationIsQuotedWithoutPasswords() {
		RedisServerBuilder builder = RedisServer.builder().users("user app on >secret ~* \"unbalanced");
		assertThatExceptionOfType(RedisServerException.class).isThrownBy(builder::start)
			.withMessageMatching(
					"Redis server at 127\\.0\\.0\\.1:\\d+ ended at once with exit code 1\\. Its last words:\\s+"
							+ "(?s).*'user app on \\*\\*\\* ~\\* \"unbalanced'.*Unbalanced quotes.*");
		RedisServerBuilder other = RedisServer.builder().config("requirepass", "secret", "secret");
		assertThatExceptionOfType(RedisServerException.class).isThrownBy(other::start)
			.withMessageContaining("requirepass ***")
			.withMessageNotContaining("secret");
	}

	@Test
	void whatTheKitSetsCannotBeConfigured() {
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServer.builder().config("port", "1"))
			.withMessage("'name' must be a directive that the kit does not set, was 'port'");
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServer.builder().config("a\nport", "1"))
			.withMessage("'name' must be a directive that the kit does not set, was 'a\nport'");
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServer.builder().port(0))
			.withMessage("'port' must be between 1 and 65535, was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServers.builder().count(0))
			.withMessage("'count' must be at least 1, was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServer.builder().tls().clusterEnabled().start())
			.withMessage("'tls' and 'clusterEnabled' exclude each other");
	}

	@Test
	void usersGovernAllButTheKit() throws IOException {
		try (RedisServer server = RedisServer.builder()
			.users("user default off", "user app on >secret ~app:* &* +@all -flushall")
			.start(); RespClient client = client(server, false)) {
			assertThatExceptionOfType(RespClient.ErrorReply.class).isThrownBy(() -> client.command(List.of("PING")))
				.withMessage("NOAUTH Authentication required.");
			assertThat(client.command(List.of("AUTH", "app", "secret"))).isEqualTo("OK");
			assertThat(client.command(List.of("SET", "app:a", "1"))).isEqualTo("OK");
			assertThatExceptionOfType(RespClient.ErrorReply.class).isThrownBy(() -> client.command(List.of("GET", "a")))
				.withMessageStartingWith("NOPERM");
			server.flush();
			assertThat(client.command(List.of("GET", "app:a"))).isNull();
		}
	}

	@Test
	void rulesAreWholeLinesOfOtherUsersThanTheKits() {
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServer.builder().users("app on >secret"))
			.withMessage("'rules' must be single lines that begin with 'user '");
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServer.builder().users("user a on\nport 1"))
			.withMessage("'rules' must be single lines that begin with 'user '");
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServer.builder().users("user pottery-test off"))
			.withMessage("'pottery-test' is the user of the kit itself");
	}

	@Test
	void tlsPresentsACertificateThatTheTrustStoreTrusts() throws IOException, KeyStoreException {
		try (RedisServer server = RedisServer.builder().tls().start()) {
			assertThat(server.uri()).isEqualTo("rediss://127.0.0.1:" + server.port());
			assertThat(server.command("PING")).isEqualTo("PONG");
			assertThat(Files.readString(server.certificate())).startsWith("-----BEGIN CERTIFICATE-----\n")
				.endsWith("\n-----END CERTIFICATE-----\n");
			assertThat(server.trustStore().size()).isOne();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				try (RespClient client = client(server, false)) {
					client.command(List.of("PING"));
				}
			});
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> client(server, true));
			server.stop();
			server.start();
			assertThat(server.command("PING")).isEqualTo("PONG");
		}
	}

	@Test
	void aBinaryWithoutTlsIsNamed(@TempDir Path directory) throws IOException {
		RedisBinary binary = new RedisBinary(script(directory, "redis-server",
				"echo \">>> 'tls-port 1'\nBad directive or wrong number of arguments\"; exit 1"), 7, 0);
		ServerSettings settings = new ServerSettings(0, false, true, false, List.of(), List.of());
		assertThatExceptionOfType(RedisServerException.class)
			.isThrownBy(() -> ProcessRedisServer.start(binary, settings))
			.withMessage("'" + binary.path() + "' was built without TLS: install a redis-server or valkey-server with "
					+ "TLS on the PATH (apt-get install redis-server, dnf install valkey, brew install redis), or name "
					+ "one by the system property 'pottery.test.redis'");
	}

	@Test
	void aServerWithoutTlsHasNoCertificate() {
		RedisServer server = RedisServer.shared();
		assertThatIllegalStateException().isThrownBy(server::certificate)
			.withMessage(server + " has no TLS: ask for it with RedisServer.builder().tls()");
		assertThatIllegalStateException().isThrownBy(server::trustStore)
			.withMessage(server + " has no TLS: ask for it with RedisServer.builder().tls()");
	}

	@Test
	void thePathIsSearchedForAServerThatIsNewEnough(@TempDir Path directory) throws IOException {
		Path folder = directory.resolve("bin");
		script(folder, "redis-server", "echo Redis server v=6.0.16 sha=00000000:0");
		assertThat(RedisBinary.on(folder.toString())).isEmpty();
		Path valkey = script(folder, "valkey-server", "echo Valkey server v=8.1.0 sha=00000000:0");
		assertThat(RedisBinary.on(directory + ":" + folder)).contains(new RedisBinary(valkey, 8, 1));
		Path redis = script(folder, "redis-server", "echo Redis server v=6.2.14 sha=00000000:0");
		assertThat(RedisBinary.on(directory + ":" + folder)).contains(new RedisBinary(redis, 6, 2));
		assertThat(RedisBinary.on(null)).isEmpty();
	}

	@Test
	void aBinaryCanBeChosen(@TempDir Path directory) throws IOException {
		Path bundled = RedisBinary.find("bundled").path();
		RedisBinary chosen = RedisBinary.find(bundled.toString());
		assertThat(chosen).isEqualTo(new RedisBinary(bundled, 7, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> RedisBinary.find("redis-server"))
			.withMessage("'pottery.test.redis' must be 'bundled', 'docker:IMAGE' or the absolute path of a "
					+ "redis-server or valkey-server, was 'redis-server'");
		Path other = script(directory, "other", "echo 'GNU other 1.0'");
		assertThatExceptionOfType(RedisServerException.class).isThrownBy(() -> RedisBinary.find(other.toString()))
			.withMessage("'" + other + "', named by the system property 'pottery.test.redis', is no Redis server "
					+ "that runs here");
		Path missing = directory.resolve("missing");
		assertThatExceptionOfType(RedisServerException.class).isThrownBy(() -> RedisBinary.find(missing.toString()))
			.withMessage("'" + missing + "', named by the system property 'pottery.test.redis', is no Redis server "
					+ "that runs here");
	}

	@Test
	void whatAContainerCannotDoIsDoneByAProcess() {
		System.setProperty(RedisBinary.PROPERTY, ContainerRedisServer.PREFIX + "redis:8");
		try (RedisServer tls = RedisServer.builder().tls().start();
				RedisServer node = RedisServer.builder().clusterEnabled().start()) {
			assertThat(ProcessHandle.of(tls.pid())).isPresent();
			assertThat(ProcessHandle.of(node.pid())).isPresent();
		}
		finally {
			System.clearProperty(RedisBinary.PROPERTY);
		}
	}

	private static RespClient client(RedisServer server, boolean tls) throws IOException {
		return new RespClient(server.host(), server.port(), Duration.ofSeconds(30), tls ? defaultTls() : null);
	}

	private static SSLContext defaultTls() {
		try {
			return SSLContext.getDefault();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path script(Path folder, String name, String text) throws IOException {
		Path script = Files.writeString(Files.createDirectories(folder).resolve(name), "#!/bin/sh\n" + text + "\n");
		assertThat(script.toFile().setExecutable(true)).isTrue();
		return script;
	}

}
