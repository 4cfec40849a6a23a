package io.pottery.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.pottery.container.ClusterClient;
import io.pottery.exception.UndecodableValueException;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Queues of a real cluster, over both clients.
 */
class RedisSimpleQueueClusterTests {

	@ParameterizedTest
	@EnumSource
	void everyMethodWorks(ClusterClient client) throws InterruptedException {
		RedisSimpleQueues queues = client::settings;
		for (int i = 0; i < 10; i++) {
			RedisSimpleQueue<String> queue = queues.queue(KeyNames.fresh(), String.class);
			queue.add("a");
			assertThat(queue.addAll(List.of("b", "c", "d", "e", "f"))).isTrue();
			assertThat(queue.peek()).isEqualTo("a");
			assertThat(queue.poll()).isEqualTo("a");
			assertThat(queue.take()).isEqualTo("b");
			assertThat(queue.contains("d")).isTrue();
			assertThat(queue.remove("d")).isTrue();
			assertThat(queue).containsExactly("c", "e", "f").hasSize(3);
			assertThat(queue.removeIf("e"::equals)).isTrue();
			assertThat(queue.expire(Duration.ofMinutes(1))).isTrue();
			assertThat(queue.timeToLive()).isPresent();
			Delivery<String> delivery = queue.receive();
			assertThat(delivery.nack()).isTrue();
			assertThat(queue.receive()).returns("c", Delivery::item)
				.returns(2, Delivery::deliveryCount)
				.returns(true, Delivery::ack);
			List<String> drained = new ArrayList<>();
			assertThat(queue.drainTo(drained)).isEqualTo(1);
			assertThat(drained).containsExactly("f");
			queues.queue(queue.key(), Integer.class).add(1);
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(queue::poll)
				.satisfies((ex) -> assertThat(ex.rawText()).isEqualTo("1"));
			queue.clear();
			assertThat(queue).isEmpty();
		}
		RedisSimpleQueue<String> temporary = queues.queue(String.class);
		temporary.addAll(List.of("a", "b"));
		assertThat(temporary.snapshot()).containsExactly("a", "b");
		temporary.close();
	}

	@ParameterizedTest
	@EnumSource
	void waitingWorks(ClusterClient client) {
		RedisSimpleQueues queues = client::settings;
		for (int i = 0; i < 3; i++) {
			RedisSimpleQueue<Integer> queue = queues.queue(KeyNames.fresh(), Integer.class);
			CompletableFuture<Integer> taken = new CompletableFuture<>();
			Thread taker = new Thread(() -> {
				try {
					taken.complete(queue.take());
				}
				catch (InterruptedException | RuntimeException ex) {
					taken.completeExceptionally(ex);
				}
			});
			taker.setDaemon(true);
			taker.start();
			queue.add(i);
			assertThat(taken.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(i);
		}
	}

}
