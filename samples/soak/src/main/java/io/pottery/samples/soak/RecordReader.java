package io.pottery.samples.soak;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what {@link RecordWriter} wrote.
 */
final class RecordReader {

	private static final int BUFFER = 1 << 16;

	private RecordReader() {
	}

	static <T> List<T> readAll(Collection<Path> files, int width, Function<long[], T> reader) throws IOException {
		List<T> records = new ArrayList<>();
		for (Path file : files) {
			long size = Files.size(file);
			if (size % ((long) width * Long.BYTES) != 0) {
				throw new IOException("'" + file + "' ends within a record");
			}
			try (DataInputStream in = new DataInputStream(
					new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
				for (long left = size / Long.BYTES / width; left > 0; left--) {
					long[] numbers = new long[width];
					for (int i = 0; i < width; i++) {
						numbers[i] = in.readLong();
					}
					records.add(reader.apply(numbers));
				}
			}
		}
		return records;
	}

}
