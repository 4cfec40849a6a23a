package io.pottery.quorum;

/**
 * Sets up a {@link NextId}.
 *
 * @since 1.0
 */
public interface NextIdBuilder {

	/**
	 * Sets how often an id is tried for while other processes are faster.
	 * @param maxTries the number of tries, at least 1; 3 unless set
	 * @return this builder
	 */
	NextIdBuilder maxTries(int maxTries);

	/**
	 * Builds the sequence; asks nobody.
	 * @return the sequence
	 */
	NextId build();

}
