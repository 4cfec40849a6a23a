package io.pottery.samples.quickstart;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.springframework.stereotype.Service;

import io.pottery.annotation.RedisCached;

/**
 * What a seat costs: the nearer to the stage, the more.
 */
@Service
class Prices {

	static final String CACHE = "prices";

	private static final Duration CALCULATION = Duration.ofMillis(300);

	/**
	 * Calculates the price of the seats of a row, slowly. It is remembered for ten
	 * minutes after anybody last asked for one.
	 */
	@RedisCached(key = CACHE, timeout = "10m")
	int ofRow(char row) {
		LockSupport.parkNanos(CALCULATION.toNanos());
		return 120 - 10 * (row - 'A');
	}

}
