package io.pottery.quorum;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import io.pottery.connection.MasterConnections;
import io.pottery.connection.MasterSettings;
import io.pottery.test.KeyNames;

/**
 * A client of masters that never asks again by itself while a lock is held for long: all
 * that wakes those who wait is what they are told.
 */
final class OnlyHints implements AutoCloseable {

	private static final Duration ANSWER = Duration.ofSeconds(10);

	/** Rests between rivals are shorter. */
	private static final Duration POLL = Duration.ofMillis(150);

	private final MasterConnections connections;

	private final Quorum quorum;

	OnlyHints(List<String> uris) {
		this.connections = MasterConnections.open(uris.stream()
			.map((uri) -> new MasterSettings(List.of(uri), null, null, null, ANSWER, null, null, null))
			.toList(), null);
		this.quorum = Quorum.builder()
			.masters(this.connections.masters())
			.scheduler(this::schedule)
			.random(new LongestPauses())
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.masterTimeout(ANSWER)
			.build();
	}

	RedlockBuilder lock(String key) {
		return this.quorum.redlock(key).autoReleaseTime(Duration.ofSeconds(30)).quorumPatience(ANSWER.multipliedBy(3));
	}

	NextId probe() {
		return this.quorum.nextId(KeyNames.fresh("probe")).build();
	}

	private Runnable schedule(Runnable task, Duration delay) {
		if (delay.compareTo(POLL) < 0) {
			return this.connections.scheduler().schedule(task, delay);
		}
		return () -> {
		};
	}

	@Override
	public void close() {
		this.quorum.close();
		this.connections.close();
	}

	/**
	 * Tells the pause between two polls from all others.
	 */
	private static final class LongestPauses implements RandomGenerator {

		private final SecureRandom random = new SecureRandom();

		@Override
		public long nextLong() {
			return this.random.nextLong();
		}

		@Override
		public long nextLong(long bound) {
			return bound - 1;
		}

	}

}
