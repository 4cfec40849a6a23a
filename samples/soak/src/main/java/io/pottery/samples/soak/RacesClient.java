package io.pottery.samples.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pottery.Pottery;
import io.pottery.quorum.AcquireInterruptedException;
import io.pottery.quorum.Lease;
import io.pottery.quorum.QuorumException;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.ReleaseUnlockedLockException;

/**
 * Threads that acquire locks, change their minds, extend and release, all at the same
 * moment. After each batch no lock may be left.
 */
final class RacesClient implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RacesClient.class);

	private static final Duration WAIT = Duration.ofSeconds(10);

	/** Rivals, whose tries may split the masters between them. */
	private static final int POTTERIES = 2;

	private final Options options;

	private final List<Pottery> potteries = new ArrayList<>();

	private final Masters masters;

	private final Interrupts interrupts = new Interrupts();

	private final AtomicLong held = new AtomicLong();

	private final AtomicLong givenUp = new AtomicLong();

	private final AtomicLong lost = new AtomicLong();

	private final AtomicLong notHad = new AtomicLong();

	private final AtomicLong flagsLost = new AtomicLong();

	private RacesClient(Options options) {
		this.options = options;
		for (int i = 0; i < POTTERIES; i++) {
			this.potteries.add(PotteryClients.open(options));
		}
		this.masters = new Masters(options.texts("servers"));
	}

	static void run(Client client) throws Exception {
		Options options = client.options();
		try (RacesClient races = new RacesClient(options)) {
			client.awaitStart();
			int batch = options.integer("batch");
			long left = 0;
			int done = 0;
			for (int number = 0; done < options.integer("quota"); number++) {
				races.batch(number, batch);
				left += races.masters.left(keys(options, number), options.millis("grace"));
				done += batch;
			}
			client.say("races", done);
			client.say("left", left);
			client.say("held", races.held.get());
			client.say("givenUp", races.givenUp.get());
			client.say("lost", races.lost.get());
			client.say("notHad", races.notHad.get());
			client.say("flagsLost", races.flagsLost.get());
		}
	}

	private static String keys(Options options, int batch) {
		return "races-" + options.text("client") + "-" + batch + "-";
	}

	private void batch(int number, int size) throws Exception {
		// A long lease shows what was left behind, a short one what is still renewed.
		Duration lease = (number % 2 == 0) ? this.options.millis("lease") : this.options.millis("longLease");
		List<Redlock> locks = new ArrayList<>();
		for (Pottery pottery : this.potteries) {
			for (int i = 0; i < this.options.integer("keys"); i++) {
				locks.add(pottery.redlockBuilder(keys(this.options, number) + i)
					.autoReleaseTime(lease)
					.autoExtend(true)
					.maxExtensions(Integer.MAX_VALUE)
					.failWhenQuorumImpossible(false)
					.build());
			}
		}
		int threads = this.options.integer("threads");
		Client.inThreads(threads, (thread) -> {
			Random random = new Random(this.options.number("seed") * 1_000_003 + number * 1009L + thread);
			for (int i = thread; i < size; i += threads) {
				race(locks.get(random.nextInt(locks.size())), random);
			}
		});
	}

	private void race(Redlock lock, Random random) throws TimeoutException {
		try {
			switch (random.nextInt(4)) {
				case 0 -> interrupted(lock, random);
				case 1 -> cancelled(lock, random);
				case 2 -> timedOut(lock, random);
				default -> hold(lock.acquire(WAIT), random);
			}
		}
		catch (ReleaseUnlockedLockException ex) {
			// A lease of some milliseconds may be over when this thread comes to it.
			this.lost.incrementAndGet();
		}
		catch (QuorumException ex) {
			logger.warn("A lock was not had", ex);
			this.notHad.incrementAndGet();
		}
	}

	private void interrupted(Redlock lock, Random random) {
		Runnable stop = this.interrupts.interruptAfter(micros(random, 3000));
		try {
			Lease lease = lock.acquire(WAIT);
			hold(lease, random);
		}
		catch (AcquireInterruptedException ex) {
			this.givenUp.incrementAndGet();
			if (!Thread.currentThread().isInterrupted()) {
				this.flagsLost.incrementAndGet();
			}
		}
		finally {
			stop.run();
			Thread.interrupted();
		}
	}

	private void cancelled(Redlock lock, Random random) throws TimeoutException {
		CompletableFuture<Lease> future = lock.async().acquire(WAIT);
		pause(micros(random, 3000));
		if (future.cancel(true)) {
			this.givenUp.incrementAndGet();
		}
		else {
			hold(join(future), random);
		}
	}

	private void timedOut(Redlock lock, Random random) {
		CompletableFuture<Lease> future = lock.async()
			.acquire(WAIT)
			.orTimeout(micros(random, 3000).toNanos(), TimeUnit.NANOSECONDS);
		try {
			hold(join(future), random);
		}
		catch (TimeoutException ex) {
			this.givenUp.incrementAndGet();
		}
	}

	private static Lease join(CompletableFuture<Lease> future) throws TimeoutException {
		try {
			return future.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof TimeoutException cause) {
				throw cause;
			}
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	/**
	 * Holds a lease for some renewals, or for none, and releases it.
	 */
	private void hold(Lease lease, Random random) {
		this.held.incrementAndGet();
		pause(micros(random, 12_000));
		if (random.nextInt(4) == 0) {
			lease.extendAsync();
		}
		if (random.nextBoolean()) {
			release(lease);
		}
		else {
			lease.releaseAsync().exceptionally((ex) -> {
				this.lost.incrementAndGet();
				return null;
			});
		}
	}

	private void release(Lease lease) {
		try {
			lease.release();
		}
		catch (QuorumException ex) {
			logger.warn("A release failed", ex);
		}
	}

	private static Duration micros(Random random, int most) {
		return Duration.ofNanos(1000L * random.nextInt(most));
	}

	private static void pause(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
			if (Thread.currentThread().isInterrupted()) {
				return;
			}
			LockSupport.parkNanos(left);
		}
	}

	@Override
	public void close() {
		this.interrupts.close();
		this.masters.close();
		this.potteries.forEach(Pottery::close);
	}

	/**
	 * Interrupts threads after a while, unless they have gone on.
	 */
	private static final class Interrupts implements AutoCloseable {

		private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

		/**
		 * Interrupts this thread after a while.
		 * @return what to call before this thread goes on to something else
		 */
		Runnable interruptAfter(Duration time) {
			Thread thread = Thread.currentThread();
			Object guard = new Object();
			boolean[] over = new boolean[1];
			this.timer.schedule(() -> {
				synchronized (guard) {
					if (!over[0]) {
						thread.interrupt();
					}
				}
			}, time.toNanos(), TimeUnit.NANOSECONDS);
			return () -> {
				synchronized (guard) {
					over[0] = true;
				}
			};
		}

		@Override
		public void close() {
			this.timer.shutdownNow();
		}

	}

}
