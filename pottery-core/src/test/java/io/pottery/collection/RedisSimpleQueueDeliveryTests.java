package io.pottery.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.pottery.container.Containers;
import io.pottery.exception.UndecodableValueException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Deliveries that must be acknowledged. Time is made to pass by writing into Redis when a
 * delivery is due.
 */
class RedisSimpleQueueDeliveryTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final RedisServer server = RedisServer.shared();

	private final RedisSimpleQueues queues = Containers::settings;

	private final String key = KeyNames.fresh();

	private final RedisSimpleQueue<Integer> queue = this.queues.queue(this.key, Integer.class,
			new RedeliveryPolicy(Duration.ofMinutes(10), 3));

	@Test
	void anItemInFlightIsSeenByNobody() throws InterruptedException {
		this.queue.addAll(List.of(1, 2));
		Delivery<Integer> delivery = this.queue.receive();
		assertThat(delivery.item()).isEqualTo(1);
		assertThat(delivery.deliveryCount()).isEqualTo(1);
		assertThat(this.queue.snapshot()).containsExactly(2);
		assertThat(this.queue.receive().item()).isEqualTo(2);
		assertThat(this.queue).isEmpty();
		assertThat(this.queue.receive(Duration.ZERO)).isEmpty();
		assertThat(this.queue.receive(Duration.ofMillis(1))).isEmpty();
	}

	@Test
	void whatIsAcknowledgedIsGone() throws InterruptedException {
		this.queue.add(1);
		Delivery<Integer> delivery = this.queue.receive();
		assertThat(delivery.ack()).isTrue();
		assertThat(delivery.ack()).isFalse();
		assertThat(delivery.nack()).isFalse();
		delivery.close();
		letTimePass();
		assertThat(this.queue.receive(Duration.ZERO)).isEmpty();
	}

	@Test
	void whatIsOverdueIsDeliveredAgainBeforeAllOthers() throws InterruptedException {
		this.queue.addAll(List.of(1, 2));
		Delivery<Integer> first = this.queue.receive();
		letTimePass();
		Delivery<Integer> second = this.queue.receive();
		assertThat(second.item()).isEqualTo(1);
		assertThat(second.deliveryCount()).isEqualTo(2);
		assertThat(first.ack()).isFalse();
		assertThat(first.nack()).isFalse();
		assertThat(this.queue.receive().item()).isEqualTo(2);
		assertThat(second.ack()).isTrue();
	}

	@Test
	void lateIsNotTooLateUntilTheItemIsDeliveredAgain() throws InterruptedException {
		this.queue.add(1);
		Delivery<Integer> delivery = this.queue.receive();
		letTimePass();
		assertThat(delivery.ack()).isTrue();
		assertThat(this.queue.receive(Duration.ZERO)).isEmpty();
	}

	@Test
	void whatIsGivenBackIsDeliveredAtOnceInTheOrderOfReturn() throws InterruptedException {
		this.queue.addAll(List.of(1, 2, 3));
		Delivery<Integer> one = this.queue.receive();
		Delivery<Integer> two = this.queue.receive();
		assertThat(two.nack()).isTrue();
		assertThat(this.queue.receive()).returns(2, Delivery::item).returns(2, Delivery::deliveryCount);
		assertThat(one.nack()).isTrue();
		assertThat(this.queue.receive()).returns(1, Delivery::item).returns(2, Delivery::deliveryCount);
		assertThat(this.queue.receive().item()).isEqualTo(3);
	}

	@Test
	void closingGivesBackWhatWasNotAcknowledged() throws InterruptedException {
		this.queue.addAll(List.of(1, 2));
		try (Delivery<Integer> delivery = this.queue.receive()) {
			assertThat(delivery.ack()).isTrue();
		}
		try (Delivery<Integer> delivery = this.queue.receive()) {
			assertThat(delivery.item()).isEqualTo(2);
		}
		assertThat(this.queue.receive()).returns(2, Delivery::item).returns(2, Delivery::deliveryCount);
	}

	@Test
	void whatIsDeliveredTooOftenIsUndeliverable() throws InterruptedException {
		this.queue.addAll(List.of(1, 2));
		for (int i = 1; i <= 3; i++) {
			assertThat(this.queue.receive()).returns(1, Delivery::item).returns(i, Delivery::deliveryCount);
			letTimePass();
		}
		assertThat(this.queue.receive()).returns(2, Delivery::item).returns(1, Delivery::deliveryCount);
		String undeliverable = "{" + this.key + "}:pottery:undeliverable:" + this.key;
		assertThat(this.server.command("XRANGE", undeliverable, "-", "+")).asString()
			.contains("item, 1, reason, delivered 3 times, never acknowledged");
		assertThat(this.queues.queue(undeliverable, Integer.class).poll()).isEqualTo(1);
	}

	@Test
	void manyUndeliverableItemsHoldNothingUp() throws InterruptedException {
		RedisSimpleQueue<Integer> once = this.queues.queue(this.key, Integer.class,
				new RedeliveryPolicy(Duration.ofMinutes(10), 1));
		for (int i = 0; i < 150; i++) {
			once.add(i);
			once.receive();
		}
		letTimePass();
		once.add(150);
		assertThat(once.receive().item()).isEqualTo(150);
		assertThat(once.receive(Duration.ZERO)).isEmpty();
		assertThat(this.server.command("XLEN", "{" + this.key + "}:pottery:undeliverable:" + this.key)).isEqualTo(150L);
	}

	@Test
	void whoeverWaitsReceivesWhatIsGivenBack() throws InterruptedException {
		this.queue.add(1);
		Delivery<Integer> delivery = this.queue.receive();
		CompletableFuture<Delivery<Integer>> waiting = receiveInThread();
		delivery.nack();
		assertThat(waiting.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join()).returns(1, Delivery::item)
			.returns(2, Delivery::deliveryCount);
	}

	@Test
	void whoeverWaitsReceivesWhatBecomesOverdue() throws InterruptedException {
		RedisSimpleQueue<Integer> hasty = this.queues.queue(this.key, Integer.class,
				new RedeliveryPolicy(Duration.ofMillis(50), 3));
		hasty.add(1);
		Delivery<Integer> delivery = hasty.receive();
		Delivery<Integer> again = receiveInThread().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		assertThat(again).returns(1, Delivery::item).returns(2, Delivery::deliveryCount);
		assertThat(delivery.ack()).isFalse();
		assertThat(again.ack()).isTrue();
	}

	@Test
	void whoeverTakesDoesNotHoldUpWhoReceives() throws InterruptedException {
		this.queue.add(1);
		Delivery<Integer> delivery = this.queue.receive();
		Thread taking = new Thread(() -> {
			try {
				this.queue.take();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		taking.setDaemon(true);
		taking.start();
		CompletableFuture<Delivery<Integer>> waiting = receiveInThread();
		delivery.nack();
		assertThat(waiting.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().item()).isEqualTo(1);
		taking.interrupt();
		taking.join(PATIENCE.toMillis());
	}

	@Test
	void poisonIsSetAsideAndNotDeliveredAgain() throws InterruptedException {
		this.server.command("XADD", this.key, "*", "item", "poison");
		this.server.command("XADD", this.key, "*", "other", "x");
		this.queue.add(1);
		List<String> raw = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(this.queue::receive)
				.satisfies((ex) -> raw.add(ex.rawText()));
		}
		assertThat(raw).containsExactly("poison", "{other=x}");
		letTimePass();
		assertThat(this.queue.receive().item()).isEqualTo(1);
		assertThat(this.queue.receive(Duration.ZERO)).isEmpty();
		assertThat(this.server.command("XLEN", "{" + this.key + "}:pottery:undecodable:" + this.key)).isEqualTo(2L);
	}

	@Test
	void companionsThatComeLaterExpireWithTheQueue() throws InterruptedException {
		RedisSimpleQueue<Integer> once = this.queues.queue(this.key, Integer.class,
				new RedeliveryPolicy(Duration.ofMinutes(10), 1));
		this.server.command("XADD", this.key, "*", "item", "poison");
		once.addAll(List.of(1, 2));
		once.expire(Duration.ofMinutes(10));
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(once::receive);
		once.receive();
		letTimePass();
		once.receive();
		assertThat(timesToLive()).hasSize(5).allSatisfy((millis) -> assertThat(millis).isBetween(1L, 600_000L));
		this.server.command("DEL", this.key);
		letTimePass();
		this.queue.receive(Duration.ZERO);
		assertThat(timesToLive()).isNotEmpty().allSatisfy((millis) -> assertThat(millis).isBetween(1L, 600_000L));
	}

	private List<Long> timesToLive() {
		List<?> keys = (List<?>) this.server.command("KEYS", "*" + this.key + "*");
		return keys.stream().map((name) -> (Long) this.server.command("PTTL", (String) name)).toList();
	}

	@Test
	void clearingForgetsDeliveries() throws InterruptedException {
		this.queue.add(1);
		Delivery<Integer> delivery = this.queue.receive();
		this.queue.clear();
		assertThat(delivery.ack()).isFalse();
		assertThat(delivery.nack()).isFalse();
		assertThat(this.queue.receive(Duration.ZERO)).isEmpty();
	}

	@Test
	void aTemporaryQueueDeliversToo() throws InterruptedException {
		try (RedisSimpleQueue<Integer> temporary = this.queues.queue(Integer.class)) {
			temporary.add(1);
			Optional<Delivery<Integer>> delivery = temporary.receive(Duration.ofDays(1_000_000));
			assertThat(delivery).hasValueSatisfying((it) -> assertThat(it.ack()).isTrue());
		}
	}

	@Test
	void policiesAreChecked() {
		assertThat(RedeliveryPolicy.standard()).isEqualTo(new RedeliveryPolicy(Duration.ofSeconds(30), 5));
		assertThatIllegalArgumentException().isThrownBy(() -> new RedeliveryPolicy(Duration.ofNanos(1), 1))
			.withMessage("'visibilityTimeout' must be at least one millisecond, was PT0.000000001S");
		assertThatIllegalArgumentException().isThrownBy(() -> new RedeliveryPolicy(Duration.ofSeconds(1), 0))
			.withMessage("'maxDeliveries' must be at least 1, was 0");
	}

	private CompletableFuture<Delivery<Integer>> receiveInThread() {
		CompletableFuture<Delivery<Integer>> received = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				received.complete(this.queue.receive());
			}
			catch (InterruptedException | RuntimeException ex) {
				received.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return received;
	}

	/**
	 * Makes every delivery overdue.
	 */
	private void letTimePass() {
		String due = "{" + this.key + "}:pottery:due:" + this.key;
		for (Object id : (List<?>) this.server.command("ZRANGE", due, "0", "-1")) {
			this.server.command("ZINCRBY", due, "-3600000", (String) id);
		}
	}

}
