package io.pottery.reactive;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pottery.quorum.AsyncRedlock;
import io.pottery.quorum.Lease;
import io.pottery.quorum.ReleaseOutcome;

/**
 * The view of a lock for Project Reactor.
 */
final class DefaultReactiveRedlock implements ReactiveRedlock {

	private final AsyncRedlock lock;

	DefaultReactiveRedlock(AsyncRedlock lock) {
		this.lock = Objects.requireNonNull(lock, "lock");
	}

	@Override
	public String key() {
		return this.lock.key();
	}

	@Override
	public Mono<Lease> acquire() {
		return new LeaseMono<>(this.lock::acquire, Optional::of);
	}

	@Override
	public Mono<Lease> acquire(Duration wait) {
		Objects.requireNonNull(wait, "wait");
		return new LeaseMono<>(() -> this.lock.acquire(wait), Optional::of);
	}

	@Override
	public Mono<Lease> tryAcquire() {
		return tryAcquire(Duration.ZERO);
	}

	@Override
	public Mono<Lease> tryAcquire(Duration wait) {
		Objects.requireNonNull(wait, "wait");
		return new LeaseMono<>(() -> this.lock.tryAcquire(wait), (lease) -> lease);
	}

	@Override
	public Mono<Boolean> isLocked() {
		return Mono.fromFuture(this.lock::isLocked);
	}

	@Override
	public <T> Mono<T> withLock(Mono<T> body) {
		Objects.requireNonNull(body, "body");
		return Mono.defer(() -> {
			Releases releases = new Releases();
			return Mono
				.usingWhen(acquire(), (lease) -> body, releases::afterSuccess, releases::afterFailure,
						releases::afterSuccess)
				.onErrorMap(releases::bare);
		});
	}

	@Override
	public <T> Flux<T> withLock(Flux<T> body) {
		Objects.requireNonNull(body, "body");
		return Flux.defer(() -> {
			Releases releases = new Releases();
			return Flux
				.usingWhen(acquire(), (lease) -> body, releases::afterSuccess, releases::afterFailure,
						releases::afterSuccess)
				.onErrorMap(releases::bare);
		});
	}

	@Override
	public String toString() {
		return "ReactiveRedlock '" + key() + "'";
	}

	/**
	 * The release of one subscription.
	 */
	private static final class Releases {

		private volatile @Nullable Throwable failure;

		Mono<ReleaseOutcome> afterSuccess(Lease lease) {
			return Mono.fromFuture(lease::releaseAsync).doOnError((ex) -> this.failure = ex);
		}

		Mono<ReleaseOutcome> afterFailure(Lease lease, Throwable first) {
			return Mono.fromFuture(lease::releaseAsync).onErrorResume((ex) -> {
				first.addSuppressed(ex);
				return Mono.empty();
			});
		}

		/**
		 * Takes off what Reactor wraps around the failure of a release.
		 */
		Throwable bare(Throwable ex) {
			Throwable failed = this.failure;
			return (failed != null && ex.getCause() == failed) ? failed : ex;
		}

	}

}
