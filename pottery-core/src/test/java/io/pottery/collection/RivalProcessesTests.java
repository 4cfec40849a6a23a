package io.pottery.collection;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.pottery.collection.RivalProcess.Outcome;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen threads in two JVMs on one map and one deque.
 */
class RivalProcessesTests {

	private static final int CHANGES = 2 * RivalProcess.THREADS * RivalProcess.ROUNDS;

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	@Test
	void twoProcessesLoseAndRepeatNothing() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String uri = this.server.uri() + "?timeout=20s";
		Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
				RivalProcess.class.getName(), uri, this.key, "other")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (RivalProcess half = new RivalProcess(uri, this.key, "one"); BufferedReader said = process.inputReader()) {
			Outcome outcome = half.run();
			List<String> others = said.lines().toList();
			assertThat(process.waitFor()).isZero();
			assertThat(outcome.wins() + Integer.parseInt(others.get(0))).isEqualTo(RivalProcess.ROUNDS);
			List<String> taken = new ArrayList<>(outcome.taken());
			taken.addAll(others.subList(1, others.size()));
			assertComplete(taken);
		}
		finally {
			process.destroyForcibly();
		}
		for (String field : List.of("merged", "computed", "replaced")) {
			assertThat(this.server.command("HGET", this.key, '"' + field + '"')).isEqualTo(Integer.toString(CHANGES));
		}
		assertThat(this.server.command("EXISTS", this.key + "-deque")).isEqualTo(0L);
	}

	private static void assertComplete(List<String> takenByThreads) {
		Set<String> all = new HashSet<>();
		for (String taken : takenByThreads) {
			Map<String, Integer> last = new HashMap<>();
			for (String element : taken.split(",")) {
				assertThat(all.add(element)).as("%s comes once", element).isTrue();
				String[] words = element.split(" ");
				Integer before = last.put(words[0], Integer.parseInt(words[1]));
				assertThat(Integer.parseInt(words[1])).isGreaterThan((before != null) ? before : -1);
			}
		}
		assertThat(all).hasSize(CHANGES);
	}

}
