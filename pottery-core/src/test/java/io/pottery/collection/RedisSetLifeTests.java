package io.pottery.collection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.pottery.container.ContainerContract;
import io.pottery.container.ContainerSettings;
import io.pottery.container.Containers;
import io.pottery.container.InitialContentsContract;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a set begins, expires and ends, and how it treats what is not its own.
 */
class RedisSetLifeTests implements ContainerContract<RedisSet<Integer>>, InitialContentsContract<RedisSet<Integer>> {

	private final RedisSets sets = Containers::settings;

	@Override
	public RedisSet<Integer> open(ContainerSettings settings, String key) {
		RedisSets factory = () -> settings;
		return factory.set(key, Integer.class);
	}

	@Override
	public RedisSet<Integer> temporary(ContainerSettings settings) {
		RedisSets factory = () -> settings;
		return factory.set(Integer.class);
	}

	@Override
	public RedisSet<Integer> create(String key, int size, int mark) {
		return this.sets.set(key, Integer.class, IntStream.range(0, size).mapToObj((i) -> 10_000 * mark + i).toList());
	}

	@Override
	public Object contents(RedisSet<Integer> set) {
		return set.snapshot();
	}

	@Override
	public void fill(RedisSet<Integer> set) {
		set.add(set.size());
	}

	@Override
	public String type() {
		return "a set";
	}

	@Override
	public List<Consumer<RedisSet<Integer>>> operations() {
		return List.of((set) -> set.add(1), (set) -> set.remove(1), (set) -> set.contains(1), Set::size, Set::isEmpty,
				(set) -> set.addAll(List.of(1)), (set) -> set.removeAll(List.of(1)), (set) -> set.retainAll(List.of(1)),
				(set) -> set.containsAll(List.of(1)), (set) -> set.containsMany(List.of(1)),
				(set) -> set.removeIf((i) -> true), (set) -> set.iterator().hasNext(), RedisSet::pop,
				RedisSet::snapshot, Set::hashCode, Set::toArray, (set) -> set.symmetricDifferenceInPlace(List.of(1)),
				(set) -> set.isDisjoint(List.of(1)), (set) -> set.isSubsetOf(List.of(1)),
				(set) -> set.isSupersetOf(List.of(1)), (set) -> set.union(List.of(1)),
				(set) -> set.intersection(List.of(1)), (set) -> set.difference(List.of(1)),
				(set) -> set.symmetricDifference(List.of(1)), (set) -> set.unionInto(KeyNames.fresh(), List.of(1)),
				(set) -> set.intersectionInto(KeyNames.fresh()), (set) -> set.differenceInto(KeyNames.fresh()),
				(set) -> set.symmetricDifferenceInto(set.key(), List.of(1)));
	}

	@Test
	void aTemporarySetIsRenewedInTheSameRoundTripAndOnlyWhenDue() {
		RedisSet<Integer> set = temporary(Containers.settings().withTemporaryTimeToLive(Duration.ofMinutes(10)));
		set.add(1);
		set.contains(1);
		assertThat(RedisServer.shared().count(() -> set.contains(1)).calls())
			.isEqualTo(Map.of("evalsha", 1L, "sismember", 1L, "pttl", 1L));
		set.expire(Duration.ofMinutes(8));
		assertThat(RedisServer.shared().count(() -> set.contains(1)).calls())
			.isEqualTo(Map.of("evalsha", 1L, "sismember", 1L, "pttl", 1L, "pexpire", 1L));
		set.close();
	}

	@Test
	void combiningATemporarySetIsAUseThatLeavesOthersAlone() {
		RedisSet<Integer> temporary = temporary(Containers.settings().withTemporaryTimeToLive(Duration.ofMinutes(10)));
		RedisSet<Integer> named = this.sets.set(KeyNames.fresh(), Integer.class, List.of(2));
		temporary.add(1);
		List<Consumer<RedisSet<Integer>>> uses = List.of((set) -> set.union(named), (set) -> named.union(set),
				(set) -> named.isDisjoint(set), (set) -> named.isSupersetOf(set), (set) -> set.isSubsetOf(named),
				(set) -> set.unionInto(KeyNames.fresh(), named), (set) -> named.differenceInto(KeyNames.fresh(), set),
				(set) -> named.addAll(set), (set) -> set.removeAll(List.of(3)));
		uses.forEach((use) -> {
			temporary.expire(Duration.ofMinutes(8));
			use.accept(temporary);
			assertThat(temporary.timeToLive())
				.hasValueSatisfying((left) -> assertThat(left).isGreaterThan(Duration.ofMinutes(9)));
			assertThat(named.timeToLive()).isEmpty();
		});
		temporary.close();
	}

	@Test
	void changesInPlaceKeepTheExpiry() {
		RedisSet<Integer> other = this.sets.set(KeyNames.fresh(), Integer.class, List.of(1, 2, 3));
		List<Consumer<RedisSet<Integer>>> changes = List.of((set) -> set.addAll(other), (set) -> set.removeAll(other),
				(set) -> set.retainAll(other), (set) -> set.symmetricDifferenceInPlace(other),
				(set) -> set.symmetricDifferenceInPlace(List.of(1, 2, 3)), (set) -> set.addAll(List.of(9)));
		changes.forEach((change) -> {
			RedisSet<Integer> set = this.sets.set(KeyNames.fresh(), Integer.class, List.of(1, 4));
			set.expire(Duration.ofMinutes(8));
			change.accept(set);
			assertThat(set.timeToLive()).isPresent();
		});
		RedisSet<Integer> all = this.sets.set(KeyNames.fresh(), Integer.class, List.of(1));
		all.expire(Duration.ofMinutes(8));
		assertThat(all.symmetricDifferenceInPlace(other)).isTrue();
		assertThat(all).containsExactlyInAnyOrder(2, 3);
		assertThat(all.timeToLive()).isPresent();
	}

}
