package io.pottery;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.pottery.connection.KeyWaits;
import io.pottery.connection.RedisCommands;
import io.pottery.internal.script.Script;

/**
 * Commands that end with their Pottery, waits included, even where the connection goes
 * on.
 */
final class EndingCommands implements RedisCommands {

	private final RedisCommands commands;

	private final AtomicBoolean ended;

	EndingCommands(RedisCommands commands) {
		this(commands, new AtomicBoolean());
	}

	private EndingCommands(RedisCommands commands, AtomicBoolean ended) {
		this.commands = commands;
		this.ended = ended;
	}

	@Override
	public RedisCommands about(String name, String type) {
		return new EndingCommands(this.commands.about(name, type), this.ended);
	}

	@Override
	public boolean isTogether(String key, String other) {
		return this.commands.isTogether(key, other);
	}

	@Override
	public @Nullable Object call(String command, String key, byte[]... args) {
		check();
		return this.commands.call(command, key, args);
	}

	@Override
	public @Nullable Object run(Script script, List<String> keys, byte[]... args) {
		check();
		return this.commands.run(script, keys, args);
	}

	@Override
	public KeyWaits waits() {
		check();
		return this.commands.waits();
	}

	@Override
	public void close() {
		this.ended.set(true);
		this.commands.close();
	}

	private void check() {
		if (this.ended.get()) {
			throw new IllegalStateException("This Pottery was closed");
		}
	}

	@Override
	public String toString() {
		return this.commands.toString();
	}

}
