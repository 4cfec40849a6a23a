package io.pottery.samples.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.redisson.Redisson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pottery.test.RedisServer;

/**
 * Runs scenarios one after the other, prints a table of their figures and writes it to
 * {@code target/soak-figures.md}.
 */
public final class Soak {

	private static final Logger logger = LoggerFactory.getLogger(Soak.class);

	private static final Path FILE = Path.of("target", "soak-figures.md");

	private static final Map<String, Scenario> ALL = new LinkedHashMap<>();

	static {
		ALL.put("sections", () -> Sections.run(Options.of("sections").orElse("sections", 1_000_000)).figures());
		ALL.put("emptyMasters", () -> Sections.run(held(Options.of("emptyMasters"))).figures());
		ALL.put("emptyMastersTrusted",
				() -> Sections.run(held(Options.of("emptyMastersTrusted").orElse("quarantine", false))).figures());
		ALL.put("fenced", () -> PausedClients.run(Options.of("fenced").orElse("fenced", true)).figures());
		ALL.put("unfenced", () -> PausedClients.run(Options.of("unfenced").orElse("fenced", false)).figures());
		ALL.put("hungMasters", () -> HungMasters.run(Options.of("hungMasters")).figures());
		ALL.put("handOff", () -> HandOff.run(Options.of("handOff")).figures());
		ALL.put("handOffJvms", () -> HandOff.run(Options.of("handOffJvms").orElse("clients", 4)).figures());
		ALL.put("droppedNotices",
				() -> HandOff.run(Options.of("droppedNotices").orElse("droppedNotices", 0.01).orElse("clients", 4))
					.figures());
		ALL.put("races", () -> Races.run(Options.of("races")).figures());
		ALL.put("ids", () -> Ids.run(Options.of("ids").orElse("ids", 2_000_000)).figures());
		ALL.put("idsOfEmptyMasters",
				() -> Ids.run(Options.of("idsOfEmptyMasters").orElse("ids", 200_000).orElse("empty", true)).figures());
		ALL.put("idRate", () -> IdRate.run(Options.of("idRate")).figures());
		if (VirtualThreads.areThere()) {
			ALL.put("virtualThreads", () -> VirtualThreads.run(Options.of("virtualThreads")).figures());
		}
		for (String peer : List.of("redisson", "redisson-redlock")) {
			ALL.put("sections-" + peer,
					() -> Sections
						.run(Options.of("sections-" + peer)
							.orElse("locks", peer)
							.orElse("sections", 100_000)
							.orElse("endAfter", 600_000))
						.figures());
			ALL.put("hungMasters-" + peer,
					() -> HungMasters
						.run(Options.of("hungMasters-" + peer)
							.orElse("locks", peer)
							.orElse("blocks", 10)
							.orElse("blockMillis", 4000)
							.orElse("impossible", 10))
						.figures());
		}
	}

	private Soak() {
	}

	public static void main(String[] names) throws Exception {
		run(List.of(names));
	}

	/**
	 * Runs scenarios.
	 * @param names which, all if there are none
	 * @return the figures of what never may happen and did
	 */
	static List<Figure> run(List<String> names) throws IOException {
		// All scenarios share one seed, so that rivals meet the same faults.
		System.setProperty(Options.SEED, Options.of("").text("seed"));
		List<String> lines = new ArrayList<>();
		print("- " + LocalDate.now() + ": " + machine(), lines);
		print("", lines);
		Figure.head().lines().forEach((line) -> print(line, lines));
		List<Figure> violations = new ArrayList<>();
		for (String name : names.isEmpty() ? ALL.keySet() : names) {
			Scenario scenario = ALL.get(name);
			if (scenario == null) {
				throw new IllegalArgumentException("'" + name + "' is not among " + ALL.keySet());
			}
			for (Figure figure : run(name, scenario)) {
				print(figure.row(), lines);
				if (figure.isViolation()) {
					violations.add(figure);
				}
			}
			Files.createDirectories(FILE.toAbsolutePath().getParent());
			Files.write(FILE, lines);
		}
		return violations;
	}

	private static List<Figure> run(String name, Scenario scenario) {
		try {
			return scenario.run();
		}
		catch (Exception ex) {
			// Hours may have gone before, and there is more to come.
			logger.error("The scenario '{}' broke", name, ex);
			return List.of(new Figure(name, "broken", String.valueOf(ex.getMessage()).lines().findFirst().orElse(""),
					Figure.NEVER));
		}
	}

	private static void print(String line, List<String> lines) {
		System.out.println(line);
		lines.add(line);
	}

	private static String machine() {
		OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
		String redis;
		try (RedisServer server = RedisServer.started()) {
			redis = String.valueOf(server.command("INFO", "server"))
				.lines()
				.filter((line) -> line.startsWith("redis_version:"))
				.findFirst()
				.orElse("");
		}
		return Figure.of("%d cores, load average %.1f, Java %s, %s, Redisson %s", system.getAvailableProcessors(),
				system.getSystemLoadAverage(), System.getProperty("java.version"), redis,
				Redisson.class.getPackage().getImplementationVersion());
	}

	/*
	 * Held for long, by many: so that masters forget what they have granted.
	 */
	private static Options held(Options options) {
		return options.orElse("sections", 20_000)
			.orElse("empty", true)
			.orElse("hold", 1000)
			.orElse("threads", 16)
			.orElse("keys", 32);
	}

	private interface Scenario {

		List<Figure> run() throws Exception;

	}

}
