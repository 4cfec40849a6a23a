package io.pottery.samples.readme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.pottery.Pottery;
import io.pottery.cache.CachedFunction;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith({ OpenPottery.class, PrintedResults.class })
class CacheExamples {

	@Test
	void cachedFunction(Pottery pottery) {
		// @start region = cachedFunction
		CachedFunction<Integer, Integer> square = pottery.cached("squares", Integer.class, (n) -> n * n);
		System.out.println(square.apply(5)); // 25
		System.out.println(square.apply(5)); // 25
		System.out.println(square.info().hits()); // 1
		square.bypass(5); // runs the function and remembers what it returns now
		square.clear();
		// @end
		assertThat(square.info().currentSize()).isZero();
		assertThat(square.uncached().apply(3)).isEqualTo(9);
	}

}
