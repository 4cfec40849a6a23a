package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.lettuce.core.cluster.SlotHash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.pottery.exception.ServerRefusalException;
import io.pottery.exception.WrongTypeException;
import io.pottery.internal.script.Script;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClusterCommandsTests {

	private static RedisServers cluster;

	@BeforeAll
	static void start() {
		cluster = RedisServers.startCluster(3);
	}

	@AfterAll
	static void stop() {
		cluster.close();
	}

	@ParameterizedTest
	@EnumSource
	void commandsAndScriptsFindTheNodeOfTheirKey(Client client) {
		try (Client.Connections connections = client.connect(cluster)) {
			RedisCommands commands = connections.commands();
			Script script = Scripts.of("return {redis.call('HGET', KEYS[1], ARGV[1]), KEYS[2]} -- " + client);
			for (int i = 0; i < 30; i++) {
				String key = keyOf(i % cluster.size());
				byte[] value = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
				assertThat(commands.call("HSET", key, value, value)).isEqualTo(1L);
				assertThat((List<?>) commands.run(script, List.of(key, "{" + key + "}:beside"), value)).hasSize(2)
					.first()
					.isEqualTo(value);
				assertThat(commands.call("DEL", key)).isEqualTo(1L);
			}
			assertThat(cluster).allMatch((node) -> node.commandStats().containsKey("hset"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void keysOfOneSlotAreTogether(Client client) {
		try (Client.Connections connections = client.connect(cluster)) {
			RedisCommands commands = connections.commands().about("tel", "a hash");
			assertThat(commands.isTogether("a", "a")).isTrue();
			assertThat(commands.isTogether("a", "b")).isFalse();
			assertThat(commands.isTogether("{a}x", "y{a}z{b}")).isTrue();
			assertThat(commands.isTogether("{}a", "{}b")).isFalse();
			assertThat(commands.isTogether("a", "{a")).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void errorsAreThoseOfASingleServer(Client client) {
		try (Client.Connections connections = client.connect(cluster)) {
			RedisCommands commands = connections.commands();
			String key = KeyNames.fresh();
			commands.call("SET", key, new byte[] { 'a' });
			assertThatExceptionOfType(WrongTypeException.class)
				.isThrownBy(() -> commands.about("tel", "a hash").call("HGETALL", key))
				.withMessage("Key 'tel' holds a string, expected a hash");
			assertThatExceptionOfType(ServerRefusalException.class).isThrownBy(() -> commands.call("INCR", key))
				.withMessageStartingWith("Redis at the cluster of 127.0.0.1:")
				.withMessageContaining("refused INCR on key '" + key + "'");
			commands.call("DEL", key);
		}
	}

	/*
	 * The nodes share the slots evenly, in their order.
	 */
	private static String keyOf(int node) {
		return Stream.generate(KeyNames::fresh)
			.filter((key) -> SlotHash.getSlot(key) * cluster.size() / SlotHash.SLOT_COUNT == node)
			.findFirst()
			.orElseThrow();
	}

}
