package io.pottery;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a heap of 256 MB survives.
 */
class SmallHeapTests {

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	@Test
	void hostileValuesAreRefusedOneByOneAndLeaveTheOthersReadable() throws Exception {
		// A hundred megabytes of digits, which this heap could not send.
		this.server.command("EVAL", "return redis.call('HSET', KEYS[1], '-1', string.rep('9', ARGV[1]))", "1",
				this.key + "huge", "100000000");
		long hostile = SmallHeapProcess.HOSTILE;
		assertThat(run("hostile")).containsExactly("map.get " + hostile, "map " + hostile, "counter.count " + hostile,
				"set " + hostile, "list " + hostile, "deque.poll " + hostile, "queue.poll " + hostile,
				"queue.undecodable " + hostile, "cachedOrderedMap.get " + hostile, "cachedFunction.misses " + hostile,
				"huge 1");
	}

	@Test
	void aMillionElementsAreWrittenAndRead() throws Exception {
		long sum = SmallHeapProcess.MANY * (SmallHeapProcess.MANY - 1L) / 2;
		assertThat(run("many")).containsExactly("set " + sum, "list " + sum, "map " + sum);
	}

	private List<String> run(String what) throws IOException, InterruptedException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Process process = new ProcessBuilder(java, "-Xmx256m", "-cp", System.getProperty("java.class.path"),
				SmallHeapProcess.class.getName(), this.server.uri() + "?timeout=50s", this.key, what)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader said = process.inputReader()) {
			List<String> lines = said.lines().toList();
			assertThat(process.waitFor()).isZero();
			return lines;
		}
		finally {
			process.destroyForcibly();
			this.server.command("EVAL", """
					for _, key in ipairs(redis.call('KEYS', '*' .. ARGV[1] .. '*')) do
						redis.call('UNLINK', key)
					end""", "0", this.key);
		}
	}

}
