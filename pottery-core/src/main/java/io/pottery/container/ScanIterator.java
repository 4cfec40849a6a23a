package io.pottery.container;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Pages of a hash or a set, without the repetitions that a resize brings.
 */
final class ScanIterator implements Iterator<List<byte[][]>> {

	private static final byte[] COUNT = "COUNT".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] PAGE = Integer.toString(DefaultContainerCore.CHUNK_ELEMENTS)
		.getBytes(StandardCharsets.US_ASCII);

	private static final byte[] START = { '0' };

	private final ContainerCore core;

	private final String command;

	private final int width;

	private final Fingerprints seen;

	private byte[] cursor = START;

	private boolean last;

	private List<byte[][]> page = List.of();

	ScanIterator(ContainerCore core, String command, int width) {
		this.core = core;
		this.command = command;
		this.width = width;
		this.seen = new Fingerprints(core.settings().distinctElements());
	}

	@Override
	public boolean hasNext() {
		while (this.page.isEmpty() && !this.last) {
			read();
		}
		return !this.page.isEmpty();
	}

	@Override
	public List<byte[][]> next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		List<byte[][]> next = this.page;
		this.page = List.of();
		return next;
	}

	private void read() {
		List<?> reply = this.core.callForList(this.command, this.cursor, COUNT, PAGE);
		this.cursor = (byte[]) reply.get(0);
		this.last = this.cursor.length == 1 && this.cursor[0] == '0';
		List<?> texts = (List<?>) reply.get(1);
		this.page = new ArrayList<>(texts.size() / this.width);
		for (int i = 0; i < texts.size(); i += this.width) {
			if (this.seen.add((byte[]) texts.get(i))) {
				this.page.add(texts.subList(i, i + this.width).toArray(byte[][]::new));
			}
		}
	}

}
