package io.pottery.samples.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * One write to a resource under a lock.
 *
 * @param token the fencing token of the lease
 * @param order which of all accepted writes it was, as the resource counts; 0 where it
 * was refused
 * @param valid whether the lease was still valid when the answer came
 */
record Write(long token, long order, boolean valid) {

	private static final int WIDTH = 3;

	boolean accepted() {
		return this.order > 0;
	}

	void writeTo(RecordWriter writer) throws IOException {
		writer.append(this.token, this.order, this.valid ? 1 : 0);
	}

	static RecordWriter writer(Path file) throws IOException {
		return new RecordWriter(file, WIDTH);
	}

	static List<Write> readAll(Collection<Path> files) throws IOException {
		return RecordReader.readAll(files, WIDTH, (numbers) -> new Write(numbers[0], numbers[1], numbers[2] != 0));
	}

}
