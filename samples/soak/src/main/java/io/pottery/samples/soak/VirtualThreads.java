package io.pottery.samples.soak;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import io.pottery.Pottery;
import io.pottery.quorum.Lease;
import io.pottery.quorum.Redlock;

/**
 * Virtual threads that all wait for one lock: what they cost in connections, and whether
 * one of them keeps its carrier while it waits. Java 21 or newer.
 */
final class VirtualThreads {

	private static final String PINNED = "jdk.VirtualThreadPinned";

	private VirtualThreads() {
	}

	static boolean areThere() {
		return Runtime.version().feature() >= 21;
	}

	static Options defaults(Options options) {
		return options.orElse("waiters", 10_000)
			.orElse("limit", 600_000)
			.orElse("maxLease", 30_000)
			.orElse("quarantine", true)
			.orElse("masterTimeout", 2000);
	}

	static Result run(Options given) throws IOException, InterruptedException {
		Options options = defaults(given);
		try (Recording recording = new Recording();
				Fleet fleet = Fleet.start(5, options.number("seed"));
				Pottery pottery = PotteryClients.open(options.with("masters", fleet.uris()))) {
			recording.enable(PINNED).withoutThreshold().withStackTrace();
			recording.start();
			Redlock lock = pottery.redlockBuilder("virtual").autoExtend(true).maxExtensions(Integer.MAX_VALUE).build();
			long[] unprotected = new long[1];
			List<Thread> threads = new ArrayList<>();
			List<Integer> before = connections(fleet);
			List<Integer> meanwhile;
			long end = System.nanoTime() + options.millis("limit").toNanos();
			try (Lease first = lock.acquire()) {
				for (int i = 0; i < options.integer("waiters"); i++) {
					threads.add(startVirtual(() -> {
						try (Lease mine = lock.acquire()) {
							unprotected[0]++;
						}
					}));
				}
				while (!threads.stream().allMatch((thread) -> thread.getState() == Thread.State.WAITING)) {
					if (System.nanoTime() > end) {
						throw new IllegalStateException("Not all threads began to wait");
					}
					Thread.yield();
				}
				meanwhile = connections(fleet);
			}
			long start = System.nanoTime();
			for (Thread thread : threads) {
				thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
			}
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			List<RecordedEvent> pinned = events(recording);
			return new Result(options, unprotected[0], before, meanwhile, connections(fleet), pinned.size(),
					pinned.stream().filter(VirtualThreads::isOurs).count(), took);
		}
	}

	private static List<RecordedEvent> events(Recording recording) throws IOException {
		recording.stop();
		Path file = Files.createTempFile("virtual-threads", ".jfr");
		try {
			recording.dump(file);
			return RecordingFile.readAllEvents(file);
		}
		finally {
			Files.delete(file);
		}
	}

	private static boolean isOurs(RecordedEvent event) {
		return event.getStackTrace() == null || event.getStackTrace()
			.getFrames()
			.stream()
			.anyMatch((frame) -> frame.getMethod().getType().getName().startsWith("io.pottery."));
	}

	/**
	 * Counts the connections to each master, the one that asks included.
	 */
	private static List<Integer> connections(Fleet fleet) {
		return IntStream.range(0, fleet.size())
			.map((master) -> String.valueOf(fleet.master(master).command("INFO", "clients"))
				.lines()
				.filter((line) -> line.startsWith("connected_clients:"))
				.mapToInt((line) -> Integer.parseInt(line.substring(line.indexOf(':') + 1).trim()))
				.sum())
			.boxed()
			.toList();
	}

	/** As this is compiled for Java 17. */
	private static Thread startVirtual(Runnable work) {
		try {
			Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
			return (Thread) start.invoke(null, work);
		}
		catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException("There are no virtual threads in Java " + Runtime.version(), ex);
		}
	}

	/**
	 * What came out.
	 *
	 * @param options what was asked for
	 * @param sections how often the lock was had, counted under it
	 * @param before connections to each master while nobody waited
	 * @param meanwhile the same while all waited
	 * @param after the same when all were done
	 * @param pinned how often a waiting thread kept its carrier
	 * @param pinnedByUs how often with code of ours on the stack
	 * @param took how long it took until all had had the lock
	 */
	record Result(Options options, long sections, List<Integer> before, List<Integer> meanwhile, List<Integer> after,
			long pinned, long pinnedByUs, Duration took) {

		List<Figure> figures() {
			String scenario = "virtualThreads";
			return List.of(
					new Figure(scenario, "waiters, had the lock",
							Figure.of("%,d, %,d", this.options.integer("waiters"), this.sections), ""),
					new Figure(scenario, "not had", Long.toString(this.options.integer("waiters") - this.sections),
							Figure.NEVER),
					new Figure(scenario, "connections to each master: before; meanwhile; after",
							this.before + "; " + this.meanwhile + "; " + this.after, "constant"),
					new Figure(scenario, "more connections than before",
							Integer.toString(more(this.meanwhile) + more(this.after)), Figure.NEVER),
					new Figure(scenario, "carriers kept", Long.toString(this.pinned), ""),
					new Figure(scenario, "carriers kept by us", Long.toString(this.pinnedByUs), Figure.NEVER),
					new Figure(scenario, "hand-overs per second",
							Figure.of("%,.0f", 1e9 * this.sections / this.took.toNanos()), ""));
		}

		private int more(List<Integer> counts) {
			return IntStream.range(0, counts.size())
				.map((master) -> Math.max(0, counts.get(master) - this.before.get(master)))
				.sum();
		}

	}

}
