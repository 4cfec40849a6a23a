package io.pottery.samples.soak;

import java.util.Comparator;
import java.util.List;

/**
 * Looks through the ids of all processes for what ids must not be.
 */
final class DrawCheck {

	private final List<Draw> all;

	private final List<Draw> draws;

	DrawCheck(List<Draw> draws) {
		this.all = draws;
		this.draws = draws.stream().filter(Draw::succeeded).toList();
	}

	long ids() {
		return this.draws.stream().mapToLong(Draw::count).sum();
	}

	int calls() {
		return this.all.size();
	}

	int failures() {
		return this.all.size() - this.draws.size();
	}

	/**
	 * Counts the calls that failed for a reason.
	 */
	long failures(long reason) {
		return this.all.stream().filter((draw) -> draw.first() == reason).count();
	}

	/**
	 * Counts the calls that returned an id which another call returned.
	 */
	long duplicates() {
		long count = 0;
		long highest = 0;
		for (Draw draw : sorted(Comparator.comparingLong(Draw::first))) {
			if (draw.first() <= highest) {
				count++;
			}
			highest = Math.max(highest, draw.last());
		}
		return count;
	}

	/**
	 * Counts the calls that began after another had returned and got no larger id.
	 */
	long inversions() {
		List<Draw> byReturn = sorted(Comparator.comparingLong(Draw::returned));
		long count = 0;
		int returned = 0;
		long highest = 0;
		for (Draw draw : sorted(Comparator.comparingLong(Draw::asked))) {
			while (returned < byReturn.size() && byReturn.get(returned).returned() < draw.asked()) {
				highest = Math.max(highest, byReturn.get(returned++).last());
			}
			if (draw.first() <= highest) {
				count++;
			}
		}
		return count;
	}

	private List<Draw> sorted(Comparator<Draw> order) {
		return this.draws.stream().sorted(order).toList();
	}

}
