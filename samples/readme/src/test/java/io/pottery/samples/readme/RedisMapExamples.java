package io.pottery.samples.readme;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.type.TypeReference;

import io.pottery.Pottery;
import io.pottery.collection.RedisMap;
import io.pottery.exception.KeyExistsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith({ OpenPottery.class, PrintedResults.class })
class RedisMapExamples {

	@Test
	void mapInCode(Pottery pottery) {
		// @start region = mapInCode
		RedisMap<String, Integer> tel = pottery.map("tel", String.class, Integer.class);
		tel.putAll(Map.of("jack", 4098, "sape", 4139));
		System.out.println(tel.putIfAbsent("jack", 1)); // 4098
		System.out.println(tel.merge("guido", 1, Integer::sum)); // 1
		System.out.println(tel.remove("sape", 0)); // false
		System.out.println(tel.getAll(List.of("jack", "irv"))); // {jack=4098}
		System.out.println(new TreeMap<>(tel)); // {guido=1, jack=4098, sape=4139}
		tel.expire(Duration.ofDays(1));
		// @end
		assertThat(tel.timeToLive())
			.hasValueSatisfying((left) -> assertThat(left).isBetween(Duration.ofHours(23), Duration.ofDays(1)));
	}

	@Test
	void mapOfLists(Pottery pottery) {
		// @start region = mapOfLists
		RedisMap<Long, List<String>> guests = pottery.map("guests", Long.class, new TypeReference<List<String>>() {
		});

		Map<String, Integer> known = Map.of("jack", 4098);
		RedisMap<String, Integer> tel = pottery.map("tel", String.class, Integer.class, known);

		try (RedisMap<String, Integer> scratch = pottery.map(String.class, Integer.class)) {
			scratch.putAll(tel); // a random key, deleted on close
		}
		// @end
		guests.put(1L, List.of("Ada", "Grace"));
		assertThat(guests).containsExactly(Map.entry(1L, List.of("Ada", "Grace")));
		assertThatExceptionOfType(KeyExistsException.class)
			.isThrownBy(() -> pottery.map("tel", String.class, Integer.class, known));
	}

}
