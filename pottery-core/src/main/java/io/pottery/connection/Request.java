package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.pottery.internal.script.Script;

/**
 * One command with its keys told from its other arguments, so that a cluster can route
 * it.
 *
 * @param command the command
 * @param what what exceptions call it
 * @param head what stands between the command and the keys
 * @param keys the keys
 * @param args what follows the keys
 */
record Request(String command, String what, List<String> head, List<byte[]> keys, byte[]... args) {

	static Request of(String command, String key, byte[]... args) {
		return new Request(command, command, List.of(), List.of(bytes(key)), args);
	}

	static Request evalSha(Script script, List<String> keys, byte[]... args) {
		return eval("EVALSHA", script, script.sha1(), keys, args);
	}

	static Request eval(Script script, List<String> keys, byte[]... args) {
		return eval("EVAL", script, script.source(), keys, args);
	}

	private static Request eval(String command, Script script, String text, List<String> keys, byte[]... args) {
		return new Request(command, "the script '" + script + "'", List.of(text, Integer.toString(keys.size())),
				keys.stream().map(Request::bytes).toList(), args);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
