package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("decisions")
class OutboxTests {

	private final Outbox outbox = new Outbox();

	private final List<String> sent = new ArrayList<>();

	@Test
	void nothingIsSentBeforeItIsTime() {
		this.outbox.put(() -> this.sent.add("first"));
		assertThat(this.sent).isEmpty();
		this.outbox.flush();
		this.outbox.flush();
		assertThat(this.sent).containsExactly("first");
	}

	@Test
	void whatIsPutInIsSentInItsOrder() {
		for (String name : List.of("first", "second", "third")) {
			this.outbox.put(() -> this.sent.add(name));
		}
		this.outbox.flush();
		assertThat(this.sent).containsExactly("first", "second", "third");
		this.outbox.put(() -> this.sent.add("fourth"));
		this.outbox.flush();
		assertThat(this.sent).endsWith("fourth");
	}

	@Test
	void whatIsPutInWhileSomethingIsSentIsSentBehindIt() {
		this.outbox.put(() -> {
			this.outbox.put(() -> this.sent.add("second"));
			this.outbox.flush();
			this.sent.add("first");
		});
		this.outbox.flush();
		assertThat(this.sent).containsExactly("first", "second");
	}

}
