package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("decisions")
class CallbacksTests {

	private final List<Runnable> elsewhere = new ArrayList<>();

	private final Callbacks callbacks = new Callbacks(this.elsewhere::add);

	@Test
	void anAnswerIsHandedOutElsewhere() {
		CompletableFuture<String> answer = new CompletableFuture<>();
		CompletableFuture<String> handedOut = this.callbacks.handOut(answer);
		answer.complete("yes");
		assertThat(handedOut).isNotDone();
		this.elsewhere.forEach(Runnable::run);
		assertThat(handedOut).isCompletedWithValue("yes");
	}

	@Test
	void anAnswerThatIsThereIsHandedOutAtOnce() {
		assertThat(this.callbacks.handOut(CompletableFuture.completedFuture("yes"))).isCompletedWithValue("yes");
		assertThat(this.elsewhere).isEmpty();
	}

	@Test
	void aFailureIsHandedOutBare() {
		IllegalStateException failure = new IllegalStateException("no");
		CompletableFuture<String> answer = new CompletableFuture<>();
		CompletableFuture<String> handedOut = Callbacks.DIRECT.handOut(answer.thenApply((value) -> value));
		List<Throwable> heard = new ArrayList<>();
		handedOut.whenComplete((value, ex) -> heard.add(ex));
		answer.completeExceptionally(failure);
		assertThat(heard).containsExactly(failure);
	}

	@Test
	void onlyAWrapperWithACauseIsTakenOff() {
		IllegalStateException failure = new IllegalStateException(new RuntimeException());
		CompletionException empty = new CompletionException("empty", null);
		assertThat(Callbacks.bare(failure)).isSameAs(failure);
		assertThat(Callbacks.bare(new CompletionException(failure))).isSameAs(failure);
		assertThat(Callbacks.bare(empty)).isSameAs(empty);
	}

	@Test
	void whatNobodyTakesIsRunHere() {
		List<String> ran = new ArrayList<>();
		new Callbacks((task) -> {
			throw new RejectedExecutionException();
		}).run(() -> ran.add("here"));
		assertThat(ran).containsExactly("here");
	}

	@Test
	void whoeverCompletesWhatWasHandedOutHarmsNobody() {
		CompletableFuture<String> answer = new CompletableFuture<>();
		CompletableFuture<String> handedOut = this.callbacks.handOut(answer);
		handedOut.complete("mine");
		assertThat(answer).isNotDone();
		answer.complete("yours");
		this.elsewhere.forEach(Runnable::run);
		assertThat(handedOut).isCompletedWithValue("mine");
	}

}
