package io.pottery.samples.soak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/**
 * Looks through the sections of all processes for what a lock must not let happen.
 */
final class SectionCheck {

	private static final int MOST_EXAMPLES = 5;

	private final Map<Integer, List<Section>> byKey = new TreeMap<>();

	private final List<Section> all;

	SectionCheck(List<Section> sections) {
		this.all = sections;
		for (Section section : sections) {
			if (section.held()) {
				this.byKey.computeIfAbsent(section.key(), (key) -> new ArrayList<>()).add(section);
			}
		}
		this.byKey.values().forEach((list) -> list.sort(Comparator.comparingLong(Section::entered)));
	}

	int size() {
		return this.all.size();
	}

	long count(Section.End end) {
		return this.all.stream().filter((section) -> section.end() == end).count();
	}

	/**
	 * Returns which share of the sections had its lock in time and gave it back.
	 */
	double completed() {
		return (double) (count(Section.End.RELEASED) + count(Section.End.UNCONFIRMED)) / this.all.size();
	}

	/**
	 * Finds sections that were entered while another of the same key was not over.
	 */
	Overlaps overlaps() {
		long count = 0;
		List<String> examples = new ArrayList<>();
		for (List<Section> sections : this.byKey.values()) {
			Section longest = null;
			for (Section section : sections) {
				if (longest != null && section.entered() < longest.until()) {
					count++;
					if (examples.size() < MOST_EXAMPLES) {
						examples.add(longest + " and " + section);
					}
				}
				if (longest == null || section.until() > longest.until()) {
					longest = section;
				}
			}
		}
		return new Overlaps(count, examples);
	}

	/**
	 * Counts the writes that are not in the counters: each read its counter and wrote one
	 * more.
	 * @param counters what the counters say at the end, by key
	 */
	long lostUpdates(Map<Integer, Long> counters) {
		Map<Integer, Long> writes = new HashMap<>();
		this.all.stream()
			.filter((section) -> section.wrote() != Section.NOTHING)
			.forEach((section) -> writes.merge(section.key(), 1L, Long::sum));
		return writes.entrySet()
			.stream()
			.mapToLong((entry) -> entry.getValue() - counters.getOrDefault(entry.getKey(), 0L))
			.sum();
	}

	/**
	 * Measures from each call of a release to the next holder's return, where that one
	 * had been waiting.
	 * @return nanoseconds
	 */
	Histogram handOffs() {
		Histogram times = new Histogram(3);
		for (List<Section> sections : this.byKey.values()) {
			for (int i = 1; i < sections.size(); i++) {
				Section before = sections.get(i - 1);
				Section next = sections.get(i);
				if (next.asked() < before.left() && before.left() <= before.validUntil()) {
					times.recordValue(Math.max(0, next.entered() - before.left()));
				}
			}
		}
		return times;
	}

	/**
	 * Counts the times that somebody waited and nobody held the lock for longer than
	 * allowed.
	 * @param allowed nanoseconds
	 */
	long lostWakeUps(long allowed) {
		long count = 0;
		for (List<Section> sections : this.byKey.values()) {
			// Whoever enters later may have been waiting for longer than who enters next.
			long[] waitingSince = new long[sections.size()];
			long earliest = Long.MAX_VALUE;
			for (int i = sections.size() - 1; i >= 0; i--) {
				earliest = Math.min(earliest, sections.get(i).asked());
				waitingSince[i] = earliest;
			}
			long free = sections.get(0).until();
			for (int i = 1; i < sections.size(); i++) {
				if (sections.get(i).entered() - Math.max(free, waitingSince[i]) > allowed) {
					count++;
				}
				free = Math.max(free, sections.get(i).until());
			}
		}
		return count;
	}

	/**
	 * Sections that must not have been.
	 *
	 * @param count how many
	 * @param examples some of them
	 */
	record Overlaps(long count, List<String> examples) {

	}

}
