package io.pottery.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisServersTests {

	@Test
	void areIndependent() {
		try (RedisServers servers = RedisServers.start(5)) {
			assertThat(servers).hasSize(5).allMatch(RedisServer::isRunning);
			assertThat(servers.size()).isEqualTo(5);
			assertThat(servers.uris()).hasSize(5).doesNotHaveDuplicates().contains(servers.get(4).uri());
			servers.get(0).command("SET", "a", "1");
			servers.get(1).stop();
			assertThat(servers.get(0).command("GET", "a")).isEqualTo("1");
			assertThat(servers.get(2).command("GET", "a")).isNull();
		}
	}

	@Test
	void areGoneWithTheirFilesWhenClosed() {
		List<ProcessHandle> processes = new ArrayList<>();
		List<Path> directories = new ArrayList<>();
		try (RedisServers servers = RedisServers.builder().count(2).appendOnly().start()) {
			for (RedisServer server : servers) {
				processes.add(ProcessHandle.of(server.pid()).orElseThrow());
				List<?> answer = (List<?>) server.command("CONFIG", "GET", "dir");
				assertThat(answer).isNotNull();
				directories.add(Path.of(String.valueOf(answer.get(1))).getParent());
			}
			assertThat(directories).hasSize(2).allMatch(Files::exists);
			servers.get(0).pause();
		}
		assertThat(processes).noneMatch(ProcessHandle::isAlive);
		assertThat(directories).noneMatch(Files::exists);
	}

	@Test
	void noneRunsIfOneDoesNotStart() throws IOException {
		try (RedisServer first = RedisServer.started()) {
			List<RedisServer> started = new ArrayList<>();
			assertThatExceptionOfType(RedisServerException.class).isThrownBy(() -> RedisServers.start(2, () -> {
				synchronized (started) {
					RedisServerBuilder builder = RedisServer.builder();
					RedisServer server = (started.isEmpty() ? builder : builder.port(first.port())).start();
					started.add(server);
					return server;
				}
			})).withMessage(first + " could not be started: another process has its port");
			assertThat(started).hasSize(1).noneMatch(RedisServer::isRunning);
			assertThat(first.isRunning()).isTrue();
		}
	}

	@Test
	void sharedOnesAreTheSameForAll() {
		RedisServers two = RedisServers.shared(2);
		two.close();
		assertThat(two).hasSize(2).allMatch(RedisServer::isRunning).first().isSameAs(RedisServer.shared());
		assertThat(RedisServers.shared(3)).hasSize(3).containsAll(two);
	}

	@Test
	void portsStayOutOfTheRangeOfOutgoingConnections() throws IOException {
		assertThat(Stream.generate(() -> FreePort.find(false)).limit(20)).allMatch((port) -> port < 32_768);
		assertThat(Stream.generate(() -> FreePort.find(true)).limit(20)).allMatch((port) -> port < 22_768);
	}

	@Test
	void aPortThatAnotherProcessListensOnIsRefused() throws IOException {
		try (ServerSocket taken = new ServerSocket(FreePort.find(false), 1, InetAddress.getLoopbackAddress())) {
			RedisServerBuilder builder = RedisServer.builder().port(taken.getLocalPort());
			assertThatExceptionOfType(RedisServerException.class).isThrownBy(builder::start)
				.withMessage("Redis server at 127.0.0.1:" + taken.getLocalPort()
						+ " could not be started: another process has its port");
		}
	}

	@Test
	void mastersOfAClusterShareAllSlots() throws IOException {
		try (RedisServers cluster = RedisServers.startCluster(3)) {
			for (RedisServer server : cluster) {
				assertThat(server.command("CLUSTER", "INFO")).asString()
					.contains("cluster_state:ok", "cluster_slots_ok:16384", "cluster_known_nodes:3");
			}
			// The slot of "a" belongs to the last third.
			assertThat(cluster.get(2).command("SET", "a", "1")).isEqualTo("OK");
			assertThatExceptionOfType(RedisServerException.class)
				.isThrownBy(() -> cluster.get(0).command("SET", "a", "1"))
				.withMessage(cluster.get(0) + " answered SET with: MOVED 15495 127.0.0.1:" + cluster.get(2).port());
		}
	}

	@Test
	void aClusterHasThreeMastersAtLeast() {
		assertThatIllegalArgumentException().isThrownBy(() -> RedisServers.startCluster(2))
			.withMessage("'count' must be at least 3, was 2");
	}

	@Test
	void keyNamesAreNeverTheSame() {
		assertThat(KeyNames.fresh()).startsWith("test:").isNotEqualTo(KeyNames.fresh());
		assertThat(KeyNames.fresh("map")).startsWith("map:").isNotEqualTo(KeyNames.fresh("map"));
	}

}
