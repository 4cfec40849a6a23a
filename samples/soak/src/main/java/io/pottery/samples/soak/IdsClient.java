package io.pottery.samples.soak;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pottery.Pottery;
import io.pottery.quorum.NextId;
import io.pottery.quorum.QuorumException;

/**
 * Threads that draw ids, now and then some at once.
 */
final class IdsClient {

	private static final Logger logger = LoggerFactory.getLogger(IdsClient.class);

	private static final int CALLS_FOR_ONE_BLOCK = 16;

	private final Options options;

	private final NextId ids;

	private final RecordWriter records;

	private final AtomicInteger left;

	private IdsClient(Options options, NextId ids, RecordWriter records) {
		this.options = options;
		this.ids = ids;
		this.records = records;
		this.left = new AtomicInteger(options.integer("quota"));
	}

	static void run(Client client) throws Exception {
		Options options = client.options();
		try (Pottery pottery = PotteryClients.open(options);
				RecordWriter records = Draw.writer(Path.of(options.text("records")))) {
			NextId ids = pottery.nextIdBuilder("soak").maxTries(options.integer("maxTries")).build();
			IdsClient draws = new IdsClient(options, ids, records);
			client.awaitStart();
			Client.inThreads(options.integer("threads"), draws::work);
		}
	}

	private void work(int thread) throws Exception {
		int owner = this.options.integer("client") * this.options.integer("threads") + thread;
		Random random = new Random(this.options.number("seed") * 1_000_003 + owner);
		int mostInBlock = this.options.integer("block");
		while (this.left.get() > 0) {
			int count = (random.nextInt(CALLS_FOR_ONE_BLOCK) == 0) ? 1 + random.nextInt(mostInBlock) : 1;
			Draw draw = draw(count);
			draw.writeTo(this.records);
			if (draw.succeeded()) {
				this.left.addAndGet(-count);
			}
		}
	}

	private Draw draw(int count) {
		long asked = System.nanoTime();
		try {
			long first = (count == 1) ? this.ids.nextLong() : this.ids.next(count).findFirst().orElseThrow();
			return new Draw(first, count, asked, System.nanoTime());
		}
		catch (QuorumException ex) {
			logger.debug("No id", ex);
			return new Draw(Draw.NONE, count, asked, System.nanoTime());
		}
	}

}
