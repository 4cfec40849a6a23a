package io.pottery.samples.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.pottery.Pottery;
import io.pottery.quorum.Lease;
import io.pottery.quorum.QuorumException;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.ReleaseUnlockedLockException;

/**
 * Threads that add one to a resource, each time under the lock, and think between the
 * last look at their lease and the write.
 */
final class WritesClient {

	private final Options options;

	private final Redlock lock;

	private final Resource resource;

	private final RecordWriter records;

	private final AtomicInteger left;

	private WritesClient(Options options, Pottery pottery, Resource resource, RecordWriter records) {
		this.options = options;
		this.lock = pottery.redlockBuilder("resource")
			.autoReleaseTime(options.millis("lease"))
			.failWhenQuorumImpossible(false)
			.fenced(true)
			.build();
		this.resource = resource;
		this.records = records;
		this.left = new AtomicInteger(options.integer("quota"));
	}

	static void run(Client client) throws Exception {
		Options options = client.options();
		try (Pottery pottery = PotteryClients.open(options);
				Resource resource = Resource.open(options, pottery);
				RecordWriter records = Write.writer(Path.of(options.text("records")))) {
			WritesClient writes = new WritesClient(options, pottery, resource, records);
			client.awaitStart();
			Client.inThreads(options.integer("threads"), writes::work);
		}
	}

	private void work(int thread) throws Exception {
		int owner = this.options.integer("client") * this.options.integer("threads") + thread;
		Random random = new Random(this.options.number("seed") * 1_000_003 + owner);
		while (this.left.get() > 0) {
			try {
				write(random);
			}
			catch (QuorumException | ReleaseUnlockedLockException ex) {
				// A lease that was lost, as it is here now and then: the write stands or
				// it does not.
				continue;
			}
		}
	}

	private void write(Random random) throws Exception {
		Lease lease = this.lock.acquire();
		try {
			long token = lease.fencingToken();
			long value = this.resource.read(token);
			if (value >= 0 && lease.isValid()) {
				think(random);
				long order = this.resource.write(token, value + 1);
				new Write(token, order, lease.isValid()).writeTo(this.records);
				if (order > 0) {
					this.left.decrementAndGet();
				}
			}
		}
		finally {
			lease.close();
		}
	}

	private void think(Random random) throws IOException, InterruptedException {
		if (random.nextDouble() < this.options.share("selfPaused")) {
			Duration pause = this.options.millis("shortestPause");
			Signals.suspend(ProcessHandle.current().pid(), pause).waitFor();
		}
		LockSupport.parkNanos(this.options.millis("think").toNanos());
	}

}
