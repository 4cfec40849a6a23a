package io.pottery.reactive;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pottery.quorum.AsyncNextId;
import io.pottery.quorum.NextId;
import io.pottery.quorum.QuorumImpossibleException;
import io.pottery.quorum.QuorumNotAchievedException;

/**
 * A {@link NextId} for Project Reactor, on the same keys.
 * <p>
 * Each subscription asks anew. Cancelling it makes the ids that were meant for it a hole
 * in the sequence. Nothing blocks; signals come on the executor of the quorum.
 * <p>
 * One object may be shared by all threads.
 *
 * @since 1.0
 */
public interface ReactiveNextId {

	/**
	 * Returns the reactive view of a sequence.
	 * @param ids the sequence
	 * @return the same sequence for Project Reactor
	 */
	static ReactiveNextId of(NextId ids) {
		return of(ids.async());
	}

	/**
	 * Returns the reactive view of a sequence.
	 * @param ids the sequence
	 * @return the same sequence for Project Reactor
	 */
	static ReactiveNextId of(AsyncNextId ids) {
		return new DefaultReactiveNextId(ids);
	}

	/**
	 * Returns the key of the sequence; it stands in Redis under {@code nextid:KEY}.
	 * @return the key as the application gave it
	 */
	String key();

	/**
	 * Asks for the next id, in two rounds, which callers of one process share.
	 * @return an id larger than every one returned before, 1 for the first; or
	 * {@link QuorumNotAchievedException} if other processes were faster in every try,
	 * {@link QuorumImpossibleException} if no majority of the masters was reached,
	 * {@link ArithmeticException} if the sequence has reached 2<sup>63</sup>&minus;1
	 */
	Mono<Long> next();

	/**
	 * Asks for the next ids as one block, at the cost of one id.
	 * @param count how many, at least 1
	 * @return ids that follow each other without holes, in their order; or what
	 * {@link #next()} fails with, or {@link IllegalArgumentException} if the number is
	 * less than 1
	 */
	Flux<Long> next(int count);

	/**
	 * Starts the sequence again from 1, in one round. Every master must take part.
	 * Cancelling does not undo it.
	 * @return completed when it is done, or {@link QuorumImpossibleException} if a master
	 * failed; it says which, and the sequence is to be reset again before it is used
	 */
	Mono<Void> reset();

}
