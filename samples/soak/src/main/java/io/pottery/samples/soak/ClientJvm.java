package io.pottery.samples.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, of one role, that ends with this one.
 */
final class ClientJvm implements AutoCloseable {

	private static final int LOG_LINES = 15;

	private final Process process;

	private final Writer orders;

	private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

	private final Path log;

	private final Map<String, Long> figures = new TreeMap<>();

	ClientJvm(Role role, Options options, Path log) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(options.orElse("jvm", "-Xmx256m -XX:+UseSerialGC -Xshare:auto").text("jvm").split(" ")));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), Client.class.getName(), role.name()));
		command.addAll(options.words());
		this.log = log;
		this.process = new ProcessBuilder(command).redirectError(log.toFile()).start();
		this.orders = this.process.outputWriter();
		Thread listener = new Thread(this::listen, "client-" + this.process.pid());
		listener.setDaemon(true);
		listener.start();
	}

	private void listen() {
		try (BufferedReader reader = this.process.inputReader()) {
			reader.lines().forEach(this.said::add);
		}
		catch (IOException | UncheckedIOException ex) {
			this.said.add(Client.GONE);
		}
		this.said.add(Client.GONE);
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Waits until the client says a word, and keeps the figures that it says before.
	 */
	void await(String word, Duration time) throws InterruptedException, IOException {
		long end = System.nanoTime() + time.toNanos();
		while (true) {
			String line = this.said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (word.equals(line)) {
				return;
			}
			if (line == null || line.equals(Client.GONE)) {
				throw new IllegalStateException("A client did not say '" + word + "' within " + time
						+ ". Its last words:" + System.lineSeparator() + lastWords());
			}
			int equals = line.indexOf('=');
			this.figures.put(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)));
		}
	}

	/**
	 * Returns a figure that the client has said.
	 */
	long figure(String name) {
		return Objects.requireNonNull(this.figures.get(name), name);
	}

	private String lastWords() throws IOException {
		List<String> lines = Files.readAllLines(this.log);
		return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
	}

	void tell(String word) throws IOException {
		this.orders.write(word + "\n");
		this.orders.flush();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

}
