package io.pottery.collection;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
 * How a list begins, expires and ends, and how it treats what is not its own.
 */
class RedisListLifeTests implements ContainerContract<RedisList<Integer>>, InitialContentsContract<RedisList<Integer>> {

	private final RedisLists lists = Containers::settings;

	@Override
	public RedisList<Integer> open(ContainerSettings settings, String key) {
		RedisLists others = () -> settings;
		return others.list(key, Integer.class);
	}

	@Override
	public RedisList<Integer> temporary(ContainerSettings settings) {
		RedisLists others = () -> settings;
		return others.list(Integer.class);
	}

	@Override
	public RedisList<Integer> create(String key, int size, int mark) {
		return this.lists.list(key, Integer.class,
				IntStream.range(0, size).map((i) -> mark * size + i).boxed().toList());
	}

	@Override
	public Object contents(RedisList<Integer> list) {
		return list.snapshot();
	}

	@Override
	public void fill(RedisList<Integer> list) {
		list.add(1);
	}

	@Override
	public String type() {
		return "a list";
	}

	@Override
	public List<Consumer<RedisList<Integer>>> operations() {
		return List.of((list) -> list.get(0), (list) -> list.get(-1), (list) -> list.set(0, 1), (list) -> list.add(1),
				(list) -> list.add(0, 1), (list) -> list.addAll(List.of(1)), (list) -> list.addAll(1, List.of(1)),
				(list) -> list.addFirst(1), (list) -> list.addLast(1), RedisList::getFirst, RedisList::getLast,
				RedisList::removeFirst, RedisList::removeLast, (list) -> list.remove(0),
				(list) -> list.remove(Integer.valueOf(1)), (list) -> list.removeAll(List.of(1)),
				(list) -> list.retainAll(List.of(1)), (list) -> list.removeIf((value) -> true),
				(list) -> list.replaceAll((value) -> value), (list) -> list.contains(1),
				(list) -> list.containsAll(List.of(1)), (list) -> list.indexOf(1), (list) -> list.lastIndexOf(1),
				(list) -> list.insert(-1, 1), (list) -> list.slice(0), (list) -> list.slice(0, 0),
				(list) -> list.slice(null, null, 2), (list) -> list.setSlice(0, 1, List.of(1)),
				(list) -> list.removeSlice(0, 1), (list) -> list.removeSlice(0, 1, 2), (list) -> list.plus(List.of(1)),
				(list) -> list.sort(null), (list) -> list.sort(Comparator.reverseOrder()),
				(list) -> list.iterator().hasNext(), (list) -> list.listIterator(1), (list) -> list.subList(0, 1),
				(list) -> list.reversed().get(0), List::size, List::isEmpty, RedisList::snapshot, List::hashCode,
				List::toString, List::toArray);
	}

	@Test
	void whatMovesElementsKeepsTheExpiry() {
		List<Consumer<RedisList<Integer>>> moves = List.of((list) -> list.sort(null),
				(list) -> list.sort(Comparator.reverseOrder()), (list) -> list.setSlice(null, null, List.of(3, 2)),
				(list) -> list.addAll(1, List.of(4, 5)), (list) -> list.insert(-1, 6), (list) -> list.remove(1),
				(list) -> list.removeIf((value) -> value > 3), (list) -> list.replaceAll((value) -> value + 1));
		RedisList<Integer> list = create(KeyNames.fresh(), 3, 1);
		list.expire(Duration.ofMinutes(5));
		moves.forEach((move) -> {
			move.accept(list);
			assertThat(list.timeToLive()).isPresent();
		});
	}

	@Test
	void aTemporaryListIsRenewedInTheSameRoundTripAndOnlyWhenDue() {
		RedisList<Integer> list = temporary(Containers.settings().withTemporaryTimeToLive(Duration.ofMinutes(10)));
		list.add(1);
		list.get(0);
		assertThat(RedisServer.shared().count(() -> list.get(0)).calls())
			.isEqualTo(Map.of("evalsha", 1L, "lindex", 1L, "pttl", 1L));
		list.expire(Duration.ofMinutes(8));
		assertThat(RedisServer.shared().count(() -> list.get(0)).calls())
			.isEqualTo(Map.of("evalsha", 1L, "lindex", 1L, "pttl", 1L, "pexpire", 1L));
		list.close();
	}

	@Test
	void plusMakesATemporaryList() {
		RedisList<Integer> list = create(KeyNames.fresh(), 3, 0);
		try (RedisList<Integer> sum = list.plus(List.of(7, 8))) {
			assertThat(sum).containsExactly(0, 1, 2, 7, 8);
			assertThat(sum.key()).startsWith("pottery:");
			assertThat(sum.timeToLive()).isPresent();
			sum.clear();
		}
		assertThat(list).containsExactly(0, 1, 2);
	}

}
