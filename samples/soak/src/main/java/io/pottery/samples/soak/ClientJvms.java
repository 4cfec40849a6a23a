package io.pottery.samples.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Several client JVMs that start at the same moment.
 */
final class ClientJvms implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(120);

	private final Path directory;

	private final List<ClientJvm> clients = new ArrayList<>();

	private final List<Path> records = new ArrayList<>();

	private ClientJvms(Path directory) {
		this.directory = directory;
	}

	/**
	 * Starts the clients and waits until all are connected. Each is told its number as
	 * {@code client} and where to write its records as {@code records}.
	 */
	static ClientJvms start(Role role, Options options, int count) throws IOException, InterruptedException {
		Path parent = Files.createDirectories(Path.of("target", "soak"));
		ClientJvms jvms = new ClientJvms(Files.createTempDirectory(parent, options.text("scenario") + "-"));
		try {
			for (int i = 0; i < count; i++) {
				Path records = jvms.directory.resolve("client-" + i + ".records");
				jvms.records.add(records);
				jvms.clients.add(new ClientJvm(role, options.with("client", i).with("records", records),
						jvms.directory.resolve("client-" + i + ".log")));
			}
			jvms.await(Client.READY, START);
			return jvms;
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			jvms.close();
			throw ex;
		}
	}

	ClientJvm get(int index) {
		return this.clients.get(index);
	}

	int size() {
		return this.clients.size();
	}

	void go() throws IOException {
		for (ClientJvm client : this.clients) {
			client.tell(Client.GO);
		}
	}

	void awaitDone(Duration time) throws IOException, InterruptedException {
		await(Client.DONE, time);
	}

	private void await(String word, Duration time) throws IOException, InterruptedException {
		long end = System.nanoTime() + time.toNanos();
		for (ClientJvm client : this.clients) {
			client.await(word, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
		}
	}

	/**
	 * Returns the files of the records, complete when the clients are done.
	 */
	List<Path> records() {
		return this.records;
	}

	/**
	 * Deletes what was written, which nobody needs to look into.
	 */
	void forget() throws IOException {
		for (Path file : this.records) {
			Files.deleteIfExists(file);
		}
	}

	@Override
	public void close() {
		this.clients.forEach(ClientJvm::close);
	}

	@Override
	public String toString() {
		return this.directory.toString();
	}

}
