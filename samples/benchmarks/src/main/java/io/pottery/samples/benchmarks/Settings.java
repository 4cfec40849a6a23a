package io.pottery.samples.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long to measure.
 *
 * @param rounds how often all works are measured by all peers
 * @param forks how many JVMs each measures in, 0 for this one
 * @param warmups how many iterations are thrown away
 * @param iterations how many count
 * @param time how long each takes
 * @param counted how many calls are looked at to count what they send
 */
record Settings(int rounds, int forks, int warmups, int iterations, TimeValue time, int counted) {

	static Settings fromSystemProperties() {
		return new Settings(Integer.getInteger("benchmarks.rounds", 1), 1, Integer.getInteger("benchmarks.warmups", 3),
				Integer.getInteger("benchmarks.iterations", 3), TimeValue.seconds(1), 50);
	}

	@Override
	public String toString() {
		return "rounds: %d, warm-ups: %d, iterations: %d of %s each".formatted(this.rounds, this.warmups,
				this.iterations, this.time);
	}

}
