package io.pottery.spring.aop;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pottery.Pottery;
import io.pottery.annotation.Synchronized;
import io.pottery.annotation.Synchronized.OnLost;
import io.pottery.quorum.Lease;
import io.pottery.quorum.QuorumNotAchievedException;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.ReleaseUnlockedLockException;
import io.pottery.spring.TestApplications;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class SynchronizedTests {

	/**
	 * Well before a lease of thirty seconds ends by itself.
	 */
	private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(15);

	private final String key = KeyNames.fresh();

	private final ApplicationContextRunner application = TestApplications.online()
		.withUserConfiguration(Beans.class)
		.withPropertyValues("the.key=" + this.key, "the.timeout=200ms",
				// A round may take a fifth of a lease.
				"pottery.redlock.auto-release-time=30s");

	@Test
	void theMethodRunsUnderTheLock() {
		run((work, pottery) -> {
			assertThat(work.call("a", () -> TestApplications.redlock(pottery, this.key + "-a").isLocked())).isTrue();
			assertThat(TestApplications.redlock(pottery, this.key + "-a").isLocked()).isFalse();
		});
	}

	@Test
	void oneThreadAtATimeRuns() {
		run((work, pottery) -> {
			AtomicInteger inside = new AtomicInteger();
			List<CompletableFuture<Boolean>> callers = IntStream.range(0, 8)
				.mapToObj((index) -> CompletableFuture.supplyAsync(() -> work.call("a", () -> {
					boolean first = inside.incrementAndGet() == 1;
					Thread.yield();
					return inside.decrementAndGet() == 0 && first;
				}), (task) -> new Thread(task).start()))
				.toList();
			assertThat(callers).allSatisfy((caller) -> assertThat(caller.join()).isTrue());
		});
	}

	@Test
	void theLockReenters() {
		run((work, pottery) -> assertThat(work.call("a", () -> work.call("a", () -> "inside"))).isEqualTo("inside"));
	}

	@Test
	void theKeyOfAnEmptyAnnotationIsTheMethod() {
		run((work, pottery) -> assertThat(work.unnamed(pottery, 1)).isTrue());
	}

	@Test
	void theTimeoutEndsTheWait() {
		run((work, pottery) -> {
			try (Lease lease = TestApplications.redlock(pottery, this.key + "-timed").acquire()) {
				assertThatExceptionOfType(QuorumNotAchievedException.class).isThrownBy(work::timed)
					.satisfies((ex) -> assertThat(ex.key()).isEqualTo(lease.key()));
			}
			work.timed();
		});
	}

	@Test
	void whatDoesNotBlockTriesOnce() {
		run((work, pottery) -> {
			try (Lease lease = TestApplications.redlock(pottery, this.key + "-once").acquire()) {
				assertThatExceptionOfType(QuorumNotAchievedException.class).isThrownBy(work::once)
					.satisfies((ex) -> assertThat(ex.key()).isEqualTo(lease.key()));
			}
			work.once();
		});
	}

	@Test
	void exceptionsOfTheMethodPassAndReleaseTheLock() {
		run((work, pottery) -> {
			IOException failure = new IOException("broken");
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> work.fail(failure)).isSameAs(failure);
			assertThat(failure).hasNoSuppressedExceptions();
			assertThat(TestApplications.redlock(pottery, this.key + "-fail").isLocked()).isFalse();
		});
	}

	@Test
	void aLostLockIsReported() {
		run((work, pottery) -> assertThatExceptionOfType(ReleaseUnlockedLockException.class)
			.isThrownBy(() -> work.lose(this::dropLock))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key + "-lose")));
	}

	@Test
	void theExceptionOfTheMethodWinsOverTheLostLock() {
		run((work, pottery) -> assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> work.lose(() -> {
			dropLock();
			throw new IllegalStateException("broken");
		}))
			.withMessage("broken")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1)
				.hasOnlyElementsOfType(ReleaseUnlockedLockException.class)));
	}

	@Test
	void aLostLockIsLoggedIfWanted(CapturedOutput output) {
		run((work, pottery) -> work.loseQuietly(this::dropLock));
		assertThat(output).contains("SynchronizedTests$Work.loseQuietly(java.lang.Runnable) ended without its lock");
	}

	private void dropLock() {
		for (RedisServer master : RedisServers.shared(3)) {
			master.command("DEL", "redlock:" + this.key + "-lose");
		}
	}

	@Test
	void stagesHoldTheLockUntilTheyComplete() {
		run((work, pottery) -> {
			Redlock lock = TestApplications.redlock(pottery, this.key + "-stage");
			CompletableFuture<String> inner = new CompletableFuture<>();
			CompletableFuture<String> outer = work.stage(inner);
			assertThat(lock.isLocked()).isTrue();
			assertThat(outer).isNotDone();
			inner.complete("done");
			assertThat(outer.join()).isEqualTo("done");
			assertThat(lock.isLocked()).isFalse();
		});
	}

	@Test
	void stagesThatFailReleaseTheLock() {
		run((work, pottery) -> {
			IOException failure = new IOException("broken");
			CompletableFuture<String> outer = work.stage(CompletableFuture.failedFuture(failure));
			assertThatExceptionOfType(CompletionException.class).isThrownBy(outer::join).withCause(failure);
			assertThat(TestApplications.redlock(pottery, this.key + "-stage").isLocked()).isFalse();
		});
	}

	@Test
	void methodsThatReturnNoStageReleaseTheLock() {
		run((work, pottery) -> {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> work.stage(null))
				.withMessageEndingWith("SynchronizedTests$Work.stage(java.util.concurrent.CompletableFuture) returned "
						+ "null in place of a stage");
			assertThat(TestApplications.redlock(pottery, this.key + "-stage").isLocked()).isFalse();
		});
	}

	@Test
	void cancelledStagesReleaseTheLock() {
		run((work, pottery) -> {
			CompletableFuture<String> inner = new CompletableFuture<>();
			work.stage(inner).cancel(true);
			assertThat(inner).isCancelled();
			await().atMost(BEFORE_EXPIRY)
				.until(() -> !TestApplications.redlock(pottery, this.key + "-stage").isLocked());
		});
	}

	@Test
	void stagesDoNotKeepTheThreadThatCompletesThem() {
		run((work, pottery) -> {
			CompletableFuture<String> inner = new CompletableFuture<>();
			CompletionStage<Thread> releaser = work.stage(inner).thenApply((value) -> Thread.currentThread());
			inner.complete("done");
			assertThat(releaser.toCompletableFuture().join()).isNotSameAs(Thread.currentThread());
		});
	}

	@Test
	void monosHoldTheLockWhileTheyRun() {
		run((work, pottery) -> {
			Redlock lock = TestApplications.redlock(pottery, this.key + "-mono");
			Mono<Boolean> mono = work.mono(Mono.fromSupplier(lock::isLocked));
			assertThat(lock.isLocked()).isFalse();
			assertThat(mono.block()).isTrue();
			assertThat(lock.isLocked()).isFalse();
			assertThat(mono.block()).as("second subscription").isTrue();
			assertThat(work.calls()).isEqualTo(2);
		});
	}

	@Test
	void monosThatFailReleaseTheLock() {
		run((work, pottery) -> {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> work.mono(Mono.error(new IllegalStateException("broken"))).block())
				.withMessage("broken");
			assertThat(TestApplications.redlock(pottery, this.key + "-mono").isLocked()).isFalse();
		});
	}

	@Test
	void cancelledMonosReleaseTheLock() {
		run((work, pottery) -> {
			CountDownLatch running = new CountDownLatch(1);
			Mono<Boolean> endless = Mono.<Boolean>never().doOnSubscribe((subscription) -> running.countDown());
			Disposable subscription = work.mono(endless).subscribe();
			assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(TestApplications.redlock(pottery, this.key + "-mono").isLocked()).isTrue();
			subscription.dispose();
			await().atMost(BEFORE_EXPIRY)
				.until(() -> !TestApplications.redlock(pottery, this.key + "-mono").isLocked());
		});
	}

	@Test
	void fluxesHoldTheLockUntilTheirEnd() {
		run((work, pottery) -> {
			Redlock lock = TestApplications.redlock(pottery, this.key + "-flux");
			Flux<Boolean> questions = Flux.range(0, 3).map((index) -> lock.isLocked());
			assertThat(work.flux(questions).collectList().block()).containsExactly(true, true, true);
			assertThat(lock.isLocked()).isFalse();
		});
	}

	@Test
	void aTypeStandsForItsPublicMethods() {
		this.application.run((context) -> {
			TestApplications.awaitMasters(context);
			Pottery pottery = context.getBean(Pottery.class);
			Whole whole = context.getBean(Whole.class);
			assertThat(whole.both(pottery)).isTrue();
			assertThat(whole.own(pottery)).isTrue();
			assertThat(whole.hidden(pottery)).isFalse();
			assertThat(whole.inherited(pottery)).isTrue();
			assertThat(whole).hasToString("free");
		});
	}

	private void run(Claim claim) {
		this.application.run((context) -> {
			assertThat(context).hasNotFailed();
			TestApplications.awaitMasters(context);
			claim.hold(context.getBean(Work.class), context.getBean(Pottery.class));
		});
	}

	@FunctionalInterface
	interface Claim {

		void hold(Work work, Pottery pottery) throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Work work() {
			return new Work();
		}

		@Bean
		Whole whole() {
			return new Whole();
		}

	}

	static class Work {

		private final AtomicInteger calls = new AtomicInteger();

		int calls() {
			return this.calls.get();
		}

		@Synchronized(key = "${the.key}-#{#name}")
		<T> T call(String name, Supplier<T> body) {
			return body.get();
		}

		@Synchronized
		boolean unnamed(Pottery pottery, int number) {
			return TestApplications.redlock(pottery, Work.class.getName() + ".unnamed(io.pottery.Pottery,int)")
				.isLocked();
		}

		@Synchronized(key = "${the.key}-timed", timeout = "${the.timeout}")
		void timed() {
		}

		@Synchronized(key = "${the.key}-once", blocking = false)
		void once() {
		}

		@Synchronized(key = "${the.key}-fail")
		void fail(IOException failure) throws IOException {
			throw failure;
		}

		@Synchronized(key = "${the.key}-lose")
		void lose(Runnable body) {
			body.run();
		}

		@Synchronized(key = "${the.key}-lose", onLost = OnLost.LOG)
		void loseQuietly(Runnable body) {
			body.run();
		}

		@Synchronized(key = "${the.key}-stage")
		CompletableFuture<String> stage(@Nullable CompletableFuture<String> inner) {
			return inner;
		}

		@Synchronized(key = "${the.key}-mono")
		Mono<Boolean> mono(Mono<Boolean> inner) {
			this.calls.incrementAndGet();
			return inner;
		}

		@Synchronized(key = "${the.key}-flux")
		Flux<Boolean> flux(Flux<Boolean> inner) {
			return inner;
		}

	}

	public static class Base {

		public boolean inherited(Pottery pottery) {
			return TestApplications.redlock(pottery, "whole").isLocked();
		}

	}

	@Synchronized(key = "whole")
	public static class Whole extends Base {

		public boolean both(Pottery pottery) {
			return TestApplications.redlock(pottery, "whole").isLocked();
		}

		@Synchronized(key = "whole-own")
		public boolean own(Pottery pottery) {
			return TestApplications.redlock(pottery, "whole-own").isLocked()
					&& !TestApplications.redlock(pottery, "whole").isLocked();
		}

		boolean hidden(Pottery pottery) {
			return TestApplications.redlock(pottery, "whole").isLocked();
		}

		@Override
		public String toString() {
			return "free";
		}

	}

}
