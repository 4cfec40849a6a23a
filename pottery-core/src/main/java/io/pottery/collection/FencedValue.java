package io.pottery.collection;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.pottery.container.RedisContainer;
import io.pottery.quorum.Lease;

/**
 * One value that refuses whoever lost the lock. It knows the largest fencing token that
 * it has seen, and takes none that is smaller: a holder that was suspended beyond its
 * lease, or whose write was long on its way, changes nothing any more.
 * <p>
 * It lives in a Redis hash of two fields: {@code token}, the digits of the largest token
 * seen, and {@code value}, a JSON text. Nothing in Python's pottery corresponds to it.
 * <p>
 * Tokens are positive and grow from one holder of the lock to the next, as those of a
 * {@link Lease} do. One value takes the tokens of one lock: those of different locks say
 * nothing about each other. A holder's own token is taken any number of times, from all
 * of its threads, so that repeating a call that was not answered is harmless.
 * <p>
 * What is read to be changed must be read by {@link #fence} or {@link #update}, which
 * mark the token first. A reader that marks nothing can still be overtaken by the late
 * write of an older holder, which nobody had a reason to refuse, and then undoes it.
 * <p>
 * Every method is one atomic command or script in one round trip, save {@link #update}.
 * {@code null} is stored as the JSON {@code null} and reads as if nothing were stored. A
 * stored text that is not JSON of the declared type is an
 * {@link io.pottery.exception.UndecodableValueException}, and so is a stored token that
 * is no positive number of 64 bits: then nothing is written. Two fenced values are equal
 * only if they are the same object; {@code toString} names the key. Safe for all threads
 * and processes.
 * <p>
 * The token is as durable as the Redis it stands on. Where that forgets it, by a restart
 * without persistence, by eviction or by failing over to a replica that had not heard of
 * it, the value takes older tokens again. {@link #clear()} and an {@linkplain #expire
 * expiry} make it forget, too: they are for the day when tokens start anew and nobody
 * holds the lock. A holder that wants the value gone writes {@code null}.
 *
 * @param <V> the type of the value
 * @since 1.0
 */
public interface FencedValue<V> extends RedisContainer {

	/**
	 * Marks a token and reads the value, in one round trip. From then on no write with a
	 * smaller token is taken, so that what is read here stays true for as long as no
	 * other holder comes.
	 * @param token the fencing token, which is positive
	 * @return the value, {@code null} where there is none
	 * @throws StaleTokenException if a larger token was seen
	 * @throws io.pottery.exception.UndecodableValueException if the value cannot be read;
	 * the token is marked all the same
	 * @throws IllegalArgumentException if the token is not positive
	 */
	@Nullable V fence(long token);

	/**
	 * Marks the token of a lease and reads the value, as {@link #fence(long)} does.
	 * @param lease a lease of a fenced lock
	 * @return the value, {@code null} where there is none
	 * @throws StaleTokenException if the token of a later lease was seen
	 * @throws io.pottery.exception.UndecodableValueException if the value cannot be read;
	 * the token is marked all the same
	 * @throws IllegalStateException if the lock is not fenced
	 */
	default @Nullable V fence(Lease lease) {
		return fence(lease.fencingToken());
	}

	/**
	 * Reads the value without a token, in one round trip. Who means to write what follows
	 * from it calls {@link #fence} instead.
	 * @return the value, {@code null} where there is none
	 */
	@Nullable V get();

	/**
	 * Marks a token and writes the value, in one round trip. What stood there is
	 * overwritten, whatever it was.
	 * @param token the fencing token, which is positive
	 * @param value the value
	 * @throws StaleTokenException if a larger token was seen
	 * @throws IllegalArgumentException if the token is not positive
	 */
	void set(long token, @Nullable V value);

	/**
	 * Marks the token of a lease and writes the value, as {@link #set(long, Object)}
	 * does.
	 * @param lease a lease of a fenced lock
	 * @param value the value
	 * @throws StaleTokenException if the token of a later lease was seen
	 * @throws IllegalStateException if the lock is not fenced
	 */
	default void set(Lease lease, @Nullable V value) {
		set(lease.fencingToken(), value);
	}

	/**
	 * Marks a token, reads the value, and writes what a function makes of it, in two
	 * round trips. The function is called once. No other holder's write gets lost in
	 * between; threads that share one token must not change the value at the same time.
	 * @param token the fencing token, which is positive
	 * @param change makes the new value of the old one, which is {@code null} where there
	 * is none
	 * @return the new value
	 * @throws StaleTokenException if a larger token was seen, before or after the
	 * function was called
	 * @throws IllegalArgumentException if the token is not positive
	 */
	@Nullable V update(long token, UnaryOperator<@Nullable V> change);

	/**
	 * Changes the value with the token of a lease, as
	 * {@link #update(long, UnaryOperator)} does.
	 * @param lease a lease of a fenced lock
	 * @param change makes the new value of the old one, which is {@code null} where there
	 * is none
	 * @return the new value
	 * @throws StaleTokenException if the token of a later lease was seen, before or after
	 * the function was called
	 * @throws IllegalStateException if the lock is not fenced
	 */
	default @Nullable V update(Lease lease, UnaryOperator<@Nullable V> change) {
		return update(lease.fencingToken(), change);
	}

	/**
	 * Returns the largest token seen, in one round trip.
	 * @return the token, 0 where none was seen
	 */
	long lastToken();

}
