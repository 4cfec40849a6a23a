package io.pottery.quorum;

import java.util.stream.LongStream;

/**
 * The blocking view of the id engine.
 */
final class DefaultNextId implements NextId {

	private final IdEngine engine;

	private final String key;

	private final String redisKey;

	private final int maxTries;

	DefaultNextId(IdEngine engine, String key, String redisKey, int maxTries) {
		this.engine = engine;
		this.key = key;
		this.redisKey = redisKey;
		this.maxTries = maxTries;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public long nextLong() {
		return Waits.join(this.engine.next(this.key, this.redisKey, this.maxTries, 1));
	}

	@Override
	public LongStream next(int count) {
		if (count < 1) {
			throw new IllegalArgumentException("'count' must be at least 1, was " + count);
		}
		long first = Waits.join(this.engine.next(this.key, this.redisKey, this.maxTries, count));
		return LongStream.range(0, count).map((offset) -> first + offset);
	}

	@Override
	public void reset() {
		Waits.join(this.engine.reset(this.key, this.redisKey));
	}

	@Override
	public String toString() {
		return "NextId '" + this.key + "'";
	}

}
