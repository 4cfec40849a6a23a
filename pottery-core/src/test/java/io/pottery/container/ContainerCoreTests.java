package io.pottery.container;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.pottery.exception.RandomKeyException;
import io.pottery.exception.WrongTypeException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ContainerCoreTests {

	private final RedisServer server = Containers.ownServer();

	private final String key = KeyNames.fresh();

	private final String companion = "{" + this.key + "}:pottery:notes:" + this.key;

	private final ContainerCore core = ContainerCore.open(Containers.own(), this.key, ContainerType.LIST, "notes");

	@Test
	void clearRemovesTheCompanions() {
		fill();
		assertThat(this.server.count(this.core::clear).of("unlink")).isEqualTo(1);
		assertThat(this.server.command("EXISTS", this.key, this.companion)).isEqualTo(0L);
	}

	@Test
	void expireCoversTheCompanions() {
		fill();
		assertThat(this.core.expire(Duration.ofMinutes(1))).isTrue();
		assertThat((Long) this.server.command("PTTL", this.key)).isBetween(1L, 60_000L);
		assertThat((Long) this.server.command("PTTL", this.companion)).isBetween(1L, 60_000L);
	}

	@Test
	void aForeignTypeKeepsItsCompanions() {
		this.server.command("SET", this.key, "foreign");
		this.server.command("SET", this.companion, "foreign");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(this.core::clear)
			.withMessage("Key '" + this.key + "' holds a string, expected a list");
		assertThatExceptionOfType(WrongTypeException.class).isThrownBy(() -> this.core.expire(Duration.ofMinutes(1)));
		assertThat(this.server.command("EXISTS", this.key, this.companion)).isEqualTo(2L);
		assertThat(this.server.command("PTTL", this.companion)).isEqualTo(-1L);
	}

	@Test
	void aKeyWithoutTagIsRefusedOnlyWithCompanions() {
		ContainerCore.open(Containers.own(), "a}b", ContainerType.LIST);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ContainerCore.open(Containers.own(), "a}b", ContainerType.LIST, "notes"))
			.withMessageEndingWith("was 'a}b'");
	}

	@Test
	void threeTakenRandomKeysAreEnough() {
		this.server.command("SET", this.key, "taken");
		Iterator<String> names = Stream.generate(() -> this.key).limit(3).iterator();
		assertThatExceptionOfType(RandomKeyException.class)
			.isThrownBy(() -> DefaultContainerCore.temporary(Containers.own(), names::next, ContainerType.LIST))
			.withMessage("3 random keys in a row were taken, the last was '" + this.key + "'");
		assertThat(names).isExhausted();
	}

	@Test
	void theThirdRandomKeyMayBeFree() {
		this.server.command("SET", this.key, "taken");
		Iterator<String> names = List.of(this.key, this.key, this.key + "-free").iterator();
		ContainerCore temporary = DefaultContainerCore.temporary(Containers.own(), names::next, ContainerType.LIST);
		assertThat(temporary.key()).isEqualTo(this.key + "-free");
	}

	@Test
	void aTemporaryContainerExpiresWithItsCompanions() {
		ContainerCore temporary = ContainerCore.temporary(Containers.own(), ContainerType.LIST, "notes");
		String notes = "{" + temporary.key() + "}:pottery:notes:" + temporary.key();
		this.server.command("SET", notes, "note");
		temporary.call("RPUSH", text("element"));
		assertThat((Long) this.server.command("PTTL", temporary.key())).isBetween(3_000_000L, 3_600_000L);
		assertThat((Long) this.server.command("PTTL", notes)).isBetween(3_000_000L, 3_600_000L);
		temporary.close();
		assertThat(this.server.command("EXISTS", temporary.key(), notes)).isEqualTo(0L);
	}

	@Test
	void chunksEndAtAThousandElements() {
		List<byte[]> arguments = Collections.nCopies(2 * 2_001, text("x"));
		assertThat(ContainerCore.chunks(arguments, 2)).extracting((chunk) -> chunk.length)
			.containsExactly(2_000, 2_000, 2);
	}

	@Test
	void chunksEndAtAQuarterOfAMebibyte() {
		byte[] large = new byte[100 * 1024];
		byte[] huge = new byte[300 * 1024];
		assertThat(ContainerCore.chunks(List.of(large, large, large, huge, large), 1))
			.extracting((chunk) -> chunk.length)
			.containsExactly(2, 1, 1, 1);
		assertThat(ContainerCore.chunks(List.of(), 1)).isEmpty();
	}

	private void fill() {
		this.server.command("RPUSH", this.key, "element");
		this.server.command("SET", this.companion, "note");
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
