package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

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

	/** Commands that change nothing, as far as they are sent. */
	private static final Set<String> READS = Set.of("BITCOUNT", "EXISTS", "GET", "HEXISTS", "HGET", "HGETALL", "HLEN",
			"HMGET", "HSCAN", "LINDEX", "LLEN", "LPOS", "LRANGE", "PFCOUNT", "PTTL", "SCARD", "SISMEMBER", "SMEMBERS",
			"SMISMEMBER", "SSCAN", "STRLEN", "TYPE", "XLEN", "XRANGE");

	/**
	 * Tells whether nothing is lost where the answer is, and nothing done twice where the
	 * command is sent again.
	 * @return whether it is a command that only reads; a script is taken for none
	 */
	boolean isRead() {
		return READS.contains(this.command);
	}

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
