package io.pottery.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.test.KeyNames;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits on the nodes of a cluster that nothing but a hint can end in time.
 */
class ClusterTrackingTests {

	private static RedisServers cluster;

	private static Client.Connections connections;

	private final RedisCommands commands = connections.commands();

	private final List<Thread> takers = new ArrayList<>();

	private final WaitingLines lines = new WaitingLines(
			(listener) -> KeyHints.from(connections.factory(), "the cluster", listener), Duration.ofHours(1));

	@BeforeAll
	static void start() {
		cluster = RedisServers.startCluster(3);
		connections = Client.LETTUCE_BY_RESP3.connect(cluster);
	}

	@AfterAll
	static void stop() {
		connections.close();
		cluster.close();
	}

	@AfterEach
	void close() {
		this.lines.close();
	}

	@Test
	void aChangeOnAnyNodeWakes() {
		// The first waits ask again and again until the connections are there, later ones
		// never.
		takeWhatIsPushed(() -> Awaitility.await().until(() -> tracking() == 3));
		takeWhatIsPushed(
				() -> Awaitility.await().until(() -> this.takers.stream().allMatch(ClusterTrackingTests::isResting)));
		assertThat(tracking()).isEqualTo(3);
		this.lines.close();
		Awaitility.await().until(() -> tracking() == 0);
	}

	private void takeWhatIsPushed(Runnable beforePushing) {
		this.takers.clear();
		List<String> keys = Stream.generate(KeyNames::fresh).limit(12).toList();
		List<CompletableFuture<Object>> waits = keys.stream().map(this::take).toList();
		beforePushing.run();
		keys.forEach((key) -> this.commands.call("RPUSH", key, new byte[] { 'x' }));
		CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).join();
	}

	private CompletableFuture<Object> take(String key) {
		CompletableFuture<Object> taken = new CompletableFuture<>();
		Thread taker = new Thread(() -> {
			try {
				taken.complete(this.lines.await(List.of(key), () -> this.commands.call("LPOP", key), Long.MAX_VALUE));
			}
			catch (InterruptedException | RuntimeException ex) {
				taken.completeExceptionally(ex);
			}
		});
		taker.setDaemon(true);
		this.takers.add(taker);
		taker.start();
		return taken;
	}

	private static boolean isResting(Thread taker) {
		return Stream.of(taker.getStackTrace()).anyMatch((frame) -> frame.getMethodName().equals("rest"));
	}

	private static long tracking() {
		return StreamSupport.stream(cluster.spliterator(), false).mapToLong(TrackingClients::count).sum();
	}

}
