package io.pottery.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that is a process of this machine.
 */
final class ProcessRedisServer extends AbstractRedisServer {

	private static final Logger logger = LoggerFactory.getLogger(ProcessRedisServer.class);

	private static final String HOST = "127.0.0.1";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int PORTS_TO_TRY = 20;

	private static final int LOG_LINES = 10;

	/*
	 * The C libraries do not agree on the words.
	 */
	private static final Pattern PORT_TAKEN = Pattern.compile("Address (already )?in use");

	private static final Pattern PASSWORD = Pattern.compile("(?<=\\s)>[^\\s>]\\S*|(?<=(requirepass|masterauth) ).*");

	private final RedisBinary binary;

	private final Path directory;

	private final Path data;

	private final Path log;

	private final Object lifecycle = new Object();

	private volatile int port;

	private volatile @Nullable Process process;

	private volatile boolean paused;

	private boolean closed;

	private ProcessRedisServer(RedisBinary binary, ServerSettings settings, @Nullable Certificate certificate)
			throws IOException {
		super(settings, certificate);
		this.binary = binary;
		this.directory = Files.createTempDirectory(ServerGuard.directory(), "server-");
		this.data = this.directory.resolve("data");
		this.log = this.directory.resolve("redis.log");
	}

	static ProcessRedisServer start(RedisBinary binary, ServerSettings settings) {
		try {
			ProcessRedisServer server = new ProcessRedisServer(binary, settings,
					settings.tls() ? Certificate.ofThisJvm() : null);
			try {
				server.startFirst();
				return server;
			}
			catch (RuntimeException | IOException ex) {
				server.end();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new RedisServerException("A Redis server could not be started", ex);
		}
	}

	private void startFirst() throws IOException {
		int fixed = settings().port();
		for (int tries = 1;; tries++) {
			this.port = (fixed > 0) ? fixed : FreePort.find(settings().cluster());
			if (launch()) {
				return;
			}
			if (fixed > 0 || tries == PORTS_TO_TRY) {
				throw portTaken();
			}
		}
	}

	@Override
	public void start() {
		startAgain(false);
	}

	@Override
	public void startEmpty() {
		startAgain(true);
	}

	private void startAgain(boolean empty) {
		synchronized (this.lifecycle) {
			if (this.closed) {
				throw new IllegalStateException(this + " is closed");
			}
			if (isRunning()) {
				throw new IllegalStateException(this + " is running: stop() it first");
			}
			try {
				if (empty) {
					ServerGuard.delete(this.data);
				}
				if (!launch()) {
					throw portTaken();
				}
			}
			catch (IOException ex) {
				throw new RedisServerException(this + " could not be started", ex);
			}
		}
	}

	private RedisServerException portTaken() {
		return new RedisServerException(this + " could not be started: another process has its port");
	}

	/**
	 * Starts the process and waits until it answers.
	 * @return {@code false} if another process has the port
	 * @throws IOException if there can be no process
	 */
	private boolean launch() throws IOException {
		List<String> lines = new ArrayList<>(configuration(this.port));
		lines.add(0, "bind " + HOST);
		lines.add(1, ServerSettings.directive("dir", this.data.toString()));
		if (this.binary.restrictsDebug()) {
			lines.add(2, "enable-debug-command local");
		}
		Files.createDirectories(this.data);
		Path configuration = Files.write(this.directory.resolve("redis.conf"), lines);
		Files.deleteIfExists(this.log);
		this.paused = false;
		Process launched = ServerGuard.launch(this.directory, this.log, this.binary.path(), configuration);
		this.process = launched;
		try {
			return awaitReady(launched);
		}
		catch (RuntimeException | IOException ex) {
			stop();
			throw ex;
		}
	}

	private boolean awaitReady(Process launched) throws IOException {
		long start = System.nanoTime();
		while (System.nanoTime() - start < PATIENCE.toNanos()) {
			if (!launched.isAlive()) {
				String printed = printed();
				if (PORT_TAKEN.matcher(printed).find()) {
					return false;
				}
				throw ended(launched.exitValue(), printed);
			}
			if (answers()) {
				return true;
			}
			Pause.briefly();
		}
		throw new RedisServerException(
				this + " did not answer within " + PATIENCE.toSeconds() + " seconds" + lastWords(printed()));
	}

	private RedisServerException ended(int exitValue, String printed) {
		if (settings().tls() && printed.contains("Bad directive") && printed.contains("tls-")) {
			return new RedisServerException("'" + this.binary.path()
					+ "' was built without TLS: install a redis-server "
					+ "or valkey-server with TLS on the PATH (apt-get install redis-server, dnf install valkey, "
					+ "brew install redis), or name one by the system property '" + RedisBinary.PROPERTY + "'");
		}
		return new RedisServerException(this + " ended at once with exit code " + exitValue + lastWords(printed));
	}

	private String printed() throws IOException {
		return Files.readString(this.log, StandardCharsets.UTF_8);
	}

	/*
	 * A server that dislikes a line of its configuration prints it, passwords included.
	 */
	private static String lastWords(String printed) {
		List<String> lines = printed.lines().toList();
		String end = String.join(System.lineSeparator(),
				lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
		return ". Its last words:" + System.lineSeparator() + PASSWORD.matcher(end).replaceAll("***");
	}

	@Override
	public String host() {
		return HOST;
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public long pid() {
		return running().pid();
	}

	private Process running() {
		Process current = this.process;
		if (current == null || !current.isAlive()) {
			throw new IllegalStateException(this + " is not running");
		}
		return current;
	}

	@Override
	public boolean isRunning() {
		Process current = this.process;
		return current != null && current.isAlive();
	}

	@Override
	public boolean isPaused() {
		return this.paused && isRunning();
	}

	@Override
	public void stop() {
		synchronized (this.lifecycle) {
			Process current = this.process;
			if (current != null) {
				current.destroyForcibly();
				current.onExit().join();
				ServerGuard.forget(this.directory, current);
			}
			this.paused = false;
		}
	}

	@Override
	public void pause() {
		synchronized (this.lifecycle) {
			signal("STOP");
			this.paused = true;
		}
	}

	@Override
	public void resume() {
		synchronized (this.lifecycle) {
			signal("CONT");
			this.paused = false;
		}
	}

	private void signal(String name) {
		String pid = String.valueOf(running().pid());
		try {
			Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "kill", name, pid).inheritIO()
				.start();
			if (kill.onExit().join().exitValue() != 0) {
				throw new IllegalStateException(this + " could not be sent SIG" + name);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this + " could not be sent SIG" + name, ex);
		}
	}

	@Override
	void end() {
		synchronized (this.lifecycle) {
			this.closed = true;
			stop();
			try {
				ServerGuard.delete(this.directory);
			}
			catch (IOException ex) {
				logger.warn("The directory of {} is deleted with this JVM, since now it could not be", this, ex);
			}
		}
	}

}
