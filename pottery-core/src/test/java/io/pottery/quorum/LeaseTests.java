package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * One lease on manual time: 900 ms long, good for 889 ms.
 */
class LeaseTests {

	private static final Duration LEASE = Duration.ofMillis(900);

	private static final Duration GOOD = Duration.ofMillis(889);

	private static final Duration MILLI = Duration.ofMillis(1);

	private static final String KEY = "redlock:k";

	private final ManualTime time = new ManualTime();

	private final List<ManualMaster> masters = ManualMaster.five(this.time);

	private final Quorum quorum = Quorum.builder()
		.masters(this.masters)
		.scheduler(this.time)
		.clock(this.time)
		.random(new Random(1))
		.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
		.build();

	private final Redlock lock = lock(LEASE);

	@Test
	void whatIsOverStaysOverIfClocksAreSetBack() {
		Lease lease = this.lock.acquire();
		assertThat(lease.remaining()).isEqualTo(GOOD);
		assertThat(lease).hasToString("Lease of 'k' with 889 ms left");
		this.time.stepWallClock(Duration.ofSeconds(5));
		assertThat(lease.isValid()).isFalse();
		this.time.stepWallClock(Duration.ofSeconds(-5));
		assertThat(lease.isValid()).isFalse();
		assertThat(lease.remaining()).isZero();
		assertThat(lease.locked()).isZero();
	}

	@Test
	void closingReleasesOnceAndSaysWhatWasLost() {
		Lease lease = this.lock.acquire();
		lease.close();
		assertThat(holders()).containsOnlyNulls();
		lease.close();
		Lease lost = this.lock.acquire();
		this.masters.forEach((master) -> master.forget(KEY));
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lost::close);
		lost.close();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lost::release)
			.withMessage("The lock 'k' is not held: its lease was released before (held for 0 ms, lease of 900 ms)");
	}

	@Test
	void aLateReleaseIsInTimeWhereTheMastersStillHeldIt() {
		Lease lease = this.lock.acquire();
		this.time.pass(GOOD);
		assertThat(lease.isValid()).isFalse();
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void everyReleaseThatFailsSaysWhy() {
		Lease expired = this.lock.acquire();
		this.time.pass(LEASE.plus(MILLI));
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(expired::release)
			.withMessage("The lock 'k' was lost: its lease ended 12 ms ago (held for 901 ms, lease of 900 ms)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.EXPIRED));
		Lease justOver = this.lock.acquire();
		this.masters.forEach((master) -> master.forget(KEY));
		this.time.pass(GOOD);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(justOver::release)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.EXPIRED));
		Lease taken = this.lock.acquire();
		this.time.pass(MILLI);
		forget(3);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(taken::release)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.TAKEN));
		Lease half = this.lock.acquire();
		forget(2);
		assertThat(half.release()).isEqualTo(ReleaseOutcome.RELEASED);
		Lease unknown = this.lock.acquire();
		this.masters.get(0).dead = true;
		forget(2);
		this.masters.get(2).dead = true;
		assertThat(unknown.release()).isEqualTo(ReleaseOutcome.UNKNOWN);
	}

	@Test
	void anExtensionMustBeAgreedWhileTimeIsLeft() {
		Lease lease = this.lock.acquire();
		this.time.pass(GOOD.minus(MILLI));
		lease.extend();
		assertThat(lease.remaining()).isEqualTo(GOOD);
		forget(2);
		lease.extend();
		// Those who had lost it have it again.
		assertThat(holders()).doesNotContainNull();
		this.time.pass(GOOD);
		assertThatExceptionOfType(ExtendUnlockedLockException.class).isThrownBy(lease::extend)
			.withMessage(
					"The lock 'k' cannot be extended: its lease ended 0 ms ago (held for 1777 ms, lease of 900 ms)")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.EXPIRED));
		assertThat(holders()).containsOnlyNulls();
	}

	@Test
	void anExtensionThatComesTooLateIsGivenBack() {
		Lease lease = this.lock.acquire();
		this.time.pass(GOOD.minus(MILLI));
		this.masters.forEach((master) -> master.delay = MILLI);
		CompletableFuture<Void> extended = lease.extendAsync();
		this.time.pass(MILLI);
		assertThat(extended).isCompletedExceptionally();
		assertThat(lease.isValid()).isFalse();
		assertThat(holders()).containsOnlyNulls();
	}

	@Test
	void anExtensionOfUnknownOutcomeLeavesTheLeaseAsItIs() {
		Lease lease = this.lock.acquire();
		for (int i = 0; i < 3; i++) {
			this.masters.get(i).delay = LEASE;
		}
		this.time.pass(MILLI);
		CompletableFuture<Void> extended = lease.extendAsync();
		this.time.pass(Duration.ofMillis(180));
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(() -> Waits.join(extended))
			.withMessageStartingWith("The lease of 'k' may not be extended: 2 of 5 masters agreed");
		assertThat(lease.remaining()).isEqualTo(GOOD.minusMillis(181));
	}

	@Test
	void lockedIsDecidedAsSoonAsItCanBe() {
		Lease lease = this.lock.acquire();
		this.masters.get(3).delay = Duration.ofMillis(100);
		this.masters.get(4).delay = Duration.ofMillis(100);
		assertThat(lease.lockedAsync()).isCompletedWithValue(GOOD);
		forget(3);
		assertThat(lease.lockedAsync()).isCompletedWithValue(Duration.ZERO);
		this.masters.get(2).dead = true;
		CompletableFuture<Duration> open = lease.lockedAsync();
		assertThat(open).isNotDone();
		this.time.pass(Duration.ofMillis(100));
		assertThat(open).isCompletedWithValue(Duration.ZERO);
		this.masters.get(3).dead = true;
		this.masters.get(4).dead = true;
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(lease::locked)
			.withMessageStartingWith("Whether the lock 'k' is held is unknown: ");
	}

	@Test
	void enteringAgainGivesTheInnerLeaseItsTimeAndTakesNoneFromTheOuter() {
		this.lock.lock();
		lock(LEASE.multipliedBy(2)).lock();
		assertThat(this.lock.locked()).isEqualTo(Duration.ofMillis(1_780));
		lock(Duration.ofMillis(100)).lock();
		this.time.pass(MILLI);
		assertThat(this.lock.locked()).isEqualTo(Duration.ofMillis(1_779).plusNanos(10_000));
		this.lock.lock();
		assertThat(this.lock.locked()).isEqualTo(Duration.ofMillis(1_780));
		for (int i = 0; i < 4; i++) {
			this.lock.unlock();
		}
		assertThat(holders()).containsOnlyNulls();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(this.lock::unlock)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(NotHeldReason.NEVER_HELD));
	}

	@Test
	void onlyFencedLocksHaveTokens() {
		Redlock fenced = this.quorum.redlock("f").fenced(true).build();
		for (long token = 1; token <= 3; token++) {
			try (Lease lease = fenced.acquire()) {
				assertThat(lease.fencingToken()).isEqualTo(token);
			}
		}
		Lease plain = this.lock.acquire();
		assertThatIllegalStateException().isThrownBy(plain::fencingToken)
			.withMessage("The lock 'k' gives no fencing tokens: set fenced(true) on its builder");
	}

	private Redlock lock(Duration lease) {
		return this.quorum.redlock("k").autoReleaseTime(lease).build();
	}

	private void forget(int howMany) {
		for (int i = 0; i < howMany; i++) {
			this.masters.get(i).forget(KEY);
		}
	}

	private List<String> holders() {
		return this.masters.stream().map((master) -> master.get(KEY)).toList();
	}

}
