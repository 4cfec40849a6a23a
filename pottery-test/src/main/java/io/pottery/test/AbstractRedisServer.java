package io.pottery.test;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a server answers, wherever it runs.
 */
abstract class AbstractRedisServer implements RedisServer {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	/*
	 * Before Redis 7 subcommands are not told apart.
	 */
	private static final Set<String> LOOKING = Set.of("auth", "client", "client|list", "config", "config|get",
			"config|set", "config|resetstat", "info", "ping");

	private static final Pattern COMMAND_STATS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

	private final ServerSettings settings;

	private final String password;

	private final @Nullable Certificate certificate;

	private volatile boolean shared;

	AbstractRedisServer(ServerSettings settings, @Nullable Certificate certificate) {
		this.settings = settings;
		this.password = password();
		this.certificate = certificate;
	}

	private static String password() {
		byte[] bytes = new byte[16];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	final ServerSettings settings() {
		return this.settings;
	}

	final List<String> configuration(int port) {
		return this.settings.configuration(port, this.password, this.certificate);
	}

	@Override
	public final String uri() {
		return (this.settings.tls() ? "rediss" : "redis") + "://" + host() + ":" + port();
	}

	@Override
	public final Path certificate() {
		return requireCertificate().certificate();
	}

	@Override
	public final KeyStore trustStore() {
		return requireCertificate().trustStore();
	}

	private Certificate requireCertificate() {
		if (this.certificate == null) {
			throw new IllegalStateException(this + " has no TLS: ask for it with RedisServer.builder().tls()");
		}
		return this.certificate;
	}

	@Override
	public final void flush() {
		command("FLUSHALL");
	}

	@Override
	public final @Nullable Object command(String name, String... arguments) {
		List<String> words = new ArrayList<>();
		words.add(name);
		words.addAll(List.of(arguments));
		try (RespClient client = connect(TIMEOUT)) {
			return client.command(words);
		}
		catch (RespClient.ErrorReply ex) {
			throw new RedisServerException(this + " answered " + name + " with: " + ex.getMessage(), ex);
		}
		catch (SocketTimeoutException ex) {
			throw new RedisServerException(
					this + " did not answer " + name + " within " + TIMEOUT.toSeconds() + " seconds", ex);
		}
		catch (IOException ex) {
			throw new RedisServerException(this + " could not be asked " + name, ex);
		}
	}

	final RespClient connect(Duration timeout) throws IOException {
		RespClient client = new RespClient(host(), port(), timeout,
				(this.certificate != null) ? this.certificate.context() : null);
		try {
			client.command(List.of("AUTH", ServerSettings.KIT_USER, this.password));
			return client;
		}
		catch (IOException ex) {
			client.close();
			throw ex;
		}
	}

	/**
	 * Says whether this server is ready. An answer cannot come from another one that took
	 * the port, which would not know the password.
	 * @return {@code false} if it does not answer, yet
	 */
	final boolean answers() {
		try (RespClient client = connect(Duration.ofSeconds(1))) {
			return "PONG".equals(client.command(List.of("PING")));
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public final Map<String, Long> commandStats() {
		Map<String, Long> calls = new TreeMap<>();
		Matcher line = COMMAND_STATS.matcher(String.valueOf(command("INFO", "commandstats")));
		while (line.find()) {
			if (!LOOKING.contains(line.group(1))) {
				calls.put(line.group(1), Long.valueOf(line.group(2)));
			}
		}
		return calls;
	}

	@Override
	public final CommandCount count(Runnable block) {
		Map<String, Long> before = commandStats();
		block.run();
		return CommandCount.between(before, commandStats());
	}

	@Override
	public final int clientCount() {
		String clients = String.valueOf(command("CLIENT", "LIST"));
		return (int) clients.lines().filter((line) -> !line.contains(" user=" + ServerSettings.KIT_USER + " ")).count();
	}

	/**
	 * Lets only the end of the JVM end the server.
	 * @return this server
	 */
	final AbstractRedisServer share() {
		this.shared = true;
		return this;
	}

	@Override
	public final void close() {
		if (!this.shared) {
			end();
		}
	}

	/**
	 * Kills the server and deletes its files.
	 */
	abstract void end();

	@Override
	public final String toString() {
		return "Redis server at " + host() + ":" + port();
	}

}
