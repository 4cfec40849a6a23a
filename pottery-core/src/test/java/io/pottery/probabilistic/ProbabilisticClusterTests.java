package io.pottery.probabilistic;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.pottery.container.ClusterClient;
import io.pottery.exception.WrongTypeException;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Filters and HyperLogLogs on the nodes of a cluster.
 */
class ProbabilisticClusterTests {

	@ParameterizedTest
	@EnumSource
	void filtersUniteWhateverTheirSlots(ClusterClient client) {
		BloomFilters filters = client::settings;
		String key = KeyNames.fresh();
		BloomFilter<Integer> all = filters.bloomFilter(key, Integer.class, 1_000, 0.001, List.of(-1));
		all.expire(Duration.ofMinutes(10));
		List<Integer> numbers = IntStream.range(0, 30).boxed().toList();
		for (int number : numbers) {
			all.update(filters.bloomFilter(KeyNames.fresh(), Integer.class, 1_000, 0.001, List.of(number)));
		}
		all.update(filters.bloomFilter(KeyNames.fresh(), Integer.class, 1_000, 0.001));
		assertThat(all.containsMany(numbers)).doesNotContain(false);
		assertThat(all.containsMany(-1, -2)).containsExactly(true, false);
		assertThat(all.timeToLive()).isPresent();
		BloomFilter<Integer> same = filters.bloomFilter("{" + key + "}:b", Integer.class, 1_000, 0.001, List.of(99));
		try (BloomFilter<Integer> union = all.union(same)) {
			assertThat(union.containsMany(99, 0, -2)).containsExactly(true, true, false);
		}
		BloomFilter<Integer> other = filters.bloomFilter(KeyNames.fresh(), Integer.class, 7, 0.1, List.of(1));
		BloomFilter<Integer> mistaken = filters.bloomFilter(other.key(), Integer.class, 1_000, 0.001);
		assertThatExceptionOfType(IncompatibleParametersException.class).isThrownBy(() -> all.update(mistaken))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(other.key()));
	}

	@ParameterizedTest
	@EnumSource
	void hyperLogLogsMergeWhateverTheirSlots(ClusterClient client) {
		HyperLogLogs logs = client::settings;
		String key = KeyNames.fresh();
		HyperLogLog<Integer> all = logs.hyperLogLog(key, Integer.class, List.of(-1));
		for (int i = 0; i < 30; i++) {
			all.update(logs.hyperLogLog(KeyNames.fresh(), Integer.class, List.of(i)));
		}
		all.update(logs.hyperLogLog(KeyNames.fresh(), Integer.class));
		assertThat(all.approximateSize()).isEqualTo(31);
		assertThat(all.containsMany(-1, 29)).containsExactly(true, true);
		try (HyperLogLog<Integer> union = all.union(logs.hyperLogLog("{" + key + "}:b", Integer.class, List.of(99)))) {
			assertThat(union.approximateSize()).isEqualTo(32);
		}
		HyperLogLog<Integer> foreign = logs.hyperLogLog(KeyNames.fresh(), Integer.class);
		client.settings().commands().call("SET", foreign.key(), new byte[] { 'x' });
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> all.update(foreign))
			.withMessage("Key '" + foreign.key() + "' holds a string, expected a HyperLogLog");
	}

}
