package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.pottery.container.Containers;
import io.pottery.exception.ServerRefusalException;
import io.pottery.exception.WrongTypeException;
import io.pottery.internal.script.Script;
import io.pottery.test.CommandCount;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ParameterizedClass
@EnumSource
class RedisCommandsTests {

	private final RedisServer server = Containers.ownServer();

	private final String key = KeyNames.fresh();

	private final Client client;

	private final Client.Connections connections;

	private final RedisCommands commands;

	RedisCommandsTests(Client client) {
		this.client = client;
		this.connections = client.connect(this.server);
		this.commands = this.connections.commands();
	}

	@AfterEach
	void close() {
		this.server.command("DEL", this.key);
		this.connections.close();
	}

	@Test
	void anIntegerIsALong() {
		assertThat(call("INCR")).isEqualTo(1L);
	}

	@Test
	void stringsAreBytes() {
		assertThat(call("SET", "Zürich")).isEqualTo("OK");
		assertThat(call("GET")).isEqualTo("Zürich");
		assertThat(call("TYPE")).isEqualTo("string");
	}

	@Test
	void nothingIsNull() {
		assertThat(call("GET")).isNull();
		assertThat(call("LPOP", "2")).isNull();
		assertThat(call("HMGET", "a", "b")).isEqualTo(Arrays.asList(null, null));
	}

	@Test
	void emptyArraysAreEmptyLists() {
		assertThat(call("HGETALL")).isEqualTo(List.of());
		assertThat(call("SMEMBERS")).isEqualTo(List.of());
		assertThat(call("HSCAN", "0")).isEqualTo(List.of("0", List.of()));
	}

	@Test
	void mapsAreFlat() {
		call("HSET", "a", "1", "b", "");
		assertThat(call("HGETALL")).isEqualTo(List.of("a", "1", "b", ""));
	}

	@Test
	void setsAreLists() {
		call("SADD", "a");
		assertThat(call("SMEMBERS")).isEqualTo(List.of("a"));
		assertThat(call("SMISMEMBER", "a", "b")).isEqualTo(List.of(1L, 0L));
	}

	@Test
	void streamsNest() {
		call("XADD", "1-1", "a", "1", "b", "2");
		call("XADD", "1-2", "a", "3");
		assertThat(call("XRANGE", "-", "+"))
			.isEqualTo(List.of(List.of("1-1", List.of("a", "1", "b", "2")), List.of("1-2", List.of("a", "3"))));
	}

	@Test
	void floatingPointNumbersAreText() {
		call("ZADD", "1", "one", "2.5", "two", "-inf", "three");
		assertThat(call("ZSCORE", "one")).isEqualTo("1");
		assertThat(call("ZSCORE", "two")).isEqualTo("2.5");
		assertThat(call("ZSCORE", "three")).isEqualTo("-inf");
	}

	@Test
	void scriptsReturnEveryShape() {
		assertThat(run("return 1")).isEqualTo(1L);
		assertThat(run("return 'a'")).isEqualTo("a");
		assertThat(run("return false")).isNull();
		assertThat(run("return true")).isEqualTo(1L);
		assertThat(run("return {}")).isEqualTo(List.of());
		assertThat(run("return {ARGV[1], {false, {1, {}}}, KEYS[1]}", "x"))
			.isEqualTo(List.of("x", Arrays.asList(null, List.of(1L, List.of())), this.key));
		assertThat(run("return redis.status_reply('FINE')")).isEqualTo("FINE");
	}

	@Test
	void binaryArgumentsArriveUnchanged() {
		byte[] bytes = { 0, -1, '\r', '\n', -128 };
		this.commands.call("SET", this.key, bytes);
		assertThat(this.commands.call("GET", this.key)).isEqualTo(bytes);
	}

	@Test
	void largeRepliesArriveWhole() {
		List<String> elements = new ArrayList<>();
		for (int i = 0; i < 20_000; i++) {
			elements.add("element " + i);
		}
		call("RPUSH", elements.toArray(String[]::new));
		assertThat(call("LRANGE", "0", "-1")).isEqualTo(elements);
	}

	@Test
	void aScriptTravelsOnceAndAgainAfterTheServerForgotIt() {
		Script script = script("return redis.call('INCR', KEYS[1]) -- " + this.key);
		Consumer<Long> runs = (expected) -> assertThat(this.commands.run(script, List.of(this.key)))
			.isEqualTo(expected);
		assertThat(this.server.count(() -> runs.accept(1L)).calls()).containsEntry("evalsha", 1L)
			.containsEntry("eval", 1L)
			.containsEntry("incr", 1L);
		assertThat(this.server.count(() -> runs.accept(2L)).calls()).containsEntry("evalsha", 1L)
			.doesNotContainKey("eval");
		this.server.command("SCRIPT", "FLUSH");
		runs.accept(3L);
	}

	@Test
	void noCallOpensAConnection() {
		try (RedisServer own = RedisServer.started(); Client.Connections connections = this.client.connect(own)) {
			RedisCommands commands = connections.commands();
			commands.call("GET", this.key);
			int before = own.clientCount();
			CommandCount count = own.count(() -> {
				for (int i = 0; i < 100; i++) {
					commands.call("GET", this.key);
				}
			});
			assertThat(count.calls()).hasSize(1).containsEntry("get", 100L);
			assertThat(own.clientCount()).isEqualTo(before);
		}
	}

	@Test
	void aWrongTypeIsNamed() {
		call("RPUSH", "a");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> call("HGET", "a"))
			.withMessage("Key '" + this.key + "' holds a list, no key for HGET")
			.returns(this.key, WrongTypeException::key);
		RedisCommands map = this.commands.about("tel", "a hash");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> map.call("HGETALL", this.key))
			.withMessage("Key 'tel' holds a list, expected a hash")
			.returns("tel", WrongTypeException::key);
		assertThat(call("LLEN")).isEqualTo(1L);
	}

	@Test
	void aWrongTypeInsideAScriptIsNamed() {
		call("SADD", "a");
		RedisCommands map = this.commands.about("tel", "a hash");
		Script script = script("return redis.call('HGET', KEYS[1], 'a')");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> map.run(script, List.of(this.key)))
			.withMessage("Key 'tel' holds a set, expected a hash");
		assertThatExceptionOfType(WrongTypeException.class)
			.isThrownBy(() -> this.commands.run(script, List.of(this.key)))
			.withMessage("Key '" + this.key + "' holds a set, no key for the script 'test'");
	}

	@Test
	void aWrongTypeBesideTheKeyIsNamed() {
		call("HSET", "a", "1");
		String other = KeyNames.fresh();
		this.server.command("RPUSH", other, "a");
		RedisCommands map = this.commands.about("tel", "a hash");
		assertThatExceptionOfType(WrongTypeException.class)
			.isThrownBy(() -> map.run(script("return redis.call('HGET', KEYS[2], 'a')"), List.of(this.key, other)))
			.withMessage("Key 'tel' holds a hash as expected, but a key beside it holds another type");
		this.server.command("DEL", other);
	}

	@Test
	void aWrongTypeIsToldFromOtherErrorsByTheWordsOfEveryServer() {
		assertThat(error("WRONGTYPE Operation against a key holding the wrong kind of value").isWrongType()).isTrue();
		assertThat(error("ERR Error running script (call to f_a): @user_script:1: WRONGTYPE Operation against a key")
			.isWrongType()).isTrue();
		assertThat(error("ERR unknown command 'X', with args beginning with: 'WRONGTYPE' ").isWrongType()).isFalse();
	}

	@Test
	void aPlainStringIsNoHyperLogLog() {
		call("SET", "a");
		RedisCommands sketch = this.commands.about("visitors", "a HyperLogLog");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> sketch.call("PFCOUNT", this.key))
			.withMessage("Key 'visitors' holds a string, expected a HyperLogLog");
	}

	@Test
	void anyOtherErrorIsARefusalInTheServersWords() {
		call("SET", "a");
		assertThatExceptionOfType(ServerRefusalException.class).isThrownBy(() -> call("INCR"))
			.withMessage("Redis at 127.0.0.1:" + this.server.port() + " refused INCR on key '" + this.key
					+ "': ERR value is not an integer or out of range")
			.returns(this.key, ServerRefusalException::key);
		assertThatExceptionOfType(ServerRefusalException.class)
			.isThrownBy(() -> run("return redis.error_reply('MINE is not yours')"))
			.withMessageStartingWith("Redis at 127.0.0.1:" + this.server.port() + " refused the script 'test' on key '"
					+ this.key + "': MINE is not yours");
	}

	private static ErrorReplyException error(String message) {
		return new ErrorReplyException(message, new IllegalStateException());
	}

	private static Script script(String source) {
		return Scripts.of(source);
	}

	private @Nullable Object run(String source, String... args) {
		return readable(this.commands.run(script(source), List.of(this.key), bytes(args)));
	}

	private @Nullable Object call(String command, String... args) {
		return readable(this.commands.call(command, this.key, bytes(args)));
	}

	private static byte[][] bytes(String... texts) {
		return Arrays.stream(texts).map((text) -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
	}

	private static @Nullable Object readable(@Nullable Object reply) {
		if (reply instanceof byte[] bytes) {
			return new String(bytes, StandardCharsets.UTF_8);
		}
		if (reply instanceof List<?> list) {
			List<@Nullable Object> readable = new ArrayList<>();
			list.forEach((element) -> readable.add(readable(element)));
			return readable;
		}
		return reply;
	}

}
