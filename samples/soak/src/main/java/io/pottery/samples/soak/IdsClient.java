package io.pottery.samples.soak;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pottery.Pottery;
import io.pottery.quorum.NextId;
import io.pottery.quorum.QuorumException;
import io.pottery.quorum.QuorumImpossibleException;

/**
 * Threads that draw ids, now and then some at once.
 */
final class IdsClient {

	private static final Logger logger = LoggerFactory.getLogger(IdsClient.class);

	private static final int CALLS_FOR_ONE_BLOCK = 16;

	private final Options options;

	private final IntToLongFunction ids;

	private final RecordWriter records;

	private final AtomicInteger left;

	private IdsClient(Options options, IntToLongFunction ids, RecordWriter records) {
		this.options = options;
		this.ids = ids;
		this.records = records;
		this.left = new AtomicInteger(options.integer("quota"));
	}

	static void run(Client client) throws Exception {
		Options options = client.options();
		try (Pottery pottery = PotteryClients.open(options);
				Counters counters = new Counters(options.text("data"));
				RecordWriter records = Draw.writer(Path.of(options.text("records")))) {
			NextId ids = pottery.nextIdBuilder("soak").maxTries(options.integer("maxTries")).build();
			IdsClient draws = new IdsClient(options,
					options.flag("agreed") ? (count) -> agreed(ids, count) : (count) -> careless(counters, count),
					records);
			client.awaitStart();
			Client.inThreads(options.integer("threads"), draws::work);
		}
	}

	private static long agreed(NextId ids, int count) {
		return (count == 1) ? ids.nextLong() : ids.next(count).findFirst().orElseThrow();
	}

	/**
	 * Draws ids that nobody agreed on: what the checks must see.
	 */
	private static long careless(Counters counters, int count) {
		long last = counters.read("ids");
		counters.write("ids", last + count);
		return last + 1;
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
			return new Draw(this.ids.applyAsLong(count), count, asked, System.nanoTime());
		}
		catch (QuorumException ex) {
			logger.debug("No id", ex);
			long cause = (ex instanceof QuorumImpossibleException) ? Draw.MASTERS : Draw.RIVALS;
			return new Draw(cause, count, asked, System.nanoTime());
		}
	}

}
