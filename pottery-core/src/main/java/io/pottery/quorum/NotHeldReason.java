package io.pottery.quorum;

/**
 * Why a lock is not held by whoever wants to extend or release it, or not for long.
 *
 * @since 1.0
 */
public enum NotHeldReason {

	/**
	 * The calling thread never locked it, or has unlocked it since.
	 */
	NEVER_HELD,

	/**
	 * Its lease was released before.
	 */
	RELEASED,

	/**
	 * The time of its lease is over: it was held for longer than it was asked for.
	 */
	EXPIRED,

	/**
	 * A majority of the masters no longer held it while time was left: its keys were
	 * deleted, evicted, or forgotten in a restart, and others may hold it.
	 */
	TAKEN,

	/**
	 * Its Pottery was closed: nobody renews or watches it any more, and it ends by
	 * itself. Only {@link LeaseLostException} says so.
	 */
	CLOSED

}
