package io.pottery.samples.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that add one to unprotected counters, each under its lock.
 */
final class SectionsClient {

	private static final Logger logger = LoggerFactory.getLogger(SectionsClient.class);

	private final Options options;

	private final LockClient locks;

	private final Counters counters;

	private final RecordWriter records;

	private final Duration wait;

	private final AtomicInteger left;

	private SectionsClient(Options options, LockClient locks, Counters counters, RecordWriter records) {
		this.options = options;
		this.locks = locks;
		this.counters = counters;
		this.records = records;
		this.wait = options.millis("wait");
		this.left = new AtomicInteger(options.integer("quota"));
	}

	static void run(Client client) throws Exception {
		Options options = client.options();
		try (LockClient locks = LockClient.open(options);
				Counters counters = new Counters(options.text("data"));
				RecordWriter records = Section.writer(Path.of(options.text("records")))) {
			SectionsClient sections = new SectionsClient(options, locks, counters, records);
			client.awaitStart();
			Client.inThreads(options.integer("threads"), sections::work);
		}
	}

	static String counter(int key) {
		return "counter-" + key;
	}

	private void work(int thread) throws Exception {
		int owner = this.options.integer("client") * this.options.integer("threads") + thread;
		Random random = new Random(this.options.number("seed") * 1_000_003 + owner);
		int keys = this.options.integer("keys");
		long start = System.nanoTime();
		long most = this.options.millis("endAfter").toNanos();
		while (this.left.getAndDecrement() > 0 && System.nanoTime() - start < most) {
			section(random.nextInt(keys), owner, holdNanos(random)).writeTo(this.records);
		}
	}

	private long holdNanos(Random random) {
		long most = this.options.millis("hold").toNanos();
		return (most > 0) ? random.nextLong(most) : 0;
	}

	private Section section(int key, int owner, long holdNanos) throws InterruptedException {
		long asked = System.nanoTime();
		LockClient.Hold hold;
		try {
			hold = this.locks.acquire("soak-" + key, this.wait);
		}
		catch (RuntimeException ex) {
			return notHeld(key, owner, Section.End.FAILED, asked, ex);
		}
		if (hold == null) {
			return notHeld(key, owner, Section.End.NOT_HAD, asked, null);
		}
		long wrote = Section.NOTHING;
		long value = this.counters.read(counter(key)) + 1;
		if (holdNanos > 0) {
			TimeUnit.NANOSECONDS.sleep(holdNanos);
		}
		if (hold.isValid()) {
			this.counters.write(counter(key), value);
			wrote = value;
		}
		long leaving = System.nanoTime();
		Section.End end;
		try {
			end = hold.release();
		}
		catch (RuntimeException ex) {
			logger.warn("A release failed", ex);
			end = Section.End.UNCONFIRMED;
		}
		return new Section(key, owner, end, asked, hold.since(), hold.validUntil(), leaving, System.nanoTime(), wrote);
	}

	private static Section notHeld(int key, int owner, Section.End end, long asked, @Nullable RuntimeException ex) {
		long now = System.nanoTime();
		logger.warn("Lock {} was not had after {} ms", key, Duration.ofNanos(now - asked).toMillis(), ex);
		return new Section(key, owner, end, asked, now, now, now, now, Section.NOTHING);
	}

}
