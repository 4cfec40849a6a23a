package io.pottery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.collection.RedisSimpleQueue;
import io.pottery.collection.RedisSimpleQueues;
import io.pottery.connection.TrackingClients;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Threads that wait when their Pottery is closed.
 */
class PotteryWaitsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final String key = KeyNames.fresh();

	@Test
	void closingEndsEveryWaitAndLeavesNothing() {
		try (RedisServer server = RedisServer.started()) {
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			Pottery pottery = Pottery.create(server.uri());
			CompletableFuture<Throwable> first = take(pottery);
			CompletableFuture<Throwable> second = take(pottery);
			// One of them is the connection of the only master.
			Awaitility.await().atMost(PATIENCE).until(() -> TrackingClients.count(server) == 2);
			pottery.close();
			assertClosed(first);
			assertClosed(second);
			Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
				assertThat(server.clientCount()).isZero();
				assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
					.extracting(Thread::getName)
					.noneMatch((name) -> name.startsWith("lettuce") || name.startsWith("pottery"));
			});
		}
	}

	@Test
	void closingOnTheApplicationsConnectionsClosesOnlyItsOwn() {
		try (RedisServer server = RedisServer.started()) {
			LettuceConnectionFactory factory = Containers.factory(server, Duration.ofSeconds(20));
			Pottery pottery = Pottery.builder().connectionFactory(factory).build();
			Pottery other = Pottery.builder().connectionFactory(factory).build();
			CompletableFuture<Throwable> ended = take(pottery);
			CompletableFuture<Throwable> waiting = take(other);
			Awaitility.await().atMost(PATIENCE).until(() -> TrackingClients.count(server) == 2);
			pottery.close();
			assertClosed(ended);
			assertThatIllegalStateException().isThrownBy(() -> queue(pottery).take())
				.withMessage("This Pottery was closed");
			Awaitility.await().atMost(PATIENCE).until(() -> server.clientCount() == 2);
			assertThat(waiting).isNotDone();
			assertThat(factory.getConnection().ping()).isEqualTo("PONG");
			other.close();
			assertClosed(waiting);
			Awaitility.await().atMost(PATIENCE).until(() -> server.clientCount() == 1);
			factory.destroy();
		}
	}

	private CompletableFuture<Throwable> take(Pottery pottery) {
		RedisSimpleQueue<Integer> queue = queue(pottery);
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				thrown.completeExceptionally(new AssertionError("Took " + queue.take()));
			}
			catch (InterruptedException | RuntimeException ex) {
				thrown.complete(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return thrown;
	}

	private RedisSimpleQueue<Integer> queue(Pottery pottery) {
		RedisSimpleQueues queues = pottery::settings;
		return queues.queue(this.key, Integer.class);
	}

	private static void assertClosed(CompletableFuture<Throwable> thrown) {
		assertThat(thrown.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
			.isInstanceOf(IllegalStateException.class)
			.hasMessage("This Pottery was closed");
	}

}
