package io.pottery.quorum;

/**
 * How the masters had voted when a round was decided. A round ends as soon as its outcome
 * is certain, so some may not have answered yet.
 *
 * @param masters how many masters there are
 * @param granted masters that did what was asked
 * @param refused masters that answered no
 * @param failed masters that cannot answer
 * @since 1.0
 */
public record Votes(int masters, int granted, int refused, int failed) {

	/**
	 * Returns how many must agree.
	 * @return more than half of the masters
	 */
	public int majority() {
		return Answers.majorityOf(this.masters);
	}

	@Override
	public String toString() {
		int open = this.masters - this.granted - this.refused - this.failed;
		return this.granted + " of " + this.masters + " masters agreed, " + this.refused + " refused, " + this.failed
				+ " failed" + ((open > 0) ? ", " + open + " had not answered yet" : "") + "; the quorum is "
				+ majority();
	}

}
