package io.pottery.reactive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.pottery.PatientPottery;
import io.pottery.Pottery;
import io.pottery.quorum.AsyncRedlock;
import io.pottery.quorum.Lease;
import io.pottery.quorum.QuorumNotAchievedException;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.ReleaseOutcome;
import io.pottery.quorum.ReleaseUnlockedLockException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReactiveRedlockTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** Well before a lease of thirty seconds ends by itself. */
	private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(15);

	private static RedisServers masters;

	private static Pottery pottery;

	private final String key = KeyNames.fresh();

	private final Redlock blocking = PatientPottery.redlock(pottery, this.key);

	private final ReactiveRedlock lock = ReactiveRedlock.of(this.blocking);

	@BeforeAll
	static void startMasters() {
		masters = RedisServers.builder().count(5).start();
		pottery = PatientPottery.ready(PatientPottery.on(masters).build());
	}

	@AfterAll
	static void stopMasters() {
		pottery.close();
		masters.close();
	}

	@Test
	void nothingIsAskedBeforeTheSubscriptionAndEachAsksAnew() {
		assertThat(this.lock.key()).isEqualTo(this.key);
		Mono<Lease> once = this.lock.tryAcquire();
		Mono<Lease> acquire = this.lock.acquire();
		assertThat(this.lock.isLocked().block(PATIENCE)).isFalse();
		Lease lease = acquire.block(PATIENCE);
		assertThat(this.lock.isLocked().block(PATIENCE)).isTrue();
		assertThat(once.blockOptional(PATIENCE)).isEmpty();
		assertThat(this.lock.tryAcquire(Duration.ofMillis(20)).blockOptional(PATIENCE)).isEmpty();
		assertThatExceptionOfType(QuorumNotAchievedException.class)
			.isThrownBy(() -> this.lock.acquire(Duration.ofMillis(20)).block(PATIENCE));
		lease.release();
		assertThat(once.blockOptional(PATIENCE).map(Lease::release)).contains(ReleaseOutcome.RELEASED);
		assertThat(acquire.map(Lease::release).block(PATIENCE)).isEqualTo(ReleaseOutcome.RELEASED);
	}

	@Test
	void aSubscriptionThatIsCancelledLeavesTheLineAndNoLock() {
		Lease lease = this.blocking.acquire();
		List<Disposable> waits = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			waits.add(this.lock.acquire().subscribe());
		}
		waits.forEach(Disposable::dispose);
		lease.release();
		assertThat(this.blocking.tryAcquire().map(Lease::release)).contains(ReleaseOutcome.RELEASED);
		assertNothingLeft();
	}

	@Test
	void whoeverCancelsInAnyInstantLeavesNoLock() {
		for (int i = 0; i < 2_000; i++) {
			Mono<Lease> acquire = (i % 2 == 0) ? this.lock.acquire() : this.lock.tryAcquire();
			CancelUnlessGiven subscriber = new CancelUnlessGiven();
			acquire.subscribe(subscriber);
			long until = System.nanoTime() + i % 20 * 50_000L;
			while (System.nanoTime() < until) {
				Thread.onSpinWait();
			}
			subscriber.cancel();
		}
		assertNothingLeft();
	}

	@Test
	void aLeaseThatComesInTheInstantOfTheCancellationIsGivenBack() {
		Lease lease = this.blocking.acquire();
		CancelUnlessGiven subscriber = new CancelUnlessGiven();
		new LeaseMono<>(() -> {
			subscriber.cancel();
			return CompletableFuture.completedFuture(lease);
		}, Optional::of).subscribe(subscriber);
		assertThat(lease.isValid()).isFalse();
		assertNothingLeft();
	}

	@Test
	void whoeverRequestsNothingHoldsNothing() {
		CancelUnlessGiven idle = new CancelUnlessGiven() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
			}

		};
		this.lock.acquire().subscribe(idle);
		assertThat(this.blocking.tryAcquire().map(Lease::release)).contains(ReleaseOutcome.RELEASED);
		idle.cancel();
		assertNothingLeft();
	}

	@Test
	void withLockHoldsTheLockForItsBody() {
		Sinks.One<String> body = Sinks.one();
		CompletableFuture<String> result = this.lock.withLock(body.asMono()).toFuture();
		Awaitility.await().until(() -> body.currentSubscriberCount() == 1);
		assertThat(this.blocking.tryAcquire()).isEmpty();
		body.tryEmitValue("done");
		assertThat(result).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo("done");
		assertThat(this.blocking.tryAcquire().map(Lease::release)).contains(ReleaseOutcome.RELEASED);
		assertThat(this.lock.withLock(Mono.empty()).blockOptional(PATIENCE)).isEmpty();
		assertThat(this.lock.withLock(Flux.range(1, 1_000)).collectList().block(PATIENCE)).hasSize(1_000);
		assertNothingLeft();
	}

	@Test
	void withLockReleasesWhatIsCancelledMeanwhile() {
		Sinks.Many<Integer> body = Sinks.many().unicast().onBackpressureBuffer();
		AtomicInteger seen = new AtomicInteger();
		Disposable running = this.lock.withLock(body.asFlux()).subscribe((one) -> seen.incrementAndGet());
		Awaitility.await().until(() -> body.currentSubscriberCount() == 1);
		body.tryEmitNext(1);
		assertThat(this.blocking.tryAcquire()).isEmpty();
		running.dispose();
		assertNothingLeft();
		assertThat(seen).hasValue(1);
		assertThat(this.lock.withLock(Flux.range(1, 1_000)).take(3).collectList().block(PATIENCE)).hasSize(3);
		assertNothingLeft();
	}

	@Test
	void withLockFailsAsItsBodyDoesAndHidesNothing() {
		IllegalArgumentException broken = new IllegalArgumentException("on purpose");
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> this.lock.withLock(Mono.error(broken)).block(PATIENCE))
			.satisfies((ex) -> assertThat(ex).isSameAs(broken));
		IllegalArgumentException alsoLost = new IllegalArgumentException("on purpose");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.lock.withLock(Flux.defer(() -> {
			loseIt();
			return Flux.error(alsoLost);
		})).blockLast(PATIENCE))
			.satisfies((ex) -> assertThat(ex.getSuppressed())
				.hasAtLeastOneElementOfType(ReleaseUnlockedLockException.class));
		assertThatExceptionOfType(ReleaseUnlockedLockException.class)
			.isThrownBy(() -> this.lock.withLock(Mono.fromRunnable(this::loseIt)).block(PATIENCE));
		assertNothingLeft();
	}

	@Test
	void onlyOneBodyRunsAtATime() {
		int[] counter = new int[1];
		AsyncRedlock async = this.blocking.async();
		Mono<Void> body = Mono.fromRunnable(() -> {
			int before = counter[0];
			Thread.yield();
			counter[0] = before + 1;
		});
		Flux.range(0, 200).flatMap((i) -> ReactiveRedlock.of(async).withLock(body), 50).blockLast(PATIENCE);
		assertThat(counter[0]).isEqualTo(200);
	}

	private void loseIt() {
		for (RedisServer master : masters) {
			master.command("DEL", "redlock:" + this.key);
		}
	}

	private void assertNothingLeft() {
		Awaitility.await().atMost(BEFORE_EXPIRY).until(() -> {
			for (RedisServer master : masters) {
				if (Long.valueOf(1).equals(master.command("EXISTS", "redlock:" + this.key))) {
					return false;
				}
			}
			return true;
		});
	}

	/**
	 * Gives back what it is given.
	 */
	private static class CancelUnlessGiven extends BaseSubscriber<Lease> {

		@Override
		protected void hookOnNext(Lease lease) {
			lease.releaseAsync();
		}

	}

}
