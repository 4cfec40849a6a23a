package io.pottery.samples.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.RedissonRedLock;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * Redisson's {@code RLock} on one master, and {@code RedissonRedLock} on several. Neither
 * tells how long it is valid: its whole lease is taken to begin with its return.
 */
final class RedissonLocks implements LockClient {

	private final List<RedissonClient> clients = new ArrayList<>();

	private final Duration lease;

	RedissonLocks(Options options, List<String> masters) {
		this.lease = options.millis("lease");
		for (String master : masters) {
			Config config = new Config();
			// Only the sizes are not those that it comes with: the masters are many here.
			config.useSingleServer()
				.setAddress(master)
				.setConnectionMinimumIdleSize(4)
				.setConnectionPoolSize(16)
				.setSubscriptionConnectionPoolSize(16);
			config.setThreads(4).setNettyThreads(4);
			this.clients.add(Redisson.create(config));
		}
	}

	@Override
	public @Nullable Hold acquire(String key, Duration wait) throws InterruptedException {
		RLock lock = lock(key);
		if (!lock.tryLock(wait.toMillis(), this.lease.toMillis(), TimeUnit.MILLISECONDS)) {
			return null;
		}
		return new TimedHold(this.lease, () -> {
			try {
				lock.unlock();
				return Section.End.RELEASED;
			}
			catch (IllegalMonitorStateException ex) {
				return Section.End.LOST;
			}
		});
	}

	@SuppressWarnings("deprecation")
	private RLock lock(String key) {
		RLock[] locks = this.clients.stream().map((client) -> client.getLock(key)).toArray(RLock[]::new);
		return (locks.length == 1) ? locks[0] : new RedissonRedLock(locks);
	}

	@Override
	public void close() {
		this.clients.forEach(RedissonClient::shutdown);
	}

}
