package io.pottery.samples.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * One call for ids, by the monotonic clock that all processes of a machine share.
 *
 * @param first the first id, {@link #RIVALS} or {@link #MASTERS} where the call failed
 * @param count how many ids there were
 * @param asked when they were asked for
 * @param returned when they were returned
 */
record Draw(long first, int count, long asked, long returned) {

	/** Others were faster in every try. */
	static final long RIVALS = -1;

	/** Too few masters answered. */
	static final long MASTERS = -2;

	private static final int WIDTH = 4;

	boolean succeeded() {
		return this.first >= 0;
	}

	long last() {
		return this.first + this.count - 1;
	}

	void writeTo(RecordWriter writer) throws IOException {
		writer.append(this.first, this.count, this.asked, this.returned);
	}

	static RecordWriter writer(Path file) throws IOException {
		return new RecordWriter(file, WIDTH);
	}

	static List<Draw> readAll(Collection<Path> files) throws IOException {
		return RecordReader.readAll(files, WIDTH,
				(numbers) -> new Draw(numbers[0], (int) numbers[1], numbers[2], numbers[3]));
	}

}
