package io.pottery.container;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pottery.exception.WrongTypeException;
import io.pottery.internal.script.Script;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What containers do together, and how contents replace others.
 */
class NeighbourTests {

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	private final ContainerCore core = open(this.key);

	@Test
	void aScriptGetsTheKeysInTheirOrder() {
		ContainerCore other = ContainerCore.open(Containers.settings().withKeyPrefix("app:"), "other",
				ContainerType.LIST);
		ContainerCore withNotes = ContainerCore.open(Containers.settings(), this.key, ContainerType.LIST, "notes");
		Script script = script("return KEYS");
		assertThat(withNotes.isBeside(other)).isTrue();
		assertThat((List<?>) withNotes.run(script, List.of(other, this.core))).extracting((it) -> text((byte[]) it))
			.containsExactly(this.key, "{" + this.key + "}:pottery:notes:" + this.key, "app:other", this.key);
	}

	@Test
	void onlyTemporaryKeysExpire() {
		ContainerCore temporary = ContainerCore.temporary(Containers.settings(), ContainerType.LIST);
		Script script = script("for _, key in ipairs(KEYS) do redis.call('RPUSH', key, ARGV[1]) end return #ARGV");
		assertThat(this.core.run(script, List.of(temporary), bytes("x"))).isEqualTo(1L);
		assertThat(timeToLive(temporary.key())).isBetween(3_000_000L, 3_600_000L);
		assertThat(timeToLive(this.key)).isEqualTo(-1);
		this.server.command("PEXPIRE", temporary.key(), "600000");
		assertThat(temporary.run(script, List.of(this.core), bytes("x"))).isEqualTo(1L);
		assertThat(timeToLive(temporary.key())).isBetween(3_000_000L, 3_600_000L);
		assertThat(timeToLive(this.key)).isEqualTo(-1);
		temporary.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1_000, 1_001, 2_500 })
	void contentsReplaceOthersAndEndTheirExpiry(int size) {
		this.server.command("RPUSH", this.key, "old", "older");
		this.server.command("PEXPIRE", this.key, "600000");
		List<byte[]> elements = new ArrayList<>();
		IntStream.range(0, size).forEach((i) -> elements.add(bytes("element-" + i)));
		this.core.replace("RPUSH", elements, 1);
		assertThat(this.core.callForList("LRANGE", bytes("0"), bytes("-1"))).extracting((it) -> text((byte[]) it))
			.containsExactlyElementsOf(elements.stream().map(NeighbourTests::text).toList());
		assertThat(timeToLive(this.key)).isEqualTo((size > 0) ? -1 : -2);
		assertThat((List<?>) this.server.command("KEYS", "*" + this.key + "*")).hasSize((size > 0) ? 1 : 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1_001 })
	void contentsDoNotReplaceAForeignType(int size) {
		this.server.command("SET", this.key, "foreign");
		List<byte[]> elements = new ArrayList<>();
		IntStream.range(0, size).forEach((i) -> elements.add(bytes("element-" + i)));
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> this.core.replace("RPUSH", elements, 1))
			.withMessage("Key '" + this.key + "' holds a string, expected a list");
		assertThat(this.server.command("GET", this.key)).isEqualTo("foreign");
		assertThat((List<?>) this.server.command("KEYS", "*" + this.key + "*")).hasSize(1);
	}

	private static ContainerCore open(String key) {
		return ContainerCore.open(Containers.settings(), key, ContainerType.LIST);
	}

	private static Script script(String source) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes(source));
			return new Script("test", source, HexFormat.of().formatHex(digest));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long timeToLive(String key) {
		return (Long) this.server.command("PTTL", key);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
