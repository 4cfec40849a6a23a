package io.pottery.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a master may say that came back.
 */
class RestartedMasterTests {

	/** Some tests wait for a quarantine to end, which is a second longer. */
	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofSeconds(30);

	private final String key = KeyNames.fresh();

	private FiveMasters masters = FiveMasters.start();

	@AfterEach
	void close() {
		this.masters.close();
	}

	@Test
	void theFirstUseMarksAllAsFresh() {
		Pottery pottery = this.masters.cautious(LONG);
		assertThat(FiveMasters.lock(pottery, this.key).build().acquire().release()).isEqualTo(ReleaseOutcome.RELEASED);
		for (int i = 0; i < 5; i++) {
			int master = i;
			Awaitility.await()
				.until(() -> this.masters.get(master).command("GET", FiveMasters.MARKER),
						(this.masters.runId(master) + " fresh")::equals);
		}
		assertThat(this.masters.each("TTL", FiveMasters.MARKER)).containsOnly(-1L);
	}

	@Test
	void whoStartsAtTheSameTimeIsServedAtOnce() {
		List<Pottery> both = List.of(this.masters.cautious(LONG), this.masters.cautious(LONG));
		List<CompletableFuture<Long>> ids = both.stream()
			.map((pottery) -> pottery.nextIdBuilder(this.key).maxTries(100).build())
			.map((sequence) -> CompletableFuture.supplyAsync(sequence::nextLong))
			.toList();
		assertThat(ids.stream().map(CompletableFuture::join)).doesNotHaveDuplicates().allMatch((id) -> id > 0);
		awaitStates("fresh");
	}

	@Test
	void whoStartsLaterChangesNothing() {
		Pottery first = this.masters.cautious(LONG);
		assertThat(first.nextId(this.key).nextLong()).isEqualTo(1);
		awaitStates("fresh");
		List<Object> markers = List.copyOf(this.masters.each("GET", FiveMasters.MARKER));
		this.masters.disconnect();
		Pottery second = this.masters.cautious(LONG);
		assertThat(second.nextId(this.key).nextLong()).isEqualTo(2);
		assertThat(this.masters.each("GET", FiveMasters.MARKER)).isEqualTo(markers);
	}

	@Test
	void whatForgotVotesWhenTheLongestLeaseIsOver() {
		this.masters.close();
		this.masters = FiveMasters.startAppendOnly();
		Pottery pottery = marked(SHORT);
		String counters = FiveMasters.MARKER + ":counters";
		this.masters.get(1).command("SADD", counters, "nextid:" + this.key);
		this.masters.get(0).stop();
		this.masters.get(1).stop();
		long back = System.nanoTime();
		this.masters.get(0).startEmpty();
		// It has its data again, or some of it, and is believed no more for that.
		this.masters.get(1).start();
		this.masters.get(2).flush();
		Redlock lock = FiveMasters.lock(pottery, this.key).autoReleaseTime(SHORT).build();
		Set<String> resting = new TreeSet<>();
		Awaitility.await().untilAsserted(() -> {
			assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lock::tryAcquire)
				.satisfies((ex) -> FiveMasters.failures(ex)
					.stream()
					.filter((failure) -> failure.reason() == MasterException.Reason.NOT_VOTING)
					.filter((failure) -> failure.getMessage()
						.matches("Master '.*' does not vote: it came back without its data and is in quarantine "
								+ "for \\d+ ms more"))
					.forEach((failure) -> resting.add(failure.master())));
			assertThat(resting).containsExactlyInAnyOrder(this.masters.name(0), this.masters.name(1),
					this.masters.name(2));
		});
		awaitVotes(pottery);
		assertThat(Duration.ofNanos(System.nanoTime() - back)).isGreaterThan(SHORT.plusSeconds(1));
		for (int i = 0; i < 3; i++) {
			assertThat(this.masters.get(i).command("GET", FiveMasters.MARKER)).asString()
				.startsWith(this.masters.runId(i) + " rejoined ");
		}
		assertThat(this.masters.get(1).command("EXISTS", counters)).isEqualTo(0L);
		// A reset needs the votes of all.
		Awaitility.await().ignoreExceptions().until(() -> {
			pottery.nextId(this.key).reset();
			return true;
		});
	}

	@Test
	void whatCameBackAgainStartsItsQuarantineAgain() {
		Pottery pottery = marked(LONG);
		this.masters.restartEmpty(2);
		awaitState(2, "rejoined");
		Object first = this.masters.get(2).command("GET", FiveMasters.MARKER);
		this.masters.restartEmpty(2);
		awaitState(2, "rejoined");
		assertThat(this.masters.get(2).command("GET", FiveMasters.MARKER)).isNotEqualTo(first)
			.asString()
			.startsWith(this.masters.runId(2) + " rejoined ");
		assertThat(this.masters.states()).containsOnlyOnce("rejoined");
		assertThat(pottery.nextId(this.key).nextLong()).isEqualTo(1);
	}

	@Test
	void whatForgotHelpsNobodyToAHeldLock() {
		Pottery holder = marked(LONG);
		Pottery rival = this.masters.cautious(LONG);
		Lease lease = heldByThree(holder);
		this.masters.restartEmpty(2);
		this.masters.awaitConnected(2, 2);
		awaitState(2, "rejoined");
		assertThat(FiveMasters.lock(rival, this.key).build().tryAcquire()).isEmpty();
		assertThat(lease.isValid()).isTrue();
		assertThat(this.masters.get(2).command("EXISTS", "redlock:" + this.key)).isEqualTo(0L);
	}

	@Test
	void whereMastersAreBelievedItDoes() {
		Pottery holder = this.masters.trusting();
		Pottery rival = this.masters.trusting();
		Lease lease = heldByThree(holder);
		this.masters.restartEmpty(2);
		Optional<Lease> second = Awaitility.await()
			.until(FiveMasters.lock(rival, this.key).build()::tryAcquire, Optional::isPresent);
		assertThat(second).map(Lease::isValid).contains(true);
		assertThat(lease.isValid()).isTrue();
		assertThat(this.masters.each("EXISTS", FiveMasters.MARKER)).containsOnly(0L);
	}

	private Lease heldByThree(Pottery holder) {
		Lease lease = FiveMasters.lock(holder, this.key).build().acquire();
		this.masters.awaitHeldByAll("redlock:" + this.key);
		this.masters.get(3).command("DEL", "redlock:" + this.key);
		this.masters.get(4).command("DEL", "redlock:" + this.key);
		return lease;
	}

	@Test
	void whereOneIsMissingAtTheFirstUseTheOthersAreNotBelieved() {
		this.masters.get(4).stop();
		long start = System.nanoTime();
		Pottery pottery = this.masters.cautious(SHORT);
		awaitVotes(pottery);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SHORT.plusSeconds(1));
		assertThat(this.masters.states()).isEqualTo(Collections.nCopies(4, "rejoined"));
		this.masters.get(4).startEmpty();
		awaitStates("rejoined");
	}

	@Test
	void whatAllForgetIsNoFirstUseToThoseWhoKnowBetter() {
		Pottery pottery = marked(SHORT);
		long emptied = System.nanoTime();
		this.masters.onEvery("FLUSHALL");
		assertThatExceptionOfType(QuorumImpossibleException.class)
			.isThrownBy(() -> FiveMasters.lock(pottery, this.key).autoReleaseTime(SHORT).build().tryAcquire());
		awaitVotes(pottery);
		assertThat(Duration.ofNanos(System.nanoTime() - emptied)).isGreaterThan(SHORT.plusSeconds(1));
		awaitStates("rejoined");
	}

	@Test
	void whoHoldsALockMayGiveItUpThroughAQuarantine() {
		Pottery pottery = marked(LONG);
		Lease lease = heldByThree(pottery);
		Lease all = FiveMasters.lock(pottery, this.key + ":2").build().acquire();
		this.masters.awaitHeldByAll("redlock:" + this.key + ":2");
		this.masters.get(0).command("DEL", FiveMasters.MARKER);
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
		assertThat(all.release()).isEqualTo(ReleaseOutcome.RELEASED);
		this.masters.awaitGone("redlock:" + this.key);
		this.masters.awaitGone("redlock:" + this.key + ":2");
	}

	@Test
	void whatCannotBeMarkedIsLookedAtNowAndThen() {
		Pottery pottery = marked(LONG);
		this.masters.get(0).command("ACL", "SETUSER", "default", "-set");
		this.masters.get(0).command("DEL", FiveMasters.MARKER);
		Redlock lock = FiveMasters.lock(pottery, this.key).build();
		long start = serverMillis();
		while (serverMillis() < start + 1_500) {
			assertThat(lock.tryAcquire()).map(Lease::release).contains(ReleaseOutcome.RELEASED);
		}
		List<Map<String, Long>> before = this.masters.stats();
		long quiet = serverMillis();
		Awaitility.await().until(() -> serverMillis() > quiet + 1_000);
		long looks = this.masters.since(before, 4).of("eval");
		assertThat(looks).isPositive().isLessThan((serverMillis() - quiet) / 200 + 2);
		this.masters.get(0).command("ACL", "SETUSER", "default", "+set");
		awaitState(0, "rejoined");
	}

	private long serverMillis() {
		List<?> time = (List<?>) Objects.requireNonNull(this.masters.get(4).command("TIME"));
		return Long.parseLong((String) time.get(0)) * 1_000 + Long.parseLong((String) time.get(1)) / 1_000;
	}

	private Pottery marked(Duration maxLease) {
		Pottery pottery = this.masters.cautious(maxLease);
		awaitVotes(pottery);
		awaitStates("fresh");
		return pottery;
	}

	private void awaitVotes(Pottery pottery) {
		Redlock lock = FiveMasters.lock(pottery, this.key).autoReleaseTime(SHORT).build();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> lock.tryAcquire().map(Lease::release).isPresent());
	}

	private void awaitState(int master, String state) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.masters.states().get(master).equals(state));
	}

	private void awaitStates(String state) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(this.masters::states, Collections.nCopies(5, state)::equals);
	}

}
