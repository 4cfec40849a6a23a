package io.pottery.test;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ServerGuardTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final List<Process> jvms = new ArrayList<>();

	@AfterEach
	void endJvms() {
		this.jvms.forEach(Process::destroyForcibly);
	}

	@Test
	void serversEndWithAJvmThatIsKilled() throws IOException {
		Process jvm = jvm(List.of("-cp", classPathWithoutOptionals()), "servers");
		Report report = Report.read(jvm);
		report.assertRunning();
		jvm.destroyForcibly();
		report.awaitGone();
	}

	@Test
	void serversEndWithAJvmThatExits() throws IOException {
		Process jvm = jvm(List.of("-cp", classPathWithoutOptionals()), "servers");
		Report report = Report.read(jvm);
		report.assertRunning();
		jvm.getOutputStream().close();
		report.awaitGone();
		assertThat(jvm.onExit().join().exitValue()).isZero();
	}

	@Test
	void aMachineWithoutAServerIsToldWhatToInstall(@TempDir Path empty) throws IOException {
		String classPath = classPathWithout("testcontainers", "junit", "embedded-redis");
		assertThat(failureOf(jvm(List.of("-cp", classPath), "failure", empty.toString())))
			.matches("There is no Redis server for this machine \\(\\w+-\\w+\\): install redis-server 6\\.2 or "
					+ "valkey-server 7\\.2 or newer on the PATH \\(apt-get install redis-server, dnf install valkey, "
					+ "brew install redis\\), or set the system property 'pottery\\.test\\.redis' to the absolute path "
					+ "of one or to docker:IMAGE");
	}

	@Test
	void aContainerNeedsTestcontainers(@TempDir Path empty) throws IOException {
		assertThat(failureOf(jvm(List.of("-Dpottery.test.redis=docker:redis:8", "-cp", classPathWithoutOptionals()),
				"failure", empty.toString())))
			.isEqualTo("The system property 'pottery.test.redis' asks for a container: add "
					+ "org.testcontainers:testcontainers to the class path");
	}

	private static String failureOf(Process jvm) throws IOException {
		return new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
	}

	private Process jvm(List<String> options, String what, String... path) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
						"-XX:TieredStopAtLevel=1"));
		command.addAll(options);
		command.add(OtherJvm.class.getName());
		command.add(what);
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
		if (path.length > 0) {
			builder.environment().put("PATH", path[0]);
		}
		Process jvm = builder.start();
		this.jvms.add(jvm);
		return jvm;
	}

	private static String classPathWithoutOptionals() {
		return classPathWithout("testcontainers", "junit");
	}

	private static String classPathWithout(String... names) {
		return Arrays.stream(System.getProperty("java.class.path").split(":"))
			.filter((entry) -> Arrays.stream(names).noneMatch(new File(entry).getName()::contains))
			.collect(Collectors.joining(":"));
	}

	/**
	 * What the other JVM says of its servers.
	 */
	private record Report(Path directory, List<Integer> ports, List<ProcessHandle> processes) {

		static Report read(Process jvm) throws IOException {
			BufferedReader lines = new BufferedReader(
					new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
			Path directory = Path.of(lines.readLine());
			List<Integer> ports = new ArrayList<>();
			List<ProcessHandle> processes = new ArrayList<>();
			for (String[] words : List.of(lines.readLine().split(" "), lines.readLine().split(" "))) {
				ports.add(Integer.valueOf(words[0]));
				processes.add(ProcessHandle.of(Long.parseLong(words[1])).orElseThrow());
			}
			return new Report(directory, ports, processes);
		}

		void assertRunning() {
			assertThat(this.directory).exists();
			assertThat(this.processes).allMatch(ProcessHandle::isAlive);
		}

		void awaitGone() {
			await().atMost(SOON).untilAsserted(() -> {
				assertThat(this.ports).allSatisfy((port) -> assertThatExceptionOfType(ConnectException.class)
					.isThrownBy(() -> new RespClient("127.0.0.1", port, SOON, null).close()));
				assertThat(Files.exists(this.directory)).isFalse();
			});
		}

	}

}
