package io.pottery.samples.soak;

import io.pottery.Pottery;
import io.pottery.collection.FencedValue;
import io.pottery.collection.StaleTokenException;

/**
 * A counter that looks at fencing tokens. Each write adds one, so what it writes is also
 * which write it is.
 */
final class FencedResource implements Resource {

	private final FencedValue<Long> counter;

	FencedResource(Pottery pottery) {
		this.counter = pottery.fencedValue(KEY, Long.class);
	}

	@Override
	public long read(long token) {
		try {
			Long value = this.counter.fence(token);
			return (value != null) ? value : 0;
		}
		catch (StaleTokenException ex) {
			return -1;
		}
	}

	@Override
	public long write(long token, long value) {
		try {
			this.counter.set(token, value);
			return value;
		}
		catch (StaleTokenException ex) {
			return 0;
		}
	}

	@Override
	public void close() {
		// Its Pottery is not its own.
	}

}
