package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.pottery.quorum.MasterException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * When exactly a lease is renewed, and who is told of its loss once its quorum is closed
 * or its listeners are slow. A lease of 9 seconds may be relied on for 8,908 milliseconds
 * and is renewed every three seconds.
 */
@Tag("decisions")
class LeaseRenewalTests {

	private static final Duration PERIOD = Duration.ofSeconds(3);

	private final ScriptedQuorum quorum = new ScriptedQuorum(3);

	private final List<LeaseLostException> told = new ArrayList<>();

	@Test
	void theNextRenewalIsDueAThirdAfterTheLastOneBegan() {
		lease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().terms());
		this.quorum.time.pass(PERIOD);
		this.quorum.time.passMillis(200);
		this.quorum.answerAll(1L);
		assertThat(this.quorum.time.pending()).containsExactly(Duration.ofMillis(2_800));
		this.quorum.time.passMillis(2_800);
		assertThat(renewals()).isEqualTo(2);
	}

	@Test
	void aRenewalThatTooFewAnswerIsTriedAgainSoonAndCountedOnce() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().maxExtensions(1).terms());
		this.quorum.time.pass(PERIOD);
		for (int i = 2; i <= 4; i++) {
			this.quorum.answerAll(Reason.UNANSWERED);
			assertThat(this.quorum.chance.bounds).hasSize(i - 1).endsWith(375_000_000L);
			assertThat(this.quorum.time.pending()).containsExactly(Duration.ofNanos(562_500_000));
			this.quorum.time.pass(Duration.ofNanos(562_499_999));
			assertThat(renewals()).isEqualTo(i - 1);
			this.quorum.time.pass(Duration.ofNanos(1));
			assertThat(renewals()).isEqualTo(i);
		}
		this.quorum.answerAll(1L);
		assertThat(lease.remaining()).isEqualTo(Duration.ofMillis(8_908));
		this.quorum.time.passMillis(8_000);
		assertThat(renewals()).isEqualTo(4);
		assertThat(lease.isValid()).isTrue();
	}

	@Test
	void aRenewalByHandMakesTheRepetitionOfAnUnansweredOneNeedless() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().maxExtensions(3).terms());
		this.quorum.time.pass(PERIOD);
		this.quorum.answerAll(Reason.UNANSWERED);
		this.quorum.time.passMillis(100);
		this.quorum.on(ScriptedQuorum.EXTEND, 1L);
		lease.extend();
		assertThat(renewals()).isEqualTo(2);
		this.quorum.time.pass(PERIOD.minusNanos(1));
		assertThat(renewals()).isEqualTo(2);
		this.quorum.time.pass(Duration.ofNanos(1));
		assertThat(renewals()).isEqualTo(3);
		assertThat(lease.isValid()).isTrue();
		this.quorum.time.passMillis(8_000);
		assertThat(renewals()).as("the last one counts").isEqualTo(3);
	}

	@Test
	void afterTheAnswerToARepetitionTheNextOneCountsAgain() {
		lease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().maxExtensions(2).terms());
		this.quorum.time.pass(PERIOD);
		this.quorum.answerAll(Reason.UNANSWERED);
		this.quorum.on(ScriptedQuorum.EXTEND, 1L);
		this.quorum.time.passMillis(600);
		assertThat(renewals()).isEqualTo(2);
		this.quorum.time.passMillis(30_000);
		assertThat(renewals()).isEqualTo(3);
	}

	@Test
	void aRenewalThatIsNotAnsweredIsLogged() {
		lease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().terms());
		this.quorum.time.pass(PERIOD);
		try (CapturedLog log = new CapturedLog(Redlock.class, Level.DEBUG)) {
			this.quorum.answerAll(Reason.UNANSWERED);
			assertThat(log.lines()).containsExactly("DEBUG Lock 'key' is to be renewed, which is tried again soon");
		}
	}

	@Test
	void aRenewalThatIsUnderWayAtTheReleasePlansNoOther() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().terms());
		this.quorum.time.pass(PERIOD);
		lease.releaseAsync();
		this.quorum.master(0).questions().get(1).answer(1L);
		this.quorum.master(1).questions().get(1).answer(1L);
		assertThat(this.quorum.time.pending()).isEmpty();
	}

	@Test
	void renewingEndsWithTheThreadThatAcquired() throws InterruptedException {
		Thread holder = new Thread(() -> {
		});
		holder.start();
		holder.join();
		DefaultLease lease = this.quorum.handedLease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().terms(),
				holder);
		lease.onLost(this.told::add);
		try (CapturedLog log = new CapturedLog(Redlock.class, Level.DEBUG)) {
			this.quorum.time.passMillis(8_907);
			assertThat(log.lines())
				.containsExactly("DEBUG Lock 'key' is renewed no more: the thread that acquired it has ended");
		}
		assertThat(renewals()).isZero();
		assertThat(lease.isValid()).isTrue();
		this.quorum.time.passMillis(1);
		assertThat(this.told).hasSize(1);
	}

	@Test
	void everyListenerIsToldOnce() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).terms());
		List<String> order = new ArrayList<>();
		lease.onLost((loss) -> order.add("first"));
		lease.onLost((loss) -> order.add("second"));
		this.quorum.time.passMillis(30_000);
		assertThat(order).containsExactly("first", "second");
	}

	@Test
	void aListenerThatFailsIsLoggedAndTheOthersAreTold() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).terms());
		lease.onLost((loss) -> {
			throw new IllegalStateException("broken");
		});
		lease.onLost((loss) -> {
			throw new AssertionError("broken");
		});
		lease.onLost(this.told::add);
		try (CapturedLog log = new CapturedLog(Redlock.class, Level.WARN)) {
			this.quorum.time.passMillis(9_000);
			assertThat(log.lines()).containsExactly("WARN A listener for the loss of lock 'key' failed",
					"WARN A listener for the loss of lock 'key' failed");
		}
		assertThat(this.told).hasSize(1);
	}

	@Test
	void aListenerIsNeeded() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").terms());
		assertThatNullPointerException().isThrownBy(() -> lease.onLost(null)).withMessage("listener");
	}

	@Test
	void aListenerMayReleaseTheLeaseAndTheNextOneIsNotTold() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).terms());
		lease.onLost((loss) -> lease.releaseAsync());
		lease.onLost(this.told::add);
		this.quorum.time.passMillis(9_000);
		assertThat(this.told).isEmpty();
	}

	@Test
	void closingTellsWhoeverReliesOnBeingTold() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().terms());
		lease.onLost(this.told::add);
		this.quorum.time.passMillis(1_000);
		this.quorum.keeper.close();
		assertThat(this.told).singleElement()
			.satisfies((loss) -> assertThat(loss)
				.hasMessage("The lock 'key' was lost: its Pottery was closed, so nobody renews or watches it, "
						+ "with 7908 ms left (held for 1000 ms, lease of 9000 ms)"))
			.satisfies((loss) -> assertThat(loss.reason()).isEqualTo(NotHeldReason.CLOSED))
			.satisfies((loss) -> assertThat(loss.votes()).isEqualTo(new Votes(3, 0, 0, 0)));
		assertThat(this.quorum.time.pending()).isEmpty();
		assertThatNobodyIsWatched();
		this.quorum.on(ScriptedQuorum.RELEASE, 1L);
		assertThat(lease.isValid()).isTrue();
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
		this.quorum.keeper.close();
		assertThat(this.told).hasSize(1);
	}

	@Test
	void closingTellsNobodyWhoseLeaseWasReleasedOrLost() {
		DefaultLease released = lease(ScriptedQuorum.lock("released").millis(9_000).autoExtend().terms());
		released.onLost(this.told::add);
		released.releaseAsync();
		DefaultLease lost = lease(ScriptedQuorum.lock("lost").millis(9_000).terms());
		lost.onLost((loss) -> {
		});
		this.quorum.time.passMillis(9_000);
		lost.onLost(this.told::add);
		this.told.clear();
		assertThatNobodyIsWatched();
		this.quorum.keeper.close();
		assertThat(this.told).isEmpty();
	}

	@Test
	void aLeaseThatIsHandedOutAfterTheCloseIsNotWatched() {
		this.quorum.keeper.close();
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).autoExtend().terms());
		assertThat(this.quorum.time.pending()).isEmpty();
		lease.onLost(this.told::add);
		assertThat(this.told).singleElement()
			.satisfies((loss) -> assertThat(loss.reason()).isEqualTo(NotHeldReason.CLOSED));
	}

	@Test
	void aListenerThatComesAfterTheCloseIsToldThatNobodyWatches() {
		DefaultLease lease = lease(ScriptedQuorum.lock("key").millis(9_000).terms());
		this.quorum.keeper.close();
		lease.onLost(this.told::add);
		assertThat(this.told).singleElement()
			.satisfies((loss) -> assertThat(loss.reason()).isEqualTo(NotHeldReason.CLOSED));
		assertThat(this.quorum.time.pending()).isEmpty();
	}

	@Test
	void listenersAreCalledWhereTheApplicationSaysSo() {
		List<Runnable> elsewhere = new ArrayList<>();
		DefaultLease lease = this.quorum.lease(ScriptedQuorum.lock("key").millis(9_000).terms())
			.handTo(new LeaseKeeper(new Callbacks(elsewhere::add)), null);
		lease.onLost(this.told::add);
		this.quorum.time.passMillis(9_000);
		assertThat(this.told).isEmpty();
		assertThat(elsewhere).hasSize(1);
		elsewhere.forEach(Runnable::run);
		assertThat(this.told).hasSize(1);
	}

	@Test
	void aListenerIsNotCalledLateWhereTheReleaseHasBegunMeanwhile() {
		List<Runnable> elsewhere = new ArrayList<>();
		DefaultLease lease = this.quorum.lease(ScriptedQuorum.lock("key").millis(9_000).terms())
			.handTo(new LeaseKeeper(new Callbacks(elsewhere::add)), null);
		lease.onLost(this.told::add);
		this.quorum.time.passMillis(9_000);
		lease.releaseAsync();
		elsewhere.forEach(Runnable::run);
		assertThat(this.told).isEmpty();
	}

	private void assertThatNobodyIsWatched() {
		assertThat(this.quorum.keeper).extracting("watches", InstanceOfAssertFactories.COLLECTION).isEmpty();
	}

	private DefaultLease lease(LockTerms terms) {
		return this.quorum.handedLease(terms, null);
	}

	private long renewals() {
		return this.quorum.asked(0).stream().filter("extend-if-owner"::equals).count();
	}

}
