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

import org.jspecify.annotations.Nullable;

/**
 * What a server answers, wherever it runs.
 */
abstract class AbstractRedisServer implements RedisServer {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final Set<String> LOOKING = Set.of("auth", "client|list", "config", "config|get", "config|set",
			"config|resetstat", "info", "ping");

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
		String prefix = "cmdstat_";
		fields(command("INFO", "commandstats")).forEach((name, value) -> {
			String command = name.substring(prefix.length());
			if (!LOOKING.contains(command)) {
				calls.put(command, Long.valueOf(value.substring("calls=".length(), value.indexOf(','))));
			}
		});
		return calls;
	}

	/**
	 * Splits the answer to {@code INFO}.
	 * @param info the answer
	 * @return the values by name
	 */
	static Map<String, String> fields(@Nullable Object info) {
		Map<String, String> fields = new TreeMap<>();
		String.valueOf(info).lines().filter((line) -> line.indexOf(':') > 0).forEach((line) -> {
			int colon = line.indexOf(':');
			fields.put(line.substring(0, colon), line.substring(colon + 1));
		});
		return fields;
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
