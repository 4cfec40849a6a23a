package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.pottery.exception.ServerRefusalException;
import io.pottery.exception.ServerUnavailableException;
import io.pottery.exception.WrongTypeException;
import io.pottery.internal.script.Script;

/**
 * Commands over the connections of a Spring Data factory.
 */
final class DefaultRedisCommands implements RedisCommands {

	private final CommandChannel channel;

	private final KeyWaits waits;

	private final @Nullable String name;

	private final @Nullable String type;

	DefaultRedisCommands(RedisConnectionFactory factory) {
		this.channel = new CommandChannel(Objects.requireNonNull(factory, "factory"));
		this.waits = new WaitingLines(factory, this.channel.toString());
		this.name = null;
		this.type = null;
	}

	private DefaultRedisCommands(DefaultRedisCommands other, String name, String type) {
		this.channel = other.channel;
		this.waits = other.waits;
		this.name = name;
		this.type = type;
	}

	@Override
	public RedisCommands about(String name, String type) {
		return new DefaultRedisCommands(this, Objects.requireNonNull(name, "name"),
				Objects.requireNonNull(type, "type"));
	}

	@Override
	public boolean isTogether(String key, String other) {
		return this.channel.isTogether(key, other);
	}

	@Override
	public @Nullable Object call(String command, String key, byte[]... args) {
		Request request = Request.of(command, key, args);
		try {
			return this.channel.send(request);
		}
		catch (ErrorReplyException ex) {
			throw refused(request, key, ex);
		}
		catch (NoReplyException ex) {
			throw unavailable(request, key, ex);
		}
	}

	@Override
	public @Nullable Object run(Script script, List<String> keys, byte[]... args) {
		Request request = Request.evalSha(script, keys, args);
		try {
			return send(request, script, keys, args);
		}
		catch (ErrorReplyException ex) {
			throw refused(request, keys.get(0), ex);
		}
		catch (NoReplyException ex) {
			throw unavailable(request, keys.get(0), ex);
		}
	}

	@Override
	public KeyWaits waits() {
		return this.waits;
	}

	@Override
	public void close() {
		this.waits.close();
		this.channel.close();
	}

	private @Nullable Object send(Request request, Script script, List<String> keys, byte[]... args) {
		try {
			return this.channel.send(request);
		}
		catch (ErrorReplyException ex) {
			if (!ex.isUnknownScript()) {
				throw ex;
			}
			return this.channel.send(Request.eval(script, keys, args));
		}
	}

	private RuntimeException refused(Request request, String key, ErrorReplyException ex) {
		String named = (this.name != null) ? this.name : key;
		if (ex.isWrongType()) {
			return new WrongTypeException(wrongType(request, key, named), named, ex.getCause());
		}
		return new ServerRefusalException(
				"Redis at " + this.channel + " refused " + request.what() + " on key '" + named + "': " + ex.words(),
				named, ex.getCause());
	}

	private ServerUnavailableException unavailable(Request request, String key, NoReplyException ex) {
		String named = (this.name != null) ? this.name : key;
		return new ServerUnavailableException("Redis at " + this.channel + " did not answer " + request.what()
				+ " on key '" + named + "': " + ex.getMessage(), named, ex.getCause());
	}

	private String wrongType(Request request, String key, String named) {
		String expected = (this.type != null) ? "expected " + this.type : "no key for " + request.what();
		String found = found(key);
		if (found == null) {
			String beside = (request.keys().size() > 1) ? " or a key beside it" : "";
			return "Key '" + named + "'" + beside + " held another type, " + expected;
		}
		if (found.equals(this.type)) {
			return "Key '" + named + "' holds " + found + " as expected, but a key beside it holds another type";
		}
		return "Key '" + named + "' holds " + found + ", " + expected;
	}

	private @Nullable String found(String key) {
		try {
			Object type = this.channel.send(Request.of("TYPE", key));
			String found = (type instanceof byte[] bytes) ? new String(bytes, StandardCharsets.UTF_8) : "none";
			return switch (found) {
				case "none" -> null;
				case "zset" -> "a sorted set";
				case "hash", "list", "set", "stream", "string" -> "a " + found;
				default -> "a value of type '" + found + "'";
			};
		}
		catch (ErrorReplyException | NoReplyException ex) {
			// The wrong type is the news; which one it is may stay unknown.
			return null;
		}
	}

	@Override
	public String toString() {
		return "Redis at " + this.channel;
	}

}
