package io.pottery.quorum;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Tag("decisions")
class WaitsTests {

	@Test
	void theAnswerIsReturned() {
		assertThat(Waits.join(CompletableFuture.completedFuture("yes"))).isEqualTo("yes");
	}

	@Test
	void whatWentWrongIsThrownWithTheTraceOfWhoWaited() {
		IllegalStateException broken = new IllegalStateException("broken");
		broken.setStackTrace(new StackTraceElement[0]);
		assertThatIllegalStateException().isThrownBy(() -> Waits.join(CompletableFuture.failedFuture(broken)))
			.isSameAs(broken)
			.satisfies((ex) -> assertThat(ex.getStackTrace()).extracting(StackTraceElement::getMethodName)
				.contains("whatWentWrongIsThrownWithTheTraceOfWhoWaited"));
	}

	@Test
	void aCheckedFailureStaysWrapped() {
		IOException cause = new IOException();
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> Waits.join(CompletableFuture.failedFuture(cause)))
			.withCause(cause);
	}

	@Test
	void anInterruptNeitherEndsTheWaitNorIsLost() {
		Thread.currentThread().interrupt();
		CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> "yes",
				CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
		assertThat(Waits.join(answer)).isEqualTo("yes");
		assertThat(Thread.interrupted()).isTrue();
	}

}
