package io.pottery.quorum;

import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * The view of the id engine that never blocks.
 */
final class DefaultAsyncNextId implements AsyncNextId {

	private final IdEngine engine;

	private final String key;

	private final String redisKey;

	private final int maxTries;

	private final Callbacks callbacks;

	DefaultAsyncNextId(IdEngine engine, String key, String redisKey, int maxTries, Callbacks callbacks) {
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
	public CompletableFuture<Long> next() {
		return handOut(ask(1));
	}

	@Override
	public CompletableFuture<LongStream> next(int count) {
		DefaultNextId.checkCount(count);
		CompletableFuture<Long> first = ask(count);
		CompletableFuture<LongStream> block = this.callbacks
			.handOut(first.thenApply((number) -> DefaultNextId.block(number, count)));
		giveUpWith(block, first);
		return block;
	}

	@Override
	public CompletableFuture<Void> reset() {
		return this.callbacks.handOut(this.engine.reset(this.key, this.redisKey));
	}

	@Override
	public String toString() {
		return "AsyncNextId '" + this.key + "'";
	}

	private CompletableFuture<Long> handOut(CompletableFuture<Long> first) {
		CompletableFuture<Long> handedOut = this.callbacks.handOut(first);
		giveUpWith(handedOut, first);
		return handedOut;
	}

	private CompletableFuture<Long> ask(int count) {
		try {
			return this.engine.next(this.key, this.redisKey, this.maxTries, count);
		}
		catch (IllegalStateException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static void giveUpWith(CompletableFuture<?> handedOut, CompletableFuture<?> asked) {
		// Does nothing where the answer is there already.
		handedOut.whenComplete((value, ex) -> asked.cancel(false));
	}

}
