package io.pottery.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerContract;
import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How a queue begins, expires and ends, and how it treats what is not its own.
 */
class RedisSimpleQueueLifeTests implements ContainerContract<RedisSimpleQueue<Integer>> {

	@Override
	public RedisSimpleQueue<Integer> open(ContainerSettings settings, String key) {
		RedisSimpleQueues queues = () -> settings;
		return queues.queue(key, Integer.class);
	}

	@Override
	public RedisSimpleQueue<Integer> temporary(ContainerSettings settings) {
		RedisSimpleQueues queues = () -> settings;
		return queues.queue(Integer.class);
	}

	@Override
	public void fill(RedisSimpleQueue<Integer> queue) {
		queue.addAll(List.of(1, 2));
		receive(queue);
	}

	@Override
	public String type() {
		return "a stream";
	}

	@Override
	public List<Consumer<RedisSimpleQueue<Integer>>> operations() {
		return List.of((queue) -> queue.add(1), (queue) -> queue.addAll(List.of(1)), (queue) -> queue.put(1),
				(queue) -> queue.offer(1), (queue) -> queue.offer(1, 1, TimeUnit.SECONDS), RedisSimpleQueue::poll,
				RedisSimpleQueueLifeTests::take, RedisSimpleQueueLifeTests::receive, RedisSimpleQueue::remove,
				RedisSimpleQueue::peek, RedisSimpleQueue::element, RedisSimpleQueue::size, RedisSimpleQueue::isEmpty,
				(queue) -> queue.contains(1), (queue) -> queue.remove(1), (queue) -> queue.removeIf((item) -> true),
				(queue) -> queue.removeAll(List.of(1)), (queue) -> queue.retainAll(List.of(1)),
				(queue) -> queue.drainTo(new ArrayList<>()), (queue) -> queue.iterator().hasNext(),
				RedisSimpleQueue::snapshot, RedisSimpleQueue::toString);
	}

	@Test
	void aKeyWithoutTagIsRefused() {
		String odd = KeyNames.fresh() + "}";
		assertThatIllegalArgumentException().isThrownBy(() -> open(Containers.settings(), odd))
			.withMessageEndingWith("was '" + odd + "'");
	}

	private static void take(RedisSimpleQueue<Integer> queue) {
		try {
			queue.take();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void receive(RedisSimpleQueue<Integer> queue) {
		try {
			queue.receive(Duration.ZERO);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
