package io.pottery.quorum;

/**
 * What a master is worth that was restarted.
 *
 * @since 1.0
 */
public enum RestartPolicy {

	/**
	 * It may have lost what it granted, so it gives no vote until the longest lease has
	 * passed, and its missing counters are unknown rather than zero. Each master carries
	 * a marker for that under {@code pottery:master}. Needs the right to call
	 * {@code INFO}; not for a cluster.
	 */
	QUARANTINE,

	/**
	 * It has kept everything, so it votes at once. True where masters write through
	 * ({@code appendfsync always}); in all other cases a restart can give one lock to two
	 * holders and one id twice.
	 */
	TRUST_PERSISTENCE

}
