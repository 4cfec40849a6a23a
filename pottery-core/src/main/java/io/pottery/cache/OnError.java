package io.pottery.cache;

/**
 * What a cache does while Redis fails.
 *
 * @since 1.0
 */
public enum OnError {

	/**
	 * Run the function as if there were no cache.
	 */
	CALL_THROUGH,

	/**
	 * Throw what the connection threw.
	 */
	THROW

}
