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

	private final Callbacks callbacks;

	DefaultNextId(IdEngine engine, String key, String redisKey, int maxTries, Callbacks callbacks) {
		this.engine = engine;
		this.key = key;
		this.redisKey = redisKey;
		this.maxTries = maxTries;
		this.callbacks = callbacks;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public AsyncNextId async() {
		return new DefaultAsyncNextId(this.engine, this.key, this.redisKey, this.maxTries, this.callbacks);
	}

	@Override
	public long nextLong() {
		return Waits.join(this.engine.next(this.key, this.redisKey, this.maxTries, 1));
	}

	@Override
	public LongStream next(int count) {
		checkCount(count);
		return block(Waits.join(this.engine.next(this.key, this.redisKey, this.maxTries, count)), count);
	}

	@Override
	public void reset() {
		Waits.join(this.engine.reset(this.key, this.redisKey));
	}

	static void checkCount(int count) {
		if (count < 1) {
			throw new IllegalArgumentException("'count' must be at least 1, was " + count);
		}
	}

	static LongStream block(long first, int count) {
		// Counted by offsets: the end of a range may be beyond the largest number.
		return LongStream.range(0, count).map((offset) -> first + offset);
	}

	@Override
	public String toString() {
		return "NextId '" + this.key + "'";
	}

}
