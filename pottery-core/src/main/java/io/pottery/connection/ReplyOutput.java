package io.pottery.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import org.jspecify.annotations.Nullable;

/**
 * A reply of any shape, the same by RESP2 and RESP3.
 */
final class ReplyOutput extends CommandOutput<byte[], byte[], @Nullable Object> {

	/** Up to here every whole double has its own integer. */
	private static final double EXACT = 1L << 53;

	private final Function<byte[], Object> text;

	/** The lists that are not complete yet, the innermost first. */
	private final Deque<Incomplete> open = new ArrayDeque<>();

	/**
	 * Creates an output.
	 * @param text what becomes of a string
	 */
	ReplyOutput(Function<byte[], Object> text) {
		super(ByteArrayCodec.INSTANCE, null);
		this.text = text;
	}

	@Override
	public void set(@Nullable ByteBuffer bytes) {
		add((bytes != null) ? this.text.apply(ByteArrayCodec.INSTANCE.decodeValue(bytes)) : null);
	}

	@Override
	public void setBigNumber(ByteBuffer bytes) {
		set(bytes);
	}

	@Override
	public void set(long integer) {
		add(integer);
	}

	@Override
	public void set(boolean value) {
		add(value ? 1L : 0L);
	}

	@Override
	public void set(double number) {
		add(this.text.apply(asByResp2(number).getBytes(StandardCharsets.US_ASCII)));
	}

	private static String asByResp2(double number) {
		if (Double.isInfinite(number)) {
			return (number > 0) ? "inf" : "-inf";
		}
		boolean whole = number == Math.rint(number) && Math.abs(number) < EXACT;
		return whole ? Long.toString((long) number) : Double.toString(number);
	}

	@Override
	public void multi(int count) {
		if (count < 0) {
			add(null);
		}
		else if (count == 0) {
			add(new ArrayList<>(0));
		}
		else {
			this.open.push(new Incomplete(new ArrayList<>(count), count));
		}
	}

	private void add(@Nullable Object reply) {
		Object complete = reply;
		while (!this.open.isEmpty()) {
			Incomplete innermost = this.open.element();
			innermost.list.add(complete);
			if (innermost.list.size() < innermost.count) {
				return;
			}
			complete = this.open.remove().list;
		}
		this.output = complete;
	}

	/**
	 * A list on its way.
	 */
	private record Incomplete(List<@Nullable Object> list, int count) {
	}

}
