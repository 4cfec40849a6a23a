package io.pottery.samples.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.lettuce.core.LettuceVersion;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Version;
import org.redisson.Redisson;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.integration.redis.util.RedisLockRegistry;

import io.pottery.test.RedisServers;

/**
 * Measures everything on servers of its own and prints a table in Markdown.
 */
public final class Benchmarks {

	private final RedisServers servers;

	private final Settings settings;

	private final PrintStream progress;

	Benchmarks(RedisServers servers, Settings settings, PrintStream progress) {
		this.servers = servers;
		this.settings = settings;
		this.progress = progress;
	}

	public static void main(String[] args) throws RunnerException {
		try (RedisServers servers = RedisServers.start(Servers.COUNT)) {
			System.setProperty(Servers.PROPERTY, String.join(",", servers.uris()));
			new Benchmarks(servers, Settings.fromSystemProperties(), System.err).run().forEach(System.out::println);
		}
	}

	List<String> run() throws RunnerException {
		double before = load();
		Map<Work, Map<String, Measurements>> measured = new LinkedHashMap<>();
		for (Work work : Work.ALL) {
			this.progress.println("Counting: " + work.label());
			measured.put(work, traffic(work));
		}
		for (int round = 1; round <= this.settings.rounds(); round++) {
			for (Map.Entry<Work, Map<String, Measurements>> entry : measured.entrySet()) {
				this.progress.println("Round " + round + ": " + entry.getKey().label());
				times(entry.getKey())
					.forEach((time) -> of(time.getParams().getParam("peer"), entry.getValue()).add(time));
			}
		}
		List<String> lines = new ArrayList<>();
		lines.add("- " + LocalDate.now() + ": " + this.settings);
		lines.add(String.format(Locale.ROOT, "- %d cores, load average %.1f before and %.1f after",
				Runtime.getRuntime().availableProcessors(), before, load()));
		lines.add("- " + versions());
		lines.add("");
		lines.add(Measurements.head());
		measured.forEach((work, peers) -> lines.addAll(rows(work, peers)));
		return lines;
	}

	private Map<String, Measurements> traffic(Work work) {
		Map<String, Measurements> measurements = new LinkedHashMap<>();
		for (Enum<?> peer : work.peers()) {
			measurements.put(peer.name(),
					new Measurements(Traffic.of(this.servers, work, peer, this.settings.counted())));
		}
		return measurements;
	}

	private Collection<RunResult> times(Work work) throws RunnerException {
		return new Runner(
				new OptionsBuilder().include(Pattern.quote(work.benchmark().getName() + "." + work.method()) + "$")
					.param("peer", work.peers().stream().map(Enum::name).toArray(String[]::new))
					.forks(this.settings.forks())
					.warmupIterations(this.settings.warmups())
					.warmupTime(this.settings.time())
					.measurementIterations(this.settings.iterations())
					.measurementTime(this.settings.time())
					.jvmArgsAppend("-D" + Servers.PROPERTY + "=" + String.join(",", this.servers.uris()))
					.addProfiler(GCProfiler.class)
					.shouldFailOnError(true)
					.verbosity(VerboseMode.SILENT)
					.build())
			.run();
	}

	private static List<String> rows(Work work, Map<String, Measurements> measured) {
		Measurements ours = of(work.ours().name(), measured);
		return work.peers()
			.stream()
			.skip(1)
			.map((peer) -> ours.row(work.label(), peer, of(peer.name(), measured)))
			.toList();
	}

	private static Measurements of(String peer, Map<String, Measurements> measured) {
		return Objects.requireNonNull(measured.get(peer), peer);
	}

	private String versions() {
		return String.format(
				"Java %s, Redis %s, Lettuce %s, Spring Data Redis %s, Spring Integration %s, Redisson %s, JMH %s",
				System.getProperty("java.version"), redis(), LettuceVersion.getVersion().replaceFirst("/.*", ""),
				RedisTemplate.class.getPackage().getImplementationVersion(),
				RedisLockRegistry.class.getPackage().getImplementationVersion(),
				Redisson.class.getPackage().getImplementationVersion(), Version.getPlainVersion());
	}

	private String redis() {
		String info = String.valueOf(this.servers.get(0).command("INFO", "server"));
		return info.lines()
			.filter((line) -> line.startsWith("redis_version:"))
			.findFirst()
			.orElse("redis_version:unknown")
			.substring("redis_version:".length());
	}

	private static double load() {
		return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
	}

}
