package io.pottery.samples.soak;

import java.util.concurrent.locks.LockSupport;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import org.HdrHistogram.Histogram;

import io.pottery.Pottery;
import io.pottery.quorum.Redlock;

/**
 * Measures round trips in a JVM that does nothing else: what time is to be counted in.
 */
final class Probe implements AutoCloseable {

	private static final int SAMPLES = 2000;

	private static final long PAUSE_NANOS = 5_000_000;

	private final Options options;

	private final RedisClient client;

	private final StatefulRedisConnection<String, String> connection;

	private final Histogram meanwhile = new Histogram(3);

	private final Thread thread = new Thread(this::probe, "probe");

	private volatile boolean ended;

	Probe(Options options) {
		this.options = options;
		this.client = RedisClient.create(options.texts("masters").get(0));
		this.connection = this.client.connect();
	}

	/**
	 * Measures a question to one master.
	 * @return the median in nanoseconds
	 */
	double ping() {
		return median(this.connection.sync()::ping);
	}

	/**
	 * Measures a question to all masters.
	 * @return the median in nanoseconds
	 */
	double round() {
		try (Pottery pottery = PotteryClients.open(this.options)) {
			Redlock lock = pottery.redlock("probe");
			return median(lock::isLocked);
		}
	}

	private static double median(Runnable question) {
		Histogram times = new Histogram(3);
		for (int i = 0; i < 2 * SAMPLES; i++) {
			long before = System.nanoTime();
			question.run();
			if (i >= SAMPLES) {
				times.recordValue(System.nanoTime() - before);
			}
		}
		return times.getValueAtPercentile(50);
	}

	/**
	 * Goes on to measure beside all else.
	 */
	void start() {
		this.thread.start();
	}

	private void probe() {
		RedisCommands<String, String> commands = this.connection.sync();
		while (!this.ended) {
			long before = System.nanoTime();
			commands.ping();
			this.meanwhile.recordValue(System.nanoTime() - before);
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	/**
	 * Ends what {@link #start()} began.
	 * @return the median of the questions to one master in nanoseconds
	 */
	double end() throws InterruptedException {
		this.ended = true;
		this.thread.join();
		return this.meanwhile.getValueAtPercentile(50);
	}

	@Override
	public void close() {
		this.connection.close();
		this.client.shutdown();
	}

}
