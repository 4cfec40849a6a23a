package io.pottery.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.openjdk.jmh.results.RunResult;

/**
 * What one peer needed for one work, iteration by iteration.
 */
final class Measurements {

	private static final String ALLOCATED = "gc.alloc.rate.norm";

	private final List<Double> micros = new ArrayList<>();

	private final List<Double> bytes = new ArrayList<>();

	private final Traffic traffic;

	Measurements(Traffic traffic) {
		this.traffic = traffic;
	}

	void add(RunResult round) {
		this.micros.addAll(scores(round));
		this.bytes.add(Objects.requireNonNull(round.getSecondaryResults().get(ALLOCATED), ALLOCATED).getScore());
	}

	/**
	 * Writes a row of the table. The ratio is how many times as long the peer takes: in
	 * the middle of all iterations, then in the worst and the best of them.
	 * @param work what was done
	 * @param peer by whom besides us
	 * @param theirs what the peer needed
	 * @return a line of Markdown
	 */
	String row(String work, Object peer, Measurements theirs) {
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < this.micros.size(); i++) {
			ratios.add(theirs.micros.get(i) / this.micros.get(i));
		}
		List<Double> sorted = ratios.stream().sorted().toList();
		return String.format(Locale.ROOT,
				"| %s | %s | %.0f | %.0f | **%.2f** (%.2f–%.2f) | %s / %s | %s / %s | %s / %s |", work, peer,
				median(this.micros), median(theirs.micros), median(ratios), sorted.get(0),
				sorted.get(sorted.size() - 1), count(this.traffic.requests()), count(theirs.traffic.requests()),
				count(this.traffic.commands()), count(theirs.traffic.commands()), amount(this.bytes),
				amount(theirs.bytes));
	}

	static String head() {
		return """
				| Work | Peer | Pottery, µs | Peer, µs | Ratio | Requests | Commands | Bytes allocated |
				| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |""";
	}

	private static List<Double> scores(RunResult round) {
		return round.getBenchmarkResults()
			.stream()
			.flatMap((fork) -> fork.getIterationResults().stream())
			.map((iteration) -> iteration.getPrimaryResult().getScore())
			.toList();
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	private static String count(double value) {
		return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
	}

	private static String amount(List<Double> values) {
		return String.format(Locale.ROOT, "%,.0f", median(values));
	}

}
