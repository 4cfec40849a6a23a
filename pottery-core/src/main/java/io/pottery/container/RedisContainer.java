package io.pottery.container;

import java.time.Duration;
import java.util.Optional;

/**
 * What everything that lives under one Redis key offers.
 * <p>
 * A container opened by key is a view: many may exist for one key, and closing one leaves
 * the data alone. A container made without a key is temporary: its data goes when it is
 * closed, or when it was not used for a configured time, an hour unless set otherwise.
 * Every use renews that time once a tenth of it has passed.
 *
 * @since 1.0
 */
public interface RedisContainer extends AutoCloseable {

	/**
	 * Returns the key as the application gave it, without a configured prefix.
	 * @return the key
	 */
	String key();

	/**
	 * Removes the contents and every companion key, in one round trip.
	 */
	void clear();

	/**
	 * Sets the time after which Redis deletes the contents, companions included, in one
	 * round trip. Using the container does not renew it, unless it is temporary: then the
	 * next use sets the configured time again, where less than nine tenths of that
	 * remain, so that a shorter time ends only what is not used any more.
	 * @param timeToLive the time from now, at least one millisecond
	 * @return whether there were contents to expire
	 * @throws IllegalArgumentException if the time is shorter than a millisecond
	 */
	boolean expire(Duration timeToLive);

	/**
	 * Asks Redis when the contents will be deleted, in one round trip.
	 * @return the remaining time, empty where there are no contents or no expiry
	 */
	Optional<Duration> timeToLive();

	/**
	 * Deletes the contents of a temporary container; does nothing for any other. Closing
	 * twice is harmless.
	 */
	@Override
	void close();

}
