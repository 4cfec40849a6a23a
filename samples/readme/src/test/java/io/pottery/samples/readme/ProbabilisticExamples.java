package io.pottery.samples.readme;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.pottery.Pottery;
import io.pottery.probabilistic.BloomFilter;
import io.pottery.probabilistic.HyperLogLog;

@ExtendWith({ OpenPottery.class, PrintedResults.class })
class ProbabilisticExamples {

	@Test
	void bloomFilterInCode(Pottery pottery) {
		// @start region = bloomFilterInCode
		BloomFilter<String> dilberts = pottery.bloomFilter("dilberts", String.class, 100, 0.01);
		System.out.println(dilberts.add("rajiv")); // true
		System.out.println(dilberts.add("rajiv")); // false
		dilberts.addAll(Set.of("raj", "dan"));
		List<Boolean> seen = dilberts.containsMany("rajiv", "raj", "dan", "luis");
		System.out.println(seen); // [true, true, true, false]
		System.out.println(dilberts.approximateSize()); // 3
		// @end
	}

	@Test
	void hyperLogLogInCode(Pottery pottery) {
		// @start region = hyperLogLogInCode
		HyperLogLog<String> searches = pottery.hyperLogLog("google-searches", String.class);
		System.out.println(searches.add("sonic the hedgehog video game")); // true
		searches.addAll(List.of("google in 1998", "minesweeper", "joey tribbiani"));
		System.out.println(searches.approximateSize()); // 4
		List<Boolean> seen = searches.containsMany("joey tribbiani", "jennifer aniston");
		System.out.println(seen); // [true, false]
		HyperLogLog<String> yesterday = pottery.hyperLogLog("yesterday", String.class, List.of("minesweeper", "snake"));
		try (HyperLogLog<String> both = searches.union(yesterday)) {
			System.out.println(both.approximateSize()); // 5
		}
		// @end
	}

}
