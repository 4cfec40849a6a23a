package io.pottery.samples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import org.redisson.Redisson;
import org.redisson.RedissonRedLock;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.redis.util.RedisLockRegistry;

import io.pottery.Pottery;
import io.pottery.quorum.Redlock;

/**
 * Whose lock, on how many masters. All hold it for ten seconds at most and renew nothing.
 */
public enum LockPeer {

	/**
	 * Pottery's {@code Redlock} on one master.
	 */
	POTTERY_ONE("Pottery Redlock", 1) {

		@Override
		Guard open(List<String> uris, String key) {
			return redlock(uris, key);
		}

	},

	/**
	 * Redisson's {@code RLock}.
	 */
	REDISSON_ONE("Redisson RLock", 1) {

		@Override
		Guard open(List<String> uris, String key) {
			RedissonClient client = Redisson.create(Clients.redisson(uris.get(0)));
			RLock lock = client.getLock(key);
			return new Guard(() -> lock.lock(LEASE.toMillis(), TimeUnit.MILLISECONDS), lock::unlock, client::shutdown);
		}

	},

	/**
	 * Spring Integration's {@code RedisLockRegistry}.
	 */
	SPRING_INTEGRATION("Spring Integration RedisLockRegistry", 1) {

		@Override
		Guard open(List<String> uris, String key) {
			LettuceConnectionFactory factory = Clients.springData(uris.get(0));
			RedisLockRegistry registry = new RedisLockRegistry(factory, "benchmarks", LEASE);
			Lock lock = registry.obtain(key);
			return new Guard(lock::lock, lock::unlock, () -> {
				registry.destroy();
				factory.destroy();
			});
		}

	},

	/**
	 * Pottery's {@code Redlock} on five masters.
	 */
	POTTERY_FIVE("Pottery Redlock", 5) {

		@Override
		Guard open(List<String> uris, String key) {
			return redlock(uris, key);
		}

	},

	/**
	 * Redisson's {@code RedissonRedLock}, which it has deprecated.
	 */
	REDISSON_FIVE("Redisson RedissonRedLock", 5) {

		@Override
		@SuppressWarnings("deprecation")
		Guard open(List<String> uris, String key) {
			List<RedissonClient> clients = new ArrayList<>();
			uris.forEach((uri) -> clients.add(Redisson.create(Clients.redisson(uri))));
			RLock lock = new RedissonRedLock(
					clients.stream().map((client) -> client.getLock(key)).toArray(RLock[]::new));
			return new Guard(() -> lock.lock(LEASE.toMillis(), TimeUnit.MILLISECONDS), lock::unlock,
					() -> clients.forEach(RedissonClient::shutdown));
		}

	};

	private static final Duration LEASE = Duration.ofSeconds(10);

	final int masters;

	private final String label;

	LockPeer(String label, int masters) {
		this.label = label;
		this.masters = masters;
	}

	abstract Guard open(List<String> uris, String key);

	@Override
	public String toString() {
		return this.label;
	}

	private static Guard redlock(List<String> uris, String key) {
		Pottery pottery = Clients.pottery(uris);
		Redlock lock = pottery.redlockBuilder(key).autoReleaseTime(LEASE).quorumPatience(Clients.PATIENCE).build();
		return new Guard(lock::lock, lock::unlock, pottery);
	}

	/**
	 * A lock and the client behind it.
	 *
	 * @param lock acquires it
	 * @param unlock releases it
	 * @param client what to close
	 */
	record Guard(Runnable lock, Runnable unlock, AutoCloseable client) {

	}

}
