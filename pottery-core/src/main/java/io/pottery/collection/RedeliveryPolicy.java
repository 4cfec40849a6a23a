package io.pottery.collection;

import java.time.Duration;

/**
 * What becomes of items that were received and not acknowledged.
 *
 * @param visibilityTimeout how long a delivery has before its item may be delivered
 * again, by the server's clock; at least one millisecond
 * @param maxDeliveries how often an item is delivered before it is undeliverable, at
 * least once
 * @since 1.0
 */
public record RedeliveryPolicy(Duration visibilityTimeout, int maxDeliveries) {

	private static final RedeliveryPolicy STANDARD = new RedeliveryPolicy(Duration.ofSeconds(30), 5);

	/**
	 * Checks the policy.
	 * @throws IllegalArgumentException if the time is shorter than a millisecond or there
	 * is no delivery
	 */
	public RedeliveryPolicy {
		if (visibilityTimeout.toMillis() < 1) {
			throw new IllegalArgumentException(
					"'visibilityTimeout' must be at least one millisecond, was " + visibilityTimeout);
		}
		if (maxDeliveries < 1) {
			throw new IllegalArgumentException("'maxDeliveries' must be at least 1, was " + maxDeliveries);
		}
	}

	/**
	 * Returns the policy of queues that are given none.
	 * @return 30 seconds and 5 deliveries
	 */
	public static RedeliveryPolicy standard() {
		return STANDARD;
	}

}
