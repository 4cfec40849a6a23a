package io.pottery.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that outlives this JVM by a moment, to kill its servers and to delete their
 * files. It notices the end of the JVM, whatever the reason, because its standard input
 * ends: the other end of that pipe is held by nobody else.
 */
final class ServerGuard {

	/*
	 * A server is listed by an empty file named after its process.
	 */
	private static final String WATCH = """
			trap '' HUP INT TERM
			read -r line
			for file in "$1"/*/*.pid; do
				pid=${file##*/}
				kill -9 "${pid%.pid}"
			done
			rm -rf "$1"
			""";

	/*
	 * The shell enters its process, which becomes the server's, before it starts the
	 * server: no server can miss in the list.
	 */
	private static final String LAUNCH = """
			: >"$1/$$.pid" && shift && exec "$@" </dev/null
			""";

	private static final Path DIRECTORY;

	private static final List<String> OWN_SESSION;

	/*
	 * Held because the pipe would be closed with it.
	 */
	private static final Process GUARD;

	static {
		try {
			DIRECTORY = Files.createTempDirectory("pottery-redis-");
			OWN_SESSION = ownSession();
			GUARD = builder("/", WATCH, DIRECTORY.toString()).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Nothing can watch over Redis servers here", ex);
		}
	}

	private ServerGuard() {
	}

	/*
	 * In a session of their own, the processes neither get the Ctrl-C that is meant for
	 * this JVM nor die with its process group, so that the servers serve until the last
	 * shutdown hook is done and the guard still sees the end. macOS has no setsid; there
	 * a Ctrl-C ends the servers early.
	 */
	private static List<String> ownSession() {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Arrays.stream(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "setsid"))
			.filter(Files::isExecutable)
			.findFirst()
			.map((setsid) -> List.of(setsid.toString()))
			.orElse(List.of());
	}

	private static ProcessBuilder builder(String directory, String script, String... arguments) {
		List<String> command = new ArrayList<>(OWN_SESSION);
		command.addAll(List.of("sh", "-c", script, "pottery-redis"));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).directory(new File(directory));
	}

	/**
	 * Returns the directory of this JVM, whose subdirectories are the servers'.
	 * @return a directory that only this user may enter
	 */
	static Path directory() {
		return DIRECTORY;
	}

	/**
	 * Starts a server that ends with this JVM.
	 * @param directory the server's directory
	 * @param log the file for what it prints
	 * @param binary its program
	 * @param configuration its configuration file
	 * @return its process
	 * @throws IOException if it cannot be started
	 */
	static Process launch(Path directory, Path log, Path binary, Path configuration) throws IOException {
		if (!GUARD.isAlive()) {
			throw new IOException("The process that ends Redis servers with this JVM was killed");
		}
		Process process = builder(directory.toString(), LAUNCH, directory.toString(), binary.toString(),
				configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start();
		process.getOutputStream().close();
		process.onExit().thenAccept((ended) -> forget(directory, ended));
		return process;
	}

	/**
	 * Takes a process that has ended off the list, since another may get its number.
	 * @param directory the server's directory
	 * @param process its process
	 */
	static void forget(Path directory, Process process) {
		directory.resolve(process.pid() + ".pid").toFile().delete();
	}

	/**
	 * Deletes a directory with all that is in it, if it exists.
	 * @param directory the directory
	 * @throws IOException if something in it cannot be deleted
	 */
	static void delete(Path directory) throws IOException {
		if (!Files.exists(directory)) {
			return;
		}
		List<Path> all;
		try (Stream<Path> walk = Files.walk(directory)) {
			all = walk.sorted((a, b) -> b.compareTo(a)).toList();
		}
		for (Path path : all) {
			Files.deleteIfExists(path);
		}
	}

}
