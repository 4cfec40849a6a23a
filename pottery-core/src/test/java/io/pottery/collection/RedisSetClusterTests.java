package io.pottery.collection;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.pottery.container.ClusterClient;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sets of a real cluster: of one slot, and of several.
 */
class RedisSetClusterTests {

	@ParameterizedTest
	@EnumSource
	void everyMethodWorks(ClusterClient client) {
		RedisSets sets = client::settings;
		for (int i = 0; i < 10; i++) {
			RedisSet<String> set = sets.set(KeyNames.fresh(), String.class, List.of("a", "b"));
			assertThat(set.add("c")).isTrue();
			assertThat(set.remove("a")).isTrue();
			assertThat(set.contains("b")).isTrue();
			assertThat(set.containsMany(List.of("a", "b"))).containsExactly(false, true);
			assertThat(set.containsAll(List.of("b", "c"))).isTrue();
			assertThat(set.isSubsetOf(List.of("b", "c"))).isTrue();
			assertThat(set).containsExactlyInAnyOrder("b", "c").hasSize(2).isEqualTo(Set.of("b", "c"));
			assertThat(set.symmetricDifferenceInPlace(List.of("b", "d"))).isTrue();
			assertThat(set.removeIf("c"::equals)).isTrue();
			assertThat(set.expire(Duration.ofMinutes(1))).isTrue();
			assertThat(set.timeToLive()).isPresent();
			assertThat(set.pop()).isEqualTo("d");
			assertThat(set.isEmpty()).isTrue();
			set.clear();
		}
		RedisSet<String> temporary = sets.set(String.class);
		temporary.addAll(List.of("a", "b"));
		assertThat(temporary.snapshot()).containsExactlyInAnyOrder("a", "b");
		assertThat(temporary.intersection(List.of("a"))).containsExactly("a");
		temporary.close();
	}

	@ParameterizedTest
	@EnumSource
	void setsOfOneSlotAreCombinedOnTheServer(ClusterClient client) {
		RedisSets sets = client::settings;
		String tag = "{" + KeyNames.fresh() + "}";
		RedisSet<Integer> set = sets.set(tag + "mine", Integer.class, List.of(1, 2, 3));
		RedisSet<Integer> other = sets.set(tag + "other", Integer.class, List.of(3, 4));
		assertCombined(set, other, tag + "target");
		set.union(other);
		assertThat(count(() -> set.union(other))).containsEntry("sunion", 1L).doesNotContainKey("smembers");
		assertThat(count(() -> set.unionInto(tag + "target", other))).containsEntry("sunionstore", 1L)
			.doesNotContainKey("smembers");
	}

	@ParameterizedTest
	@EnumSource
	void setsOfSeveralSlotsAreCombinedHere(ClusterClient client) {
		RedisSets sets = client::settings;
		for (int i = 0; i < 10; i++) {
			RedisSet<Integer> set = sets.set(KeyNames.fresh(), Integer.class, List.of(1, 2, 3));
			RedisSet<Integer> other = sets.set(KeyNames.fresh(), Integer.class, List.of(3, 4));
			assertCombined(set, other, KeyNames.fresh());
		}
		RedisSet<Integer> set = sets.set(KeyNames.fresh(), Integer.class, List.of(1));
		Set<Integer> large = new HashSet<>(IntStream.range(0, 2_500).boxed().toList());
		RedisSet<Integer> other = sets.set(KeyNames.fresh(), Integer.class, large);
		assertThat(set.unionInto(KeyNames.fresh(), other)).isEqualTo(large);
		assertThat(set.addAll(other)).isTrue();
		assertThat(set).isEqualTo(large);
	}

	private static void assertCombined(RedisSet<Integer> set, RedisSet<Integer> other, String target) {
		assertThat(set.union(other)).containsExactlyInAnyOrder(1, 2, 3, 4);
		assertThat(set.intersection(other)).containsExactly(3);
		assertThat(set.difference(other)).containsExactlyInAnyOrder(1, 2);
		assertThat(set.symmetricDifference(other)).containsExactlyInAnyOrder(1, 2, 4);
		assertThat(set.union(other, List.of(5))).hasSize(5);
		assertThat(set.isDisjoint(other)).isFalse();
		assertThat(set.isSubsetOf(other)).isFalse();
		assertThat(set.isSupersetOf(other)).isFalse();
		assertThat(set.unionInto(target, other)).containsExactlyInAnyOrder(1, 2, 3, 4);
		assertThat(set.intersectionInto(target, other)).containsExactly(3);
		assertThat(set.differenceInto(target, other)).containsExactlyInAnyOrder(1, 2);
		assertThat(set.symmetricDifferenceInto(target, other)).containsExactlyInAnyOrder(1, 2, 4);
		assertChanged(set, (it) -> it.addAll(other), 1, 2, 3, 4);
		assertChanged(set, (it) -> it.removeAll(other), 1, 2);
		assertChanged(set, (it) -> it.retainAll(other), 3);
		assertChanged(set, (it) -> it.symmetricDifferenceInPlace(other), 1, 2, 4);
	}

	private static void assertChanged(RedisSet<Integer> set, Consumer<RedisSet<Integer>> change, Integer... expected) {
		Set<Integer> before = set.snapshot();
		change.accept(set);
		assertThat(set).containsExactlyInAnyOrder(expected);
		set.clear();
		set.addAll(before);
	}

	private static Map<String, Long> count(Runnable block) {
		Map<String, Long> before = calls();
		block.run();
		Map<String, Long> after = calls();
		after.replaceAll((command, calls) -> calls - before.getOrDefault(command, 0L));
		after.values().removeIf((calls) -> calls == 0);
		return after;
	}

	private static Map<String, Long> calls() {
		Map<String, Long> calls = new HashMap<>();
		for (RedisServer node : ClusterClient.cluster()) {
			node.commandStats().forEach((command, count) -> calls.merge(command, count, Long::sum));
		}
		return calls;
	}

}
