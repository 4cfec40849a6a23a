package io.pottery.quorum;

/**
 * What became of a lease that was given up.
 *
 * @since 1.0
 */
public enum ReleaseOutcome {

	/**
	 * A majority of the masters held it until now and has let go of it.
	 */
	RELEASED,

	/**
	 * The lease was valid until now, but too few masters answered. Those that got the
	 * message have let go; the others do when the auto-release time is over.
	 */
	UNKNOWN

}
