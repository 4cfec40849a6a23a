package io.pottery.spring.aop;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.pottery.Pottery;
import io.pottery.annotation.Synchronized;
import io.pottery.quorum.Lease;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.TooManyExtensionsException;
import io.pottery.spring.TestApplications;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a method does with the lease that it runs under.
 */
class SynchronizedLeaseTests {

	private static final Duration LEASE = Duration.ofSeconds(6);

	/** More than clocks differ by, and less than a renewal gives back. */
	private static final Duration RENEWED = Duration.ofSeconds(1);

	private final String key = KeyNames.fresh();

	private final ApplicationContextRunner application = TestApplications.online()
		.withUserConfiguration(Beans.class)
		.withPropertyValues("the.key=" + this.key, "the.lease=" + LEASE);

	@Test
	void fencedMethodsGetAtTheirTokens() {
		run((work, pottery) -> {
			Redlock lock = pottery.redlock(this.key + "-fenced");
			long first = work.fenced(() -> lease(lock).fencingToken());
			assertThat(work.fenced(() -> lease(lock).fencingToken())).isGreaterThan(first);
			assertThat(lock.lease()).isEmpty();
		});
	}

	@Test
	void methodsOutliveTheirLeasesIfExtended() {
		run((work, pottery) -> {
			Redlock lock = pottery.redlock(this.key + "-extended");
			assertThat(work.extended(() -> isRenewed(lease(lock)::remaining))).isTrue();
		});
	}

	@Test
	void methodsExtendTheirLeasesAsOftenAsAllowed() {
		run((work, pottery) -> work.extendedOnce(() -> {
			Lease lease = lease(pottery.redlock(this.key + "-once"));
			lease.extend();
			assertThatExceptionOfType(TooManyExtensionsException.class).isThrownBy(lease::extend);
			return true;
		}));
	}

	@Test
	void stagesAreExtendedWhenTheirCallersAreGone() {
		run((work, pottery) -> {
			CompletableFuture<String> inner = new CompletableFuture<>();
			CompletableFuture<CompletableFuture<String>> called = new CompletableFuture<>();
			Thread caller = new Thread(() -> called.complete(work.stage(inner)));
			caller.start();
			CompletableFuture<String> outer = called.join();
			caller.join();
			assertThat(isRenewed(this::timeLeftOnTheMasters)).isTrue();
			inner.complete("done");
			assertThat(outer.join()).isEqualTo("done");
			await().until(() -> timeLeftOnTheMasters().isZero());
		});
	}

	@Test
	void waitsForStagesAreInterrupted() {
		run((work, pottery) -> {
			try (Lease lease = TestApplications.redlock(pottery, this.key + "-stage").acquire()) {
				Thread.currentThread().interrupt();
				assertThatExceptionOfType(CancellationException.class)
					.isThrownBy(() -> work.stage(new CompletableFuture<>()))
					.withMessage("The wait for the lock '" + lease.key() + "' was interrupted");
				assertThat(Thread.interrupted()).isTrue();
			}
		});
	}

	@Test
	void monosThatAreGivenUpAtAnyMomentLeaveNoLock() {
		run((work, pottery) -> {
			for (int i = 0; i < 200; i++) {
				Disposable subscription = work.mono(Mono.never()).subscribe();
				LockSupport.parkNanos(i * 20_000L);
				subscription.dispose();
			}
			// A lease that nobody gave back would be renewed for ever.
			assertThat(TestApplications.redlock(pottery, this.key + "-mono").tryAcquire(Duration.ofSeconds(30)))
				.isPresent();
		});
	}

	private static Lease lease(Redlock lock) {
		return lock.lease().orElseThrow();
	}

	private Duration timeLeftOnTheMasters() {
		long most = 0;
		for (RedisServer master : RedisServers.shared(3)) {
			most = Math.max(most, (Long) master.command("PTTL", "redlock:" + this.key + "-stage"));
		}
		return Duration.ofMillis(most);
	}

	/**
	 * Tells whether what is left grows, without which it ends.
	 */
	private static boolean isRenewed(Supplier<Duration> left) {
		Duration[] least = { left.get() };
		await().until(() -> {
			Duration now = left.get();
			boolean ended = now.isZero() || now.compareTo(least[0].plus(RENEWED)) > 0;
			least[0] = (now.compareTo(least[0]) < 0) ? now : least[0];
			return ended;
		});
		return !least[0].isZero();
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

	}

	static class Work {

		@Synchronized(key = "${the.key}-fenced", autoReleaseTime = "${the.lease}", fenced = true)
		<T> T fenced(Supplier<T> body) {
			return body.get();
		}

		@Synchronized(key = "${the.key}-extended", autoReleaseTime = "${the.lease}", autoExtend = true)
		<T> T extended(Supplier<T> body) {
			return body.get();
		}

		@Synchronized(key = "${the.key}-once", autoReleaseTime = "30s", maxExtensions = 1)
		<T> T extendedOnce(Supplier<T> body) {
			return body.get();
		}

		@Synchronized(key = "${the.key}-stage", autoReleaseTime = "${the.lease}", autoExtend = true)
		CompletableFuture<String> stage(CompletableFuture<String> inner) {
			return inner;
		}

		@Synchronized(key = "${the.key}-mono", autoReleaseTime = "${the.lease}", autoExtend = true,
				maxExtensions = Integer.MAX_VALUE)
		Mono<Boolean> mono(Mono<Boolean> inner) {
			return inner;
		}

	}

}
