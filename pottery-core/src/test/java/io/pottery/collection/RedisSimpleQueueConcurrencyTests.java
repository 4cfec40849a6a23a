package io.pottery.collection;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.collection.QueueProcess.Item;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many producers and consumers on one queue: nothing is lost, nothing comes twice, and
 * every consumer sees the items of one producer in their order.
 */
class RedisSimpleQueueConcurrencyTests {

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	@ParameterizedTest(name = "acknowledging = {0}")
	@ValueSource(booleans = { false, true })
	void twoClientsShareAQueue(boolean acknowledging) throws Exception {
		try (QueueProcess one = new QueueProcess(this.server.uri(), this.key, acknowledging, 0);
				QueueProcess other = new QueueProcess(this.server.uri(), this.key, acknowledging,
						QueueProcess.THREADS)) {
			one.start();
			other.start();
			one.awaitProduced();
			other.awaitProduced();
			one.endConsumers(2 * QueueProcess.THREADS);
			List<List<Item>> consumed = new ArrayList<>(one.consumed());
			consumed.addAll(other.consumed());
			assertComplete(consumed);
		}
	}

	@ParameterizedTest(name = "acknowledging = {0}")
	@ValueSource(booleans = { false, true })
	void twoProcessesShareAQueue(boolean acknowledging) throws Exception {
		Process process = start(acknowledging);
		try (QueueProcess half = new QueueProcess(this.server.uri(), this.key, acknowledging, 0);
				BufferedReader said = process.inputReader()) {
			half.start();
			half.awaitProduced();
			assertThat(said.readLine()).isEqualTo("produced");
			half.endConsumers(2 * QueueProcess.THREADS);
			List<List<Item>> consumed = new ArrayList<>(half.consumed());
			said.lines().map(RedisSimpleQueueConcurrencyTests::items).forEach(consumed::add);
			assertComplete(consumed);
			assertThat(process.waitFor()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Process start(boolean acknowledging) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), QueueProcess.class.getName(),
				this.server.uri(), this.key, Boolean.toString(acknowledging), Integer.toString(QueueProcess.THREADS))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	private static List<Item> items(String line) {
		String[] words = line.split(" ");
		assertThat(words[0]).isEqualTo("consumed");
		List<Item> items = new ArrayList<>();
		for (int i = 1; i < words.length; i += 2) {
			items.add(new Item(Integer.parseInt(words[i]), Integer.parseInt(words[i + 1])));
		}
		return items;
	}

	private void assertComplete(List<List<Item>> consumed) {
		assertThat(consumed).hasSize(2 * QueueProcess.THREADS);
		Set<Item> all = new HashSet<>();
		for (List<Item> items : consumed) {
			Map<Integer, Integer> last = new HashMap<>();
			for (Item item : items) {
				assertThat(all.add(item)).as("%s comes once", item).isTrue();
				Integer before = last.put(item.producer(), item.number());
				assertThat(item.number()).isGreaterThan((before != null) ? before : -1);
			}
		}
		assertThat(all).hasSize(2 * QueueProcess.THREADS * QueueProcess.ITEMS);
		assertThat(this.server.command("XLEN", this.key)).isEqualTo(0L);
	}

}
