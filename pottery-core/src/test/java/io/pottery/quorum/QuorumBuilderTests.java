package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What a quorum, its locks and its sequences are built with.
 */
@Tag("decisions")
class QuorumBuilderTests {

	private final ManualTime time = new ManualTime();

	private final ScriptedChance chance = new ScriptedChance();

	private final List<ScriptedMaster> masters = ScriptedMaster.several(3);

	@Test
	void aQuorumNeedsMastersAndAScheduler() {
		assertThatIllegalStateException().isThrownBy(() -> Quorum.builder().scheduler(this.time).build())
			.withMessage("A quorum needs at least one master");
		assertThatIllegalStateException().isThrownBy(() -> Quorum.builder().masters(this.masters).build())
			.withMessage("A quorum needs a scheduler");
	}

	@Test
	void mastersHaveDifferentNames() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder().masters(List.of(new ScriptedMaster("a"), new ScriptedMaster("a"))).build())
			.withMessage("Two masters are named 'a': a master that votes twice is no independent one");
	}

	@Test
	void aQuorumKnowsItsMasters() {
		Quorum quorum = builder().build();
		assertThat(quorum.masters()).isEqualTo(this.masters);
		assertThat(quorum.majority()).isEqualTo(2);
		CompletionStage<Void> firstContact = quorum.firstContact();
		assertThat(firstContact).isNotDone();
		for (int i = 0; i < 3; i++) {
			this.masters.get(i).listener().connected(new ServerFacts("run" + i % 2, false, "noeviction"));
		}
		assertThat(firstContact).isCompleted();
		assertThat(quorum.unsuitableMasters()).extracting(UnsuitableMaster::toString)
			.containsExactly("Master 'm2' does not vote: it is the same server as master 'm0', which votes already");
	}

	@Test
	void everySettingIsNeededWhereItIsSet() {
		QuorumBuilder builder = builder();
		assertThatNullPointerException().isThrownBy(() -> builder.scheduler(null)).withMessage("scheduler");
		assertThatNullPointerException().isThrownBy(() -> builder.clock(null)).withMessage("clock");
		assertThatNullPointerException().isThrownBy(() -> builder.random(null)).withMessage("random");
		assertThatNullPointerException().isThrownBy(() -> builder.keyPrefix(null)).withMessage("keyPrefix");
		assertThatNullPointerException().isThrownBy(() -> builder.restartPolicy(null)).withMessage("restartPolicy");
		assertThatNullPointerException().isThrownBy(() -> builder.executor(null)).withMessage("executor");
		Quorum quorum = builder.build();
		assertThatNullPointerException().isThrownBy(() -> quorum.redlock(null)).withMessage("key");
		assertThatNullPointerException().isThrownBy(() -> quorum.nextId(null)).withMessage("key");
		assertThatNullPointerException().isThrownBy(() -> quorum.redlock("key").autoReleaseTime(null))
			.withMessage("autoReleaseTime");
	}

	@Test
	void timesArePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().maxLease(Duration.ZERO))
			.withMessage("'maxLease' must be positive, was PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().maxLease(Duration.ofSeconds(-1)))
			.withMessage("'maxLease' must be positive, was PT-1S");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().masterTimeout(Duration.ZERO))
			.withMessage("'masterTimeout' must be positive, was PT0S");
	}

	@Test
	void everySettingArrives() {
		List<Runnable> elsewhere = new ArrayList<>();
		Quorum quorum = builder().clock(this.time)
			.keyPrefix("app:")
			.masterTimeout(Duration.ofMillis(77))
			.executor(elsewhere::add)
			.build();
		CompletableFuture<Lease> lease = quorum.redlock("key").build().async().acquire();
		assertThat(question().keys()).containsExactly("redlock:app:key");
		assertThat(question().args()).endsWith("10000");
		assertThat(question().args().get(0)).as("drawn from the generator")
			.isEqualTo("0100000000000000020000000000000003000000");
		assertThat(question().deadline()).isEqualTo(Duration.ofMillis(77));
		this.time.passMillis(1_000);
		answerAll(ScriptedQuorum.granted());
		assertThat(lease).isNotDone();
		elsewhere.forEach(Runnable::run);
		assertThat(lease.join().remaining()).isEqualTo(Duration.ofMillis(8_898));

		CompletableFuture<Long> id = quorum.nextId("key").build().async().next();
		assertThat(question().keys()).containsExactly("nextid:app:key");
		assertThat(question().deadline()).isEqualTo(Duration.ofMillis(77));
		assertThat(id).isNotDone();
	}

	@Test
	void whatIsNotSetHasItsDefault() {
		Quorum quorum = Quorum.builder().masters(this.masters).scheduler(this.time).build();
		assertThat(question().script()).as("quarantine").isEqualTo("read-marker");
		assertThat(question().deadline()).isEqualTo(Duration.ofMillis(250));
		answerAll(List.of("run fresh", 1L, 5L, "run"));
		CompletableFuture<Lease> lease = quorum.redlock("key").build().async().acquire();
		assertThat(question().keys()).startsWith("redlock:key");
		assertThat(question().args().get(0)).matches("[0-9a-f]{40}");
		answerAll(ScriptedQuorum.granted());
		assertThat(lease.join().remaining()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
	}

	@Test
	void mastersInQuarantineRestForTheLongestLease() {
		builder().restartPolicy(RestartPolicy.QUARANTINE).maxLease(Duration.ofSeconds(5)).build();
		answerAll(List.of("before fresh", 0L, 5L, "run"));
		assertThat(question().args()).containsExactly("rejoined", "6052", "run");
	}

	// Locks

	@Test
	void aLockHasItsDefaults() {
		Redlock redlock = builder().build().redlock("key").build();
		assertThat(redlock.key()).isEqualTo("key");
		assertThat(redlock.autoReleaseTime()).isEqualTo(Duration.ofSeconds(10));
		assertThat(redlock.maxExtensions()).isEqualTo(3);
	}

	@ParameterizedTest(name = "{0} ms")
	@CsvSource({ "10, true", "9, false", "0, false", "-1, false" })
	void aLeaseIsTenMillisecondsAtLeast(long millis, boolean possible) {
		RedlockBuilder builder = builder().build().redlock("key").autoReleaseTime(Duration.ofMillis(millis));
		if (possible) {
			assertThat(builder.build().autoReleaseTime()).isEqualTo(Duration.ofMillis(millis));
		}
		else {
			assertThatIllegalArgumentException().isThrownBy(builder::build)
				.withMessage(
						"'autoReleaseTime' of the lock 'key' must be at least 10 ms, was " + Duration.ofMillis(millis));
		}
	}

	@Test
	void aLeaseIsNoLongerThanTheLongest() {
		Quorum quorum = builder().maxLease(Duration.ofSeconds(5)).build();
		quorum.redlock("key").autoReleaseTime(Duration.ofSeconds(5)).build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> quorum.redlock("key").autoReleaseTime(Duration.ofMillis(5_001)).build())
			.withMessage("'autoReleaseTime' of the lock 'key' is PT5.001S, longer than the longest lease of these "
					+ "masters, PT5S; ask for less, or raise 'pottery.redlock.max-lease' in every client of these masters");
		builder().build().redlock("key").autoReleaseTime(Duration.ofSeconds(30)).build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder().build().redlock("key").autoReleaseTime(Duration.ofSeconds(31)).build())
			.withMessageContaining("PT30S");
	}

	@Test
	void extensionsAndPatienceAreNotNegative() {
		RedlockBuilder builder = builder().build().redlock("key");
		assertThat(builder.maxExtensions(0).build().maxExtensions()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxExtensions(-1))
			.withMessage("'maxExtensions' must not be negative, was -1");
		builder.quorumPatience(Duration.ZERO);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.quorumPatience(Duration.ofMillis(-1)))
			.withMessage("'quorumPatience' must not be negative, was PT-0.001S");
	}

	@Test
	void patienceIsASecondUnlessSet() {
		Quorum quorum = builder().clock(this.time).build();
		this.masters.forEach((master) -> master.on("acquire-if-free",
				(question) -> master.failure(MasterException.Reason.UNREACHABLE)));
		CompletableFuture<Lease> usual = quorum.redlock("a").build().async().acquire();
		CompletableFuture<Lease> impatient = quorum.redlock("b")
			.quorumPatience(Duration.ZERO)
			.build()
			.async()
			.acquire();
		CompletableFuture<Lease> endless = quorum.redlock("c")
			.failWhenQuorumImpossible(false)
			.build()
			.async()
			.acquire();
		assertThat(impatient).isCompletedExceptionally();
		this.time.passMillis(999);
		assertThat(usual).isNotDone();
		this.time.passMillis(101);
		assertThat(usual).isCompletedExceptionally();
		this.time.passMillis(60_000);
		assertThat(endless).isNotDone();
	}

	@Test
	void aLockIsWatchedOverAndFencedOnlyIfAskedFor() {
		Quorum quorum = builder().clock(this.time).build();
		this.masters.forEach((master) -> master.on("acquire-if-free", (question) -> ScriptedQuorum.granted()));
		quorum.redlock("a").build().acquire();
		assertThat(this.time.pending()).isEmpty();
		quorum.redlock("b").autoExtend(true).build().acquire();
		assertThat(this.time.pending()).hasSize(1);
		quorum.redlock("c").interruptOnLost(true).build().acquire();
		assertThat(this.time.pending()).hasSize(2);
		this.time.passMillis(9_898);
		assertThat(Thread.interrupted()).isTrue();
		quorum.redlock("d").fenced(true).build().async().acquire();
		assertThat(question().script()).isEqualTo("read-counter");
		assertThat(question().keys()).containsExactly("redlock-fence:d");
	}

	@Test
	void whatFailsOverGivesNoFencingTokens() {
		ScriptedMaster sentinel = new ScriptedMaster("sentinel").failingOver();
		Quorum one = builder().masters(List.of(sentinel)).build();
		assertThatIllegalStateException().isThrownBy(() -> one.redlock("key").fenced(true).build())
			.withMessage("The lock 'key' cannot be fenced: a failover of its one master, 'sentinel', forgets tokens, "
					+ "and gives them out again; name independent servers as masters, in 'pottery.masters'");
		one.redlock("key").build();
		builder().masters(List.of(new ScriptedMaster("one"))).build().redlock("key").fenced(true).build();
		builder().masters(List.of(sentinel, new ScriptedMaster("other"))).build().redlock("key").fenced(true).build();
	}

	@Test
	void aMasterIsOneServerUnlessItSaysOtherwise() {
		assertThat(new ManualMaster("m0", this.time).failsOver()).isFalse();
	}

	@Test
	void locksOfOneQuorumShareTheThreadsHolds() {
		Quorum quorum = builder().build();
		this.masters.forEach((master) -> {
			master.on("acquire-if-free", (question) -> ScriptedQuorum.granted());
			master.on("extend-if-owner", (question) -> 1L);
		});
		quorum.redlock("key").build().lock();
		quorum.redlock("key").build().lock();
		assertThat(question().script()).isEqualTo("extend-if-owner");
	}

	// Sequences

	@Test
	void aSequenceIsTriedThreeTimesUnlessSet() {
		Quorum quorum = builder().build();
		assertThatIllegalArgumentException().isThrownBy(() -> quorum.nextId("key").maxTries(0))
			.withMessage("'maxTries' must be at least 1, was 0");
		this.masters.forEach((master) -> {
			master.on("read-counter", (question) -> "0");
			master.on("raise-counter", (question) -> 0L);
		});
		assertThat(quorum.nextId("once").maxTries(1).build().async().next()).isCompletedExceptionally();
		CompletableFuture<Long> thrice = quorum.nextId("thrice").build().async().next();
		assertThat(thrice).isNotDone();
		this.time.passMillis(1_000);
		assertThat(thrice).isCompletedExceptionally();
		assertThat(this.masters.get(0).questions()).filteredOn((question) -> question.keys().contains("nextid:thrice"))
			.hasSize(6);
	}

	// Closing

	@Test
	void closingEndsWhatWaitsAndTellsWhoIsWatched() {
		Quorum quorum = builder().build();
		this.masters.forEach((master) -> master.on("acquire-if-free", (question) -> ScriptedQuorum.granted()));
		List<LeaseLostException> told = new ArrayList<>();
		quorum.redlock("held").build().acquire().onLost(told::add);
		this.masters.forEach((master) -> master.on("acquire-if-free", (question) -> ScriptedQuorum.taken(5_000)));
		CompletableFuture<Lease> lease = quorum.redlock("key").build().async().acquire();
		CompletableFuture<Long> id = quorum.nextId("key").build().async().next();
		quorum.close();
		assertThat(lease).isCompletedExceptionally();
		assertThat(id).isCompletedExceptionally();
		assertThat(told).hasSize(1);
		assertThat(this.time.pending()).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> quorum.redlock("key").build().acquire());
		assertThatIllegalStateException().isThrownBy(() -> quorum.nextId("key").build().nextLong());
	}

	@Test
	void closingEndsTheLooksAtMarkers() {
		Quorum quorum = builder().restartPolicy(RestartPolicy.QUARANTINE).build();
		CompletableFuture<Boolean> locked = quorum.redlock("key").build().async().isLocked();
		quorum.close();
		assertThat(question().script()).isEqualTo("inspect-lock");
		assertThat(locked).isNotDone();
	}

	private QuorumBuilder builder() {
		return Quorum.builder()
			.masters(this.masters)
			.scheduler(this.time)
			.random(this.chance)
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE);
	}

	private ScriptedMaster.Question question() {
		return this.masters.get(0).last();
	}

	private void answerAll(Object reply) {
		List<ScriptedMaster.Question> questions = this.masters.stream().map(ScriptedMaster::last).toList();
		questions.forEach((question) -> question.answer(reply));
	}

}
