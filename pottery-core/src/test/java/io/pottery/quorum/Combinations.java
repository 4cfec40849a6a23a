package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that several masters can say together, and what follows from it, found by
 * trying all that those may say who have not answered yet.
 */
final class Combinations {

	private Combinations() {
	}

	/**
	 * Returns all lists of some values.
	 */
	static List<List<Object>> of(List<?> values, int length) {
		List<List<Object>> all = List.of(List.of());
		for (int i = 0; i < length; i++) {
			List<List<Object>> longer = new ArrayList<>();
			for (List<Object> start : all) {
				for (Object value : values) {
					List<Object> next = new ArrayList<>(start);
					next.add(value);
					longer.add(next);
				}
			}
			all = longer;
		}
		return all;
	}

	/**
	 * Tells whether a majority says yes.
	 * @return {@code yes}, {@code no} where a majority answers but does not agree,
	 * {@code unknown} where no majority answers, {@code null} where the masters that have
	 * not answered yet decide which of these it is
	 */
	static String certain(int masters, int yes, int no, int failed) {
		int open = masters - yes - no - failed;
		String certain = null;
		for (int moreYes = 0; moreYes <= open; moreYes++) {
			for (int moreNo = 0; moreYes + moreNo <= open; moreNo++) {
				String outcome = outcome(masters, yes + moreYes, no + moreNo);
				if (certain != null && !certain.equals(outcome)) {
					return null;
				}
				certain = outcome;
			}
		}
		return certain;
	}

	private static String outcome(int masters, int yes, int no) {
		if (2 * yes > masters) {
			return "yes";
		}
		return (2 * (yes + no) > masters) ? "no" : "unknown";
	}

}
