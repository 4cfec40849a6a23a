package io.pottery.samples.soak;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of records, each of the same number of {@code long}s. Safe for all threads.
 */
final class RecordWriter implements AutoCloseable {

	private static final int BUFFER = 1 << 16;

	private final DataOutputStream out;

	private final int width;

	RecordWriter(Path file, int width) throws IOException {
		this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
		this.width = width;
	}

	synchronized void append(long... numbers) throws IOException {
		if (numbers.length != this.width) {
			throw new IllegalArgumentException("A record has " + this.width + " numbers, not " + numbers.length);
		}
		for (long number : numbers) {
			this.out.writeLong(number);
		}
	}

	@Override
	public synchronized void close() throws IOException {
		this.out.close();
	}

}
