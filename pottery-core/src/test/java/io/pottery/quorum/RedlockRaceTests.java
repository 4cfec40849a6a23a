package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.connection.MasterConnections;
import io.pottery.connection.MasterSettings;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Acquisitions, interrupts, cancellations and releases in each other's way, on leases of
 * 15 ms that are renewed every 5 ms. {@code -Dpottery.races=1000000} runs more of them.
 */
class RedlockRaceTests {

	private static final int RACES = Integer.getInteger("pottery.races", 20_000);

	private static final int THREADS = 8;

	private static final int KEYS = 6;

	private static final Duration LEASE = Duration.ofMillis(15);

	private static final long PERIOD_NANOS = LEASE.toNanos() / 3;

	private static final Duration CONNECT = Duration.ofSeconds(10);

	private static RedisServers masters;

	private static MasterConnections connections;

	private final List<RecordingMaster> recorders = connections.masters().stream().map(RecordingMaster::new).toList();

	private final String prefix = KeyNames.fresh();

	private final LongAdder held = new LongAdder();

	private final LongAdder released = new LongAdder();

	private final LongAdder lost = new LongAdder();

	private final LongAdder told = new LongAdder();

	private final LongAdder givenUp = new LongAdder();

	private final LongAdder notHad = new LongAdder();

	private final LongAdder leakedInterrupts = new LongAdder();

	private final ScheduledExecutorService nemesis = Executors.newScheduledThreadPool(2);

	@BeforeAll
	static void startMasters() {
		masters = RedisServers.builder().count(5).start();
		connections = MasterConnections.open(masters.uris()
			.stream()
			.map((uri) -> new MasterSettings(List.of(uri), null, null, null, CONNECT, null, null, null))
			.toList(), null);
	}

	@AfterAll
	static void stopMasters() {
		connections.close();
		masters.close();
	}

	@Test
	void nothingIsRenewedAfterItsReleaseAndNothingIsLeft() throws Exception {
		long began = System.nanoTime();
		try (Quorum quorum = Quorum.builder()
			.masters(this.recorders)
			.scheduler(connections.scheduler())
			.executor(new CompletableFuture<>().defaultExecutor())
			.keyPrefix(this.prefix)
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.build()) {
			ExecutorService threads = Executors.newFixedThreadPool(THREADS);
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				all.add(threads.submit(() -> race(quorum, RACES / THREADS)));
			}
			for (Future<?> one : all) {
				one.get();
			}
			threads.shutdown();
			nothingIsLeft();
		}
		this.nemesis.shutdownNow();
		System.out.printf(
				"%,d races in %,d s: %,d leases held, %,d released in time, %,d lost (%,d told), %,d given up, "
						+ "%,d not had, %,d renewals of which %,d after the release, %,d interrupts too late%n",
				RACES, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), this.held.sum(), this.released.sum(),
				this.lost.sum(), this.told.sum(), this.givenUp.sum(), this.notHad.sum(),
				this.recorders.stream().mapToLong((master) -> master.renewals.sum()).sum(),
				this.recorders.stream().mapToLong((master) -> master.renewalsAfterRelease.sum()).sum(),
				this.leakedInterrupts.sum());
		assertThat(this.recorders).allSatisfy((master) -> assertThat(master.renewalsAfterRelease.sum()).isZero());
		assertThat(this.leakedInterrupts.sum()).as("interrupts after the release").isZero();
		assertThat(this.held.sum()).isGreaterThan(RACES / 10);
		assertThat(this.recorders.get(0).renewals.sum()).isGreaterThan(RACES / 50);
	}

	private void race(Quorum quorum, int times) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		for (int i = 0; i < times; i++) {
			Redlock lock = quorum.redlock("k" + random.nextInt(KEYS))
				.autoReleaseTime(LEASE)
				.autoExtend(true)
				.interruptOnLost(true)
				.maxExtensions(random.nextBoolean() ? Integer.MAX_VALUE : 2)
				.build();
			switch (random.nextInt(4)) {
				case 0 -> interrupted(lock, random);
				case 1 -> cancelled(lock.async(), random);
				case 2 -> heldByAThread(lock, random);
				default -> heldByNone(lock.async(), random);
			}
		}
	}

	private void interrupted(Redlock lock, ThreadLocalRandom random) {
		Thread me = Thread.currentThread();
		CountDownLatch done = new CountDownLatch(1);
		this.nemesis.schedule(() -> {
			me.interrupt();
			done.countDown();
		}, random.nextLong(2 * PERIOD_NANOS), TimeUnit.NANOSECONDS);
		try {
			Lease lease = lock.acquire(LEASE.multipliedBy(2));
			this.held.increment();
			release(lease);
		}
		catch (QuorumException ex) {
			((ex instanceof AcquireInterruptedException) ? this.givenUp : this.notHad).increment();
		}
		Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
			Thread.interrupted();
			return done.getCount() == 0;
		});
		Thread.interrupted();
	}

	private void cancelled(AsyncRedlock lock, ThreadLocalRandom random) {
		CompletableFuture<Lease> wait = random.nextBoolean() ? lock.acquire(LEASE.multipliedBy(2)) : lock.acquire();
		CountDownLatch done = new CountDownLatch(1);
		this.nemesis.schedule(() -> {
			wait.cancel(true);
			done.countDown();
		}, random.nextLong(2 * PERIOD_NANOS), TimeUnit.NANOSECONDS);
		heldOrNot(wait, 0);
	}

	private void heldByAThread(Redlock lock, ThreadLocalRandom random) {
		try {
			Lease lease = lock.acquire(LEASE.multipliedBy(2));
			this.held.increment();
			lease.onLost((loss) -> this.told.increment());
			work(random);
			release(lease);
			// Whatever came until now was meant for this lease.
			Thread.interrupted();
			LockSupport.parkNanos(random.nextLong(PERIOD_NANOS));
			if (Thread.interrupted()) {
				this.leakedInterrupts.increment();
			}
		}
		catch (QuorumException ex) {
			this.notHad.increment();
		}
	}

	private void heldByNone(AsyncRedlock lock, ThreadLocalRandom random) {
		heldOrNot(lock.acquire(LEASE.multipliedBy(2)), random.nextLong(3 * PERIOD_NANOS));
	}

	private void heldOrNot(CompletableFuture<Lease> wait, long workNanos) {
		try {
			Lease lease = wait.join();
			this.held.increment();
			LockSupport.parkNanos(workNanos);
			release(lease);
		}
		catch (CancellationException ex) {
			this.givenUp.increment();
		}
		catch (CompletionException ex) {
			this.notHad.increment();
		}
	}

	private static void work(ThreadLocalRandom random) {
		LockSupport.parkNanos(random.nextLong(3 * PERIOD_NANOS));
	}

	private void release(Lease lease) {
		try {
			lease.release();
			this.released.increment();
		}
		catch (ReleaseUnlockedLockException ex) {
			this.lost.increment();
		}
	}

	private void nothingIsLeft() {
		long[] renewals = new long[1];
		Awaitility.await().pollInterval(LEASE.multipliedBy(4)).until(() -> {
			long before = renewals[0];
			renewals[0] = this.recorders.stream().mapToLong((master) -> master.renewals.sum()).sum();
			return renewals[0] == before;
		});
		for (RedisServer master : masters) {
			for (int i = 0; i < KEYS; i++) {
				assertThat(master.command("EXISTS", "redlock:" + this.prefix + "k" + i)).isEqualTo(0L);
			}
		}
	}

}
