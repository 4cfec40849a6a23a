package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.test.CommandCount;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A lease that goes from one holder to the next within one process.
 */
class HandOverTests {

	private static FiveMasters masters;

	private static Pottery pottery;

	private static Pottery other;

	private final String key = KeyNames.fresh();

	private final String redisKey = "redlock:" + this.key;

	@BeforeAll
	static void startMasters() {
		masters = FiveMasters.startAppendOnly();
		pottery = masters.trusting();
		other = masters.trusting();
	}

	@AfterAll
	static void stopMasters() {
		masters.close();
	}

	@AfterEach
	void everyMasterIsBack() {
		masters.allBack();
		masters.await(pottery, other);
		masters.awaitGone(this.redisKey);
	}

	@Test
	void isOneScriptOnEachMaster() {
		try (OnlyHints quiet = masters.onlyHints()) {
			Redlock lock = quiet.lock(this.key).build();
			Lease lease = lock.acquire();
			masters.awaitHeldByAll(this.redisKey);
			Object token = masters.get(0).command("GET", this.redisKey);
			WaitingThread next = masters.refused(lock, quiet.probe());
			List<Map<String, Long>> before = masters.stats();
			assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
			Lease taken = next.lease();
			Awaitility.await()
				.until(() -> new HashSet<>(masters.each("GET", this.redisKey)),
						(tokens) -> tokens.size() == 1 && !tokens.contains(token));
			for (int i = 0; i < 5; i++) {
				CommandCount count = masters.since(before, i);
				assertThat(count.of("eval")).isEqualTo(1);
				assertThat(count.of("del")).isZero();
			}
			assertThat(taken.isValid()).isTrue();
			assertThat(lease.isValid()).isFalse();
			assertThat(taken.release()).isEqualTo(ReleaseOutcome.RELEASED);
		}
	}

	@Test
	void comesEightTimesInARow() {
		try (OnlyHints quiet = masters.onlyHints()) {
			Redlock lock = quiet.lock(this.key).build();
			Lease lease = lock.acquire();
			masters.awaitHeldByAll(this.redisKey);
			Deque<WaitingThread> waiting = new ArrayDeque<>(List.of(masters.refused(lock, quiet.probe())));
			List<Long> deletions = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				// Another joins before the line ends, and now and then there is no line.
				if (i % 3 != 2) {
					waiting.add(WaitingThread.inLine(lock));
				}
				List<Map<String, Long>> before = masters.stats();
				lease.release();
				lease = waiting.remove().lease();
				quiet.probe().reset();
				deletions.add(masters.since(before, 0).of("del") - 1);
				if (waiting.isEmpty()) {
					waiting.add(masters.refused(lock, quiet.probe()));
				}
			}
			lease.release();
			waiting.remove().lease().release();
			assertThat(deletions).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L,
					1L, 0L, 0L);
		}
	}

	@Test
	void thoseWhoWaitAreServedInOrder() {
		Lease lease = acquire(pottery);
		List<WaitingThread> all = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			all.add(WaitingThread.inLine(lock(pottery).build()));
		}
		for (WaitingThread one : all) {
			assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
			lease = one.lease();
			assertThat(lease.isValid()).isTrue();
		}
		lease.release();
	}

	@Test
	void otherProcessesGetTheirTurnWhileTwoThreadsTakeTurns() throws Exception {
		assertGetsATurn(Duration.ZERO, 1_000);
	}

	@Test
	void otherProcessesGetTheirTurnAlsoWhereTheLockIsHeldForLong() throws Exception {
		assertGetsATurn(Duration.ofMillis(120), 90);
	}

	/**
	 * Two threads of one process want the lock all the time, and one of another.
	 */
	private void assertGetsATurn(Duration held, int mostTurns) throws Exception {
		AtomicInteger last = new AtomicInteger(Integer.MAX_VALUE);
		AtomicInteger turns = new AtomicInteger();
		BlockingQueue<Object> never = new LinkedBlockingQueue<>();
		Redlock lock = lock(pottery).build();
		List<CompletableFuture<Void>> greedy = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			greedy.add(CompletableFuture.runAsync(() -> {
				while (turns.get() < last.get()) {
					try (Lease lease = lock.acquire()) {
						turns.incrementAndGet();
						never.poll(held.toNanos(), TimeUnit.NANOSECONDS);
					}
					catch (InterruptedException ex) {
						throw new IllegalStateException(ex);
					}
				}
			}, (task) -> new Thread(task).start()));
		}
		Awaitility.await().until(() -> turns.get() > 2);
		int before = turns.get();
		last.set(before + mostTurns);
		try (Lease lease = lock(other).build().acquire()) {
			assertThat(lease.isValid()).isTrue();
			assertThat(turns.get() - before).isLessThan(mostTurns);
		}
		finally {
			last.set(0);
		}
		for (CompletableFuture<Void> one : greedy) {
			one.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void theNextLeaseHasItsOwnLength() {
		Lease lease = acquire(pottery);
		WaitingThread shorter = WaitingThread.inLine(lock(pottery).autoReleaseTime(Duration.ofSeconds(15)).build());
		WaitingThread longer = WaitingThread.inLine(lock(pottery).build());
		lease.release();
		Lease first = shorter.lease();
		assertThat(first.remaining()).isLessThan(Duration.ofSeconds(15)).isPositive();
		assertThat(first.locked()).isLessThan(Duration.ofSeconds(15)).isPositive();
		masters.awaitHeldByAll(this.redisKey);
		assertThat(masters.each("PTTL", this.redisKey))
			.allSatisfy((millis) -> assertThat((Long) millis).isBetween(1L, 15_000L));
		first.release();
		Lease second = longer.lease();
		assertThat(second.remaining()).isGreaterThan(Duration.ofSeconds(15));
		assertThat(second.locked()).isGreaterThan(Duration.ofSeconds(15));
		second.release();
	}

	@Test
	void whoLeavesWhileItIsHandedOverLeavesNothing() {
		Lease lease = acquire(pottery);
		WaitingThread next = WaitingThread.inLine(lock(pottery).build());
		for (int i = 0; i < 3; i++) {
			masters.get(i).pause();
		}
		CompletableFuture<ReleaseOutcome> released = CompletableFuture.supplyAsync(lease::release);
		Awaitility.await().until(() -> masters.get(3).command("GET", this.redisKey) != null && !released.isDone());
		next.interrupt();
		assertThatExceptionOfType(AcquireInterruptedException.class).isThrownBy(next::lease);
		masters.allBack();
		released.join();
		masters.awaitGone(this.redisKey);
	}

	@Test
	void whoeverIsNextIsServedWhenTheFirstLeaves() {
		Lease lease = acquire(pottery);
		WaitingThread first = WaitingThread.inLine(lock(pottery).build());
		WaitingThread second = WaitingThread.inLine(lock(pottery).build());
		for (int i = 0; i < 3; i++) {
			masters.get(i).pause();
		}
		CompletableFuture<ReleaseOutcome> released = CompletableFuture.supplyAsync(lease::release);
		first.interrupt();
		assertThatExceptionOfType(AcquireInterruptedException.class).isThrownBy(first::lease);
		masters.allBack();
		assertThat(released.join()).isEqualTo(ReleaseOutcome.RELEASED);
		second.lease().release();
	}

	@Test
	void aLostLeaseIsToldToItsHolderAndTheNextOneIsServed() {
		Lease lease = acquire(pottery);
		masters.awaitHeldByAll(this.redisKey);
		WaitingThread next = WaitingThread.inLine(lock(pottery).build());
		masters.get(0).pause();
		masters.get(1).pause();
		for (int i = 2; i < 5; i++) {
			masters.get(i).command("DEL", this.redisKey);
		}
		// Whether the next one is faster or is given it: it is its own acquisition.
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
			.withMessageStartingWith("The lock '" + this.key + "' was lost: others may hold it, with ");
		masters.allBack();
		Lease taken = next.lease();
		assertThat(taken.locked()).isPositive();
		assertThat(taken.release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void aLeaseThatWasLostUnnoticedIsNotToldToHaveBeenHeld() {
		try (FiveMasters silent = FiveMasters.start("user default on nopass ~* &* +@all -client|tracking");
				OnlyHints deaf = silent.onlyHints()) {
			Redlock lock = deaf.lock(this.key).build();
			Lease lease = lock.acquire();
			silent.awaitHeldByAll(this.redisKey);
			WaitingThread next = silent.refused(lock, deaf.probe());
			for (int i = 0; i < 3; i++) {
				silent.get(i).command("DEL", this.redisKey);
			}
			assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
				.withMessageStartingWith("The lock '" + this.key + "' was lost: others may hold it, with ");
			Lease taken = next.lease();
			assertThat(taken.locked()).isPositive();
			assertThat(taken.release()).isEqualTo(ReleaseOutcome.RELEASED);
		}
	}

	@Test
	void whereItIsRefusedTheLeaseIsGivenUpAllTheSame() {
		Lease lease = acquire(pottery);
		masters.awaitHeldByAll(this.redisKey);
		WaitingThread next = WaitingThread.inLine(lock(pottery).build());
		for (int i = 0; i < 3; i++) {
			masters.get(i).command("ACL", "SETUSER", "default", "-set");
		}
		assertThat(lease.release()).isIn(ReleaseOutcome.UNKNOWN, ReleaseOutcome.RELEASED);
		// Well before they would expire.
		masters.awaitGone(this.redisKey);
		for (int i = 0; i < 3; i++) {
			masters.get(i).command("ACL", "SETUSER", "default", "+set");
		}
		assertThat(next.lease().release()).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void whatAnotherHoldsIsNotHandedOver() {
		Lease lease = acquire(pottery);
		masters.awaitHeldByAll(this.redisKey);
		WaitingThread next = WaitingThread.inLine(lock(pottery).build());
		for (int i = 0; i < 3; i++) {
			masters.get(i).command("SET", this.redisKey, "stranger", "PX", "60000");
		}
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
			.withMessageStartingWith("The lock '" + this.key + "' was lost: others may hold it, with ");
		assertThat(lock(other).build().tryAcquire()).isEmpty();
		assertThat(next.isWaiting()).isTrue();
		for (int i = 0; i < 3; i++) {
			assertThat(masters.get(i).command("GET", this.redisKey)).isEqualTo("stranger");
			assertThat((Long) masters.get(i).command("PTTL", this.redisKey)).isGreaterThan(30_000L);
		}
		for (int i = 0; i < 3; i++) {
			masters.get(i).command("DEL", this.redisKey);
		}
		next.lease().release();
	}

	@Test
	void aLeaseThatIsOverIsNotHandedOverAsIfItWereHeld() {
		Lease lease = Awaitility.await()
			.ignoreExceptions()
			.until(lock(pottery).autoReleaseTime(Duration.ofMillis(300)).build()::acquire, (won) -> true);
		WaitingThread next = WaitingThread.inLine(lock(pottery).build());
		Lease taken = next.lease();
		assertThat(lease.isValid()).isFalse();
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(lease::release)
			.withMessageStartingWith("The lock '" + this.key + "' was lost: its lease ended ");
		assertThat(taken.locked()).isPositive();
		taken.release();
	}

	@Test
	void twoDeadMastersChangeNothing() {
		Lease lease = acquire(pottery);
		List<WaitingThread> waiting = List.of(WaitingThread.inLine(lock(pottery).build()),
				WaitingThread.inLine(lock(pottery).build()));
		masters.get(1).stop();
		masters.get(4).stop();
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
		Lease first = waiting.get(0).lease();
		assertThat(first.locked()).isPositive();
		assertThat(first.release()).isEqualTo(ReleaseOutcome.RELEASED);
		waiting.get(1).lease().release();
		// What a dead master has kept is nobody's any more.
		masters.allBack();
		masters.get(1).command("DEL", this.redisKey);
		masters.get(4).command("DEL", this.redisKey);
	}

	@Test
	void twoHungMastersAreNotWaitedFor() {
		Lease lease = acquire(pottery);
		WaitingThread next = WaitingThread.inLine(lock(pottery).build());
		masters.get(0).pause();
		masters.get(2).pause();
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.RELEASED);
		Lease taken = next.lease();
		// A round would wait for six seconds for those that hang.
		assertThat(taken.remaining()).isGreaterThan(Duration.ofSeconds(25));
		assertThat(taken.release()).isEqualTo(ReleaseOutcome.RELEASED);
		masters.allBack();
		masters.awaitGone(this.redisKey);
	}

	@Test
	void withoutAMajorityNobodyIsGivenAnything() {
		Lease lease = acquire(pottery);
		WaitingThread next = WaitingThread.inLine(lock(pottery).quorumPatience(Duration.ZERO).build());
		for (int i = 0; i < 3; i++) {
			masters.get(i).stop();
		}
		assertThat(lease.release()).isEqualTo(ReleaseOutcome.UNKNOWN);
		assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(next::lease);
		assertThat(masters.holding(this.redisKey)).isZero();
		masters.allBack();
		masters.onEvery("DEL", this.redisKey);
	}

	private RedlockBuilder lock(Pottery client) {
		return FiveMasters.lock(client, this.key);
	}

	private Lease acquire(Pottery client) {
		return lock(client).build().acquire();
	}

}
