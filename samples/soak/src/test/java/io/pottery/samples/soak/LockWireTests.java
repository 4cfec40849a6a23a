package io.pottery.samples.soak;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.samples.soak.LockWire.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That what is asked too late is seen.
 */
class LockWireTests {

	private final LockWire wire = new LockWire();

	@Test
	void renewalsBeforeTheReleaseAreFine() throws Exception {
		eval("acquire-if-free", "a", "15");
		eval("extend-if-owner", "a", "15");
		eval("release-if-owner", "a");
		eval("extend-if-owner", "b", "15");
		assertThat(this.wire.late()).isZero();
		assertThat(this.wire.count(Kind.EXTEND)).isEqualTo(2);
	}

	@Test
	void aRenewalAfterTheReleaseIsLate() throws Exception {
		eval("release-if-owner", "a");
		eval("extend-if-owner", "a", "15");
		assertThat(this.wire.late()).isOne();
	}

	@Test
	void whatWasPassedOnIsGivenUp() throws Exception {
		eval("pass-on-if-owner", "a", "b", "15");
		eval("extend-if-owner", "b", "15");
		assertThat(this.wire.late()).isZero();
		eval("extend-if-owner", "a", "15");
		assertThat(this.wire.late()).isOne();
	}

	@Test
	void aTokenThatWasGivenUpMayNotComeBack() throws Exception {
		eval("release-if-owner", "b");
		eval("pass-on-if-owner", "a", "b", "15");
		eval("acquire-if-free", "b", "15");
		assertThat(this.wire.late()).isEqualTo(2);
	}

	private void eval(String script, String... arguments) throws Exception {
		try (InputStream in = Objects
			.requireNonNull(Pottery.class.getResourceAsStream("internal/script/" + script + ".lua"))) {
			String source = "-- before\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
			List<String> words = new ArrayList<>(List.of("EVAL", source, "2", "redlock:key", "pottery:master"));
			words.addAll(List.of(arguments));
			StringBuilder request = new StringBuilder("*" + words.size() + "\r\n");
			words.forEach((word) -> request.append("$" + word.length() + "\r\n" + word + "\r\n"));
			byte[] bytes = request.toString().getBytes(StandardCharsets.UTF_8);
			CommandReader reader = new CommandReader(this.wire::command);
			Stream.iterate(0, (start) -> start < bytes.length, (start) -> start + 100)
				.map((start) -> Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + 100)))
				.forEach((part) -> reader.read(part, part.length));
		}
	}

}
