package io.pottery.samples.readme;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.pottery.Pottery;
import io.pottery.probabilistic.HyperLogLog;
import io.pottery.timing.ContextTimer;

@ExtendWith({ OpenPottery.class, PrintedResults.class })
class TimingExamples {

	@Test
	void timer(Pottery pottery) {
		HyperLogLog<String> searches = pottery.hyperLogLog("timed-searches", String.class);
		// @start region = timer
		ContextTimer timer = ContextTimer.started();
		try (timer) {
			searches.add("snake");
		}
		System.out.println(timer.elapsed().compareTo(Duration.ofMinutes(1)) < 0); // true
		// @end
	}

}
