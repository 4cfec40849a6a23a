package io.pottery.samples.soak;

import io.pottery.Pottery;

/**
 * A counter on a server that never fails, which several write to.
 */
interface Resource extends AutoCloseable {

	String KEY = "resource";

	/**
	 * Opens the resource that the options ask for.
	 */
	static Resource open(Options options, Pottery pottery) {
		return options.flag("fenced") ? new FencedResource(pottery) : new CarelessResource(options.text("data"));
	}

	/**
	 * Reads the counter, before it is written.
	 * @return the counter, negative where this token is refused
	 */
	long read(long token);

	/**
	 * Writes the counter.
	 * @return which accepted write it was, 0 where it was refused
	 */
	long write(long token, long value);

	@Override
	void close();

}
