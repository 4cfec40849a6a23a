package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chance that a test decides.
 */
final class ScriptedChance implements RandomGenerator {

	/** The bounds below which numbers were drawn. */
	final List<Long> bounds = new ArrayList<>();

	/** Which part of the bound each number is. */
	double part = 0.5;

	private long drawn;

	@Override
	public long nextLong() {
		return ++this.drawn;
	}

	@Override
	public long nextLong(long bound) {
		this.bounds.add(bound);
		return (long) (bound * this.part);
	}

}
