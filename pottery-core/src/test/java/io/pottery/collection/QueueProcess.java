package io.pottery.collection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.pottery.Pottery;

/**
 * Producers and consumers of one queue in one JVM: half of a test, and the other half as
 * a program of its own.
 */
public final class QueueProcess implements AutoCloseable {

	static final int THREADS = 8;

	static final int ITEMS = 100;

	private static final Item END = new Item(-1, -1);

	private final Pottery pottery;

	private final RedisSimpleQueue<Item> queue;

	private final boolean acknowledging;

	private final int firstProducer;

	private final ExecutorService executor = Executors.newFixedThreadPool(2 * THREADS);

	private final List<Future<?>> producers = new ArrayList<>();

	private final List<Future<List<Item>>> consumers = new ArrayList<>();

	QueueProcess(String uri, String key, boolean acknowledging, int firstProducer) {
		// An answer that comes too late would be an item lost.
		this.pottery = Pottery.create(uri + "?timeout=60s");
		RedisSimpleQueues queues = this.pottery::settings;
		this.queue = queues.queue(key, Item.class);
		this.acknowledging = acknowledging;
		this.firstProducer = firstProducer;
	}

	/**
	 * Runs the other half; says when everything was produced, and then what was consumed.
	 * @param arguments the server's URI, the key, whether to acknowledge, and the number
	 * of the first producer
	 * @throws Exception if something goes wrong
	 */
	public static void main(String[] arguments) throws Exception {
		try (QueueProcess half = new QueueProcess(arguments[0], arguments[1], Boolean.parseBoolean(arguments[2]),
				Integer.parseInt(arguments[3]))) {
			half.start();
			half.awaitProduced();
			System.out.println("produced");
			for (List<Item> items : half.consumed()) {
				StringBuilder line = new StringBuilder("consumed");
				items.forEach((item) -> line.append(' ').append(item.producer()).append(' ').append(item.number()));
				System.out.println(line);
			}
		}
	}

	void start() {
		for (int i = 0; i < THREADS; i++) {
			int producer = this.firstProducer + i;
			this.consumers.add(this.executor.submit((Callable<List<Item>>) this::consume));
			this.producers.add(this.executor.submit(() -> produce(producer)));
		}
	}

	private void produce(int producer) {
		for (int number = 0; number < ITEMS; number++) {
			this.queue.add(new Item(producer, number));
		}
	}

	private List<Item> consume() throws InterruptedException {
		List<Item> items = new ArrayList<>();
		Item item = next();
		while (!item.equals(END)) {
			items.add(item);
			item = next();
		}
		return items;
	}

	private Item next() throws InterruptedException {
		if (!this.acknowledging) {
			return this.queue.take();
		}
		try (Delivery<Item> delivery = this.queue.receive()) {
			if (!delivery.ack()) {
				throw new IllegalStateException("The delivery came too late");
			}
			return delivery.item();
		}
	}

	void awaitProduced() throws Exception {
		for (Future<?> producer : this.producers) {
			get(producer);
		}
	}

	/**
	 * Ends consumers of any process, when everything was produced.
	 * @param count how many
	 */
	void endConsumers(int count) {
		this.queue.addAll(Collections.nCopies(count, END));
	}

	List<List<Item>> consumed() throws Exception {
		List<List<Item>> consumed = new ArrayList<>();
		for (Future<List<Item>> consumer : this.consumers) {
			consumed.add(get(consumer));
		}
		return consumed;
	}

	private static <T> T get(Future<T> future) throws Exception {
		try {
			return future.get(120, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new IOException(ex);
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		this.pottery.close();
	}

	/**
	 * An item that knows where it comes from.
	 *
	 * @param producer who produced it
	 * @param number how many the producer had produced before
	 */
	record Item(int producer, int number) {
	}

}
