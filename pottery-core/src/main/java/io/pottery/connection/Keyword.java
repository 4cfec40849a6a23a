package io.pottery.connection;

import java.nio.charset.StandardCharsets;

import io.lettuce.core.protocol.ProtocolKeyword;

/**
 * A command as Lettuce sends it. Lettuce knows none of its own constants in it, so it
 * never takes a command for one that a replica may answer.
 *
 * @param command the command
 */
record Keyword(String command) implements ProtocolKeyword {

	@Override
	public byte[] getBytes() {
		return this.command.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public String toString() {
		return this.command;
	}

}
