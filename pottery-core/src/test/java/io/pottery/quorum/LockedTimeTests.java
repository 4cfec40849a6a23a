package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link Lease#locked()} says, against what a majority really guarantees, found by
 * counting millisecond by millisecond.
 */
@Tag("decisions")
class LockedTimeTests {

	private static final long[] TIMES = { 0, 1, 2, 5, 9 };

	@Test
	void theGuaranteeIsTheMajoritysForEveryNumberOfMastersAndEveryTime() {
		int[] cases = new int[1];
		for (int masters = 1; masters <= 7; masters++) {
			forEach(new Long[masters], 0, (times) -> {
				Answers answers = new Answers(times.length);
				for (int i = 0; i < times.length; i++) {
					answers.put(i, (times[i] > 0) ? List.of("ours", times[i]) : List.of("other", 9L), null);
				}
				long said = DefaultLease.guaranteedMillis(answers,
						(reply) -> "ours".equals(((List<?>) Objects.requireNonNull(reply)).get(0)));
				assertThat(said).as("%s", List.of(times)).isEqualTo(guaranteed(times));
				cases[0]++;
			});
		}
		assertThat(cases[0]).isEqualTo(5 + 25 + 125 + 625 + 3_125 + 15_625 + 78_125);
	}

	@Test
	void lockedNeverSaysMoreWhateverComesFirst() {
		ManualTime time = new ManualTime();
		List<ManualMaster> masters = ManualMaster.five(time);
		Quorum quorum = Quorum.builder()
			.masters(masters)
			.scheduler(time)
			.clock(time)
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.build();
		Random random = new Random(1);
		List<Long> positive = new ArrayList<>();
		forEach(new Long[masters.size()], 0, (times) -> {
			Lease lease = quorum.redlock("k").autoReleaseTime(Duration.ofSeconds(20)).build().acquire();
			String token = masters.get(0).get("redlock:k");
			for (int i = 0; i < times.length; i++) {
				masters.get(i).put("redlock:k", (times[i] > 0) ? token : "other", Duration.ofSeconds(times[i]));
				masters.get(i).delay = Duration.ofMillis(random.nextInt(200));
			}
			var locked = lease.lockedAsync();
			long asked = time.monotonicNanos();
			while (!locked.isDone()) {
				time.pass(Duration.ofMillis(1));
			}
			long passed = time.monotonicNanos() - asked;
			long real = guaranteed(times) * 1_000_000_000 - passed;
			assertThat(locked.join().toNanos()).as("%s", List.of(times)).isLessThanOrEqualTo(Math.max(0, real));
			if (!locked.join().isZero()) {
				positive.add(locked.join().toNanos());
			}
			masters.forEach((master) -> master.delay = Duration.ZERO);
			masters.forEach((master) -> master.forget("redlock:k"));
			time.pass(Duration.ofSeconds(20));
		});
		assertThat(positive).hasSizeGreaterThan(1_000);
	}

	private static void forEach(Long[] times, int next, Consumer<Long[]> test) {
		if (next == times.length) {
			test.accept(times);
			return;
		}
		for (long time : TIMES) {
			times[next] = time;
			forEach(times, next + 1, test);
		}
	}

	/**
	 * Counts until so few masters are left that they are no majority.
	 */
	private static long guaranteed(Long[] times) {
		long now = 0;
		while (true) {
			int holding = 0;
			for (long time : times) {
				holding += (time > now) ? 1 : 0;
			}
			if (holding < times.length / 2 + 1) {
				return now;
			}
			now++;
		}
	}

}
