package io.pottery.samples.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;

/**
 * Looks for locks on the masters themselves.
 */
final class Masters implements AutoCloseable {

	private static final int SCANNED_AT_ONCE = 1000;

	private final List<RedisClient> clients = new ArrayList<>();

	private final List<StatefulRedisConnection<String, String>> connections = new ArrayList<>();

	Masters(List<String> uris) {
		for (String uri : uris) {
			RedisClient client = RedisClient.create(uri);
			this.clients.add(client);
			this.connections.add(client.connect());
		}
	}

	/**
	 * Counts the locks that are there.
	 * @param prefix what their keys begin with
	 * @param grace how long they may take to go
	 */
	long left(String prefix, Duration grace) throws InterruptedException {
		long end = System.nanoTime() + grace.toNanos();
		long left = count(prefix);
		while (left > 0 && System.nanoTime() < end) {
			Thread.sleep(5);
			left = count(prefix);
		}
		return left;
	}

	private long count(String prefix) {
		ScanArgs matching = ScanArgs.Builder.matches("redlock:" + prefix + "*").limit(SCANNED_AT_ONCE);
		return this.connections.stream()
			.mapToLong((connection) -> ScanIterator.scan(connection.sync(), matching).stream().distinct().count())
			.sum();
	}

	@Override
	public void close() {
		this.connections.forEach(StatefulRedisConnection::close);
		this.clients.forEach(RedisClient::shutdown);
	}

}
