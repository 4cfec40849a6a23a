package io.pottery.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A counter that a master has forgotten is not zero there.
 */
class ForgottenCounterTests {

	private static final String KNOWN = FiveMasters.MARKER + ":counters";

	/** Each quarantine takes a second longer. */
	private static final Duration MAX_LEASE = Duration.ofMillis(500);

	private final FiveMasters masters = FiveMasters.start();

	private final String key = KeyNames.fresh();

	private final String redisKey = "nextid:" + this.key;

	@AfterEach
	void close() {
		this.masters.close();
	}

	@Test
	void idsAndFencingTokensGrowWhileAlmostAllForgetTwoByTwo() {
		Pottery pottery = this.masters.cautious(MAX_LEASE);
		Redlock lock = FiveMasters.lock(pottery, this.key).autoReleaseTime(MAX_LEASE).fenced(true).build();
		NextId ids = pottery.nextIdBuilder(this.key).maxTries(100).build();
		NextId others = this.masters.cautious(MAX_LEASE).nextIdBuilder(this.key).maxTries(100).build();
		AtomicLong id = new AtomicLong(ids.nextLong());
		AtomicLong token = new AtomicLong(token(lock));
		for (List<Integer> forgetful : List.of(List.of(0, 4), List.of(1, 2))) {
			forgetful.forEach(this.masters::restartEmpty);
			Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(1)).until(() -> {
				assertGrows(id, ids.nextLong());
				assertGrows(id, others.nextLong());
				assertGrows(token, token(lock));
				return forgetful.stream()
					.allMatch(
							(master) -> isKnown(master, this.redisKey) && isKnown(master, "redlock-fence:" + this.key));
			});
		}
		// Those that were told carry on without those that knew it first.
		this.masters.get(3).pause();
		this.masters.get(4).pause();
		assertGrows(id, ids.nextLong());
		assertGrows(token, token(lock));
	}

	@Test
	void whoAlwaysAnswersLastGetsToKnowTheCounterAgain() {
		NextId ids = this.masters.cautious(MAX_LEASE).nextIdBuilder(this.key).maxTries(100).build();
		ids.next(41);
		rejoin(4);
		for (int i = 0; i < 3; i++) {
			this.masters.get(4).pause();
			ids.nextLong();
			this.masters.get(4).resume();
		}
		Awaitility.await().until(() -> isKnown(4, this.redisKey));
		assertThat(Long.parseLong(String.valueOf(this.masters.get(4).command("GET", this.redisKey)))).isBetween(42L,
				44L);
	}

	@Test
	void noIdIsGivenTwice() {
		NextId ids = knownToThree(
				this.masters.open(this.masters.builder().maxLease(MAX_LEASE).masterTimeout(Duration.ofSeconds(1))));
		rejoin(2);
		this.masters.get(0).pause();
		this.masters.get(1).pause();
		assertThatExceptionOfType(QuorumException.class).isThrownBy(ids::nextLong)
			.satisfies((ex) -> assertThat(FiveMasters.failures(ex)).anySatisfy((failure) -> {
				assertThat(failure.master()).isEqualTo(this.masters.name(2));
				assertThat(failure.reason()).isEqualTo(MasterException.Reason.NOT_VOTING);
				assertThat(failure).hasMessage("Master '" + this.masters.name(2)
						+ "' does not vote: it came back and may have forgotten '" + this.redisKey + "'");
			}));
		this.masters.get(0).resume();
		assertThat(Awaitility.await().ignoreExceptions().until(ids::nextLong, (id) -> true)).isGreaterThan(1);
	}

	@Test
	void whereMastersAreBelievedItIs() {
		Pottery pottery = this.masters.trusting();
		NextId ids = knownToThree(pottery);
		this.masters.restartEmpty(2);
		this.masters.await(pottery);
		this.masters.get(0).pause();
		this.masters.get(1).pause();
		assertThat(ids.nextLong()).isEqualTo(1);
	}

	/**
	 * Gives the first id, by the votes of the first three masters.
	 */
	private NextId knownToThree(Pottery pottery) {
		NextId ids = pottery.nextIdBuilder(this.key).maxTries(1).build();
		String id = Awaitility.await().ignoreExceptions().until(ids::nextLong, (given) -> true).toString();
		Awaitility.await().until(() -> this.masters.each("GET", this.redisKey), Collections.nCopies(5, id)::equals);
		this.masters.get(3).command("DEL", this.redisKey);
		this.masters.get(4).command("DEL", this.redisKey);
		return ids;
	}

	@Test
	void whatTooManyForgotIsStartedAgainOnlyByReset() {
		NextId ids = this.masters.cautious(MAX_LEASE).nextId(this.key);
		ids.next(7);
		for (int i = 0; i < 3; i++) {
			this.masters.get(i).flush();
		}
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(ids::reset)
			.withMessageStartingWith("The sequence '" + this.key + "' was not reset on every master")
			.satisfies((ex) -> assertThat(FiveMasters.failures(ex)).extracting(MasterException::reason)
				.containsOnly(MasterException.Reason.NOT_VOTING)
				.hasSize(3));
		rejoin(0, 1, 2);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(ids::nextLong)
				.withMessage("The next id of '" + this.key
						+ "' cannot be decided: 2 of 5 masters agreed, 0 refused, 3 failed; the quorum is 3")
				.satisfies((ex) -> assertThat(FiveMasters.failures(ex))
					.allSatisfy((failure) -> assertThat(failure).hasMessageEndingWith(
							"does not vote: it came back and may have forgotten '" + this.redisKey + "'"))
					.extracting(MasterException::master)
					.containsExactlyInAnyOrder(this.masters.name(0), this.masters.name(1), this.masters.name(2)));
		}
		ids.reset();
		assertThat(ids.nextLong()).isEqualTo(1);
		assertThat(ids.nextLong()).isEqualTo(2);
		assertThat(this.masters.each("EXISTS", KNOWN)).isEqualTo(List.of(1L, 1L, 1L, 0L, 0L));
	}

	private static long token(Redlock lock) {
		return Awaitility.await().ignoreExceptions().until(() -> {
			try (Lease lease = lock.acquire()) {
				return lease.fencingToken();
			}
		}, (token) -> true);
	}

	private static void assertGrows(AtomicLong last, long next) {
		assertThat(next).isGreaterThan(last.getAndSet(next));
	}

	private boolean isKnown(int master, String counter) {
		return Long.valueOf(1).equals(this.masters.get(master).command("SISMEMBER", KNOWN, counter));
	}

	/**
	 * Lets masters forget everything, and waits until they vote again.
	 */
	private void rejoin(int... forgetful) {
		for (int master : forgetful) {
			this.masters.get(master).flush();
		}
		NextId probe = this.masters.cautious(MAX_LEASE).nextId(KeyNames.fresh("probe"));
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			try {
				probe.reset();
				return true;
			}
			catch (QuorumImpossibleException ex) {
				return FiveMasters.failures(ex)
					.stream()
					.noneMatch((failure) -> failure.reason() == MasterException.Reason.NOT_VOTING);
			}
		});
	}

}
