package io.pottery.quorum;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Renewals and losses on manual time: a lease of 900 ms is renewed every 300 ms and, the
 * drift taken off, good for 889 ms.
 */
@Tag("decisions")
class LeaseWatchTests {

	private static final Duration LEASE = Duration.ofMillis(900);

	private static final Duration PERIOD = Duration.ofMillis(300);

	private static final Duration GOOD = Duration.ofMillis(889);

	private static final Duration MILLI = Duration.ofMillis(1);

	private static final String KEY = "redlock:k";

	private final ManualTime time = new ManualTime();

	private final List<ManualMaster> masters = ManualMaster.five(this.time);

	private final List<LeaseLostException> losses = new ArrayList<>();

	private Quorum quorum;

	@BeforeEach
	void open() {
		this.quorum = Quorum.builder()
			.masters(this.masters)
			.scheduler(this.time)
			.clock(this.time)
			.random(new Random(1))
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.build();
	}

	@AfterEach
	void noInterruptIsLeft() {
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void aLeaseIsRenewedAtEveryThirdOfIt() {
		Lease lease = lock().autoExtend(true).build().acquire();
		this.time.pass(PERIOD.minus(MILLI));
		assertRenewals(0);
		this.time.pass(MILLI);
		assertRenewals(1);
		assertThat(lease.remaining()).isEqualTo(GOOD);
		this.time.pass(PERIOD);
		assertRenewals(2);
		assertThat(lease.isValid()).isTrue();
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
		assertThat(this.time.waiting()).isZero();
	}

	@Test
	void nothingIsRenewedUnlessAskedFor() {
		Lease lease = lock().build().acquire();
		assertThat(this.time.waiting()).isZero();
		this.time.pass(LEASE);
		assertRenewals(0);
		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void manualAndAutomaticExtensionsCountAlike() {
		Lease lease = lock().autoExtend(true).maxExtensions(3).build().acquire();
		lease.onLost(this.losses::add);
		this.time.pass(PERIOD);
		lease.extend();
		this.time.pass(PERIOD);
		assertRenewals(3);
		assertThatExceptionOfType(TooManyExtensionsException.class).isThrownBy(lease::extend);
		this.time.pass(GOOD.minus(MILLI));
		assertThat(lease.isValid()).isTrue();
		assertThat(this.losses).isEmpty();
		this.time.pass(MILLI);
		assertThat(lease.isValid()).isFalse();
		assertRenewals(3);
		assertThat(this.losses).singleElement()
			.satisfies((loss) -> assertThat(loss.reason()).isEqualTo(NotHeldReason.EXPIRED))
			.satisfies((loss) -> assertThat(loss)
				.hasMessage("The lock 'k' was lost: its lease ended 0 ms ago (held for 1489 ms, lease of 900 ms)"));
	}

	@Test
	void aManualExtensionPutsTheNextRenewalOff() {
		Lease lease = lock().autoExtend(true).build().acquire();
		this.time.pass(Duration.ofMillis(200));
		lease.extend();
		this.time.pass(PERIOD.minus(MILLI));
		assertRenewals(1);
		this.time.pass(MILLI);
		assertRenewals(2);
	}

	@Test
	void withoutLimitMeansWithoutLimit() {
		Lease lease = lock().autoExtend(true).maxExtensions(Integer.MAX_VALUE).build().acquire();
		this.time.pass(PERIOD.multipliedBy(10_000));
		assertRenewals(10_000);
		assertThat(lease.isValid()).isTrue();
	}

	@Test
	void aRenewalThatTooFewAnswerIsTriedAgainSoonAndCountedOnce() {
		Lease lease = lock().autoExtend(true).maxExtensions(2).build().acquire();
		lease.onLost(this.losses::add);
		slow(3, LEASE);
		this.time.pass(PERIOD);
		assertRenewals(1);
		// The deadline of 180 ms, and from an eighth to a quarter of the period.
		this.time.pass(Duration.ofMillis(180 + 37));
		assertRenewals(1);
		this.time.pass(Duration.ofMillis(38));
		assertRenewals(2);
		slow(3, Duration.ZERO);
		this.time.pass(Duration.ofMillis(180 + 75));
		assertRenewals(3);
		assertThat(lease.isValid()).isTrue();
		this.time.pass(PERIOD);
		assertRenewals(4);
		this.time.pass(PERIOD);
		assertRenewals(4);
		assertThat(this.losses).isEmpty();
	}

	@Test
	void aDeadMinorityIsNoReasonForAnything() {
		Lease lease = lock().autoExtend(true).build().acquire();
		this.masters.get(0).dead = true;
		slowOne(1, LEASE);
		this.time.pass(PERIOD.multipliedBy(3));
		assertThat(this.masters.get(4).count(extend())).isEqualTo(3);
		assertThat(lease.isValid()).isTrue();
	}

	@Test
	void aRefusedRenewalIsToldAtOnceAndLeavesNothingBehind() {
		Lease lease = lock().autoExtend(true).build().acquire();
		lease.onLost(this.losses::add);
		lease.onLost(this.losses::add);
		for (int i = 0; i < 3; i++) {
			this.masters.get(i).put(KEY, "other", LEASE);
		}
		this.time.pass(PERIOD);
		assertThat(this.losses).hasSize(2);
		assertThat(this.losses.get(0)).isSameAs(this.losses.get(1))
			.hasMessage("The lock 'k' was lost: others may hold it, with 589 ms left (held for 300 ms, lease of "
					+ "900 ms): 0 of 5 masters agreed, 3 refused, 0 failed, 2 had not answered yet; the quorum is 3");
		assertThat(this.time.waiting()).isZero();
		assertThat(this.losses.get(0).reason()).isEqualTo(NotHeldReason.TAKEN);
		assertThat(this.losses.get(0).key()).isEqualTo("k");
		assertThat(lease.isValid()).isFalse();
		assertThat(lease.locked()).isZero();
		assertThat(holders()).containsExactly("other", "other", "other", null, null);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
			.withMessageStartingWith("The lock 'k' was lost: others may hold it, with 589 ms left (held for 300 ms,")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.TAKEN));
		this.time.pass(LEASE);
		assertThat(this.losses).hasSize(2);
		assertThat(this.time.waiting()).isZero();
	}

	@Test
	void mastersThatForgotTheLeaseAreNoMajority() {
		Lease lease = lock().build().acquire();
		lease.onLost(this.losses::add);
		for (int i = 0; i < 3; i++) {
			this.masters.get(i).forget(KEY);
		}
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lease::extend)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.TAKEN));
		assertThat(this.losses).hasSize(1);
		assertThat(holders()).containsOnlyNulls();
	}

	@Test
	void anExtensionThatComesTooLateIsALossAndLeavesNothingBehind() {
		Lease lease = lock().build().acquire();
		lease.onLost(this.losses::add);
		this.time.pass(GOOD.minus(MILLI));
		this.masters.forEach((master) -> master.delay = Duration.ofMillis(100));
		CompletableFuture<Void> extended = lease.extendAsync();
		assertThat(holders()).doesNotContainNull();
		this.time.pass(Duration.ofMillis(100));
		assertThat(extended).isCompletedExceptionally();
		assertThat(this.losses).hasSize(1);
		assertThat(holders()).containsOnlyNulls();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
			.withMessage("The lock 'k' was lost: its lease ended 99 ms ago (held for 988 ms, lease of 900 ms)");
	}

	@Test
	void aLeaseThatIsListenedToIsToldOfItsEnd() {
		Lease lease = lock().build().acquire();
		lease.onLost(this.losses::add);
		this.time.pass(GOOD.minus(MILLI));
		assertThat(this.losses).isEmpty();
		this.time.pass(MILLI);
		assertThat(this.losses).hasSize(1);
		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void aClockThatIsSetForwardIsNoticedWithinAThirdOfTheLease() {
		Lease lease = lock().build().acquire();
		lease.onLost(this.losses::add);
		this.time.stepWallClock(Duration.ofHours(1));
		this.time.pass(PERIOD);
		assertThat(this.losses).hasSize(1);
		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void aProcessThatStoodStillIsToldOnceAndRenewsNothing() {
		Lease lease = lock().autoExtend(true).build().acquire();
		lease.onLost(this.losses::add);
		this.time.standStill(Duration.ofSeconds(10));
		this.time.pass(LEASE);
		assertThat(this.losses).hasSize(1);
		assertRenewals(0);
		lease.onLost(this.losses::add);
		assertThat(this.losses).hasSize(2);
	}

	@Test
	void whoAsksTooLateIsToldAtOnce() {
		Lease lease = lock().build().acquire();
		this.time.pass(LEASE);
		lease.onLost(this.losses::add);
		assertThat(this.losses).hasSize(1);
		assertThat(this.time.waiting()).isZero();
	}

	@Test
	void nobodyIsToldOnceAReleaseHasBegun() {
		Lease lease = lock().autoExtend(true).build().acquire();
		lease.onLost(this.losses::add);
		this.masters.forEach((master) -> master.forget(KEY));
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release);
		lease.onLost(this.losses::add);
		this.time.pass(LEASE.multipliedBy(2));
		assertThat(this.losses).isEmpty();
		assertRenewals(0);
	}

	@Test
	void aRenewalThatIsUnderWayWhenTheReleaseBeginsChangesNothing() {
		Lease lease = lock().autoExtend(true).build().acquire();
		lease.onLost(this.losses::add);
		this.masters.forEach((master) -> master.delay = Duration.ofMillis(100));
		this.time.pass(PERIOD);
		assertRenewals(1);
		CompletableFuture<ReleaseOutcome> released = lease.releaseAsync();
		this.time.pass(LEASE.multipliedBy(2));
		assertThat(released).isCompletedWithValue(ReleaseOutcome.RELEASED);
		assertRenewals(1);
		assertThat(this.losses).isEmpty();
		assertThat(holders()).containsOnlyNulls();
		assertThat(this.time.waiting()).isZero();
	}

	@Test
	void aListenerThatFailsHarmsNobody() {
		Lease lease = lock().build().acquire();
		lease.onLost((loss) -> {
			throw new IllegalStateException("on purpose");
		});
		lease.onLost(this.losses::add);
		this.time.pass(LEASE);
		assertThat(this.losses).hasSize(1);
	}

	@Test
	void closingEndsRenewalsAndSaysSo() {
		Lease lease = lock().autoExtend(true).build().acquire();
		Lease unwatched = this.quorum.redlock("other").build().acquire();
		lease.onLost(this.losses::add);
		this.quorum.close();
		assertThat(this.losses).singleElement()
			.satisfies((loss) -> assertThat(loss.reason()).isEqualTo(NotHeldReason.CLOSED))
			.satisfies((loss) -> assertThat(loss).hasMessage("The lock 'k' was lost: its Pottery was closed, so nobody "
					+ "renews or watches it, with 889 ms left (held for 0 ms, lease of 900 ms)"));
		assertThat(lease.isValid()).isTrue();
		assertThat(holders()).doesNotContainNull();
		unwatched.onLost(this.losses::add);
		assertThat(this.losses).hasSize(2);
		this.time.pass(LEASE.multipliedBy(2));
		assertRenewals(0);
		assertThat(this.losses).hasSize(2);
	}

	@Test
	void aLeaseThatIsWonWhileItsPotteryClosesIsNotWatched() {
		this.masters.forEach((master) -> master.delay = Duration.ofMillis(10));
		CompletableFuture<Lease> wait = lock().autoExtend(true).build().async().acquire(Duration.ZERO);
		this.quorum.close();
		this.time.pass(Duration.ofMillis(10));
		Lease lease = wait.join();
		lease.onLost(this.losses::add);
		assertThat(this.losses).singleElement()
			.satisfies((loss) -> assertThat(loss.reason()).isEqualTo(NotHeldReason.CLOSED));
		assertThat(this.time.waiting()).isZero();
	}

	@Test
	void aReleasedLeaseIsForgotten() {
		Lease lease = lock().autoExtend(true).build().acquire();
		lease.release();
		WeakReference<Lease> forgotten = new WeakReference<>(lease);
		lease = null;
		Awaitility.await().until(() -> {
			System.gc();
			return forgotten.get() == null;
		});
		this.quorum.close();
	}

	@Test
	void aLeaseIsNotRenewedForAThreadThatHasEnded() throws Exception {
		AtomicReference<Lease> lease = new AtomicReference<>();
		Redlock lock = lock().autoExtend(true).build();
		Thread thread = new Thread(() -> lease.set(lock.acquire()));
		thread.start();
		thread.join();
		lease.get().onLost(this.losses::add);
		this.time.pass(GOOD);
		assertRenewals(0);
		assertThat(this.losses).hasSize(1);
	}

	@Test
	void anAsyncLeaseBelongsToNoThread() throws Exception {
		AtomicReference<Lease> lease = new AtomicReference<>();
		Redlock lock = lock().autoExtend(true).build();
		Thread thread = new Thread(() -> lease.set(lock.async().acquire().join()));
		thread.start();
		thread.join();
		this.time.pass(LEASE);
		assertRenewals(3);
		assertThat(lease.get().isValid()).isTrue();
	}

	@Test
	void theHolderIsInterruptedOnce() {
		Lease lease = lock().interruptOnLost(true).build().acquire();
		this.time.pass(GOOD.minus(MILLI));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.time.pass(MILLI);
		assertThat(Thread.interrupted()).isTrue();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release);
		this.time.pass(LEASE);
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void nobodyIsInterruptedAfterTheRelease() {
		Lease lease = lock().interruptOnLost(true).autoExtend(true).build().acquire();
		this.masters.forEach((master) -> master.delay = Duration.ofMillis(100));
		this.time.pass(PERIOD);
		this.masters.forEach((master) -> master.forget(KEY));
		lease.releaseAsync();
		this.time.pass(LEASE.multipliedBy(2));
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void onlyTheAcquiringThreadIsInterrupted() {
		Redlock lock = lock().interruptOnLost(true).build();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			lock.lock();
			synchronized (interrupted) {
				try {
					interrupted.wait();
					interrupted.complete(false);
				}
				catch (InterruptedException ex) {
					interrupted.complete(true);
				}
			}
		});
		thread.start();
		Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
		this.time.pass(LEASE);
		assertThat(interrupted.join()).isTrue();
	}

	@Test
	@Tag("slow")
	void aHundredThousandLeasesAreRenewedByOneTimer() {
		int leases = 100_000;
		int threads = Thread.activeCount();
		for (int i = 0; i < leases; i++) {
			this.quorum.redlock("many" + i).autoReleaseTime(LEASE).autoExtend(true).build().acquire();
		}
		this.time.pass(PERIOD);
		assertThat(this.masters.get(0).count(extend())).isEqualTo(leases);
		assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
	}

	private RedlockBuilder lock() {
		return this.quorum.redlock("k").autoReleaseTime(LEASE);
	}

	private void slow(int howMany, Duration delay) {
		for (int i = 0; i < howMany; i++) {
			slowOne(i, delay);
		}
	}

	private void slowOne(int master, Duration delay) {
		this.masters.get(master).delay = delay;
	}

	private void assertRenewals(int renewals) {
		assertThat(this.masters).allSatisfy((master) -> assertThat(master.count(extend())).isEqualTo(renewals));
	}

	private static String extend() {
		return QuorumScripts.EXTEND_IF_OWNER.name();
	}

	private List<String> holders() {
		return this.masters.stream().map((master) -> master.get(KEY)).toList();
	}

}
