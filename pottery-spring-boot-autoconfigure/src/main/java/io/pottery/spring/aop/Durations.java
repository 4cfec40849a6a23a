package io.pottery.spring.aop;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Reads durations of annotations as properties are read.
 */
final class Durations {

	private Durations() {
	}

	/**
	 * Reads a duration.
	 * @param text a number with a unit, or ISO-8601
	 * @return the duration, or {@code null} where this is none or it is negative
	 */
	static @Nullable Duration parse(String text) {
		try {
			Duration duration = DurationStyle.detectAndParse(text);
			return duration.isNegative() ? null : duration;
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return null;
		}
	}

}
