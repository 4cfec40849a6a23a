package io.pottery.samples.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * One try at a section under a lock, by the monotonic clock that all processes of a
 * machine share.
 *
 * @param key which lock
 * @param owner which thread of all processes
 * @param end how it ended
 * @param asked when the lock was asked for
 * @param entered when the lease was returned
 * @param validUntil when the lease is over at the latest
 * @param left when its release was called
 * @param returned when its release returned
 * @param wrote what was written to the unprotected counter, {@link #NOTHING} if nothing
 * was
 */
record Section(int key, int owner, End end, long asked, long entered, long validUntil, long left, long returned,
		long wrote) {

	static final long NOTHING = -1;

	private static final int WIDTH = 9;

	/**
	 * Tells whether the lock was had.
	 */
	boolean held() {
		return this.end != End.NOT_HAD && this.end != End.FAILED;
	}

	/**
	 * Returns when somebody else may enter.
	 */
	long until() {
		return Math.min(this.left, this.validUntil);
	}

	void writeTo(RecordWriter writer) throws IOException {
		writer.append(this.key, this.owner, this.end.ordinal(), this.asked, this.entered, this.validUntil, this.left,
				this.returned, this.wrote);
	}

	static RecordWriter writer(Path file) throws IOException {
		return new RecordWriter(file, WIDTH);
	}

	static List<Section> readAll(Collection<Path> files) throws IOException {
		return RecordReader.readAll(files, WIDTH,
				(numbers) -> new Section((int) numbers[0], (int) numbers[1], End.values()[(int) numbers[2]], numbers[3],
						numbers[4], numbers[5], numbers[6], numbers[7], numbers[8]));
	}

	/**
	 * How a section can end.
	 */
	enum End {

		/** Released, and a majority said so. */
		RELEASED,

		/** Released, and too few masters said so. */
		UNCONFIRMED,

		/** The lease was over or gone before its release. */
		LOST,

		/** The lock was not had in time. */
		NOT_HAD,

		/** Something else was thrown. */
		FAILED

	}

}
