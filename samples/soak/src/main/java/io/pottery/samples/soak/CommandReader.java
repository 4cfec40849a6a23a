package io.pottery.samples.soak;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts the commands of one connection together.
 */
final class CommandReader {

	private final Consumer<List<byte[]>> commands;

	private byte[] held = new byte[0];

	CommandReader(Consumer<List<byte[]>> commands) {
		this.commands = commands;
	}

	void read(byte[] bytes, int length) {
		byte[] all = Arrays.copyOf(this.held, this.held.length + length);
		System.arraycopy(bytes, 0, all, this.held.length, length);
		int start = 0;
		for (int end = RespFrame.end(all, start); end > 0; end = RespFrame.end(all, start)) {
			this.commands.accept(words(all, start));
			start = end;
		}
		this.held = Arrays.copyOfRange(all, start, all.length);
	}

	private static List<byte[]> words(byte[] all, int start) {
		List<byte[]> words = new ArrayList<>();
		int line = lineEnd(all, start);
		int count = number(all, start, line);
		for (int i = 0; i < count; i++) {
			int text = lineEnd(all, line);
			int length = number(all, line, text);
			words.add(Arrays.copyOfRange(all, text, text + length));
			line = text + length + 2;
		}
		return words;
	}

	private static int number(byte[] all, int start, int end) {
		return Integer.parseInt(new String(all, start + 1, end - start - 3, StandardCharsets.US_ASCII));
	}

	private static int lineEnd(byte[] all, int start) {
		int end = start;
		while (all[end] != '\n') {
			end++;
		}
		return end + 1;
	}

}
