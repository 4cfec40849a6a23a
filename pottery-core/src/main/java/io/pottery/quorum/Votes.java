package io.pottery.quorum;

/**
 * How the masters voted in one round.
 *
 * @param granted masters that did what was asked
 * @param refused masters that answered no
 * @param failed masters that gave no answer, or none yet when the round was decided
 * @since 1.0
 */
public record Votes(int granted, int refused, int failed) {

	/**
	 * Returns how many masters there are.
	 * @return the number of masters
	 */
	public int masters() {
		return this.granted + this.refused + this.failed;
	}

	/**
	 * Returns how many must agree.
	 * @return more than half of the masters
	 */
	public int majority() {
		return this.masters() / 2 + 1;
	}

	@Override
	public String toString() {
		return this.granted + " of " + masters() + " masters agreed, " + this.refused + " refused, " + this.failed
				+ " gave no answer; the quorum is " + majority();
	}

}
