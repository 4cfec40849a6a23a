package io.pottery.test;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that is a Redis server.
 *
 * @param path where it is
 * @param major its major version
 * @param minor its minor version
 */
record RedisBinary(Path path, int major, int minor) {

	/**
	 * The system property that chooses the program.
	 */
	static final String PROPERTY = "pottery.test.redis";

	private static final String BUNDLED = "bundled";

	private static final String BUNDLED_VERSION = "7.0.15";

	private static final Pattern VERSION = Pattern.compile("\\bv=(\\d+)\\.(\\d+)");

	private static final Logger logger = LoggerFactory.getLogger(RedisBinary.class);

	private static final Map<String, RedisBinary> found = new HashMap<>();

	/**
	 * Finds the program.
	 * @param choice the value of the property: empty, {@code bundled} or an absolute path
	 * @return the program
	 * @throws RedisServerException if there is none
	 */
	static synchronized RedisBinary find(String choice) {
		RedisBinary binary = found.get(choice);
		if (binary == null) {
			binary = search(choice);
			found.put(choice, binary);
		}
		return binary;
	}

	private static RedisBinary search(String choice) {
		if (choice.isEmpty()) {
			return on(System.getenv("PATH")).orElseGet(() -> find(BUNDLED));
		}
		RedisBinary binary = choice.equals(BUNDLED) ? bundled() : chosen(choice);
		logger.debug("Redis servers run '{}', version {}.{}", binary.path, binary.major, binary.minor);
		return binary;
	}

	private static RedisBinary chosen(String choice) {
		Path path = Path.of(choice);
		if (!path.isAbsolute()) {
			throw new IllegalArgumentException("'" + PROPERTY + "' must be 'bundled', 'docker:IMAGE' or the absolute "
					+ "path of a redis-server or valkey-server, was '" + choice + "'");
		}
		return probe(path).orElseThrow(() -> new RedisServerException(
				"'" + path + "', named by the system property '" + PROPERTY + "', is no Redis server that runs here"));
	}

	/**
	 * Finds a program that is new enough.
	 * @param path the folders to look in, in the notation of the {@code PATH}
	 * @return the program, a {@code redis-server} rather than a {@code valkey-server}
	 */
	static Optional<RedisBinary> on(@Nullable String path) {
		if (path == null) {
			return Optional.empty();
		}
		return Stream.of("redis-server", "valkey-server")
			.flatMap((name) -> Arrays.stream(path.split(File.pathSeparator)).map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.map(RedisBinary::probe)
			.flatMap(Optional::stream)
			.filter(RedisBinary::isSupported)
			.findFirst();
	}

	private static RedisBinary bundled() {
		String name = "redis-server-" + BUNDLED_VERSION + "-" + platform();
		try (InputStream resource = RedisBinary.class.getResourceAsStream("/" + name)) {
			if (resource != null) {
				Path path = ServerGuard.directory().resolve(name);
				Files.copy(resource, path);
				if (path.toFile().setExecutable(true)) {
					return probe(path).orElseThrow(() -> new RedisServerException("'" + path + "' does not run here"));
				}
			}
		}
		catch (IOException ex) {
			throw new RedisServerException("The bundled Redis server could not be unpacked", ex);
		}
		throw new RedisServerException("There is no Redis server for this machine (" + platform()
				+ "): install redis-server 6.2 or valkey-server 7.2 or newer on the PATH (apt-get install redis-server, "
				+ "dnf install valkey, brew install redis), or set the system property '" + PROPERTY
				+ "' to the absolute path of one or to docker:IMAGE");
	}

	private static String platform() {
		String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
		return (os.startsWith("mac") ? "darwin" : os) + "-" + switch (architecture) {
			case "amd64", "x86_64" -> "amd64";
			case "aarch64", "arm64" -> "arm64";
			case "x86", "i386", "i486", "i586", "i686" -> "386";
			default -> architecture;
		};
	}

	private static Optional<RedisBinary> probe(Path path) {
		try {
			Process process = new ProcessBuilder(path.toString(), "--version").redirectErrorStream(true).start();
			process.getOutputStream().close();
			Matcher version = VERSION
				.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
			return version.find() ? Optional
				.of(new RedisBinary(path, Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
					: Optional.empty();
		}
		catch (IOException ex) {
			logger.debug("'{}' does not run", path, ex);
			return Optional.empty();
		}
	}

	private boolean isSupported() {
		return this.major > 6 || (this.major == 6 && this.minor >= 2);
	}

	/**
	 * Says whether the server wants to be told who may use {@code DEBUG}.
	 * @return {@code false} if it does not know the directive and lets everybody
	 */
	boolean restrictsDebug() {
		return this.major >= 7;
	}

}
